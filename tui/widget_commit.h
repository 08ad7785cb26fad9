/* The form that commits to a dataset. */
#ifndef TUI_WIDGET_COMMIT_H
#define TUI_WIDGET_COMMIT_H

#include "tui/dashboard.h"

/* Asks for a file or folder ("": the last one typed), a name and a licence; then opens a review. */
void widget_commit_open(struct dashboard *d, const char *path);

/*
 * The same with a licence (NULL: none) and a datanet to begin with: its place in the snapshot
 * (widget_datanet_find()),
 * or SIZE_MAX for the first.
 */
void widget_commit_open_for(struct dashboard *d, const char *path, const char *license,
			    size_t datanet);

#endif

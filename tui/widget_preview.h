/* The form that previews a file. */
#ifndef TUI_WIDGET_PREVIEW_H
#define TUI_WIDGET_PREVIEW_H

#include "tui/dashboard.h"

/* Asks for a file or folder, with `path` to begin with ("": the last one typed), and scores it. */
void widget_preview_open(struct dashboard *d, const char *path);

/*
 * Scores the records of `p` again, with other rules for labels, which it takes over. `owner` is the
 * pop-up that asked for it; it is closed once the new preview is there.
 */
void widget_preview_again(struct dashboard *d, const struct preview *p,
			  struct label_rule *take_rules, size_t n_rules, void *owner);

#endif

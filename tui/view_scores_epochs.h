/* Settled epochs as rows of the scores view. */
#ifndef TUI_VIEW_SCORES_EPOCHS_H
#define TUI_VIEW_SCORES_EPOCHS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_scores_epochs;

/* The page of an epoch, as widget_list_info has it; `row` is a struct snapshot_epoch. */
struct widget_detail *view_scores_epochs_page(const struct dashboard *d, const struct snapshot *s,
					      const void *row);

/*
 * The page of the oldest epoch with a fault, which the overview and the scores offer: whether there
 * is one (Out: `why` not, static), opening it, and the words of the next step that leads there.
 */
bool view_scores_epochs_can_open_fault(const struct dashboard *d, const char **why);
void view_scores_epochs_open_fault(struct dashboard *d);
void view_scores_epochs_next_fault(const struct snapshot *s, const struct snapshot_epoch *e,
				   char *out, size_t cap);

#endif

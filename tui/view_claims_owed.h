/* Dues, as the first list of the view of claims, and what can be done with its rows. */
#ifndef TUI_VIEW_CLAIMS_OWED_H
#define TUI_VIEW_CLAIMS_OWED_H

#include "tui/view.h"

/* The list as it begins: without rows that are folded away. */
extern const struct widget_list_info view_claims_owed;

/*
 * Draws the list with a heading, and below it, where `a` has room and the page of the selected row
 * is not beside the list, the beginning of that page. Returns: the lines used.
 */
int view_claims_owed_draw(struct dashboard *d, struct widget_list *l, struct screen *s,
			  struct screen_area a, bool page);

/* The slots of struct view, for the list. */
bool view_claims_owed_can(struct dashboard *d, struct widget_list *l, enum action a,
			  const char **why);
bool view_claims_owed_act(struct dashboard *d, struct widget_list *l, enum action a);
void view_claims_owed_brief(struct dashboard *d, const struct widget_list *l, char *out,
			    size_t cap);
enum action view_claims_owed_next(struct dashboard *d, const struct widget_list *l, char *out,
				  size_t cap);

#endif

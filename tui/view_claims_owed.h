/* What payers owe, as the first list of the view of claims, and what can be done with its rows. */
#ifndef TUI_VIEW_CLAIMS_OWED_H
#define TUI_VIEW_CLAIMS_OWED_H

#include "tui/view.h"

/* The rows that are not folded away, and all of them. */
extern const struct widget_list_info view_claims_owed, view_claims_owed_all;

/* Whether the list shows tokens that nobody asked for. */
bool view_claims_owed_is_unfolded(const struct widget_list *l);

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

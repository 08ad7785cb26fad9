/* The second table of the preview view: models side by side, and what is done with one. */
#ifndef TUI_VIEW_COMPARE_H
#define TUI_VIEW_COMPARE_H

#include "tui/widget_list.h"

/* The slots of struct view, for the list of compared models. */
void view_compare_draw(struct dashboard *d, struct widget_list *l, struct screen *s,
		       struct screen_area a);
void view_compare_brief(const struct dashboard *d, const struct widget_list *l, char *out,
			size_t cap);
enum action view_compare_next(const struct dashboard *d, const struct widget_list *l, char *out,
			      size_t cap);
bool view_compare_can(const struct dashboard *d, const struct widget_list *l, enum action a,
		      const char **why);
bool view_compare_act(struct dashboard *d, const struct widget_list *l, enum action a);

#endif

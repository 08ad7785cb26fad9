/* Looking views up by their id. */
#include "tui/view.h"

#include "tui/view_table.h"

const struct view *view_of(enum view_id v)
{
	return view_table[v];
}

bool view_has_tables(enum view_id v)
{
	return view_table[v]->tables[0] != NULL;
}

/* A vault whose accounts nobody knows leaves the overview as empty as no vault does. */
enum view_id view_shown(const struct dashboard *d)
{
	if (d->view == VIEW_OVERVIEW && d->snap->n_accounts == 0)
		return VIEW_WELCOME;
	return d->view;
}

struct widget_list *view_list(const struct dashboard *d, enum view_id v)
{
	struct widget_tables *t = d->states[v];

	return view_has_tables(v) ? &t->lists[t->shown] : NULL;
}

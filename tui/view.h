/*
 * A view: one tab of the dashboard. Each view is one constant in its own file, and view_table.c
 * lists them.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "tui/dashboard.h"
#include "tui/widget_tables.h"

/* Slots may be NULL unless their comment forbids it. */
struct view {
	const char *name; /* the name of the tab, and of the action that opens it */

	/*
	 * The view's tables; ACTION_TOGGLE goes from one to the next. The dashboard opens them,
	 * gives them each new snapshot and closes them. The state of such a view is a struct
	 * widget_tables.
	 */
	const struct widget_list_info *tables[WIDGET_TABLES_MAX];

	/*
	 * The tables are over something else than the snapshot, and stay empty until `changed`
	 * gives it to them.
	 */
	bool own_data;

	size_t state_size; /* bytes of the zeroed state of a view without tables */

	/* Called when d->preview or d->comparison has become another one. */
	void (*changed)(struct dashboard *d, void *state);

	/*
	 * Whether an action of this view can be done now. When not, `*why` gets the reason, a
	 * static text. NULL means that every action can.
	 */
	bool (*can)(struct dashboard *d, void *state, enum action a, const char **why);

	/* Does an action. Returns: false when it is not one of this view's. */
	bool (*act)(struct dashboard *d, void *state, enum action a);

	/* Draws the content between header and footer. Never NULL. */
	void (*draw)(struct dashboard *d, void *state, struct screen *s, struct screen_area a);

	/* Sums the view up in one line, for tiny terminals and for speech. Never NULL. */
	void (*brief)(struct dashboard *d, void *state, char *out, size_t cap);

	/* Whether live attributions are on the screen: they are then asked for more often. */
	bool (*live)(struct dashboard *d, void *state);

	/*
	 * Writes a sentence about what the user may do next into `out` (zeroed by the caller).
	 * Returns: the action that does it, or ACTION_NONE when there is nothing to do.
	 */
	enum action (*next)(struct dashboard *d, void *state, char *out, size_t cap);
};

/* The view with this id. */
const struct view *view_of(enum view_id v);

/*
 * The view that stands on the screen: d->view, or VIEW_WELCOME in place of an overview while no
 * account is known.
 */
enum view_id view_shown(const struct dashboard *d);

/* The list in focus in a view, or NULL when it has none. */
struct widget_list *view_list(const struct dashboard *d, enum view_id v);

/* Whether the dashboard keeps the view's tables, so that its state is a struct widget_tables. */
bool view_has_tables(enum view_id v);

#endif

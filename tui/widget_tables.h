/*
 * The tables of a view, one of them in focus.
 */
#ifndef TUI_WIDGET_TABLES_H
#define TUI_WIDGET_TABLES_H

#include "tui/widget_list.h"

/* The most tables that a view has. */
#define WIDGET_TABLES_MAX 3

struct widget_tables {
	struct widget_list lists[WIDGET_TABLES_MAX];
	size_t n, shown; /* lists[shown] is in focus */
};

/* Makes a list of each table up to the first NULL, which have no data yet. */
void widget_tables_open(struct widget_tables *t, struct dashboard *d,
			const struct widget_list_info *const infos[static WIDGET_TABLES_MAX]);

/* Releases the lists. */
void widget_tables_close(struct widget_tables *t);

/* Gives the lists a new snapshot. */
void widget_tables_changed(struct widget_tables *t, const struct snapshot *s);

/* Takes finished orders from the index thread. Returns: whether something changed. */
bool widget_tables_poll(struct widget_tables *t);

/* The selected row of the list in focus, or SIZE_MAX. */
size_t widget_tables_row(const struct widget_tables *t);

/*
 * A number for whose row it is, for ids of rows that are numbered anew by each network, datanet or
 * account. It is the same in every snapshot, also in one that leaves rows out.
 */
uint64_t widget_tables_owner(const struct snapshot *s, const struct snapshot_owner *of);

/*
 * The snapshot of the list in focus, which its rows point into; NULL while it has none. It may be
 * an older one than the dashboard's: a large table is ordered first.
 */
const struct snapshot *widget_tables_snapshot(const struct widget_tables *t);

/* The app of the network and datanet of a row of the list in focus, as work_scope(). */
struct app *widget_tables_scope(const struct widget_tables *t, const struct snapshot_owner *of);

/* `ref` and `unref` of a widget_table whose data is a snapshot. */
const void *widget_tables_ref(const void *data);
void widget_tables_unref(const void *data);

/* The widget_table of a kind of row of the snapshot. */
#define WIDGET_TABLE_OF(kind_, id_)                                                              \
	{                                                                                        \
		.kind = kind_, .id = id_, .ref = widget_tables_ref, .unref = widget_tables_unref \
	}

#endif

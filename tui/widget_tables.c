/* The tables of a view: one list each. */
#include "tui/widget_tables.h"

void widget_tables_open(struct widget_tables *t, struct dashboard *d,
			const struct widget_list_info *const infos[static WIDGET_TABLES_MAX])
{
	for (; t->n < WIDGET_TABLES_MAX && infos[t->n] != NULL; t->n++)
		widget_list_init(&t->lists[t->n], d, infos[t->n]);
}

void widget_tables_close(struct widget_tables *t)
{
	for (size_t i = 0; i < t->n; i++)
		widget_list_release(&t->lists[i]);
}

/* Each list keeps its selection and takes its own reference to the snapshot. */
void widget_tables_changed(struct widget_tables *t, const struct snapshot *s)
{
	for (size_t i = 0; i < t->n; i++)
		widget_list_set(&t->lists[i], s);
}

bool widget_tables_poll(struct widget_tables *t)
{
	bool changed = false;

	for (size_t i = 0; i < t->n; i++)
		changed |= widget_list_poll(&t->lists[i]);
	return changed;
}

size_t widget_tables_row(const struct widget_tables *t)
{
	return widget_list_row(&t->lists[t->shown]);
}

/* Lists hold the snapshot that they show, since the dashboard drops its own reference. */
const void *widget_tables_ref(const void *data)
{
	return snapshot_ref(data);
}

void widget_tables_unref(const void *data)
{
	snapshot_unref(data);
}

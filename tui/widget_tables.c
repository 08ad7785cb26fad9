/* The tables of a view: one list each. */
#include "tui/widget_tables.h"

#include "app/owner.h"
#include "base/be.h"

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

const struct snapshot *widget_tables_snapshot(const struct widget_tables *t)
{
	return t->lists[t->shown].rows.snapshot;
}

struct app *widget_tables_scope(const struct widget_tables *t, const struct snapshot_owner *of)
{
	return work_scope(t->lists[t->shown].d->app, widget_tables_snapshot(t), of);
}

/* Odd factors keep apart what a sum would mix; a table of 10^6 rows asks for each row. */
uint64_t widget_tables_owner(const struct snapshot *s, const struct snapshot_owner *of)
{
	const struct snapshot_network *network = owner_network(s, of);
	const struct snapshot_datanet *datanet = owner_datanet(s, of);
	const struct snapshot_account *account = owner_account(s, of);
	uint64_t sum = 0;

	for (const char *c = network != NULL ? network->name : ""; *c != '\0'; c++)
		sum = sum * 0x100000001B3 + (unsigned char)*c;
	if (datanet != NULL)
		sum += be64_load(datanet->address.bytes) * 0x9E3779B97F4A7C15;
	if (account != NULL)
		sum += be64_load(account->address.bytes) * 0xC2B2AE3D27D4EB4F;
	return sum;
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

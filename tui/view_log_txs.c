/* Own transactions as rows, and a transaction's page. */
#include "tui/view_log_txs.h"

#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_detail.h"
#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

static const struct widget_column tx_columns[] = {
	{"TIME", 10, 0, 2, false, true},   {"WHAT", 16, 60, 0, false, true},
	{"STATE", 14, 24, 0, false, true}, {"NONCE", 6, 0, 3, true, true},
	{"BLOCK", 10, 0, 4, true, true},   {"ACCOUNT", 13, 30, 5, false, false},
};

/* The transaction in a row of the snapshot `data`. */
static const struct snapshot_tx *tx_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->txs[row];
}

static size_t count_txs(const void *data)
{
	return ((const struct snapshot *)data)->n_txs;
}

/* A transaction keeps its hash; one without a hash is told apart by its nonce. */
static uint64_t id_tx(const void *data, size_t row)
{
	return be64_load(tx_of(data, row)->hash.bytes) ^ tx_of(data, row)->nonce;
}

/* The default order of the column of times is also that of columns that do not sort. */
static int compare_txs(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_tx *x = tx_of(data, a), *y = tx_of(data, b);

	switch (column) {
	case 1: return strcmp(x->what, y->what);
	case 2: return strcmp(x->state, y->state);
	case 3: return widget_compare_u64(x->nonce, y->nonce);
	case 4: return widget_compare_u64(x->block, y->block);
	}
	return widget_compare_i64(x->time, y->time);
}

/* The text that a filter looks at: description and state. */
static void text_tx(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", tx_of(data, row)->what, tx_of(data, row)->state);
}

/* Amounts in the description hide with all others. */
static void cell_tx(struct dashboard *d, const void *data, size_t row, size_t column,
		    struct widget_cell *out)
{
	const struct snapshot_tx *t = tx_of(data, row);

	switch (column) {
	case 0: widget_text_time_short(out->text, t->time); break;
	case 1: widget_figure_hide(d, out->text, sizeof(out->text), t->what); break;
	case 2: snprintf(out->text, sizeof(out->text), "%s", t->state); break;
	case 3: snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)t->nonce); break;
	case 4:
		if (t->block != 0)
			widget_text_count(out->text, t->block);
		break;
	case 5: dashboard_account_text(d, &t->account, out->text, sizeof(out->text)); break;
	}
}

const struct widget_list_info view_log_txs = {
	tx_columns,
	ARRAY_SIZE(tx_columns),
	{count_txs, id_tx, compare_txs, text_tx, widget_tables_ref, widget_tables_unref},
	cell_tx,
	"No transaction was made from this machine yet."};

void view_log_txs_open(struct dashboard *d, const struct snapshot_tx *t)
{
	struct widget_detail *p = widget_detail_new("TRANSACTION");
	char text[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];

	hash_format(hex, &t->hash);
	widget_detail_add(p, "Hash", "%s", hex);
	widget_detail_add(p, "What", "%s", t->what);
	widget_detail_add(p, "State", "%s", t->state);
	address_format(text, &t->account);
	widget_detail_add(p, "Account", "%s", text);
	widget_detail_add(p, "Nonce", "%llu", (unsigned long long)t->nonce);
	widget_detail_add(p, "Block", "%llu", (unsigned long long)t->block);
	widget_text_time(text, t->time);
	widget_detail_add(p, "Time", "%s", text);
	widget_detail_open(d, p);
}

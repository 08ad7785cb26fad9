/* Own transactions as rows, and a transaction's page. */
#include "tui/view_log_txs.h"

#include "tui/widget_tables.h"
#include "tui/widget_value.h"

static const struct widget_column tx_columns[] = {
	{"time", .width = 10, .drop = 2}, {"what", .width = 16, .max = 60},  {"state", .width = 14},
	{"nonce", .width = 6, .drop = 3}, {"block", .width = 10, .drop = 4},
};

/* A transaction keeps its number in the cache. */
static uint64_t id_tx(const struct snapshot *s, const void *row)
{
	(void)s;
	return ((const struct snapshot_tx *)row)->id;
}

/* The hash comes first, since explorers and other tools ask for it. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_tx *t = row;
	const struct widget_row r = widget_value_row(ROW_TRANSACTION, s, t);
	struct widget_detail *p = widget_detail_new("TRANSACTION");

	widget_value_detail(d, p, "Hash", &r, "hash");
	widget_value_detail(d, p, "What", &r, "what");
	widget_value_detail(d, p, "State", &r, "state");
	widget_value_detail(d, p, "Account", &r, "account");
	widget_value_detail(d, p, "Nonce", &r, "nonce");
	widget_value_detail(d, p, "Block", &r, "block");
	widget_value_detail(d, p, "Time", &r, "time");
	return p;
}

const struct widget_list_info view_log_txs = {tx_columns,
					      ARRAY_SIZE(tx_columns),
					      WIDGET_TABLE_OF(ROW_TRANSACTION, id_tx),
					      NULL,
					      "No transaction was made from this machine yet.",
					      .page = page};

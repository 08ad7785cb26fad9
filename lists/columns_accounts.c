/*
 * Columns of accounts, of their coins, and of events. Accounts are the same on every network, and
 * so have no column that names one.
 */
#include "app/owner.h"
#include "lists/column_tables.h"

COLUMN_GET(account_address, snapshot_account, value_set_address(out, &r->address))
COLUMN_GET(account_label, snapshot_account, value_set_text(out, r->label, sizeof(r->label)))
COLUMN_GET(account_key, snapshot_account,
	   value_set_flag(out, r->watch_only, "watch only", "in the vault"))
COLUMN_GET(account_index, snapshot_account, value_set_number(out, r->index, !r->watch_only))

/* A watched account has no key, and so no path. */
static void account_path(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_account *a = row;

	(void)s;
	if (!a->watch_only && a->path[0] != '\0')
		value_set_text(out, a->path, sizeof(a->path));
}

/* The first of the networks on which the account delegates; its coins have a row for each. */
static void account_delegate(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_coin *coin = s != NULL ? owner_delegating(s, row) : NULL;

	if (coin != NULL)
		value_set_address(out, &coin->delegate);
}

static const struct column account_columns[] = {
	COLUMN("index", "INDEX", VALUE_NUMBER, account_index),
	COLUMN("address", "ADDRESS", VALUE_ADDRESS, account_address, .flags = COLUMN_SEARCHED),
	COLUMN("watch_only", "KEY", VALUE_FLAG, account_key, .flags = COLUMN_SEARCHED),
	COLUMN("path", "PATH", VALUE_TEXT, account_path, .flags = COLUMN_SEARCHED),
	COLUMN("label", "LABEL", VALUE_TEXT, account_label, .flags = COLUMN_SEARCHED,
	       .missing = ""),
	COLUMN("delegated_to", "DELEGATED TO", VALUE_ADDRESS, account_delegate,
	       .flags = COLUMN_SEARCHED),
};

COLUMN_ROWS(account_rows, accounts, n_accounts)

const struct column_table columns_account = {
	.name = "accounts",
	.columns = account_columns,
	.n = ARRAY_SIZE(account_columns),
	.row_size = sizeof(struct snapshot_account),
	.rows = account_rows,
};

/* --- coins: what pays gas, and is owed by nobody; a row for each network and account --- */

COLUMN_GET(coin_balance, snapshot_coin, columns_context_coin(out, s, &r->of, &r->balance))

static void coin_delegate(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_coin *coin = row;

	(void)s;
	if (coin->delegates)
		value_set_address(out, &coin->delegate);
}

static void coin_symbol(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_network *n = owner_network(s, row);

	if (n != NULL)
		value_set_text(out, n->native_symbol, sizeof(n->native_symbol));
}

static const struct column coin_columns[] = {
	COLUMN("balance", "BALANCE", VALUE_AMOUNT, coin_balance, .flags = COLUMN_FIGURE),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, coin_symbol, .flags = COLUMN_SEARCHED),
	COLUMN("delegated_to", "DELEGATED TO", VALUE_ADDRESS, coin_delegate,
	       .flags = COLUMN_SEARCHED),
	COLUMN_OF_NETWORK,
	COLUMN_OF_ACCOUNT,
};

COLUMN_ROWS(coin_rows, coins, n_coins)

const struct column_table columns_coin = {
	.name = "coins",
	.columns = coin_columns,
	.n = ARRAY_SIZE(coin_columns),
	.row_size = sizeof(struct snapshot_coin),
	.rows = coin_rows,
};

/* --- events: anything that happened, newest first --- */

COLUMN_GET(event_time, snapshot_event, value_set_time(out, r->time))
COLUMN_GET(event_area, snapshot_event, value_set_text(out, r->area, sizeof(r->area)))
COLUMN_GET(event_text, snapshot_event, value_set_sentence(out, &r->text))
COLUMN_GET(event_trust, snapshot_event, value_set_trust(out, r->trust))
COLUMN_GET(event_datanet, snapshot_event, value_set_text(out, r->datanet, sizeof(r->datanet)))
COLUMN_GET(event_account, snapshot_event, value_set_address(out, &r->account))
COLUMN_GET(event_unseen, snapshot_event, value_set_flag(out, r->unseen, "new", ""))

static const struct column event_columns[] = {
	COLUMN("time", "TIME", VALUE_TIME, event_time),
	COLUMN("area", "AREA", VALUE_TEXT, event_area, .flags = COLUMN_SEARCHED),
	COLUMN("trust", "", VALUE_TRUST, event_trust),
	COLUMN("text", "EVENT", VALUE_SENTENCE, event_text, .flags = COLUMN_SEARCHED),
	COLUMN("unseen", "", VALUE_FLAG, event_unseen),
	COLUMN_OF_NETWORK,
	COLUMN("datanet", "DATANET", VALUE_TEXT, event_datanet, .context = CONTEXT_DATANET),
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, event_account, .context = CONTEXT_ACCOUNT),
};

COLUMN_ROWS(event_rows, events, n_events)

const struct column_table columns_event = {
	.name = "events",
	.columns = event_columns,
	.n = ARRAY_SIZE(event_columns),
	.row_size = sizeof(struct snapshot_event),
	.rows = event_rows,
	.since = "time",
};

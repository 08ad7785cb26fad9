/*
 * Columns of received payments, and of the entries of the books, which have accruals beside them.
 * An entry's amount stands in one of two columns, so that neither counts anything twice.
 */
#include "lists/books.h"
#include "lists/column_tables.h"

COLUMN_GET(received_time, snapshot_received, value_set_time(out, r->time))
COLUMN_GET(received_amount, snapshot_received,
	   value_set_amount(out, &r->amount.raw, r->symbol, r->decimals))
/* The place in the list is the order: claims first. */
COLUMN_GET(received_kind, snapshot_received,
	   value_set_state(out, r->claim ? "claim" : "transfer", !r->claim))
COLUMN_GET(received_sender, snapshot_received, value_set_address(out, &r->sender))
COLUMN_GET(received_hash, snapshot_received, value_set_hash(out, &r->tx))
COLUMN_GET(received_block, snapshot_received, value_set_number(out, r->block, true))
COLUMN_GET(received_claim, snapshot_received,
	   value_set_number(out, r->own_claim, r->own_claim != 0))
COLUMN_GET(received_trust, snapshot_received, value_set_trust(out, r->trust))
COLUMN_GET(received_token, snapshot_received, value_set_address(out, &r->token))
COLUMN_GET(received_symbol, snapshot_received, value_set_text(out, r->symbol, sizeof(r->symbol)))

static const struct column received_columns[] = {
	COLUMN("time", "RECEIVED", VALUE_TIME, received_time),
	COLUMN("amount", "AMOUNT", VALUE_AMOUNT, received_amount),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, received_symbol, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
	COLUMN("trust", "", VALUE_TRUST, received_trust),
	COLUMN("kind", "BY", VALUE_STATE, received_kind, .flags = COLUMN_SEARCHED),
	COLUMN("sender", "FROM", VALUE_ADDRESS, received_sender, .flags = COLUMN_SEARCHED),
	COLUMN("hash", "TRANSACTION", VALUE_HASH, received_hash, .flags = COLUMN_SEARCHED),
	COLUMN("block", "BLOCK", VALUE_BLOCK, received_block),
	COLUMN("claim", "CLAIM", VALUE_NUMBER, received_claim, .missing = ""),
	COLUMN_OF_NETWORK,
	COLUMN_OF_ACCOUNT,
	COLUMN("token", "TOKEN", VALUE_ADDRESS, received_token, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(received_rows, received, n_received)

const struct column_table columns_received = {
	.name = "received",
	.columns = received_columns,
	.n = ARRAY_SIZE(received_columns),
	.row_size = sizeof(struct snapshot_received),
	.rows = received_rows,
	.since = "time",
};

/* --- entries of the books --- */

/* An accrual is in the token of its epoch. */
static const char *symbol_of(const struct book_entry *r)
{
	return r->payment != NULL ? r->payment->symbol : r->epoch->symbol;
}

/* NULL leaves the column empty: the entry is of the other kind, or its sum does not fit. */
static void set_entry_amount(struct value *out, const struct book_entry *r,
			     const struct tokens *amount)
{
	if (amount != NULL)
		value_set_amount(out, &amount->raw, symbol_of(r),
				 r->payment != NULL ? r->payment->decimals : r->epoch->decimals);
}

static void entry_name(struct value *out, const struct snapshot *s, const void *row)
{
	const struct book_entry *r = row;

	if (r->score != NULL && r->score->dataset < s->n_datasets)
		value_set_text(out, s->datasets[r->score->dataset].name,
			       sizeof(s->datasets[0].name));
}

COLUMN_GET(entry_time, book_entry, value_set_time(out, r->time))
COLUMN_GET(entry_kind, book_entry,
	   value_set_state(out, r->payment != NULL ? "received" : "accrued", r->payment != NULL))
COLUMN_GET(entry_accrued, book_entry,
	   set_entry_amount(out, r, r->score != NULL ? &r->score->amount : NULL))
COLUMN_GET(entry_received, book_entry,
	   set_entry_amount(out, r, r->payment != NULL ? &r->payment->amount : NULL))
COLUMN_GET(entry_accrued_total, book_entry,
	   set_entry_amount(out, r, r->summed ? &r->accrued : NULL))
COLUMN_GET(entry_received_total, book_entry,
	   set_entry_amount(out, r, r->summed ? &r->received : NULL))
COLUMN_GET(entry_symbol, book_entry, value_set_text(out, symbol_of(r), 16))
COLUMN_GET(entry_token, book_entry, value_set_address(out, r->token))
COLUMN_GET(entry_epoch, book_entry,
	   if (r->epoch != NULL) value_set_number(out, r->epoch->epoch, true))
COLUMN_GET(entry_start, book_entry, if (r->epoch != NULL) value_set_time(out, r->epoch->start))
COLUMN_GET(entry_end, book_entry, if (r->epoch != NULL) value_set_time(out, r->epoch->end))
COLUMN_GET(entry_statement, book_entry,
	   if (r->epoch != NULL) value_set_hash(out, &r->epoch->statement))
COLUMN_GET(entry_dataset, book_entry, if (r->score != NULL) value_set_hash(out, &r->score->uid))
COLUMN_GET(entry_hash, book_entry, if (r->payment != NULL) value_set_hash(out, &r->payment->tx))
COLUMN_GET(entry_block, book_entry,
	   if (r->payment != NULL) value_set_number(out, r->payment->block, true))
COLUMN_GET(entry_payer, book_entry,
	   value_set_address(out,
			     r->payment != NULL ? &r->payment->sender : &r->epoch->distributor))
COLUMN_GET(entry_trust, book_entry,
	   value_set_trust(out, r->payment != NULL ? r->payment->trust : r->score->trust))

static const struct column entry_columns[] = {
	COLUMN("time", "TIME", VALUE_TIME, entry_time),
	COLUMN("entry", "ENTRY", VALUE_STATE, entry_kind),
	COLUMN_OF_ACCOUNT,
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN("epoch", "EPOCH", VALUE_NUMBER, entry_epoch),
	COLUMN("start", "START", VALUE_TIME, entry_start),
	COLUMN("end", "END", VALUE_TIME, entry_end),
	COLUMN("name", "DATASET", VALUE_TEXT, entry_name),
	COLUMN("dataset", "DATASET ID", VALUE_HASH, entry_dataset),
	COLUMN("statement", "STATEMENT", VALUE_HASH, entry_statement),
	COLUMN("hash", "TRANSACTION", VALUE_HASH, entry_hash),
	COLUMN("block", "BLOCK", VALUE_BLOCK, entry_block),
	COLUMN("accrued", "ACCRUED", VALUE_AMOUNT, entry_accrued),
	COLUMN("received", "RECEIVED", VALUE_AMOUNT, entry_received),
	COLUMN("accrued_total", "ACCRUED IN ALL", VALUE_AMOUNT, entry_accrued_total,
	       .places = VALUE_TOTAL),
	COLUMN("received_total", "RECEIVED IN ALL", VALUE_AMOUNT, entry_received_total,
	       .places = VALUE_TOTAL),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, entry_symbol, .context = CONTEXT_TOKEN),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, entry_token, .context = CONTEXT_TOKEN),
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, entry_payer, .context = CONTEXT_PAYER),
	COLUMN("trust", "", VALUE_TRUST, entry_trust),
};

const struct column_table columns_entry = {
	.name = "entries",
	.columns = entry_columns,
	.n = ARRAY_SIZE(entry_columns),
	.row_size = sizeof(struct book_entry),
	.since = "time",
};

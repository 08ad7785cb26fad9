/*
 * Columns of what payers owe. Two tables have them: all rows, and those that are not folded away.
 */
#include "app/snapshot_dues.h"
#include "lists/column_tables.h"

/* Fills a figure in the token of its row, whose decimals place its point. */
static void set_due_figure(struct value *out, const struct snapshot_due *r, const struct figure *f)
{
	char unit[SNAPSHOT_DUE_UNIT_SIZE];

	snapshot_due_unit(unit, r);
	columns_context_figure(out, f, unit, r->decimals);
}

/* A fee goes along with the claim, beside the gas. */
static void set_due_fee(struct value *out, const struct snapshot *s, const struct snapshot_due *r)
{
	const struct figure fee = {.known = r->has_fee,
				   .trust = r->claimable.trust,
				   .value = r->fee.raw,
				   .block = r->claimable.block,
				   .as_of = r->claimable.as_of};

	columns_context_coin(out, s, &r->of, &fee);
}

/* The mark of a row is that of the claimable amount; in JSON each figure has its own. */
COLUMN_GET(due_claimable, snapshot_due, set_due_figure(out, r, &r->claimable))
COLUMN_GET(due_trust, snapshot_due, value_set_trust(out, r->claimable.trust))
COLUMN_GET(due_symbol, snapshot_due, value_set_text(out, r->symbol, sizeof(r->symbol)))
COLUMN_GET(due_known, snapshot_due,
	   value_set_state(out, snapshot_due_token_word(r->known), (unsigned)r->known))
COLUMN_GET(due_waiting, snapshot_due, set_due_figure(out, r, &r->waiting))
COLUMN_GET(due_valid_from, snapshot_due, value_set_time(out, r->opens))
COLUMN_GET(due_expires, snapshot_due, value_set_time(out, r->ends))
COLUMN_GET(due_vests, snapshot_due,
	   value_set_time(out, r->vests == PAYER_VESTS_UNTOLD ? 0 : r->vests))
/* A line that pays stands first when rows are sorted by their state. */
COLUMN_GET(due_state, snapshot_due,
	   value_set_state(out, snapshot_due_word(r), 9 - (unsigned)snapshot_due_rank(r)))
COLUMN_GET(due_note, snapshot_due, value_set_text(out, r->note, sizeof(r->note)))
COLUMN_GET(due_entitled, snapshot_due, set_due_figure(out, r, &r->entitled))
COLUMN_GET(due_claimed, snapshot_due, set_due_figure(out, r, &r->claimed))
COLUMN_GET(due_on_its_way, snapshot_due, set_due_figure(out, r, &r->on_its_way))
COLUMN_GET(due_funds, snapshot_due, set_due_figure(out, r, &r->funds))
COLUMN_GET(due_underfunded, snapshot_due, value_set_flag(out, r->underfunded, "underfunded", ""))
COLUMN_GET(due_gas, snapshot_due, columns_context_coin(out, s, &r->of, &r->gas))
COLUMN_GET(due_fee, snapshot_due, set_due_fee(out, s, r))
COLUMN_GET(due_paid_to, snapshot_due, value_set_address(out, &r->paid_to))
COLUMN_GET(due_redirected, snapshot_due, value_set_flag(out, r->redirected, "redirected", ""))
COLUMN_GET(due_payer, snapshot_due, value_set_text(out, r->payer_name, sizeof(r->payer_name)))
COLUMN_GET(due_kind, snapshot_due,
	   value_set_state(out, snapshot_due_kind_word(r->kind), (unsigned)r->kind))
COLUMN_GET(due_part, snapshot_due, value_set_text(out, r->part, sizeof(r->part)))
/* Zero is a number of a pod or an index too: only a line that has a part has them. */
COLUMN_GET(due_index, snapshot_due, value_set_number(out, r->index, r->part[0] != '\0'))
COLUMN_GET(due_series, snapshot_due, value_set_number(out, r->series, r->part[0] != '\0'))
COLUMN_GET(due_source, snapshot_due,
	   value_set_state(out, snapshot_due_source_word(r->source), (unsigned)r->source))
COLUMN_GET(due_origin, snapshot_due, value_set_text(out, r->origin, sizeof(r->origin)))
COLUMN_GET(due_root, snapshot_due, value_set_hash(out, &r->root))
COLUMN_GET(due_folded, snapshot_due, value_set_flag(out, r->folded, "folded", ""))
COLUMN_GET(due_address, snapshot_due, value_set_address(out, &r->payer))
COLUMN_GET(due_token, snapshot_due, value_set_address(out, &r->token))

static const struct column due_columns[] = {
	COLUMN("claimable", "CLAIMABLE", VALUE_AMOUNT, due_claimable, .flags = COLUMN_FIGURE),
	COLUMN("trust", "", VALUE_TRUST, due_trust),
	COLUMN("symbol", "TOKEN", VALUE_TEXT, due_symbol, .flags = COLUMN_SEARCHED),
	COLUMN("token_known", "TOKEN IS", VALUE_STATE, due_known, .flags = COLUMN_SEARCHED),
	COLUMN("waiting", "WAITING", VALUE_AMOUNT, due_waiting,
	       .flags = COLUMN_FIGURE | COLUMN_SOME),
	COLUMN("valid_from", "VALID FROM", VALUE_TIME, due_valid_from, .missing = ""),
	COLUMN("expires", "EXPIRES", VALUE_TIME, due_expires),
	COLUMN("vests", "VESTS UNTIL", VALUE_TIME, due_vests, .missing = ""),
	COLUMN("state", "STATE", VALUE_STATE, due_state, .flags = COLUMN_SEARCHED),
	COLUMN("payer", "PAYER", VALUE_TEXT, due_payer, .flags = COLUMN_SEARCHED),
	COLUMN("part", "PART", VALUE_TEXT, due_part, .flags = COLUMN_SEARCHED, .missing = ""),
	COLUMN("index", "INDEX", VALUE_NUMBER, due_index, .missing = ""),
	COLUMN("series", "SERIES", VALUE_NUMBER, due_series, .missing = ""),
	COLUMN("kind", "KIND", VALUE_STATE, due_kind, .flags = COLUMN_SEARCHED),
	COLUMN("note", "NOTE", VALUE_TEXT, due_note, .flags = COLUMN_SEARCHED, .missing = ""),
	COLUMN("entitled", "ENTITLED", VALUE_AMOUNT, due_entitled, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("claimed", "CLAIMED", VALUE_AMOUNT, due_claimed, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("on_its_way", "ON ITS WAY", VALUE_AMOUNT, due_on_its_way, .flags = COLUMN_FIGURE),
	COLUMN("paid_to", "PAID TO", VALUE_ADDRESS, due_paid_to, .flags = COLUMN_SEARCHED),
	COLUMN("redirected", "", VALUE_FLAG, due_redirected, .flags = COLUMN_SEARCHED),
	COLUMN("gas", "GAS", VALUE_AMOUNT, due_gas, .flags = COLUMN_FIGURE),
	COLUMN("fee", "FEE", VALUE_AMOUNT, due_fee, .flags = COLUMN_FIGURE, .missing = "none"),
	COLUMN("funds", "PAYER HOLDS", VALUE_AMOUNT, due_funds, .flags = COLUMN_FIGURE),
	COLUMN("underfunded", "", VALUE_FLAG, due_underfunded, .flags = COLUMN_SEARCHED),
	COLUMN("source", "KNOWN FROM", VALUE_STATE, due_source),
	COLUMN("origin", "ORIGIN", VALUE_TEXT, due_origin, .missing = ""),
	COLUMN("root", "ROOT", VALUE_HASH, due_root, .missing = "none"),
	COLUMN("folded", "", VALUE_FLAG, due_folded),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("distributor", "CONTRACT", VALUE_ADDRESS, due_address, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN AT", VALUE_ADDRESS, due_token, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(due_rows, dues, n_dues)

/* Folded rows stand behind the others. */
static const void *asked_due_rows(const struct snapshot *s, size_t *n)
{
	*n = snapshot_due_count(s);
	return s->dues;
}

const struct column_table columns_due = {
	.name = "dues",
	.columns = due_columns,
	.n = ARRAY_SIZE(due_columns),
	.row_size = sizeof(struct snapshot_due),
	.rows = due_rows,
};

const struct column_table columns_asked_due = {
	.name = "dues",
	.columns = due_columns,
	.n = ARRAY_SIZE(due_columns),
	.row_size = sizeof(struct snapshot_due),
	.rows = asked_due_rows,
};

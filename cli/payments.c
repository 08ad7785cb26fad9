/*
 * A list of payments, and sentences about their sums. Invariant: a sum stands beside the amount
 * that the distributor says it paid, because no list of events is proven to be whole.
 */
#include "cli/payments.h"

#include "chain/member.h"
#include "cli/format.h"
#include "cli/print.h"
#include "cli/rows.h"

static void init_rows(struct cmd_rows *rows, const struct snapshot *s,
		      const struct column_span *span)
{
	cmd_rows_init(rows, ROW_RECEIVED, s);
	rows->span = *span;
}

/* An empty table needs no heading. */
static bool is_any_within(const struct cmd_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (column_row_is_within(rows->table, rows->snapshot,
					 column_row(rows->table, rows->snapshot, i), &rows->span))
			return true;
	return false;
}

enum status cmd_payments_print(struct cli *cli, const struct snapshot *s,
			       const struct column_span *span, struct err *e)
{
	struct cmd_rows rows;
	enum status status;

	init_rows(&rows, s, span);
	if (!is_any_within(&rows) && !cli->plain)
		return STATUS_OK;
	cmd_print_line(cli, "%s", "");
	status = cmd_rows_print(cli, &rows, "time amount+trust kind sender hash claim", e);
	for (size_t i = 0; i < s->n_networks; i++)
		cmd_print_hint(cli,
			       "Coins (%s) leave no event when they arrive, so that only tokens "
			       "are listed.",
			       s->networks[i].native_symbol);
	return status;
}

/* The words for one distributor; an account that claimed nothing has none. */
static void print_sum(const struct cli *cli, const struct cmd_rows *royalties,
		      const struct snapshot_royalty *r)
{
	char received[CMD_ROWS_CELL_SIZE], claimed[CMD_ROWS_CELL_SIZE], unfound[CMD_ROWS_CELL_SIZE];
	char of[CMD_ROWS_WHOSE_SIZE];
	const char *whose = cmd_rows_whose(of, cli, royalties->snapshot, &r->of);

	cmd_rows_cell(received, cli, royalties, r, "received");
	cmd_rows_cell(claimed, cli, royalties, r, "claimed");
	cmd_rows_cell(unfound, cli, royalties, r, "unfound");
	switch (r->receipts) {
	case RECEIVED_UNKNOWN: break;
	case RECEIVED_COMPLETE:
		if (!u256_is_zero(&r->received.value))
			cmd_print_line(cli, "%sReceived %s: all that was claimed", whose, received);
		break;
	case RECEIVED_SEARCHING:
		cmd_print_line(
			cli,
			"%sReceived %s of %s claimed; blocks that may have the rest are still "
			"to be searched",
			whose, received, claimed);
		break;
	case RECEIVED_MISSING:
		cmd_print_line(cli,
			       "%sReceived %s of %s claimed: %s is missing in the nodes' answers",
			       whose, received, claimed, unfound);
		cmd_print_hint(cli, "Some node hides payments; see: byline node list");
		break;
	case RECEIVED_EXCESS:
		cmd_print_line(
			cli,
			"%sReceived %s, which is %s more than the %s claimed: some payment is "
			"false",
			whose, received, unfound, claimed);
		cmd_print_hint(cli, "Some node invents payments; see: byline node list");
		break;
	}
}

void cmd_payments_print_sums(const struct cli *cli, const struct snapshot *s)
{
	struct cmd_rows royalties;

	cmd_rows_init(&royalties, ROW_ROYALTY, s);
	for (size_t i = 0; i < s->n_royalties; i++)
		print_sum(cli, &royalties, &s->royalties[i]);
}

/* The members of a distributor's row that are about payments. */
static struct json *sum_object(const struct snapshot *s, const struct snapshot_royalty *r)
{
	static const char *const amounts[] = {"claimed", "received", "unfound"};
	const struct column_table *t = columns_of(ROW_ROYALTY);
	struct json *o = json_new_object();
	struct value v;

	cmd_rows_add_owner(o, s, &r->of);
	member_add_address(o, "distributor", &r->distributor);
	member_add_address(o, "token", &r->token);
	json_add_text(o, "state", snapshot_receipts_word(r->receipts));
	for (size_t i = 0; i < ARRAY_SIZE(amounts); i++) {
		column_value(&v, column_find(t, amounts[i]), s, r);
		member_add_amount(o, amounts[i], &v);
	}
	return o;
}

void cmd_payments_add(struct json *top, const struct snapshot *s, const struct column_span *span)
{
	struct json *sums = json_new_array();
	struct cmd_rows rows;

	init_rows(&rows, s, span);
	cmd_rows_add(top, &rows);
	for (size_t i = 0; i < s->n_royalties; i++)
		json_add(sums, NULL, sum_object(s, &s->royalties[i]));
	json_add(top, "receipts", sums);
}

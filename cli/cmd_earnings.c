/*
 * byline earnings: what each settled epoch brought and what was paid of it, as text, JSON, CSV or a
 * journal of plain-text accounting.
 *
 * JSON, CSV and the journal have exact amounts, text has as many digits as everywhere. The sum of
 * the epochs shown is kept for each token of each network and account, since amounts of different
 * tokens cannot be added.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/owner.h"
#include "base/buf.h"
#include "base/limits.h"
#include "chain/member.h"
#include "chain/total.h"
#include "cli/account_figures.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/payments.h"
#include "cli/plain_books.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"
#include "lists/books.h"
#include "lists/export.h"

struct earnings_options {
	bool csv, ledger, received;
	struct cmd_read_span span;
};

static const struct cmd_option options[] = {
	CMD_FLAG("csv", struct earnings_options, csv),
	CMD_FLAG("ledger", struct earnings_options, ledger),
	CMD_FLAG("received", struct earnings_options, received),
	CMD_READ_SPAN(struct earnings_options, span),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_earnings = {
	.name = "earnings",
	.synopsis = "earnings [--received|--csv|--ledger] [--from TIME] [--to TIME]",
	.summary = "What each settled epoch brought, and what was paid of it",
	.help = "  --received    each payment that arrived, instead of the epochs\n"
		"  --csv         for spreadsheets, with exact amounts: an entry for what each\n"
		"                dataset earned in each epoch, and one for each payment of a\n"
		"                distributor, oldest first, with the sums of both so far\n"
		"  --ledger      the same as a journal for hledger or ledger\n" CMD_READ_SPAN_HELP,
	.options = options,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT,
};

/* The sum of the epochs shown, in one token. */
struct earned {
	const struct snapshot_epoch *of; /* an epoch with that token */
	struct total total;
	struct value sum; /* the total, not known when it does not fit 256 bits */
};

/* Each network and account has so many sums at most; more tokens are not among a profile's own. */
#define TOTALS_MOST (4 * LIMIT_TOKENS)

/* Amounts of two networks or accounts are never one sum, also where their tokens are namesakes. */
static bool is_in_sum(const struct earned *t, const struct snapshot_epoch *epoch)
{
	return t->of->of.network == epoch->of.network && t->of->of.account == epoch->of.account &&
	       address_equal(&t->of->token, &epoch->token);
}

/* Adds up the epochs shown. Returns how many sums there are. */
static size_t add_up(struct earned totals[static TOTALS_MOST], const struct cmd_rows *rows)
{
	const struct snapshot_epoch *epochs = rows->rows;
	size_t n = 0, t;

	for (size_t i = 0; i < rows->n; i++) {
		const struct snapshot_epoch *epoch = &epochs[i];

		if (!column_row_is_within(rows->table, rows->snapshot, epoch, &rows->span))
			continue;
		for (t = 0; t < n && !is_in_sum(&totals[t], epoch); t++)
			;
		if (t == n && n == TOTALS_MOST)
			continue;
		if (t == n)
			totals[n++] = (struct earned){.of = epoch};
		total_add(&totals[t].total, &epoch->own.raw);
	}
	for (t = 0; t < n; t++)
		total_value(&totals[t].sum, &totals[t].total, totals[t].of->symbol,
			    totals[t].of->decimals);
	return n;
}

/* The verdict on each account's epochs of each datanet. */
static struct json *audits_list(const struct snapshot *s)
{
	const struct value_style exact = {.exact = true};
	struct json *audits = json_new_array();

	for (size_t i = 0; i < s->n_standings; i++) {
		const struct snapshot_standing *standing = &s->standings[i];
		const struct snapshot_datanet *datanet = owner_datanet(s, &standing->of);
		struct json *verdict = json_new_object();
		char audit[AUDIT_TEXT_SIZE];

		soundness_text(audit, sizeof(audit), standing->audit, standing->n_audit, &exact);
		cmd_rows_add_owner(verdict, s, &standing->of);
		json_add_text(verdict, "datanet", datanet != NULL ? datanet->name : "");
		json_add_text(verdict, "verdict", audit);
		json_add(audits, NULL, verdict);
	}
	return audits;
}

static enum status print_json(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	struct json *top = json_new_object(), *list = json_new_array();
	struct earned totals[TOTALS_MOST];
	size_t n = add_up(totals, rows);

	cmd_rows_add(top, rows);
	for (size_t i = 0; i < n; i++) {
		struct json *total = json_new_object();

		cmd_rows_add_owner(total, f->snapshot, &totals[i].of->of);
		member_add_address(total, "token", &totals[i].of->token);
		member_add_amount(total, "own", &totals[i].sum);
		json_add(list, NULL, total);
	}
	json_add(top, "totals", list);
	cmd_payments_add(top, f->snapshot, &rows->span);
	json_add(top, "audits", audits_list(f->snapshot));
	return cmd_print_reply(cli, top, e);
}

/* Prints a row for each epoch, the sum for each token, and the verdict of the last audit. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	const struct value_style style = cmd_format_style(cli);
	const struct snapshot *s = f->snapshot;
	struct earned totals[TOTALS_MOST];
	size_t n = add_up(totals, rows);
	char text[VALUE_TEXT_SIZE], whose[CMD_ROWS_WHOSE_SIZE];
	enum status status =
		cmd_rows_print(cli, rows, "epoch end own+trust share pool audit+finding", e);

	for (size_t i = 0; i < n; i++) {
		if (!totals[i].sum.known)
			continue;
		value_text(text, sizeof(text), &totals[i].sum, &style);
		cmd_print_line(cli, "%s%sTotal %s %s", i == 0 ? "\n" : "",
			       cmd_rows_whose(whose, cli, s, &totals[i].of->of), text,
			       value_unit(&totals[i].sum));
	}
	cmd_payments_print_sums(cli, s);
	cmd_account_figures_audits(cli, s);
	cmd_fresh_print(cli, f);
	cmd_print_hint(cli, "Next: byline audit --full redoes the whole statements.");
	return status;
}

static enum status print_received(struct cli *cli, const struct cmd_fresh *f,
				  const struct column_span *span, struct err *e)
{
	enum status status = cmd_payments_print(cli, f->snapshot, span, e);

	cmd_payments_print_sums(cli, f->snapshot);
	cmd_fresh_print(cli, f);
	if (f->snapshot->n_received == 0)
		cmd_print_hint(cli, "No payment was found yet. Next: byline claim status");
	return status;
}

static enum status write_journal(struct buf *out, const struct snapshot *s,
				 const struct column_span *span, struct err *e)
{
	struct book_entry *books = NULL;
	size_t n;
	enum status status = make_books(&books, &n, s, e);

	if (status == STATUS_OK)
		status = cmd_plain_books_write(out, s, books, n, span);
	free(books);
	return status;
}

/* Prints the CSV that the dashboard exports too, or the journal of the same entries. */
static enum status print_books(const struct snapshot *s, const struct column_span *span,
			       bool journal, struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = journal ? write_journal(&text, s, span, e)
			 : write_csv_table(&text, s, EXPORT_EARNINGS, span);
	if (status == STATUS_OK)
		return cmd_print_bytes(&text, e);
	buf_release(&text);
	return status;
}

static enum status print(struct cli *cli, const struct earnings_options *o,
			 const struct cmd_fresh *f, const struct column_span *span, struct err *e)
{
	struct cmd_rows rows;

	cmd_rows_init(&rows, ROW_EPOCH, f->snapshot);
	rows.span = *span;
	if (o->csv || o->ledger)
		return print_books(f->snapshot, span, o->ledger, e);
	if (cli->json)
		return print_json(cli, f, &rows, e);
	return o->received ? print_received(cli, f, span, e) : print_text(cli, f, &rows, e);
}

/* JSON has the payments beside the epochs. CSV and a journal are other forms for programs. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct earnings_options o = {0};
	struct column_span span;
	struct cmd_fresh f;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_earnings, e);

	if (s == STATUS_OK && o.csv + o.ledger + o.received + (cli->json && !o.received) > 1)
		s = err_set(e, ERR_USAGE,
			    "--csv, --ledger, --received and --json exclude each other");
	if (s == STATUS_OK)
		s = cmd_read_times(&span, &o.span, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	s = print(cli, &o, &f, &span, e);
	return cmd_fresh_end(cli, &f, s, true);
}

/*
 * byline claims: what every payer owes to every account. Text has a row for each line, what is in
 * its way, the sums by token, and once for each kind of payer what nobody can redo; --json, --plain
 * and --csv have every column.
 *
 * print_text() goes from the table to the remarks (print_notes(), print_costs()), the sums
 * (print_sums()) and the limits (print_limits()). Invariant: rows that are folded away are counted
 * wherever they are left out.
 */
#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "base/buf.h"
#include "base/limits.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/meant.h"
#include "cli/print.h"
#include "cli/rows.h"
#include "lists/describe_due.h"
#include "lists/due_sums.h"
#include "lists/export.h"

struct claims_options {
	bool all, csv;
};

static const struct cmd_option options[] = {
	CMD_FLAG("all", struct claims_options, all),
	CMD_FLAG("csv", struct claims_options, csv),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_claims = {
	.name = "claims",
	.synopsis = "claims [--all] [--csv]",
	.summary = "What you are owed, and by whom",
	.help = "  --all  tokens too that nobody asked for: the profile does not name them, and\n"
		"         no file of yours does. Anybody can send such a token, also one that\n"
		"         calls itself like another\n"
		"  --csv  for spreadsheets, with exact amounts\n"
		"\n"
		"What is claimable is what a claim pays now, not what was earned in all. Sums are\n"
		"by token and never mix two of them.\n",
	.options = options,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT,
};

static size_t folded_of(const struct snapshot *s)
{
	return s->n_dues - snapshot_due_count(s);
}

/* "grove: Merkl, USDC": what a remark is about. An imitation is named by its address alone. */
static void name_row(char *out, size_t cap, const struct cli *cli, const struct snapshot *s,
		     const struct snapshot_due *due)
{
	char whose[CMD_ROWS_WHOSE_SIZE], token[ADDRESS_TEXT_SIZE];
	bool is_named = due->known == DUE_TOKEN_PINNED || due->known == DUE_TOKEN_AGREED;

	address_format(token, &due->token);
	snprintf(out, cap, "%s%s%s%s, %s", cmd_rows_whose(whose, cli, s, &due->of), due->payer_name,
		 due->part[0] != '\0' ? ", " : "", due->part, is_named ? due->symbol : token);
}

/* Prints why a row does not pay now, or not to the account, and what its token may be taken for. */
static void print_notes(const struct cli *cli, const struct cmd_rows *rows)
{
	const struct snapshot_due *dues = rows->rows;
	char name[256], address[ADDRESS_TEXT_SIZE];

	for (size_t i = 0; i < rows->n; i++) {
		const struct snapshot_due *due = &dues[i];

		name_row(name, sizeof(name), cli, rows->snapshot, due);
		if (due->note[0] != '\0' && due->obstacle != PAYER_PAID)
			cmd_print_line(cli, "%s: %s", name, due->note);
		address_format(address, &due->paid_to);
		if (due->redirected)
			cmd_print_line(cli, "%s: it is paid to %s, and not to the account", name,
				       address);
		if (due->known == DUE_TOKEN_IMITATES)
			cmd_print_line(cli,
				       "%s: the token calls itself \"%s\", which looks like the "
				       "name of another one",
				       name, due->symbol);
	}
}

/* Gas is in the chain's coin, so that only an amount in that coin is compared with it. */
static void print_costs(const struct cli *cli, const struct cmd_rows *rows)
{
	const struct snapshot_due *dues = rows->rows;
	char gas[CMD_ROWS_CELL_SIZE], fee[CMD_ROWS_CELL_SIZE], name[256];

	for (size_t i = 0; i < rows->n; i++) {
		const struct snapshot_due *due = &dues[i];

		if (!snapshot_due_pays(due) || !due->gas.known)
			continue;
		name_row(name, sizeof(name), cli, rows->snapshot, due);
		cmd_rows_cell(gas, cli, rows, due, "gas");
		cmd_rows_cell(fee, cli, rows, due, "fee");
		cmd_print_line(cli, "%s: a claim costs about %s of gas%s%s%s", name, gas,
			       due->has_fee ? " and a fee of " : "", due->has_fee ? fee : "",
			       snapshot_due_is_dear(rows->snapshot, due)
				       ? ", which is more than it brings"
				       : "");
	}
}

/* --- sums --- */

static void set_sum(struct value *out, const struct due_sum *sum, const struct total_sum *part)
{
	char unit[SNAPSHOT_DUE_UNIT_SIZE];

	snapshot_due_unit(unit, sum->of);
	*out = (struct value){.type = VALUE_AMOUNT};
	value_set_amount(out, &part->figure.value, unit, sum->of->decimals);
	out->known = part->figure.known;
	out->figure = true;
	out->trust = part->figure.trust;
	out->block = part->figure.block;
	out->as_of = part->figure.as_of;
	out->doubt = part->figure.doubt;
}

static void print_sums(const struct cli *cli, const struct snapshot *s, enum due_sums_which which)
{
	const struct value_style style = cmd_format_style(cli);
	struct due_sum sums[DUE_SUMS_MOST];
	size_t n = due_sums_add_up(sums, s, which, true);
	char text[VALUE_TEXT_SIZE], whose[CMD_ROWS_WHOSE_SIZE];
	struct value v;

	for (size_t i = 0; i < n; i++) {
		set_sum(&v, &sums[i], &sums[i].claimable);
		if (!v.known || sums[i].n < 2)
			continue;
		value_text(text, sizeof(text), &v, &style);
		cmd_print_line(cli, "%sClaimable in all: %s %s %s%s",
			       cmd_rows_whose(whose, cli, s, &sums[i].of->of), text, value_unit(&v),
			       cmd_format_mark(cli, v.trust),
			       sums[i].claimable.partial ? ", and what is not known" : "");
	}
}

static struct json *sums_list(const struct snapshot *s, enum due_sums_which which)
{
	struct due_sum sums[DUE_SUMS_MOST];
	struct json *list = json_new_array();
	size_t n = due_sums_add_up(sums, s, which, true);
	struct value v;

	for (size_t i = 0; i < n; i++) {
		struct json *sum = json_new_object();

		cmd_rows_add_owner(sum, s, &sums[i].of->of);
		member_add_address(sum, "token", &sums[i].of->token);
		json_add_text(sum, "token_known", snapshot_due_token_word(sums[i].of->known));
		set_sum(&v, &sums[i], &sums[i].claimable);
		member_add_amount(sum, "claimable", &v);
		set_sum(&v, &sums[i], &sums[i].waiting);
		member_add_amount(sum, "waiting", &v);
		json_add(list, NULL, sum);
	}
	return list;
}

/* --- the whole reply --- */

/* Says once for each kind of payer what its figures rest on, and what cannot be redone. */
static void print_limits(const struct cli *cli, const struct cmd_rows *rows)
{
	const struct snapshot_due *dues = rows->rows;

	for (size_t i = 0; i < rows->n; i++) {
		bool said = false;

		for (size_t k = 0; k < i && !said; k++)
			said = describe_due_audit(&dues[k]) == describe_due_audit(&dues[i]) &&
			       describe_due_proof(&dues[k]) == describe_due_proof(&dues[i]) &&
			       dues[k].kind == dues[i].kind;
		if (!said)
			cmd_print_hint(cli, "%s: %s. %s.", snapshot_due_kind_word(dues[i].kind),
				       describe_due_proof(&dues[i]), describe_due_audit(&dues[i]));
	}
}

static void hint_claim(const struct cli *cli, const struct cmd_rows *rows)
{
	const struct snapshot_due *dues = rows->rows;
	char words[SCOPE_WORDS], payer[ADDRESS_TEXT_SIZE], token[ADDRESS_TEXT_SIZE] = "";
	size_t i = 0;

	while (i < rows->n && !snapshot_due_pays(&dues[i]))
		i++;
	if (i == rows->n)
		return;
	address_format(payer, &dues[i].payer);
	/* Nobody asked for this token, which is claimed by its name alone. */
	if (dues[i].folded)
		address_format(token, &dues[i].token);
	cmd_print_hint(cli, "Next: byline claim prepare --distributor %s%s%s --sign --send%s",
		       payer, dues[i].folded ? " --token " : "", token,
		       cmd_meant_row(words, cli, rows->snapshot, &dues[i].of));
}

static enum status print_text(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, bool all, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	size_t folded = all ? 0 : folded_of(s);
	enum status status = STATUS_OK;

	if (rows->n > 0 || cli->plain)
		status = cmd_rows_print(cli, rows,
					"claimable waiting state payer+part valid_from expires", e);
	if (rows->n == 0)
		cmd_print_line(cli, "No payer owes these accounts anything that byline knows of.");
	else
		cmd_print_line(cli, "%s", "");
	print_notes(cli, rows);
	print_costs(cli, rows);
	print_sums(cli, s, all ? DUE_SUMS_ALL : DUE_SUMS_ASKED);
	cmd_fresh_print(cli, f);
	print_limits(cli, rows);
	if (folded > 0)
		cmd_print_hint(cli,
			       "%zu more in tokens that nobody asked for: byline claims --all. One "
			       "token is listed for good by: byline claim token ADDRESS",
			       folded);
	if (rows->n == 0)
		cmd_print_hint(cli, "A payer that gives a file is added by: byline claim add FILE");
	hint_claim(cli, rows);
	return status;
}

static enum status print_json(struct cli *cli, const struct cmd_rows *rows, bool all, struct err *e)
{
	struct json *top = json_new_object();

	cmd_rows_add(top, rows);
	json_add(top, "totals", sums_list(rows->snapshot, all ? DUE_SUMS_ALL : DUE_SUMS_ASKED));
	json_add_number(top, "folded", all ? 0 : folded_of(rows->snapshot));
	return cmd_print_reply(cli, top, e);
}

static enum status print_csv(const struct snapshot *s, bool all, struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = write_csv_table(&text, s, all ? EXPORT_DUES : EXPORT_ASKED_DUES,
				 &(struct column_span){0});
	if (status == STATUS_OK)
		return cmd_print_bytes(&text, e);
	buf_release(&text);
	return status;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct claims_options o = {0};
	struct cmd_rows rows;
	struct cmd_fresh f;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_claims, e);

	if (s == STATUS_OK && o.csv && cli->json)
		s = err_set(e, ERR_USAGE, "--csv and --json exclude each other");
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, o.all ? ROW_DUE : ROW_ASKED_DUE, f.snapshot);
	s = o.csv	? print_csv(f.snapshot, o.all, e)
	    : cli->json ? print_json(cli, &rows, o.all, e)
			: print_text(cli, &f, &rows, o.all, e);
	return cmd_fresh_end(cli, &f, s, true);
}

/*
 * byline earnings: what each settled epoch brought, as text, JSON or CSV.
 *
 * JSON and CSV have exact amounts, text has rounded ones. The sum of the epochs shown is kept for
 * each token, since amounts of different tokens cannot be added.
 */
#include <stdio.h>

#include "app/export.h"
#include "base/limits.h"
#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/read.h"

struct earnings_options {
	bool csv;
	const char *since;
};

static const struct cmd_option options[] = {
	CMD_FLAG("csv", struct earnings_options, csv),
	CMD_VALUE("since", "TIME", struct earnings_options, since),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_earnings = {
	.name = "earnings",
	.synopsis = "earnings [--csv] [--since TIME]",
	.summary = "What each settled epoch brought",
	.help = "  --csv         for spreadsheets, with exact amounts\n"
		"  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n",
	.options = options,
	.run = run,
};

/* An epoch as JSON, with the exact amount. A share that is not known is null. */
static struct json *epoch_object(const struct snapshot_epoch *epoch)
{
	const struct cmd_unit unit = {epoch->symbol, epoch->decimals};
	struct json *o = json_new_object();

	json_add_u64(o, "epoch", epoch->epoch);
	cmd_add_time(o, "start", epoch->start);
	cmd_add_time(o, "end", epoch->end);
	cmd_add_time(o, "settled", epoch->settled_at);
	cmd_add_hash(o, "statement", &epoch->statement);
	cmd_add_amount(o, "own", &epoch->own.raw, &unit);
	cmd_add_amount(o, "pool", &epoch->pool.raw, &unit);
	json_add_textf(o, "influence", "%.9g", epoch->influence);
	if (epoch->share >= 0)
		json_add_textf(o, "share", "%.6g", epoch->share);
	else
		json_add_null(o, "share");
	json_add_u64(o, "inferences", epoch->inferences);
	json_add_text(o, "trust", trust_word(epoch->trust));
	json_add_text(o, "audit", audit_state_word(epoch->audit));
	json_add_text(o, "finding", epoch->finding);
	return o;
}

/* The sum of the epochs shown, in one token. */
struct total {
	const struct snapshot_epoch *of; /* an epoch with that token */
	struct u256 sum;
	bool fits; /* false: the sum does not fit 256 bits and is not shown */
};

/* Adds up the epochs since `since` by token. Returns how many tokens there are. */
static size_t sum_since(struct total totals[static LIMIT_TOKENS], const struct snapshot *s,
			int64_t since)
{
	size_t n = 0, t;

	for (size_t i = 0; i < s->n_epochs; i++) {
		const struct snapshot_epoch *epoch = &s->epochs[i];

		if (epoch->end < since)
			continue;
		for (t = 0; t < n && !address_equal(&totals[t].of->token, &epoch->token); t++)
			;
		/* More tokens than a profile can have: these are not among its own. */
		if (t == n && n == LIMIT_TOKENS)
			continue;
		if (t == n)
			totals[n++] = (struct total){.of = epoch, .fits = true};
		totals[t].fits = totals[t].fits && u256_add(&totals[t].sum, &totals[t].sum,
							    &epoch->own.raw) == STATUS_OK;
	}
	return n;
}

/* Sums as JSON; one that does not fit 256 bits is null. */
static struct json *totals_to_json(const struct snapshot *s, int64_t since)
{
	struct json *list = json_new_array();
	struct total totals[LIMIT_TOKENS];
	size_t n = sum_since(totals, s, since);

	for (size_t i = 0; i < n; i++) {
		const struct cmd_unit unit = {totals[i].of->symbol, totals[i].of->decimals};
		struct json *total = json_new_object();

		cmd_add_address(total, "token", &totals[i].of->token);
		if (totals[i].fits)
			cmd_add_amount(total, "own", &totals[i].sum, &unit);
		else
			json_add_null(total, "own");
		json_add(list, NULL, total);
	}
	return list;
}

static enum status print_json(const struct cmd_fresh *f, int64_t since, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct json *top = json_new_object(), *list = json_new_array();

	cmd_fresh_add(top, f);
	for (size_t i = 0; i < s->n_epochs; i++)
		if (s->epochs[i].end >= since)
			json_add(list, NULL, epoch_object(&s->epochs[i]));
	json_add(top, "epochs", list);
	json_add(top, "totals", totals_to_json(s, since));
	json_add_text(top, "audit", s->audit_text);
	return cmd_print_json(top, e);
}

/* A row of text. Six decimals of the own amount and two of the pool fit 80 columns. */
static void add_row(struct cmd_grid *g, const struct cli *cli, const struct snapshot_epoch *epoch)
{
	char own[AMOUNT_TEXT_SIZE], pool[AMOUNT_TEXT_SIZE], end[CLOCK_LOCAL_SIZE];

	amount_format(own, &epoch->own.raw, epoch->decimals, 6);
	amount_format(pool, &epoch->pool.raw, epoch->decimals, 2);
	cmd_format_time(end, epoch->end);
	cmd_grid_add(g, "%llu", (unsigned long long)epoch->epoch);
	cmd_grid_add(g, "%s", end);
	cmd_grid_add(g, "%s", own);
	cmd_grid_add(g, "%s %s", epoch->symbol, cmd_format_mark(cli, epoch->trust));
	if (epoch->share >= 0)
		cmd_grid_add(g, "%.1f %%", 100 * epoch->share);
	else
		cmd_grid_add(g, "-");
	cmd_grid_add(g, "%s", pool);
	cmd_grid_add(g, "%s %s", audit_state_word(epoch->audit), epoch->finding);
}

/* Prints a row for each epoch, the sum for each token, and the verdict of the last audit. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f, int64_t since,
			      struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct total totals[LIMIT_TOKENS];
	size_t n = sum_since(totals, s, since);
	char total[AMOUNT_TEXT_SIZE];
	struct cmd_grid g;
	enum status status;

	cmd_grid_init(&g, "rrrlrrl");
	cmd_grid_head(&g, "EPOCH", "END", "OWN", "", "SHARE", "POOL", "AUDIT", NULL);
	for (size_t i = 0; i < s->n_epochs; i++)
		if (s->epochs[i].end >= since)
			add_row(&g, cli, &s->epochs[i]);
	status = cmd_grid_print(cli, &g, stdout, e);
	for (size_t i = 0; i < n; i++) {
		if (!totals[i].fits)
			continue;
		amount_format(total, &totals[i].sum, totals[i].of->decimals, 6);
		cmd_print_line(cli, "%sTotal %s %s", i == 0 ? "\n" : "", total,
			       totals[i].of->symbol);
	}
	if (s->audit_text[0] != '\0')
		cmd_print_line(cli, "Audit: %s", s->audit_text);
	cmd_fresh_print(cli, f);
	cmd_print_hint(cli, "Next: byline audit --full redoes the whole statements.");
	return status;
}

/* Prints the same CSV as the dashboard exports, with exact amounts. */
static enum status print_csv(const struct snapshot *s, int64_t since, struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = csv_table(&text, s, EXPORT_EARNINGS, since);
	if (status == STATUS_OK &&
	    (fwrite(text.data, 1, text.len, stdout) != text.len || fflush(stdout) != 0))
		status = err_set(e, ERR_IO, "cannot print the result");
	buf_release(&text);
	return status;
}

/* CSV and JSON exclude each other; both are for programs. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct earnings_options o = {0};
	struct cmd_fresh f;
	int64_t since = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_earnings, e);

	if (s == STATUS_OK && o.csv && cli->json)
		s = err_set(e, ERR_USAGE, "--csv and --json exclude each other");
	if (s == STATUS_OK)
		s = cmd_read_since(&since, o.since, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	s = o.csv	? print_csv(f.snapshot, since, e)
	    : cli->json ? print_json(&f, since, e)
			: print_text(cli, &f, since, e);
	return cmd_fresh_end(cli, &f, s, true);
}

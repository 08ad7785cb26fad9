/*
 * byline scores: what each dataset contributed, epoch by epoch, and the rhythm of the network:
 * when it last attributed and settled, and when it settles next.
 */
#include <stdio.h>

#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/read.h"

struct scores_options {
	const char *since;
};

static const struct cmd_option options[] = {
	CMD_VALUE("since", "TIME", struct scores_options, since),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_scores = {
	.name = "scores",
	.synopsis = "scores [--since TIME]",
	.summary = "What each dataset contributed, by epoch",
	.help = "  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n",
	.options = options,
	.run = run,
};

/* The name of a dataset by its place in the snapshot; "" for one that is not known here. */
static const char *name_of(const struct snapshot *s, uint32_t dataset)
{
	return dataset < s->n_datasets ? s->datasets[dataset].name : "";
}

/* When an epoch ended; 0 when it is not known any more, so that --since leaves it out. */
static int64_t end_of(const struct snapshot *s, uint64_t number)
{
	const struct snapshot_epoch *epoch = snapshot_find_epoch(s, number);

	return epoch != NULL ? epoch->end : 0;
}

/* The token of an epoch. Without the epoch its amounts are printed in the smallest unit. */
static struct cmd_unit unit_of(const struct snapshot *s, uint64_t number)
{
	const struct snapshot_epoch *epoch = snapshot_find_epoch(s, number);

	return epoch != NULL ? (struct cmd_unit){epoch->symbol, epoch->decimals}
			     : (struct cmd_unit){"", 0};
}

/* A score as JSON, with the exact amount. */
static struct json *score_object(const struct snapshot *s, const struct snapshot_score *score)
{
	const struct cmd_unit unit = unit_of(s, score->epoch);
	struct json *o = json_new_object();

	json_add_u64(o, "epoch", score->epoch);
	cmd_add_time(o, "end", end_of(s, score->epoch));
	json_add_hex(o, "dataset", score->uid.bytes, sizeof(score->uid.bytes));
	json_add_text(o, "name", name_of(s, score->dataset));
	json_add_u64(o, "inferences", score->inferences);
	json_add_textf(o, "influence", "%.9g", score->influence);
	cmd_add_amount(o, "amount", &score->amount.raw, &unit);
	json_add_text(o, "trust", trust_word(score->trust));
	return o;
}

/* The rhythm of the network as JSON. */
static struct json *live_object(const struct snapshot *s)
{
	struct json *o = json_new_object();

	json_add_u64(o, "attributions", s->attributions_total);
	cmd_add_time(o, "last_attribution", s->rhythm.last_attribution);
	json_add_text(o, "last_attribution_of", s->rhythm.last_attribution_of);
	cmd_add_time(o, "last_acceptance", s->rhythm.last_acceptance);
	cmd_add_time(o, "last_settlement", s->rhythm.last_settlement);
	cmd_add_time(o, "next_settlement", s->rhythm.next_settlement);
	return o;
}

static enum status print_json(const struct cmd_fresh *f, int64_t since, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct json *top = json_new_object(), *list = json_new_array();

	cmd_fresh_add(top, f);
	for (size_t i = 0; i < s->n_scores; i++)
		if (end_of(s, s->scores[i].epoch) >= since)
			json_add(list, NULL, score_object(s, &s->scores[i]));
	json_add(top, "scores", list);
	json_add(top, "live", live_object(s));
	return cmd_print_json(top, e);
}

/* Prints the rhythm of the network. */
static void print_rhythm(const struct cli *cli, const struct snapshot *s)
{
	char time[CLOCK_LOCAL_SIZE], next[CLOCK_LOCAL_SIZE];

	cmd_format_time(time, s->rhythm.last_attribution);
	cmd_print_line(cli, "last attribution  %s  %s", time, s->rhythm.last_attribution_of);
	cmd_format_time(time, s->rhythm.last_settlement);
	cmd_format_time(next, s->rhythm.next_settlement);
	cmd_print_line(cli, "last settlement   %s  next about %s%s", time, next,
		       s->rhythm.settlement_late ? " (late)" : "");
}

static enum status print_text(struct cli *cli, const struct cmd_fresh *f, int64_t since,
			      struct err *e)
{
	const struct snapshot *s = f->snapshot;
	char amount[AMOUNT_TEXT_SIZE];
	struct cmd_grid g;
	enum status status;

	cmd_grid_init(&g, "rlrrrl");
	cmd_grid_head(&g, "EPOCH", "DATASET", "INFERENCES", "INFLUENCE", "ROYALTIES", "", NULL);
	for (size_t i = 0; i < s->n_scores; i++) {
		const struct snapshot_score *score = &s->scores[i];
		const struct cmd_unit unit = unit_of(s, score->epoch);

		if (end_of(s, score->epoch) < since)
			continue;
		amount_format(amount, &score->amount.raw, unit.decimals, 6);
		cmd_grid_add(&g, "%llu", (unsigned long long)score->epoch);
		cmd_grid_add(&g, "%s", name_of(s, score->dataset));
		cmd_grid_add(&g, "%llu", (unsigned long long)score->inferences);
		cmd_grid_add(&g, "%+.6f", score->influence);
		cmd_grid_add(&g, "%s", amount);
		cmd_grid_add(&g, "%s %s", unit.symbol, cmd_format_mark(cli, score->trust));
	}
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_print_line(
		cli, "\n%s %s", cmd_format_mark(cli, TRUST_PROVEN),
		"on a score means: the datanet attested this. It does not mean that it is fair.");
	print_rhythm(cli, s);
	cmd_fresh_print(cli, f);
	if (s->n_scores == 0)
		cmd_print_hint(cli, "No score yet. Next: byline dataset list");
	else
		cmd_print_hint(cli, "Next: byline audit");
	return status;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct scores_options o = {0};
	struct cmd_fresh f;
	int64_t since = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_scores, e);

	if (s == STATUS_OK)
		s = cmd_read_since(&since, o.since, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	s = cli->json ? print_json(&f, since, e) : print_text(cli, &f, since, e);
	return cmd_fresh_end(cli, &f, s, true);
}

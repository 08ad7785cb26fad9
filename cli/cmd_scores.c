/*
 * byline scores: what each dataset contributed, epoch by epoch, and the rhythm of the network:
 * when it last attributed and settled, and when it settles next.
 */
#include "app/owner.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"

struct scores_options {
	struct cmd_read_span span;
};

static const struct cmd_option options[] = {
	CMD_READ_SPAN(struct scores_options, span),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_scores = {
	.name = "scores",
	.synopsis = "scores [--from TIME] [--to TIME]",
	.summary = "What each dataset contributed, by epoch",
	.help = CMD_READ_SPAN_HELP,
	.options = options,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT,
};

/* A standing of payers that have no datanet has no name. */
static const char *datanet_name(const struct snapshot *s, const struct snapshot_standing *standing)
{
	const struct snapshot_datanet *d = owner_datanet(s, &standing->of);

	return d != NULL ? d->name : "";
}

/* The rhythm of a datanet for one account, as JSON. */
static struct json *live_object(const struct snapshot *s, const struct snapshot_standing *standing)
{
	const struct snapshot_rhythm *r = &standing->rhythm;
	struct json *o = json_new_object();

	cmd_rows_add_owner(o, s, &standing->of);
	json_add_text(o, "datanet", datanet_name(s, standing));
	json_add_number(o, "attributions", standing->attributions);
	member_add_time(o, "last_attribution", r->last_attribution);
	json_add_text(o, "last_attribution_of", r->last_attribution_of);
	member_add_time(o, "last_acceptance", r->last_acceptance);
	member_add_time(o, "last_settlement", r->last_settlement);
	member_add_time(o, "next_settlement", r->next_settlement);
	return o;
}

static enum status print_json(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	struct json *top = json_new_object(), *live = json_new_array();

	cmd_rows_add(top, rows);
	for (size_t i = 0; i < f->snapshot->n_standings; i++)
		json_add(live, NULL, live_object(f->snapshot, &f->snapshot->standings[i]));
	json_add(top, "live", live);
	return cmd_print_reply(cli, top, e);
}

/* Prints the rhythm of a datanet, named where there are several. */
static void print_rhythm(const struct cli *cli, const struct snapshot *s,
			 const struct snapshot_standing *standing)
{
	const struct snapshot_rhythm *r = &standing->rhythm;
	char time[CLOCK_LOCAL_SIZE], next[CLOCK_LOCAL_SIZE];

	if (s->n_standings > 1)
		cmd_print_line(cli, "%s of %s", datanet_name(s, standing),
			       s->networks[standing->of.network].name);
	cmd_format_time(time, r->last_attribution);
	cmd_print_line(cli, "last attribution  %s  %s", time, r->last_attribution_of);
	cmd_format_time(time, r->last_settlement);
	cmd_format_time(next, r->next_settlement);
	cmd_print_line(cli, "last settlement   %s  next about %s%s", time, next,
		       r->settlement_late ? " (late)" : "");
}

static enum status print_text(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	enum status s =
		cmd_rows_print(cli, rows, "epoch name inferences influence amount+trust", e);

	cmd_print_line(
		cli, "\n%s %s", cmd_format_mark(cli, TRUST_PROVEN),
		"on a score means: the datanet attested this. It does not mean that it is fair.");
	for (size_t i = 0; i < f->snapshot->n_standings; i++)
		print_rhythm(cli, f->snapshot, &f->snapshot->standings[i]);
	cmd_fresh_print(cli, f);
	if (rows->n == 0)
		cmd_print_hint(cli, "No score yet. Next: byline dataset list");
	else
		cmd_print_hint(cli, "Next: byline audit");
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct scores_options o = {0};
	struct cmd_fresh f;
	struct cmd_rows rows;
	struct column_span span;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_scores, e);

	if (s == STATUS_OK)
		s = cmd_read_times(&span, &o.span, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_SCORE, f.snapshot);
	rows.span = span;
	s = cli->json ? print_json(cli, &f, &rows, e) : print_text(cli, &f, &rows, e);
	return cmd_fresh_end(cli, &f, s, true);
}

/*
 * byline scores: what each dataset contributed, epoch by epoch, and the rhythm of the network:
 * when it last attributed and settled, and when it settles next.
 */
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

/* The rhythm of the network as JSON. */
static struct json *live_object(const struct snapshot *s)
{
	struct json *o = json_new_object();

	json_add_text(o, "network", s->network);
	json_add_text(o, "datanet", s->datanet);
	json_add_number(o, "attributions", s->attributions_total);
	member_add_time(o, "last_attribution", s->rhythm.last_attribution);
	json_add_text(o, "last_attribution_of", s->rhythm.last_attribution_of);
	member_add_time(o, "last_acceptance", s->rhythm.last_acceptance);
	member_add_time(o, "last_settlement", s->rhythm.last_settlement);
	member_add_time(o, "next_settlement", s->rhythm.next_settlement);
	return o;
}

static enum status print_json(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	struct json *top = json_new_object(), *live = json_new_array();

	cmd_rows_add(top, rows);
	json_add(live, NULL, live_object(f->snapshot));
	json_add(top, "live", live);
	return cmd_print_reply(cli, top, e);
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

static enum status print_text(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	enum status s =
		cmd_rows_print(cli, rows, "epoch name inferences influence amount+trust", e);

	cmd_print_line(
		cli, "\n%s %s", cmd_format_mark(cli, TRUST_PROVEN),
		"on a score means: the datanet attested this. It does not mean that it is fair.");
	print_rhythm(cli, f->snapshot);
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

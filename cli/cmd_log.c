/*
 * byline log: prints the events of the log, newest first. It reads the cache and asks no network.
 */
#include <stdio.h>
#include <string.h>

#include "app/load.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"

/* Events that fit one screen. */
#define EVENTS_SHOWN 40

struct log_options {
	const char *limit;
	struct cmd_read_span span;
};

static const struct cmd_option options[] = {
	CMD_VALUE("limit", "N", struct log_options, limit),
	CMD_READ_SPAN(struct log_options, span),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_log = {
	.name = "log",
	.synopsis = "log [--limit N] [--from TIME] [--to TIME]",
	.summary = "What happened, newest first",
	.help = "  --limit N     40 lines by default; 500 are kept\n" CMD_READ_SPAN_HELP,
	.options = options,
	.run = run,
};

/* Text has the time, the area and the event with its mark; JSON has whose event it is as well. */
static enum status print_events(struct cli *cli, const struct cmd_rows *rows, struct err *e)
{
	struct json *top;

	if (!cli->json)
		return cmd_rows_print(cli, rows, "time area text+trust", e);
	cmd_envelope_note_all(cli, rows->snapshot);
	top = json_new_object();
	cmd_rows_add(top, rows);
	return cmd_print_reply(cli, top, e);
}

/*
 * Leaves the newest `limit` events of the wanted time. The newest come first, so that those are
 * neighbours.
 */
static void cut(struct cmd_rows *rows, uint64_t limit)
{
	const struct snapshot_event *events = rows->rows;
	size_t first = 0;

	while (first < rows->n &&
	       !column_row_is_within(rows->table, rows->snapshot, &events[first], &rows->span))
		first++;
	rows->rows = events + first;
	rows->n -= first;
	if (rows->n > limit)
		rows->n = (size_t)limit;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct log_options o = {0};
	const struct snapshot *snapshot;
	struct cmd_rows rows;
	uint64_t limit = EVENTS_SHOWN;
	struct column_span span;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_log, e);

	if (s == STATUS_OK && o.limit != NULL &&
	    parse_u64(&limit, o.limit, strlen(o.limit)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--limit takes a number of lines");
	if (s == STATUS_OK)
		s = cmd_read_times(&span, &o.span, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &snapshot, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_EVENT, snapshot);
	rows.span = span;
	cut(&rows, limit);
	s = print_events(cli, &rows, e);
	snapshot_unref(snapshot);
	return s;
}

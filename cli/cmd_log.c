/*
 * byline log: prints the events of the log, newest first. It reads the cache and asks no network.
 */
#include <stdio.h>
#include <string.h>

#include "app/load.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"

/* Events that fit one screen. */
#define EVENTS_SHOWN 40

struct log_options {
	const char *limit;
	const char *since;
};

static const struct cmd_option options[] = {
	CMD_VALUE("limit", "N", struct log_options, limit),
	CMD_VALUE("since", "TIME", struct log_options, since),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_log = {
	.name = "log",
	.synopsis = "log [--limit N] [--since TIME]",
	.summary = "What happened, newest first",
	.help = "  --limit N     40 lines by default; 500 are kept\n"
		"  --since TIME  a day such as 2026-11-20, or RFC 3339 in UTC\n",
	.options = options,
	.run = run,
};

/* Text has the time, the area and the event with its mark; JSON has whose event it is as well. */
static enum status print_events(struct cli *cli, const struct cmd_rows *rows, struct err *e)
{
	struct json *top;

	if (!cli->json)
		return cmd_rows_print(cli, rows, "time area text+trust", e);
	top = json_new_object();
	cmd_rows_add(top, rows);
	return cmd_print_json(top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct log_options o = {0};
	const struct snapshot *snapshot;
	struct cmd_rows rows;
	uint64_t limit = EVENTS_SHOWN;
	int64_t since = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_log, e);

	if (s == STATUS_OK && o.limit != NULL &&
	    parse_u64(&limit, o.limit, strlen(o.limit)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--limit takes a number of lines");
	if (s == STATUS_OK)
		s = cmd_read_since(&since, o.since, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &snapshot, e);
	if (s != STATUS_OK)
		return s;
	/* The newest come first, so that the limit leaves out the oldest. */
	cmd_rows_init(&rows, ROW_EVENT, snapshot);
	rows.since = since;
	if (rows.n > limit)
		rows.n = (size_t)limit;
	s = print_events(cli, &rows, e);
	snapshot_unref(snapshot);
	return s;
}

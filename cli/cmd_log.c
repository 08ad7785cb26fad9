/* byline log: prints the events of the log, newest first. */
#include <stdio.h>
#include <string.h>

#include "app/load.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/event_row.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/read.h"

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

/*
 * Prints at most `limit` events since `since`. They are in order of time, so the first older one
 * ends the list.
 */
static enum status print_events(struct cli *cli, const struct snapshot *s, uint64_t limit,
				int64_t since, struct err *e)
{
	size_t n = s->n_events < limit ? s->n_events : (size_t)limit;
	struct json *top, *list;
	struct cmd_grid g;

	if (cli->json) {
		top = json_new_object();
		list = json_new_array();
		for (size_t i = 0; i < n && s->events[i].time >= since; i++)
			json_add(list, NULL, cmd_event_row_object(&s->events[i]));
		json_add(top, "events", list);
		return cmd_print_json(top, e);
	}
	cmd_grid_init(&g, "rll");
	cmd_grid_head(&g, "TIME", "AREA", "WHAT", NULL);
	for (size_t i = 0; i < n && s->events[i].time >= since; i++)
		cmd_event_row_add(&g, cli, &s->events[i]);
	return cmd_grid_print(cli, &g, stdout, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct log_options o = {0};
	const struct snapshot *snapshot;
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
	s = print_events(cli, snapshot, limit, since, e);
	snapshot_unref(snapshot);
	return s;
}

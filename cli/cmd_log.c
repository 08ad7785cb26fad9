/* byline log: what happened. */
#include <stdio.h>
#include <string.h>

#include "app/load.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/event_row.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/values.h"

/* A screenful. */
#define EVENTS_SHOWN 40

struct json *cmd_event_object(const struct snapshot_event *event)
{
	struct json *o = json_new_object();

	cmd_add_time(o, "time", event->time);
	json_add_text(o, "area", event->area);
	json_add_text(o, "text", event->text);
	json_add_text(o, "trust", trust_word(event->trust));
	json_add_bool(o, "unseen", event->unseen);
	return o;
}

void cmd_event_row(struct cmd_grid *g, const struct cli *cli, const struct snapshot_event *event)
{
	char time[CLOCK_LOCAL_SIZE];

	cmd_time_text(time, event->time);
	cmd_grid_add(g, "%s", time);
	cmd_grid_add(g, "%s", event->area);
	cmd_grid_add(g, "%s %s", event->text, cmd_mark(cli, event->trust));
}

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
			json_add(list, NULL, cmd_event_object(&s->events[i]));
		json_add(top, "events", list);
		return cmd_print_json(top, e);
	}
	cmd_grid_init(&g, "rll");
	cmd_grid_head(&g, "TIME", "AREA", "WHAT", NULL);
	for (size_t i = 0; i < n && s->events[i].time >= since; i++)
		cmd_event_row(&g, cli, &s->events[i]);
	return cmd_grid_print(cli, &g, stdout, e);
}

enum status cmd_log(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *limit_text = NULL, *since_text = NULL;
	const struct option_spec specs[] = {
		{"limit", NULL, &limit_text},
		{"since", NULL, &since_text},
		{NULL, NULL, NULL},
	};
	const struct snapshot *snapshot;
	uint64_t limit = EVENTS_SHOWN;
	int64_t since = 0;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("log")->synopsis, e);
	if (s == STATUS_OK && limit_text != NULL &&
	    parse_u64(&limit, limit_text, strlen(limit_text)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--limit takes a number of lines");
	if (s == STATUS_OK)
		s = cmd_parse_since(&since, since_text, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &snapshot, e);
	if (s != STATUS_OK)
		return s;
	s = print_events(cli, snapshot, limit, since, e);
	snapshot_unref(snapshot);
	return s;
}

/*
 * An event of the log, as JSON and as a row of text. `log` and `watch` print the same, so that a
 * script reads both with one schema.
 */
#include "cli/event_row.h"

#include "cli/add.h"
#include "cli/format.h"

struct json *cmd_event_row_object(const struct snapshot_event *event)
{
	struct json *o = json_new_object();

	cmd_add_time(o, "time", event->time);
	json_add_text(o, "area", event->area);
	json_add_text(o, "text", event->text);
	json_add_text(o, "trust", trust_word(event->trust));
	json_add_bool(o, "unseen", event->unseen);
	return o;
}

void cmd_event_row_add(struct cmd_grid *g, const struct cli *cli,
		       const struct snapshot_event *event)
{
	char time[CLOCK_LOCAL_SIZE];

	cmd_format_time(time, event->time);
	cmd_grid_add(g, "%s", time);
	cmd_grid_add(g, "%s", event->area);
	cmd_grid_add(g, "%s %s", event->text, cmd_format_mark(cli, event->trust));
}

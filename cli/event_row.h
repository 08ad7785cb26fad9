/* An event of the log, as `log` and `watch` print it. */
#ifndef CLI_EVENT_ROW_H
#define CLI_EVENT_ROW_H

#include "app/snapshot.h"
#include "base/json.h"
#include "cli/grid.h"

/* Makes {"time","area","text","trust","unseen"}. */
struct json *cmd_event_row_object(const struct snapshot_event *event);

/* Adds three cells: time, area, text with its mark. */
void cmd_event_row_add(struct cmd_grid *g, const struct cli *cli,
		       const struct snapshot_event *event);

#endif

/* Values as text for people. Figures have the mark of their trust. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "app/snapshot.h"
#include "base/clock.h"
#include "cli/unit.h"

/* The trust mark, or its word with --accessible; never NULL. */
const char *cmd_format_mark(const struct cli *cli, enum trust t);

/* "128.402 913 OPEN ✓", or "-" when it is not known. */
#define CMD_FORMAT_FIGURE_SIZE 192
void cmd_format_figure(char out[static CMD_FORMAT_FIGURE_SIZE], const struct cli *cli,
		       const struct figure *f, const struct cmd_unit *unit);

/* Local time such as "14:02:11", with the date when it is not today; "-" for 0. */
void cmd_format_time(char out[static CLOCK_LOCAL_SIZE], int64_t seconds);

#endif

/* The progress line of long work. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"

/* Shows task progress on stderr when it is a terminal: what, percentage, rate, remaining time. */
void cmd_progress_show(struct cli *cli);

/* Ends the progress line, if one is shown. */
void cmd_progress_end(void);

#endif

/* The progress line of work that takes long. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"

/* From now on shows the progress of the task on stderr, when that is a terminal. */
void cmd_progress_show(struct cli *cli);

/* Ends the progress line, if one is shown. */
void cmd_progress_end(void);

#endif

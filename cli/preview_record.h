/* byline preview --record N: one record whole, and the words that carried its score. */
#ifndef CLI_PREVIEW_RECORD_H
#define CLI_PREVIEW_RECORD_H

#include "cli/cli.h"
#include "cli/command.h"

/*
 * Prints record `number`, a text of digits, of the file or folder `path`. `maps`
 * are those of --map. Asks no network: where no
 * model is on this machine, it says so instead of the words.
 * Returns: STATUS_OK, as read_record().
 */
MUST_CHECK enum status cmd_preview_record_run(struct cli *cli, const char *number,
					      const struct cmd_values *maps, const char *path,
					      const char *kind, struct err *e);

#endif

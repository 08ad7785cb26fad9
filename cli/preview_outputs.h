/* Words that a model's outputs share with records, as `byline preview --outputs` prints them. */
#ifndef CLI_PREVIEW_OUTPUTS_H
#define CLI_PREVIEW_OUTPUTS_H

#include "cli/cli.h"
#include "models/outputs.h"

/* Prints at most `limit` rows of each table. Returns: STATUS_OK, ERR_MEMORY, ERR_IO. */
MUST_CHECK enum status cmd_preview_outputs_print(struct cli *cli, const struct outputs_preview *p,
						 size_t limit, struct err *e);

#endif

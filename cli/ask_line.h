/* Questions whose answer is no secret and no consent, and may be left empty. */
#ifndef CLI_ASK_LINE_H
#define CLI_ASK_LINE_H

#include <stddef.h>

#include "cli/cli.h"

/*
 * Asks on the terminal, with echo. Nobody is asked where there is no terminal, nor with
 * --passphrase-fd: a script has options.
 * Out:     answer  what was typed, without the line end; "" when nothing was, or nobody was asked
 *          asked   whether somebody was
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_LIMIT for more than fits into `cap`, ERR_IO.
 */
MUST_CHECK enum status cmd_ask_line(const struct cli *cli, char *answer, size_t cap, bool *asked,
				    const char *prompt, struct err *e);

#endif

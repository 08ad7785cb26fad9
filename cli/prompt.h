/*
 * Questions to a person on the terminal; never on stdin, which may be data. After Ctrl-C, also one
 * that came before the question, they end with ERR_CANCELLED.
 */
#ifndef CLI_PROMPT_H
#define CLI_PROMPT_H

#include "cli/cli.h"

/* Whether the signer can ask for a passphrase: on a terminal, or by --passphrase-fd. */
bool cmd_prompt_is_possible(const struct cli *cli);

/*
 * ERR_USAGE where no person can confirm what is signed: before a passphrase is asked for in vain.
 * With --expect nobody has to.
 */
MUST_CHECK enum status cmd_prompt_require_person(const struct cli *cli, struct err *e);

/*
 * Asks for `wanted` to be typed on the terminal, unless `confirm` (--confirm) was given (not NULL).
 * Returns: STATUS_OK, ERR_REFUSED when the answer differs, ERR_USAGE without a terminal.
 */
MUST_CHECK enum status cmd_prompt_confirm(const struct cli *cli, const char *confirm,
					  const char *wanted, const char *prompt, struct err *e);

#endif

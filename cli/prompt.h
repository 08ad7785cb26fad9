/*
 * Questions to a person on the terminal; never on stdin, which may be data. After Ctrl-C, also one
 * that came before the question, they end with ERR_CANCELLED.
 */
#ifndef CLI_PROMPT_H
#define CLI_PROMPT_H

#include "base/secret.h"
#include "cli/cli.h"

/*
 * Asks for a passphrase: one line from --passphrase-fd, else typed without echo. With `twice` it is
 * a new one, which is typed twice; on a terminal a person has three tries.
 * Returns: STATUS_OK (freed by secret_free()), ERR_USAGE without a terminal, ERR_MISMATCH when the
 * two differ, ERR_REFUSED when a new one is shorter than 8 characters.
 */
MUST_CHECK enum status cmd_prompt_passphrase(const struct cli *cli, struct secret **out,
					     const char *prompt, bool twice, struct err *e);

/* Asks for a line of secret text (a recovery phrase), from --passphrase-fd or the terminal. */
MUST_CHECK enum status cmd_prompt_secret(const struct cli *cli, struct secret **out,
					 const char *prompt, struct err *e);

/*
 * Asks for `wanted` to be typed on the terminal, unless `confirm` (--confirm) was given (not NULL).
 * Returns: STATUS_OK, ERR_REFUSED when the answer differs, ERR_USAGE without a terminal.
 */
MUST_CHECK enum status cmd_prompt_confirm(const struct cli *cli, const char *confirm,
					  const char *wanted, const char *prompt, struct err *e);

#endif

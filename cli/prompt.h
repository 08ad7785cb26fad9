/* Asking a person on the terminal, never on stdin, which may be data. */
#ifndef CLI_PROMPT_H
#define CLI_PROMPT_H

#include "base/secret.h"
#include "cli/cli.h"

/*
 * A passphrase: one line from --passphrase-fd, else typed without echo. `twice`: a new one, typed
 * again, and asked for three times on a terminal before it gives up.
 * Returns: STATUS_OK (freed by secret_free()), ERR_USAGE without a terminal, ERR_MISMATCH when the
 * two differ, ERR_REFUSED when a new one is shorter than 8 characters.
 */
MUST_CHECK enum status cmd_prompt_passphrase(const struct cli *cli, struct secret **out,
					     const char *prompt, bool twice, struct err *e);

/* A line of secret text (a recovery phrase), from --passphrase-fd or the terminal. */
MUST_CHECK enum status cmd_prompt_secret(const struct cli *cli, struct secret **out,
					 const char *prompt, struct err *e);

/*
 * Lets something be confirmed: by --confirm when it equals `wanted`, else typed on the terminal.
 * Returns: STATUS_OK, ERR_REFUSED when it differs, ERR_USAGE without a terminal.
 */
MUST_CHECK enum status cmd_prompt_confirm(const char *confirm, const char *wanted,
					  const char *prompt, struct err *e);

#endif

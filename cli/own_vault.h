/* The vault of this machine: is there one, open it, show its phrase. */
#ifndef CLI_OWN_VAULT_H
#define CLI_OWN_VAULT_H

#include "cli/cli.h"

/*
 * ERR_NOT_FOUND without a vault. Commands ask for it before a person reads a review and types a
 * confirmation in vain.
 */
MUST_CHECK enum status cmd_own_vault_require(const struct cli *cli, struct err *e);

/* Opens the vault, unless it is open; the signer asks. ERR_NOT_FOUND without one. */
MUST_CHECK enum status cmd_own_vault_unlock(struct cli *cli, struct err *e);

/* ERR_USAGE when there is no terminal that could show a recovery phrase. */
MUST_CHECK enum status cmd_own_vault_check_terminal(struct err *e);

/* The signer shows the recovery phrase on the terminal. ERR_USAGE without one. */
MUST_CHECK enum status cmd_own_vault_show_phrase(struct cli *cli, struct err *e);

/*
 * Prints `done` (such as "Created"), where the vault is, and its first account; or for a program
 * adds both to `take_top`, which is NULL where nothing else is in the reply.
 */
MUST_CHECK enum status cmd_own_vault_print(struct cli *cli, const char *done, struct json *take_top,
					   struct err *e);

#endif

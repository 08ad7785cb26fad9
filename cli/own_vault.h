/* The vault of this machine, as commands need it. */
#ifndef CLI_OWN_VAULT_H
#define CLI_OWN_VAULT_H

#include "base/secret.h"
#include "cli/cli.h"

/* ERR_NOT_FOUND without a vault: told before a person reads a review and types a confirmation. */
MUST_CHECK enum status cmd_own_vault_require(const struct cli *cli, struct err *e);

/* Opens the vault with the passphrase, unless it is open. */
MUST_CHECK enum status cmd_own_vault_unlock(struct cli *cli, struct err *e);

/* ERR_USAGE without a terminal to show a recovery phrase on. */
MUST_CHECK enum status cmd_own_vault_check_terminal(struct err *e);

/* Writes the recovery phrase to the terminal, never to stdout. ERR_USAGE without a terminal. */
MUST_CHECK enum status cmd_own_vault_show_phrase(struct cli *cli, const struct secret *passphrase,
						 struct err *e);

/* Tells where the vault is and its first account. */
MUST_CHECK enum status cmd_own_vault_print(struct cli *cli, const char *done, struct err *e);

#endif

/* What making, restoring and backing up a vault share. */
#ifndef CLI_NEW_VAULT_H
#define CLI_NEW_VAULT_H

#include "base/secret.h"
#include "cli/cli.h"

/* Writes the recovery phrase to the terminal, never to stdout. ERR_USAGE without a terminal. */
MUST_CHECK enum status cmd_show_phrase(struct cli *cli, const struct secret *passphrase,
				       struct err *e);

/* Tells where the vault is and its first account. */
MUST_CHECK enum status cmd_tell_vault(struct cli *cli, const char *done, struct err *e);

#endif

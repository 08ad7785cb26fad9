/* One account in the reply of a command that changed it. */
#ifndef CLI_ACCOUNT_PRINT_H
#define CLI_ACCOUNT_PRINT_H

#include "app/snapshot.h"
#include "cli/cli.h"

/* An account as JSON. */
struct json *cmd_account_object(const struct snapshot_account *a);

/*
 * Prints the account as it was stored by the change that `done` ("Added") names. ERR_NOT_FOUND when
 * it is not there any more.
 */
MUST_CHECK enum status cmd_account_print(struct cli *cli, const char *done,
					 const struct address *address, struct err *e);

#endif

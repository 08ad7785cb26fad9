/* Lines about a network that was added, followed or used. */
#ifndef CLI_CMD_NETWORK_FOLLOW_H
#define CLI_CMD_NETWORK_FOLLOW_H

#include "chain/profile.h"
#include "cli/cli.h"

/*
 * Prints the network that the change `done` was about, and what comes next. With --json
 * `take_changes` is added (NULL: the command changes no profile).
 */
MUST_CHECK enum status cmd_network_follow_print(struct cli *cli, const char *done,
						const struct profile *p, bool in_use,
						struct json *take_changes, struct err *e);

/* Says which network gave way to the one that is used now; nothing for "". */
void cmd_network_follow_tell(const struct cli *cli, const char *name, const char *replaced);

#endif

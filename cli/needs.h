/*
 * The things that a command cannot run without. Each `struct command` names them, and they are
 * checked in one place before it runs: before a passphrase is asked for, a server is asked, or a
 * file is read. A command that needs something only with one of its options checks that itself.
 */
#ifndef CLI_NEEDS_H
#define CLI_NEEDS_H

#include "cli/cli.h"

/* Needs of a command, as bits. They are checked and named in help in this order. */
#define CMD_NEEDS_VAULT	  1u  /* a vault on this machine; its passphrase is asked for later */
#define CMD_NEEDS_NETWORK 2u  /* a network that is followed, or named by --network */
#define CMD_NEEDS_ACCOUNT 4u  /* an account to show, the one of --account when that is given */
#define CMD_NEEDS_NODES	  8u  /* answers from the network, so that --offline cannot do */
#define CMD_NEEDS_ONE	  16u /* that one network is meant, where several are followed */
#define CMD_NEEDS_DATANET 32u /* that one datanet is meant, where its network has several */

/*
 * Checks all of `needs`.
 * Returns: STATUS_OK; for the first that is missing ERR_NOT_FOUND with the remedy, or
 *          ERR_UNREACHABLE with --offline, or ERR_USAGE where a name must be given.
 */
MUST_CHECK enum status cmd_needs_check(struct cli *cli, unsigned needs, struct err *e);

/* One need in words, "a network"; NULL for a bit that is none. */
const char *cmd_needs_word(unsigned need);

#endif

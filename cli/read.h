/* Reads values of the command line. */
#ifndef CLI_READ_H
#define CLI_READ_H

#include "cli/cli.h"

/*
 * Reads "2026-11-20" or RFC 3339 in UTC. NULL text: 0.
 * Returns: STATUS_OK, ERR_USAGE.
 */
MUST_CHECK enum status cmd_read_since(int64_t *out, const char *text, struct err *e);

/* Reads --expect HASH into `room`. Out: `room`, or NULL when it was not given. ERR_USAGE. */
MUST_CHECK enum status cmd_read_expect(const struct cli *cli, const struct hash **out,
				       struct hash *room, struct err *e);

/* Reads a whole address. ERR_USAGE when it is none, or when its checksum (EIP-55) is wrong. */
MUST_CHECK enum status cmd_read_address(struct address *out, const char *text, struct err *e);

/* Reads an account by address, label or vault index. ERR_NOT_FOUND. */
MUST_CHECK enum status cmd_read_account(struct cli *cli, struct address *out, const char *name,
					struct err *e);

#endif

/* Reads values of the command line. */
#ifndef CLI_READ_H
#define CLI_READ_H

#include "cli/cli.h"
#include "cli/command.h"
#include "lists/column.h"

/* The options that choose rows by their time, for a command's struct of options. */
struct cmd_read_span {
	const char *since, *from, *to, *tz;
};

/* Their entries in a command's table; `member` is the struct cmd_read_span in `type`. */
#define CMD_READ_SPAN(type, member)                           \
	CMD_VALUE("since", "TIME", type, member.since),       \
		CMD_VALUE("from", "TIME", type, member.from), \
		CMD_VALUE("to", "TIME", type, member.to), CMD_VALUE("tz", "ZONE", type, member.tz)

/* Their lines in the command's help. */
#define CMD_READ_SPAN_HELP                                                                \
	"  --from TIME   from a month (2026-11), a day (2026-11-20), a time of RFC\n"     \
	"                3339 in UTC, or a span back from now (7d, 12h, 4w) on\n"         \
	"  --to TIME     up to the end of that month or day\n"                            \
	"  --since TIME  the same as --from\n"                                            \
	"  --tz ZONE     months, days and shown times are of this zone: Europe/Berlin,\n" \
	"                +01:00; otherwise months and days are UTC's\n"

/*
 * Reads which times are wanted, and makes the zone of --tz the process's. A month, a day and an
 * hour are UTC's or that zone's.
 * Out:     `zoned` says that there is such a zone
 * Returns: STATUS_OK, ERR_USAGE also for an end before the beginning.
 */
MUST_CHECK enum status cmd_read_times(struct column_span *out, const struct cmd_read_span *options,
				      struct err *e);

/* Reads --expect HASH into `room`. Out: `room`, or NULL when it was not given. ERR_USAGE. */
MUST_CHECK enum status cmd_read_expect(const struct cli *cli, const struct hash **out,
				       struct hash *room, struct err *e);

/* Reads a whole address. ERR_USAGE when it is none, or when its checksum (EIP-55) is wrong. */
MUST_CHECK enum status cmd_read_address(struct address *out, const char *text, struct err *e);

/* Reads an account by address, label or vault index. ERR_NOT_FOUND. */
MUST_CHECK enum status cmd_read_account(struct cli *cli, struct address *out, const char *name,
					struct err *e);

#endif

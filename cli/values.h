/* Values as subcommands show them: members of JSON for scripts, text with marks for people. */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "app/snapshot.h"
#include "base/clock.h"
#include "base/json.h"
#include "cli/cli.h"

/* What an amount is counted in. */
struct cmd_unit {
	const char *symbol;
	unsigned decimals;
};

/* Lower-case hex; null for a hash that is zero, which means that there is none. */
void cmd_add_address(struct json *object, const char *name, const struct address *a);
void cmd_add_hash(struct json *object, const char *name, const struct hash *h);

/* RFC 3339 in UTC; null for 0, which means never. */
void cmd_add_time(struct json *object, const char *name, int64_t seconds);

/* {"raw","text","symbol"}: the smallest unit, and the exact amount with its decimals. */
void cmd_add_amount(struct json *object, const char *name, const struct u256 *raw,
		    const struct cmd_unit *unit);

/* As an amount, with "trust", "block" and "as_of"; null when it is not known. */
void cmd_add_figure(struct json *object, const char *name, const struct figure *f,
		    const struct cmd_unit *unit);

/* The trust mark, or its word with --accessible; never NULL. */
const char *cmd_mark(const struct cli *cli, enum trust t);

/* "128.402 913 OPEN ✓", or "-" when it is not known. */
#define CMD_FIGURE_SIZE 192
void cmd_figure_text(char out[static CMD_FIGURE_SIZE], const struct cli *cli,
		     const struct figure *f, const struct cmd_unit *unit);

/* "14:02:11" local, with the date when it is not today; "-" for 0. */
void cmd_time_text(char out[static CLOCK_LOCAL_SIZE], int64_t seconds);

/*
 * Reads "2026-11-20" or RFC 3339 in UTC. NULL text: 0.
 * Returns: STATUS_OK, ERR_USAGE.
 */
MUST_CHECK enum status cmd_parse_since(int64_t *out, const char *text, struct err *e);

/* Reads --expect HASH. Out: NULL when it was not given, else `room`. ERR_USAGE. */
MUST_CHECK enum status cmd_parse_expect(const struct cli *cli, const struct hash **out,
					struct hash *room, struct err *e);

/* An account by address, label or vault index. ERR_NOT_FOUND. */
MUST_CHECK enum status cmd_parse_account(struct cli *cli, struct address *out, const char *name,
					 struct err *e);

#endif

/* Values as members of JSON objects, each in the one form that scripts read. */
#ifndef CLI_ADD_H
#define CLI_ADD_H

#include "app/snapshot.h"
#include "base/json.h"
#include "cli/unit.h"

/* Adds lower-case hex; null for a hash of zeros, which means that there is none. */
void cmd_add_address(struct json *object, const char *name, const struct address *a);
void cmd_add_hash(struct json *object, const char *name, const struct hash *h);

/* Adds RFC 3339 in UTC; null for 0, which means never. */
void cmd_add_time(struct json *object, const char *name, int64_t seconds);

/* Adds {"raw","text","symbol"}: the amount in the smallest unit, and exactly with its decimals. */
void cmd_add_amount(struct json *object, const char *name, const struct u256 *raw,
		    const struct cmd_unit *unit);

/* Adds an amount with "trust", "block" and "as_of"; null when the figure is not known. */
void cmd_add_figure(struct json *object, const char *name, const struct figure *f,
		    const struct cmd_unit *unit);

#endif

/* Units of amounts: a token or coin by its symbol, and how many decimals it has. */
#ifndef CLI_UNIT_H
#define CLI_UNIT_H

#include "cli/cli.h"

struct cmd_unit {
	const char *symbol;
	unsigned decimals;
};

/* Writes the unit of royalties: the token of the profile's first distributor; "" without one. */
void cmd_unit_of_royalties(const struct cli *cli, struct cmd_unit *out);

#endif

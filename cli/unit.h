/* What an amount is counted in. */
#ifndef CLI_UNIT_H
#define CLI_UNIT_H

#include "cli/cli.h"

struct cmd_unit {
	const char *symbol;
	unsigned decimals;
};

/* What royalties are counted in: the token of the profile's first distributor. */
void cmd_unit_of_royalties(const struct cli *cli, struct cmd_unit *out);

#endif

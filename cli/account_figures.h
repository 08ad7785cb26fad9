/* The figures of the shown account: `balance` prints them all, `watch` those that change. */
#ifndef CLI_ACCOUNT_FIGURES_H
#define CLI_ACCOUNT_FIGURES_H

#include "app/snapshot.h"
#include "chain/value.h"

/* The figure that comes first: the coin that pays for gas. */
#define CMD_ACCOUNT_FIGURES_GAS 0

/* As many figures follow for each distributor, in the order of snapshot->royalties. */
#define CMD_ACCOUNT_FIGURES_EACH 5

/* How many figures there are. */
size_t cmd_account_figures_count(const struct snapshot *s);

/* Makes figure `i`, an amount. Returns its name, such as "claimable"; never NULL, static. */
const char *cmd_account_figures_value(struct value *out, const struct snapshot *s, size_t i);

#endif

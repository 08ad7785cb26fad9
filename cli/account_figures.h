/* The figures of the accounts: `balance` prints them all, `watch` those that change. */
#ifndef CLI_ACCOUNT_FIGURES_H
#define CLI_ACCOUNT_FIGURES_H

#include "app/snapshot.h"
#include "chain/value.h"
#include "cli/cli.h"

/*
 * First come the coins that pay for gas, one figure for each row of snapshot->coins. As many
 * figures follow for each distributor, in the order of snapshot->royalties.
 */
#define CMD_ACCOUNT_FIGURES_EACH 6

/* The name of what a distributor has to pay with. */
#define CMD_ACCOUNT_FIGURES_FUNDS "payer holds"

/* How many figures there are. */
size_t cmd_account_figures_count(const struct snapshot *s);

/* Makes figure `i`, an amount. Returns its name, such as "claimable"; never NULL, static. */
const char *cmd_account_figures_value(struct value *out, const struct snapshot *s, size_t i);

/* Whose figure it is, and what its distributor owes; NULL for coins, which nobody owes. */
const struct snapshot_owner *cmd_account_figures_owner(const struct snapshot *s, size_t i);
const struct snapshot_royalty *cmd_account_figures_royalty(const struct snapshot *s, size_t i);

/* Prints the verdicts of the last audits, a line each; nothing where no epoch is settled. */
void cmd_account_figures_audits(const struct cli *cli, const struct snapshot *s);

#endif

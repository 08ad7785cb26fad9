/* Printing a commitment to records, and the steps that follow it. */
#ifndef CLI_COMMITTED_H
#define CLI_COMMITTED_H

#include "act/commit.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/flow_options.h"

/*
 * Prints whether the commitment is a new one, under which name, and what may surprise. `top` gets
 * the member "commitment"; NULL without --json.
 */
void cmd_committed_tell(struct cli *cli, struct json *top, const struct commit_result *r);

/*
 * Goes on after a commitment: with `act` prepares its attestation and takes it through the flow,
 * without one only names the next step. To attest again would be to pay again, so that a commitment
 * that is attested ends here.
 * In:      replaces  uid of the version that it replaces, or NULL
 * Returns: STATUS_OK, as prepare_attest() and cmd_flow_run().
 */
MUST_CHECK enum status cmd_committed_go_on(struct cli *cli, struct json *top,
					   const struct commit_result *r,
					   const struct hash *replaces,
					   const struct cmd_flow_options *act, struct err *e);

#endif

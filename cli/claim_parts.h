/* The parts of a claim that the options of `byline claim prepare` name. */
#ifndef CLI_CLAIM_PARTS_H
#define CLI_CLAIM_PARTS_H

#include "act/claim.h"
#include "cli/args.h"
#include "cli/command.h"

/*
 * The options; none of them: everything that the payer owes but for tokens that nobody asked for,
 * which --token alone names.
 */
struct cmd_claim_parts {
	struct cmd_values tokens;   /* addresses */
	const char *index, *series; /* numbers */
};

#define CMD_CLAIM_PARTS(type, member)                        \
	CMD_VALUES("token", "ADDRESS", type, member.tokens), \
		CMD_VALUE("index", "N", type, member.index), \
		CMD_VALUE("series", "N", type, member.series)

/*
 * Finds the parts among what the payer `choice->distributor` is known to owe the shown account.
 * Out:     choice->parts, and in choice->unasked the lines that these options leave out
 * Returns: STATUS_OK, ERR_USAGE for options that need --distributor, or are no addresses or
 *          numbers; ERR_NOT_FOUND when nothing is known by these names; ERR_LIMIT.
 */
MUST_CHECK enum status cmd_claim_parts(struct cli *cli, struct claim_choice *choice,
				       const struct cmd_claim_parts *options, struct err *e);

#endif

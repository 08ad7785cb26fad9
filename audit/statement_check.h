/*
 * Checks one statement of the datanet, as it was read from the chain, and an account's leaves in
 * it. A sync checks each statement here before it stores it. Pure.
 */
#ifndef AUDIT_STATEMENT_CHECK_H
#define AUDIT_STATEMENT_CHECK_H

#include "cache/scores.h"
#include "cache/statements.h"
#include "cache/verdicts.h"
#include "chain/attestation.h"
#include "chain/eas.h"
#include "chain/profile.h"

/*
 * Checks that `reading` is a statement of the profile's datanet: its schema, its attester, that it
 * can neither be withdrawn nor expires, its payload, and that the profile pins the distributor and
 * the token it names.
 * Out:     everything but the audit, which stays CACHE_AUDIT_NOT_RUN.
 * Returns: STATUS_OK, the status of `reading`, ERR_MISMATCH naming the field, ERR_PARSE.
 */
MUST_CHECK enum status check_statement(struct cache_statement *out,
				       const struct attestation_reading *reading,
				       const struct profile *profile, struct err *e);

/*
 * Folds the leaves that the datanet gave for one epoch to the statement's `scores` root and
 * computes their amounts again.
 *
 * In:      `token`       the statement's; NULL as in describe_wrong_amount()
 *          `rule_known`  false: the datanet scores by a rule that byline does not know, so amounts
 *                        cannot be computed again
 * Out:     `rows`        the leaves in the cache's form (room for n); a row is as trusted as the
 *                        statement, and at most TRUST_REPORTED when it does not fold
 *          `verdict`     the account's: own sound, not auditable, or a fault whose finding says
 *                        what differs and by how much
 *          `folds`       every leaf became a row and is in the tree, whatever the statement's trust
 * Returns: the number of rows. A leaf of another account or one that came twice is a fault and no
 *          row.
 */
size_t check_own_leaves(struct cache_score *rows, struct cache_verdict *verdict, bool *folds,
			const struct cache_statement *st, const struct address *account,
			const struct score_proof *leaves, size_t n,
			const struct profile_token *token, bool rule_known);

/*
 * Checks that `st` follows the statement of the epoch before it, and that no other statement of its
 * epoch was agreed on before. A fault is noted in `st`.
 * In: `before` NULL: no earlier statement is known. `known` NULL: none of this epoch is known.
 */
void check_statement_order(struct cache_statement *st, const struct cache_statement *before,
			   const struct cache_statement *known);

/*
 * Makes the finding of a wrong amount: "epoch 12 is short by 0.1 OPEN: it pays 4.1 instead of 4.2".
 * The difference comes first, since it is what matters. People read six places, programs all.
 * In: `token` NULL: one that the profile does not describe, whose amounts are in its smallest unit.
 */
void describe_wrong_amount(struct sentence *out, uint64_t epoch, const struct u256 *found,
			   const struct u256 *expected, const struct profile_token *token);

#endif

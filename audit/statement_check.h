/*
 * One statement of the datanet, read from the chain and checked, with an account's leaves in it.
 * Sync, audit and tests ask the same question here.
 */
#ifndef AUDIT_STATEMENT_CHECK_H
#define AUDIT_STATEMENT_CHECK_H

#include "app/session_private.h"
#include "cache/scores.h"
#include "cache/verdicts.h"
#include "chain/attestation.h"
#include "chain/eas.h"

/*
 * Checks attestation `reading` as the statement of the profile's datanet: schema, attester, not
 * revocable, no expiry, payload; distributor and token pinned. Fills in everything but the audit.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_MISMATCH naming the field, ERR_PARSE.
 */
MUST_CHECK enum status statement_of(struct cache_statement *out,
				    const struct attestation_reading *reading,
				    const struct profile *profile, struct err *e);

/*
 * Folds the leaves that the datanet gave for one epoch to the statement's `scores` root and redoes
 * their amounts.
 * In:  `rule_known` false: the amounts follow a rule that nobody here can redo.
 * Out: `rows` (room for n) in the cache's form, TRUST_PROVEN only under a proven statement; the
 *      account's `verdict`: own sound, not auditable, or a fault with what differs and by how much;
 *      `folds`: each leaf is a row and in the tree, whatever the statement's trust.
 * Returns: how many rows: a leaf of another account and one that came twice are faults, not rows.
 */
size_t check_own_leaves(struct cache_score *rows, struct cache_verdict *verdict, bool *folds,
			const struct cache_statement *st, const struct address *account,
			const struct score_proof *leaves, size_t n, unsigned decimals,
			bool rule_known);

/*
 * Whether `st` follows the statement of the epoch before it (NULL: none is known) and is the only
 * one of its epoch (`known` is what was agreed to be it; NULL: nothing). A fault is noted in `st`.
 */
void check_chain_of(struct cache_statement *st, const struct cache_statement *before,
		    const struct cache_statement *known);

/* Names a difference of amounts: "epoch 12 pays 4.1 instead of 4.2, short by 0.1". */
void finding_amount(char out[static 160], uint64_t epoch, const struct u256 *found,
		    const struct u256 *expected, unsigned decimals);

#endif

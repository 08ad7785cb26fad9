/*
 * Compares what the epochs assigned to an account with what the distributors entitle it to, and the
 * root that a distributor pays by with the root that the paid statement names. Pure: the rows of
 * the cache are arguments.
 */
#ifndef AUDIT_ENTITLEMENT_H
#define AUDIT_ENTITLEMENT_H

#include "audit/soundness.h"
#include "cache/figures.h"
#include "cache/scores.h"
#include "cache/verdicts.h"
#include "chain/profile.h"

/*
 * The rows of the cache that one account is judged by. Statements, scores and verdicts come newest
 * first; scores and verdicts are those of this account alone.
 */
struct audited_rows {
	const struct profile *profile;
	struct address account;
	struct cache_statement *statements;
	size_t n_statements;
	struct cache_score *scores;
	size_t n_scores;
	struct cache_verdict *verdicts;
	size_t n_verdicts;
	struct cache_figure *figures;
	size_t n_figures;
};

/*
 * Compares both sums at every distributor of the profile.
 * Returns: STATUS_OK, ERR_RANGE when amounts do not add up within 256 bits.
 */
MUST_CHECK enum status check_entitlements(struct entitlement_check *out,
					  const struct audited_rows *rows);

/* Whether the epoch of `st` assigned something to the account that no root in force pays yet. */
bool entitlement_awaits_root(const struct audited_rows *rows, const struct cache_statement *st);

#endif

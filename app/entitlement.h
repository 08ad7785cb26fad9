/*
 * Does what the epochs assigned to an account add up to what the distributors entitle it to?
 * Pure: from rows of the cache.
 */
#ifndef APP_ENTITLEMENT_H
#define APP_ENTITLEMENT_H

#include "cache/figures.h"
#include "cache/scores.h"
#include "cache/statements.h"
#include "chain/profile.h"

struct entitlement_check {
	bool known;   /* both sides are: root, claim and the statement that the root pays */
	bool matches; /* own == cumulative for every distributor */
	/* of the first distributor that does not match, else of the first */
	struct tokens own;	  /* over the epochs up to the one that is paid */
	struct tokens cumulative; /* as its leaf says */
	enum trust trust;	  /* of cumulative */
};

/* The rows that are compared; statements and scores newest first, scores of one account. */
struct entitlement_rows {
	const struct profile *profile;
	const struct address *account;
	const struct cache_statement *statements;
	size_t n_statements;
	const struct cache_score *scores;
	size_t n_scores;
	const struct cache_figure *figures;
	size_t n_figures;
};

/* ERR_RANGE when amounts do not fit 256 bits. */
MUST_CHECK enum status check_entitlements(struct entitlement_check *out,
					  const struct entitlement_rows *rows);

#endif

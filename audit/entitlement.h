/*
 * Does what the epochs assigned to an account add up to what the distributors entitle it to, and
 * do they pay by the root that the paid statement names? Pure: from rows of the cache.
 */
#ifndef AUDIT_ENTITLEMENT_H
#define AUDIT_ENTITLEMENT_H

#include "cache/figures.h"
#include "cache/scores.h"
#include "cache/verdicts.h"
#include "chain/profile.h"

/*
 * What is known of one account and judged together. Statements, scores and verdicts newest first;
 * scores and verdicts of that account alone.
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

struct entitlement_check {
	/*
	 * Both sides are known of one root: it and the statement it pays were the same when the
	 * claim was folded to it as they are at the newest block. A claim that is newer than that
	 * block, or that the datanet withholds, leaves this false.
	 */
	bool known;
	bool matches; /* known, and own == cumulative for every distributor */
	/* Of the first distributor that names another root, else that does not match, else … */
	bool has_paid;		  /* `paid` and `own` are known */
	uint64_t paid;		  /* the epoch whose statement the root pays; 0 before the first */
	bool misnamed;		  /* the root is not the one that this statement names */
	struct tokens own;	  /* over the epochs up to `paid` */
	bool has_cumulative;	  /* of the root in force */
	struct tokens cumulative; /* as the account's leaf says */
	enum trust trust;	  /* of both sides; when known, the least of all distributors */
};

/* ERR_RANGE when amounts do not fit 256 bits. */
MUST_CHECK enum status check_entitlements(struct entitlement_check *out,
					  const struct audited_rows *rows);

/* Whether the epoch of `st` assigned something to the account that no root in force pays yet. */
bool awaits_root(const struct audited_rows *rows, const struct cache_statement *st);

#endif

/*
 * The scores of a set of records: the preview that a contributor sees before committing.
 *
 * All of it is advice: computed from the publisher's artifact, for its evaluation set, without
 * training. A positive influence is helpful (influence/ihvp.h).
 *
 *	scorer_new(&s, &artifact, 0, e);
 *	for each record: score_set_add(&set, s, text, len, label, label_len, e);
 *	score_set_rank(order, &set);  score_set_summarise(&sum, &set, &artifact);
 */
#ifndef INFLUENCE_SCORE_SET_H
#define INFLUENCE_SCORE_SET_H

#include "influence/fingerprints.h"
#include "influence/scorer.h"

/* The scores of a set, in the order in which the records came. All-zero is an empty set. */
struct score_set {
	struct scored *v;
	size_t n, cap;
	struct fingerprints seen;
	struct sparse last; /* the newest record's features, until the scorer computes others */
};

/*
 * Scores a record, looks for an earlier one with the same tokens, and appends the score.
 * ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status score_set_add(struct score_set *set, struct scorer *s, const void *text,
				     size_t len, const char *label, size_t label_len,
				     struct err *e);
void score_set_release(struct score_set *set);

/*
 * Sorts, stably. Out: `order`, the n record numbers from the most helpful to the most harmful.
 * ERR_MEMORY.
 */
MUST_CHECK enum status score_set_rank(uint32_t *order, const struct score_set *set);

/* Counts and sums over a set. A duplicate is counted and, like every other record, summed. */
void score_set_summarise(struct score_summary *out, const struct score_set *set,
			 const struct artifact *a) NONNULL(1, 2, 3);

#endif

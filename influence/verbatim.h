/*
 * How much of a model's outputs stands, word for word, in each record of a text.
 *
 * The weight of a span (influence/suffix.h) is shared equally among the places where it stands. So
 * a phrase that is in many records counts little for each, and all records together weigh as much
 * as all matches.
 */
#ifndef INFLUENCE_VERBATIM_H
#define INFLUENCE_VERBATIM_H

#include "influence/suffix.h"

/* The spans counted so far. All-zero is none. */
struct verbatim {
	struct verbatim_share *share;
	size_t n, cap;
};

/* A share: the suffixes low .. high-1 each get `weight`. */
struct verbatim_share {
	size_t low, high;
	double weight;
};

/* Counts the spans of a match. Returns: STATUS_OK, ERR_LIMIT beyond LIMIT_SPANS, ERR_MEMORY. */
MUST_CHECK enum status verbatim_add(struct verbatim *v, const struct suffix_match *m);
void verbatim_release(struct verbatim *v);

struct verbatim_record {
	double weight;	  /* in bits */
	uint64_t matches; /* spans of outputs that stand in the record, each as often as it does */
};

/*
 * Sums over everything counted. Takes time for every place where a span stands. Out: `records`,
 * s->records of them. Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status verbatim_sum(struct verbatim_record *records, const struct verbatim *v,
				    const struct suffix *s);

#endif

/*
 * Which words of a model's output stand, word for word, in the contributor's own text.
 *
 * The idea of OLMoTrace (arXiv 2504.07096): a suffix array over the text, and for an output the
 * maximal spans found in it, weighted by how rare their words are. Case, punctuation and white
 * space do not count; a span lies within one record. Paraphrase is not seen, and nothing is said
 * about causes.
 *
 * The text under the array: each record as LF, SP, then each token (influence/tokens.h) and an SP.
 * Built by libdivsufsort: O(n log n), 5 bytes of memory a byte.
 */
#ifndef INFLUENCE_SUFFIX_H
#define INFLUENCE_SUFFIX_H

#include "base/buf.h"

struct suffix {
	struct buf text;
	size_t *record; /* where each record begins in `text` */
	size_t records, records_cap;
	uint64_t tokens;
	int32_t *array; /* text.len positions in suffix order; NULL until built */
};

/* An empty one. Release with suffix_release(). */
void suffix_init(struct suffix *s) NONNULL(1);
void suffix_release(struct suffix *s);

/* Appends a record. Returns: STATUS_OK, ERR_LIMIT past LIMIT_SUFFIX_TEXT, ERR_MEMORY. */
MUST_CHECK enum status suffix_add(struct suffix *s, const void *text, size_t len);

/* Sorts, once all records are added. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status suffix_build(struct suffix *s, struct err *e);

/*
 * A longer copy is reported in pieces of this many tokens: it bounds the work for a hostile
 * output.
 */
#define SUFFIX_MAX_SPAN 256

struct span {
	size_t begin, end; /* bytes of the output, from the first token to behind the last */
	size_t tokens;
	uint64_t count; /* how often it stands in the text */
	size_t record;	/* number of one record where it does */
	double weight;	/* Σ −log2 of each token's share of the text's tokens: rare is heavy */
};

/*
 * Finds the maximal spans of `output` (none inside another) of at least `min_tokens` tokens that
 * stand in the text, in the order of the output.
 * Out: `spans`, freed by the caller (NULL when none), and `n`.
 * Returns: STATUS_OK, ERR_LIMIT for an output beyond LIMIT_RECORD, ERR_MEMORY.
 */
MUST_CHECK enum status suffix_spans(struct span **spans, size_t *n, const struct suffix *s,
				    const void *output, size_t len, size_t min_tokens);

#endif

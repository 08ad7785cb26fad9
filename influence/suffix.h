/*
 * The words of a model's output that stand, word for word, in the contributor's own text.
 *
 * The idea is OLMoTrace's (arXiv 2504.07096): a suffix array over the text, and for an output the
 * maximal spans found in it, weighted by how rare their words are. Case, punctuation and white
 * space do not count, and a span lies within one record. A paraphrase is not found, and a match
 * says nothing about causes.
 *
 * The text under the array has each record as LF, SP, then each token (influence/tokens.h) and an
 * SP. libdivsufsort builds the array in O(n log n), with 5 bytes of memory for each byte.
 */
#ifndef INFLUENCE_SUFFIX_H
#define INFLUENCE_SUFFIX_H

#include "base/buf.h"
#include "base/err.h"

struct suffix {
	struct buf text;
	size_t *record; /* place in `text` where each record begins */
	size_t records, records_cap;
	uint64_t tokens;
	int32_t *array; /* text.len positions in the order of their suffixes; NULL until built */
};

/* Makes an empty one. Release with suffix_release(). */
void suffix_init(struct suffix *s) NONNULL(1);
void suffix_release(struct suffix *s);

/* Appends a record. Returns: STATUS_OK, ERR_LIMIT past LIMIT_SUFFIX_TEXT, ERR_MEMORY. */
MUST_CHECK enum status suffix_add(struct suffix *s, const void *text, size_t len);

/* Sorts the suffixes, once all records are added. Returns: STATUS_OK, ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status suffix_build(struct suffix *s, struct err *e);

/*
 * Tokens of the longest span. A longer copy is reported in pieces, which bounds the work for a
 * hostile output.
 */
#define SUFFIX_MAX_SPAN 256

/*
 * A maximal span: a run of an output's words that stands in the text, while no longer run around it
 * does.
 */
struct suffix_span {
	size_t begin, end;    /* bytes of the output, from the first token to the end of the last */
	size_t first, tokens; /* the same, counted in tokens */
	size_t low, high; /* the span stands at array[low] .. array[high - 1], and nowhere else */
	double weight;	  /* its part of the match's weight, in bits */
};

/*
 * The parts of an output that stand in the text. A token in a span weighs −log2 of its share of the
 * text's tokens, so that a rare one is heavy. Where spans overlap they share the weight, so that no
 * token counts twice.
 */
struct suffix_match {
	struct suffix_span *span; /* spans in the order of the output; NULL when there are none */
	size_t n;
	size_t tokens;	/* number of tokens in the output */
	size_t matched; /* tokens in a span */
	double weight;	/* Σ over the matched tokens, in bits */
};

/*
 * Finds the maximal spans (none inside another) of at least `min_tokens` tokens, which is within 1
 * and SUFFIX_MAX_SPAN. Release `out` with suffix_match_release(), also after a failure.
 * Returns: STATUS_OK, ERR_LIMIT for an output beyond LIMIT_RECORD, ERR_MEMORY.
 */
MUST_CHECK enum status suffix_match(struct suffix_match *out, const struct suffix *s,
				    const void *output, size_t len, size_t min_tokens);
void suffix_match_release(struct suffix_match *m);

/* The number of the record that the text at `position` belongs to. */
size_t suffix_record_at(const struct suffix *s, size_t position) NONNULL(1);

#endif

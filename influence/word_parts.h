/*
 * The parts that the words of a record have in its influence.
 *
 * With the probabilities p that the model gives the record, its influence is a sum over its
 * features: I = Σ_j x_j Σ_c (p_c − 1[c=y]) Q_jc (influence/ihvp.h). A feature is a bucket, and in
 * it are the words and word pairs of the text that are hashed into it. Where several share one, the
 * model cannot tell them apart, and the part is that of all of them together. Words of other texts
 * may be in the same bucket too.
 *
 * p depends on all words together: without a word the others have other parts.
 */
#ifndef INFLUENCE_WORD_PARTS_H
#define INFLUENCE_WORD_PARTS_H

#include "influence/artifact.h"

/* A word of the text, or two that follow one another: places in the text, in bytes. */
struct word_gram {
	uint64_t hash;
	uint32_t bucket;
	uint32_t at, len;
	uint32_t next_at, next_len; /* the second word; 0, 0: none */
	uint32_t times;		    /* that the text has it */
};

struct word_part {
	double influence; /* 0 when words of the bucket cancel one another */
	uint32_t first;	  /* its words, in `grams` */
	uint32_t n;	  /* how many share the bucket: 1 in most cases */
};

/* Zero-initialise; release with word_parts_release(). */
struct word_parts {
	struct word_part *v; /* descending by influence */
	size_t n;
	struct word_gram *grams;
	size_t n_grams;
	double constant;  /* the part of the constant feature, which every text has */
	double influence; /* the sum of all: the influence of the record on slice 0 */
};

/*
 * Computes the parts of a text of class `class`. Only the first LIMIT_RECORD bytes count.
 * Returns: STATUS_OK, ERR_RANGE unless the model has the class, ERR_MEMORY.
 */
MUST_CHECK enum status word_parts_compute(struct word_parts *out, const struct artifact *a,
					  const void *text, size_t len, size_t class,
					  struct err *e);
void word_parts_release(struct word_parts *p);

#endif

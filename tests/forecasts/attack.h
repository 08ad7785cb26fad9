/*
 * Records made for the score: by somebody who has the artifact and knows the domain's words, those
 * of the public texts.
 */
#ifndef TESTS_FORECASTS_ATTACK_H
#define TESTS_FORECASTS_ATTACK_H

#include "tests/forecasts/material.h"

#define ATTACK_WORD 32

struct attack_words {
	char (*word)[ATTACK_WORD];
	struct corpus rows; /* each word as a text of its own */
};

/* Reads the words that occur twice in the public texts. Release by attack_words_release(). */
void attack_words_read(struct attack_words *out, const struct material *m);
void attack_words_release(struct attack_words *w);

/*
 * A word salad: `n` shuffles of the ATTACK_SALAD words that help most under one label. In:
 * `q_alone`, chosen as if the model found all labels equally likely.
 */
#define ATTACK_SALAD 25
void attack_salads(struct corpus *out, struct material *m, const struct attack_words *w, size_t n,
		   bool q_alone);

/* Whether a record may be offered without being seen. */
typedef bool attack_hidden(const void *user, struct sparse x, uint16_t label);

/*
 * Up to 160 records of an attacker who follows the head that they move, in rounds, on the held-out
 * rows of the artifact, and offers none but hidden ones.
 */
void attack_adaptive(struct corpus *out, struct material *m, const struct attack_words *w,
		     attack_hidden *hidden, const void *user);

/* The influence of a record by the head `h` and the query vector `q`. */
double attack_influence(const struct head *h, const double *q, struct sparse x, uint16_t label);

/* Q of half A as the artifact has it, freed by the caller. */
double *attack_query(const struct material *m);

#endif

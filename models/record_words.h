/*
 * The words that carried the score of a record, for people: parts of its influence, one for each
 * word or pair of words that the model tells apart (influence/word_parts.h).
 */
#ifndef MODELS_RECORD_WORDS_H
#define MODELS_RECORD_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "models/label_map.h"

struct artifact;

struct record_word {
	double influence; /* the part; negative: it harms */
	uint64_t times;	  /* that the text has it, or all of them together */
	uint64_t shared;  /* so many more words or pairs of the text are in its bucket */
	char text[96];	  /* cleaned: "buy now"; several with " / " between them */
};

/* Freed with free_record_words(). */
struct record_words {
	struct record_word *v; /* descending by influence */
	size_t n;
	double constant;  /* the part of no word: that of any text with this label and these odds */
	double influence; /* all parts and the constant: the score */
	char label[LIMIT_LABEL + 1]; /* the model's, by which it was scored */
};

/*
 * Finds the parts of the words of a text with this label, which may be NULL: none.
 * In:      `rules`  for labels that the model lacks
 * Out:     `out`    NULL after a failure
 * Returns: STATUS_OK, ERR_NOT_FOUND for a label that the model does not know, ERR_MEMORY.
 */
MUST_CHECK enum status explain_record(struct record_words **out, const struct artifact *a,
				      const void *text, size_t len, const char *label,
				      size_t label_len, const struct label_rule *rules,
				      size_t n_rules, struct err *e);

/* NULL is allowed. */
void free_record_words(struct record_words *w);

#endif

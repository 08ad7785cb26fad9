/*
 * A sentence for people with values in it: "epoch 30 settled: +" 25.072 052 OPEN ", audited". The
 * values stay values, so that an amount can be hidden and a time be shown in the reader's zone
 * without cutting anything out of a text again.
 *
 * A sentence holds no pointers: it is copied by assignment, and all zero is the empty one. One that
 * did not fit takes nothing more and ends in U+2026 wherever it is shown; whoever shows what a
 * person signs by refuses it.
 */
#ifndef CHAIN_SENTENCE_H
#define CHAIN_SENTENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "chain/value.h"

struct buf;

/*
 * The longest finding takes 160 bytes, and the label of the account it is about another 64. What a
 * signature gives away (chain/meaning.h) names four addresses of 42 and a number of 78 digits.
 */
#define SENTENCE_SIZE 384

/* The most are in a claim of eight tokens at once, and two more in a sentence about it. */
#define SENTENCE_VALUES 10

/* Room for every sentence as a person reads it. */
#define SENTENCE_TEXT_SIZE (SENTENCE_SIZE + SENTENCE_VALUES * VALUE_TEXT_SIZE)

struct sentence {
	char text[SENTENCE_SIZE]; /* a control character at the place of each value */
	struct value values[SENTENCE_VALUES];
	uint8_t n;
	bool plain; /* an amount may be text: an error's, or one stored before values were */
	bool cut;   /* something did not fit and is missing */
};

/* Appends text, which is cleaned. */
void sentence_add(struct sentence *s, const char *format, ...) PRINTF(2, 3);

/* Appends a known amount, count, block, number or time. Another value counts as cut. */
void sentence_add_value(struct sentence *s, const struct value *v);

/* Appends an amount. `places`: AMOUNT_PLACES, VALUE_EXACT or VALUE_PRECISE. */
void sentence_add_amount(struct sentence *s, const struct u256 *raw, const char *symbol,
			 unsigned decimals, unsigned places);

/* Appends another sentence with its values. */
void sentence_add_sentence(struct sentence *s, const struct sentence *other);

/* Whether nothing was appended yet. */
bool sentence_is_empty(const struct sentence *s);

/*
 * Writes the sentence as a person reads it, amounts with their symbols; cut when it does not fit
 * `cap`. With `style->hide` a plain one shows no digit at all, since some of them may be an
 * amount's.
 */
void sentence_text(char *out, size_t cap, const struct sentence *s,
		   const struct value_style *style);

/* STATUS_OK, or ERR_LIMIT when something did not fit. */
MUST_CHECK enum status sentence_status(const struct sentence *s);

/* Appends the line that the cache keeps; sentence_load() gives the same sentence again. */
void sentence_store(struct buf *out, const struct sentence *s);

/*
 * Reads a stored line. One that sentence_store() did not write is a plain sentence, cut where it is
 * too long. Returns: STATUS_OK, ERR_PARSE for a stored line that is damaged.
 */
MUST_CHECK enum status sentence_load(struct sentence *out, const char *line, size_t len);

#endif

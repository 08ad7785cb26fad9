/*
 * A typed value: what one column of a table holds, or what stands in one place of a sentence. From
 * the value come the text that people read, the order in a sorted table and the answer to a filter;
 * lists/column.h makes JSON and CSV of it. Text made for people is never read back.
 *
 * The rules of shown numbers, everywhere the same:
 * - An amount has AMOUNT_PLACES digits behind its point (a token with fewer decimals has those),
 *   zeros at the end included. Further digits are dropped, never rounded up, so that nobody reads
 *   more than there is; but what is not zero shows as one unit of the last place at least.
 * - A total is rounded to the nearest (VALUE_TOTAL): nobody spends it, and a cut one would differ
 *   from what its parts add up to.
 * - What a person signs is shown whole: `places` is VALUE_EXACT.
 * - An influence has 6 places, a share 1 of its percentage, any other ratio what its column says;
 *   these are no money, and are rounded to the nearest.
 */
#ifndef CHAIN_VALUE_H
#define CHAIN_VALUE_H

#include "chain/address.h"
#include "chain/amount.h"
#include "chain/doubt.h"
#include "chain/hash.h"
#include "chain/trust.h"

struct sentence; /* chain/sentence.h */

/*
 * How many bytes value_text() writes at most, but for a text and a sentence (SENTENCE_TEXT_SIZE),
 * which may be longer.
 */
#define VALUE_TEXT_SIZE 160

/* `places` of an amount of which every digit is shown. */
#define VALUE_EXACT 255

/*
 * `places` of an amount that people read with AMOUNT_PLACES and programs with every digit. Less
 * than one unit of the last place reads "less than 0.000 001".
 */
#define VALUE_PRECISE 254

/* `places` of a total (chain/total.h): as an amount, but rounded to the nearest. */
#define VALUE_TOTAL 253

enum value_type {
	VALUE_TEXT,	 /* a name, a path, a note */
	VALUE_SENTENCE,	 /* a sentence for people, whose amounts are values */
	VALUE_ADDRESS,	 /* 20 bytes */
	VALUE_HASH,	 /* 32 bytes */
	VALUE_COUNT,	 /* how many: "90 412" */
	VALUE_BLOCK,	 /* a block's number: "18 204" */
	VALUE_NUMBER,	 /* which one, such as an epoch or a nonce: its digits in one piece */
	VALUE_BYTES,	 /* a size: "4.8 MB" */
	VALUE_AMOUNT,	 /* money, in the smallest unit of what `unit` names: "128.402 913" */
	VALUE_INFLUENCE, /* a real number with its sign: "+0.812300" */
	VALUE_SHARE,	 /* a fraction of 1, shown as "34.1 %" */
	VALUE_REAL,	 /* another real number */
	VALUE_TIME,	 /* seconds since 1970 */
	VALUE_DURATION,	 /* milliseconds */
	VALUE_STATE,	 /* a word of a closed list */
	VALUE_TRUST,	 /* how the whole row is known */
	VALUE_FLAG,	 /* yes or no, or the words for them */
};

/* The unit of a number: a token, the chain's coin, or "%". */
struct value_unit {
	char symbol[16];
	uint8_t decimals; /* an amount's */
};

struct value {
	enum value_type type;
	bool known;	/* false: a dash; `text` and the number mean nothing */
	bool figure;	/* an amount with `trust`, `block` and `as_of` */
	uint8_t places; /* digits behind the point, where the type leaves them open */
	enum trust trust;
	const char *text; /* the text, or a state's or flag's word: no zero at its end, not owned */
	size_t len;
	union {
		uint64_t number; /* also a state's place in its list; a flag's 0 or 1 */
		double real;
		int64_t time;
		struct address address;
		struct hash hash;
		struct u256 amount;
		const struct sentence *sentence; /* not owned */
	};
	struct value_unit unit;
	uint64_t block;
	int64_t as_of;
	enum doubt doubt; /* a figure's: why it is not known better */
};

/* How people see values. All zero: marks and dashes of UTF-8, times and addresses whole. */
struct value_style {
	bool ascii;	/* marks and dashes of ASCII */
	bool words;	/* trust as a word */
	bool hide;	/* amounts as three dots */
	bool narrow;	/* times in 10 cells, addresses and hashes in 12 */
	bool exact;	/* for programs: every digit of what is VALUE_PRECISE */
	bool ungrouped; /* no spaces among the digits */
};

/*
 * The setters fill a value whose `type` (and `places`) the caller has set; each says when the
 * value counts as known.
 */

/* At most `cap` bytes of `text`, up to its zero. Known: not empty. */
void value_set_text(struct value *v, const char *text, size_t cap);
/* Known: not empty. The sentence must outlive the value. */
void value_set_sentence(struct value *v, const struct sentence *s);
/* Known: not zero. */
void value_set_address(struct value *v, const struct address *a);
void value_set_hash(struct value *v, const struct hash *h);
/* A count, block, number, size or duration. */
void value_set_number(struct value *v, uint64_t n, bool known);
void value_set_real(struct value *v, double x, bool known);
/* Known: not 0. */
void value_set_time(struct value *v, int64_t seconds);
/* Always known. `word` is static, and `place` its place in the closed list that it comes from. */
void value_set_state(struct value *v, const char *word, unsigned place);
void value_set_trust(struct value *v, enum trust t);
/* Always known. The words for a person; both static. */
void value_set_flag(struct value *v, bool flag, const char *yes, const char *no);
/* Always known. `symbol` "": a token that the profile does not describe. */
void value_set_amount(struct value *v, const struct u256 *raw, const char *symbol,
		      unsigned decimals);

/* Writes what a person reads, without the unit; cut when it does not fit. */
void value_text(char *out, size_t cap, const struct value *v, const struct value_style *style);

/* "OPEN", "%", "ms": what stands behind value_text(); "" when nothing does or nothing is known. */
const char *value_unit(const struct value *v);

/*
 * The order of two values of one column: < 0, 0, > 0. What is not known comes first; amounts of
 * different tokens are ordered by symbol, sentences by their text.
 */
int value_compare(const struct value *a, const struct value *b);

/* Whether values of the type are numbers, whose digits stand below each other in a column. */
bool value_is_number(enum value_type type);

/*
 * Whether a filter for `pattern` finds the value, cases of ASCII alike: by a text or a word, by the
 * digits of a whole number, by an amount's symbol. Real numbers, times and sizes are not searched,
 * nor are the digits of amounts, also of those in a sentence.
 */
bool value_matches(const struct value *v, const char *pattern);

#endif

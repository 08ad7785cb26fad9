/* How a figure is known. Freshness is another thing and shown apart. */
#ifndef CHAIN_TRUST_H
#define CHAIN_TRUST_H

/*
 * Ascending: a sum is as good as its worst part. The cache stores these numbers, so they never
 * change (cache/stored.c).
 */
enum trust {
	TRUST_NONE = 0,	    /* not known */
	TRUST_DISPUTED = 1, /* nodes disagree */
	TRUST_REPORTED = 2, /* one server's word */
	TRUST_AGREED = 3,   /* k nodes gave the same canonical value at one block */
	TRUST_PROVEN = 4,   /* a storage proof folds to an agreed header's state root */
};

/* "✓", "≈", "·", "!", " "; with `ascii` "+", "=", ".", "!", " ". */
const char *trust_mark(enum trust t, int ascii);

/* "proven", "agreed", "reported", "disputed", "unknown". */
const char *trust_word(enum trust t);

/* The lower of the two. */
enum trust trust_min(enum trust a, enum trust b);

#endif

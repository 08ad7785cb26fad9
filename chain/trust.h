/* How well a figure is known. Its age is another matter and shown apart. */
#ifndef CHAIN_TRUST_H
#define CHAIN_TRUST_H

/*
 * In ascending order: a sum is known only as well as its worst part. The numbers are stored in the
 * cache and never change (cache/stored.c).
 */
enum trust {
	TRUST_NONE = 0,	    /* not known */
	TRUST_DISPUTED = 1, /* nodes disagree */
	TRUST_REPORTED = 2, /* one server's word */
	TRUST_AGREED = 3,   /* k nodes gave the same canonical value at one block */
	TRUST_PROVEN = 4,   /* a storage proof folds to an agreed header's state root */
};

/* The mark beside a figure: "✓", "≈", "·", "!", " "; with `ascii` "+", "=", ".", "!", " ". */
const char *trust_mark(enum trust t, int ascii);

/* The word for it: "proven", "agreed", "reported", "disputed", "unknown". */
const char *trust_word(enum trust t);

/* The lower of the two. */
enum trust trust_min(enum trust a, enum trust b);

#endif

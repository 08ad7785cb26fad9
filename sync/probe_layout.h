/*
 * Where contracts of each kind keep the words that byline reads, and the functions of the contracts
 * themselves that answer the same. For probe_*.c only.
 */
#ifndef SYNC_PROBE_LAYOUT_H
#define SYNC_PROBE_LAYOUT_H

#include "chain/profile.h"

/* The contract that is asked, and whose storage is read. All kinds but Story's have one. */
enum probe_place { PROBE_OF_PAYER, PROBE_OF_MODULE, PROBE_OF_DISPUTES, PROBE_OF_BEACON };

/* The way from a slot to the word that is compared. */
enum probe_reach {
	PROBE_WORD,    /* the slot itself */
	PROBE_MAPPED,  /* a mapping, by the arguments of the function in their order */
	PROBE_SWAPPED, /* a mapping whose outer key is the function's second argument */
	PROBE_ELEMENT, /* a list whose elements have two words, by the number of the element */
	PROBE_BIT,     /* one bit of a map from index/256 to 256 bits, by the index */
};

/* Where the arguments of the function come from. */
enum probe_keys {
	PROBE_NO_KEYS,
	PROBE_BY_EVENT, /* values of an event */
	PROBE_BY_COUNT, /* the last of a list that another function counts */
	PROBE_BY_IP,	/* the IP of a royalty vault */
};

/* The most checks that a kind has. */
#define PROBE_CHECKS 12

/* One function, and the bits of storage that must say the same. */
struct probe_check {
	unsigned slot; /* by the order of the kind's names */
	enum probe_place place;
	const char *getter;	/* "claimed(address,address)" */
	unsigned n_words, word; /* words of its reply, and the one that is compared */
	enum probe_reach reach;
	unsigned offset;     /* words behind the place that `reach` leads to */
	unsigned from, bits; /* the bits of the word; 0 bits: all 256 */
	bool truth;	     /* the function answers whether the bits are more than zero */
	enum probe_keys keys;
	const char *source; /* the event, or the function that counts */
	/*
	 * Which values of the event are the arguments: its topics after the first, then the words
	 * of its data. With `shifts` the second one may be one place further instead.
	 */
	unsigned n_keys, key[2];
	bool shifts;
};

struct probe_layout {
	struct probe_check checks[PROBE_CHECKS];
	size_t n;
	/* Masks of slots, bit i for slot i. */
	uint32_t needed;	   /* must be seen with a value before a layout is adopted */
	uint32_t published;	   /* have a place that is known beforehand */
	uint32_t inferred;	   /* have one that was inferred, and are derived until compared */
	const struct hash *places; /* where the published ones are; NULL: payer_kind.published */
};

/*
 * The layout by which a payer's slots are compared. Returns: static; NULL for a kind without slots,
 * and for a described tree whose books no known function tells.
 */
const struct probe_layout *probe_layout_of(const struct profile_distributor *d);

#endif

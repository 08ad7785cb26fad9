/*
 * Earlier transactions of an account that stand in the way of a new one: they have its nonce, so
 * that only one of the two can happen, or a lower one that was never sent, so that the new one
 * waits for them. Pure.
 */
#ifndef ACT_EARLIER_H
#define ACT_EARLIER_H

#include "cache/transactions.h"

/* How much a signed one stands in the way; each worse than the one before. */
enum hindrance {
	HINDERS_NOT,
	SIGNED_BEFORE, /* a lower nonce, signed and not sent, or dropped */
	SIGNED_SAME,   /* the same nonce, signed */
};

/* Which new transaction it is about. */
struct earlier_question {
	struct address account;
	uint64_t nonce;
	uint64_t next; /* the chain's next nonce */
	int64_t id;    /* its own row; 0 = none yet */
	int64_t now;   /* seconds since 1970 */
};

struct earlier {
	enum hindrance how;
	struct cache_tx signed_one; /* unless it hinders not */
	bool has_draft;
	struct cache_tx draft; /* the newest one that is out in a file with this nonce */
};

/*
 * Looks through the account's rows, newest first.
 * Out: of signed ones the worst: the newest with the same nonce, else the one with the lowest.
 */
void find_earlier(struct earlier *out, const struct cache_tx *rows, size_t n,
		  const struct earlier_question *q);

#endif

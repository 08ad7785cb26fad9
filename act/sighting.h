/*
 * Turns the nodes' answers about an own transaction into an event of the ledger. Pure.
 */
#ifndef ACT_SIGHTING_H
#define ACT_SIGHTING_H

#include "act/ledger.h"
#include "chain/trust.h"

/*
 * A transaction just sent may not have reached every pool. After so many seconds nobody knowing it
 * means dropped: pools exchange transactions within seconds.
 */
#define SIGHTING_SPREADS_S 30

/* Where a transaction is, as the nodes say. */
enum sighting_fate {
	SIGHTED_NOWHERE, /* no node knows it */
	SIGHTED_PENDING, /* in a pool */
	SIGHTED_MINED,	 /* in a block */
};

struct sighting {
	enum sighting_fate fate;
	enum trust trust; /* trust in the fate */
	bool success;	  /* mined: the contract did it */
	uint64_t block;	  /* mined: there */
	uint64_t final;	  /* blocks up to this one count as final */
	uint64_t nonce;	  /* the account's next one, of mined transactions alone */
	enum trust nonce_trust;
	bool cancelled; /* an own cancellation of this nonce was sent */
	bool can_agree; /* the profile has enough nodes to agree: one's word moves nothing */
	int64_t now;	/* seconds since 1970 */
};

/* The meaning of a sighting. */
struct judgement {
	bool moves; /* false: nothing is known that counts */
	enum ledger_event event;
	enum trust trust; /* trust in it */
	const char *note; /* for people, static; "" = nothing to say */
};

/*
 * The event that `s` is for a transaction that was sent, or may have been sent elsewhere.
 * `moves` is also false when the ledger would not allow the event.
 */
struct judgement judge_sighting(const struct cache_tx *tx, const struct sighting *s);

/*
 * Whether the nodes must be asked for its receipt: not of a draft, nor of a signed one whose nonce
 * is free, since nothing can have happened with either.
 */
bool sighting_needs_receipt(const struct cache_tx *tx, uint64_t next_nonce);

#endif

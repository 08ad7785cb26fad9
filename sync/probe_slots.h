/* Compares slots with what contracts answer. For probe_*.c only. */
#ifndef SYNC_PROBE_SLOTS_H
#define SYNC_PROBE_SLOTS_H

#include "sync/probe_fact.h"
#include "sync/probe_layout.h"

/* The answer to one check. */
struct probe_answer {
	const struct probe_check *check;
	struct hash keys[2];
	struct u256 value;
	enum trust trust;
	bool known;	/* there was something to ask for, and the contract answered */
	struct err why; /* the failure of a contract that does not answer */
};

struct probe_answers {
	struct probe_answer list[PROBE_CHECKS];
	size_t n;
};

enum probe_fit {
	PROBE_UNSEEN,  /* nothing was there to compare it with */
	PROBE_ZERO,    /* all that was compared is zero, which any unused slot is too */
	PROBE_FITS,    /* a value that is not zero stands in both */
	PROBE_DIFFERS, /* the contract answers another value */
};

/* How one slot compares. */
struct probe_seen {
	enum probe_fit fit;
	enum trust trust;   /* the worst of all that was compared; PROVEN without any */
	const char *getter; /* the function that tells, or that differs */
	const char *why;    /* why it did not answer; NULL when it did */
};

/*
 * Asks a payer's contracts all that its layout names. Keys of mappings come from the contracts' own
 * events, newest first, until an answer is not zero, then from the holders that the user named.
 * Returns: STATUS_OK, also where contracts do not answer; what ends a probe.
 */
MUST_CHECK enum status probe_slots_ask(struct probe *p, struct probe_answers *out,
				       const struct probe_layout *layout,
				       const struct profile_distributor *d);

/*
 * Compares the answers with the words at the slots that `trial` pins.
 * Out:     one for each slot of the kind
 * Returns: STATUS_OK, ERR_PENDING, and the failures of chainstate_slots().
 */
MUST_CHECK enum status probe_slots_compare(struct probe *p, struct probe_seen out[PAYER_SLOTS],
					   const struct probe_answers *answers,
					   const struct profile_distributor *trial, struct err *e);

#endif

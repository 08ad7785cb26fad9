/*
 * The things that one node is able to do, as far as byline has learned them by asking: how many
 * blocks it searches for events at once, how deep it proves, which methods it has switched off.
 * Providers document little of this and change it without notice, so that byline tries, remembers
 * what was refused, and does not ask again for what it will not get.
 *
 * Abilities outlast the process: whoever keeps them (sync/step_nodes.h) copies them out with
 * ability_of() and back in with ability_recall(). What was refused is tried again after a time,
 * apart from a method that is switched off: only ability_forget() ends that.
 *
 * No function here asks a node anything. Times are seconds since 1970 (base/clock.h).
 */
#ifndef CLIENT_ABILITY_H
#define CLIENT_ABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nodes;

/* The most blocks in one search for events. Larger spans save little and are refused by most. */
#define ABILITY_SPAN 10000

/* A refused span is tried again after an hour: the refusal may have had another reason. */
#define ABILITY_SPAN_KEPT_S (60 * 60)

/* A node that proved only its newest block is tried deeper after a day: operators do upgrade. */
#define ABILITY_PROOFS_KEPT_S (24 * 60 * 60)

/* How deep a node proves (eth_getProof). The numbers are stored. */
enum ability_proofs {
	PROOFS_UNKNOWN = 0, /* not tried, or too long ago */
	PROOFS_DEEP = 1,    /* also at blocks that are `confirmations` below its newest one */
	PROOFS_HEAD = 2,    /* at its newest block only */
	PROOFS_NONE = 3,    /* the method is switched off */
};

/* Methods that nodes switch off, or do not know, while the rest works. Bits; they are stored. */
enum ability_method {
	ABILITY_LOGS = 1 << 0,		 /* eth_getLogs */
	ABILITY_RECEIPTS = 1 << 1,	 /* eth_getBlockReceipts */
	ABILITY_CAPABILITIES = 1 << 2,	 /* eth_capabilities */
	ABILITY_CLIENT_VERSION = 1 << 3, /* web3_clientVersion */
	ABILITY_BATCHES = 1 << 4,	 /* several requests in one body */
};

/* The reason why a node did not search a span of blocks. The numbers are stored. */
enum ability_refusal {
	REFUSED_NOTHING = 0,
	REFUSED_SPAN = 1,    /* more blocks than it takes */
	REFUSED_RESULTS = 2, /* more events, or a larger reply, than it gives at once */
	REFUSED_OFF = 3,     /* the method is switched off, or no span is short enough */
	REFUSED_OTHER = 4,   /* words that byline does not know: an internal error, a timeout */
};

/* All that is known about one node. Zero: nothing. */
struct node_ability {
	uint64_t span_taken;   /* the most blocks that it searched at once; 0: none yet */
	uint64_t span_refused; /* the fewest blocks that it refused, above `span_taken`; 0: none */
	uint64_t span_guess;   /* the number that its words name, to be tried next; 0: none */
	enum ability_refusal refusal; /* the last refusal */
	int64_t refused_at;	      /* time of that */
	uint64_t most_events;	      /* the most events that it gave at once */
	unsigned taken_since;	      /* searches that it took since the refusal; not stored */
	uint32_t off;		      /* bits of enum ability_method */
	enum ability_proofs proofs;
	int64_t proofs_at; /* time at which `proofs` was learned */
};

/* All that is known about node `i`. */
const struct node_ability *ability_of(const struct nodes *nodes, size_t i);

/* Puts back what ability_of() gave in an earlier process, for node `i`. */
void ability_recall(struct nodes *nodes, size_t i, const struct node_ability *known);

/* Forgets all that is known about node `i`, also what it has switched off. */
void ability_forget(struct nodes *nodes, size_t i);

/* How deep node `i` proves; PROOFS_UNKNOWN also once it is time to try deeper again. */
enum ability_proofs ability_proofs(const struct nodes *nodes, size_t i);

/* Notes how deep node `i` proves. PROOFS_UNKNOWN makes it be tried again. */
void ability_note_proofs(struct nodes *nodes, size_t i, enum ability_proofs proofs);

/* Says whether node `i` may be asked for a method: whether it has not switched it off. */
bool ability_offers(const struct nodes *nodes, size_t i, enum ability_method method);

/* Notes that node `i` has a method switched off. */
void ability_note_off(struct nodes *nodes, size_t i, enum ability_method method);

/*
 * Chooses how many blocks to search at node `i` next. Between the most that it took and the fewest
 * that it refused this is a number that its words named, then a limit that providers are known to
 * have, then the middle, until the two are an eighth apart.
 * Returns: 1 … ABILITY_SPAN; 0 when the node does not search for events.
 */
uint64_t ability_span(const struct nodes *nodes, size_t i);

/* Notes that node `i` searched `blocks` blocks at once and found `events` events. */
void ability_note_span_taken(struct nodes *nodes, size_t i, uint64_t blocks, uint64_t events);

/*
 * Notes that node `i` refused to search `blocks` blocks (at least 1). A limit of results holds for
 * these blocks alone, so that longer spans are tried again soon.
 * In: guess  the number of blocks that its words name (answer_span_hint()), or 0
 */
void ability_note_span_refused(struct nodes *nodes, size_t i, uint64_t blocks,
			       enum ability_refusal why, uint64_t guess);

#endif

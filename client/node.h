/* What we know about one node: reachable or not, how fast, how honest. Pure but for jitter. */
#ifndef CLIENT_NODE_H
#define CLIENT_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"

enum node_state {
	NODE_UNKNOWN, /* not asked yet */
	NODE_OK,
	NODE_RETURNING, /* answers again; must agree before it is OK */
	NODE_BEHIND,
	NODE_STALLED,
	NODE_LYING,
	NODE_WRONG_CHAIN,
	NODE_UNREACHABLE,
	NODE_RATE_LIMITED,
};

#define NODE_LATENCIES 32

/* No pause after a failure is longer. */
#define NODE_BACKOFF_MS (5 * 60 * 1000)

struct node_health {
	enum node_state state;
	char reason[LIMIT_REMOTE_TEXT];	     /* why it is not OK; cleaned; "" otherwise */
	uint64_t head;			     /* newest block it named; 0 = none yet */
	uint64_t head_time;		     /* that block's timestamp */
	int64_t head_since;		     /* when it first named it, seconds since 1970 */
	int64_t head_since_ms;		     /* the same on the monotonic clock */
	int64_t last_reply;		     /* seconds since 1970; 0 = never */
	int64_t retry_at;		     /* not asked before, seconds since 1970; 0 = now */
	int64_t retry_ms;		     /* the same on the monotonic clock */
	unsigned failures;		     /* in a row */
	bool distrusted;		     /* found lying and not yet agreed again */
	bool header_agrees;		     /* since the last contradiction or failure */
	uint64_t comparisons;		     /* values compared with agreed ones */
	uint64_t contradictions;	     /* of these */
	uint32_t latency_ms[NODE_LATENCIES]; /* the latest replies, oldest first */
	size_t n_latencies;
};

/* Whether its word counts in a vote. */
bool node_counts(const struct node_health *h);

/* It answered in `latency_ms`. */
void node_replied(struct node_health *h, uint32_t latency_ms);

/*
 * It failed: `state` is UNREACHABLE, RATE_LIMITED or WRONG_CHAIN. It is not asked again for
 * `pause_ms` or the back-off, whichever is longer: 2 s, doubled with every failure in a row up to
 * NODE_BACKOFF_MS, a fifth of it up or down at random.
 */
void node_failed(struct node_health *h, enum node_state state, const char *reason,
		 uint32_t pause_ms);

/* It gave the agreed hash of a block (`header`) or another agreed value. */
void node_agreed(struct node_health *h, bool header);

/* It contradicted an agreed value. */
void node_contradicted(struct node_health *h, const char *reason);

/* It named its newest block. */
void node_named_head(struct node_health *h, uint64_t number, uint64_t time);

/* Its head is below the agreed block: BEHIND, after `patience_ms` without a new one STALLED. */
void node_judge_head(struct node_health *h, uint64_t agreed, int64_t patience_ms);

#endif

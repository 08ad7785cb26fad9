/*
 * The health of one node: whether it answers, how fast, and whether it agrees with the others. Pure
 * but for clocks and the random part of pauses.
 */
#ifndef CLIENT_NODE_H
#define CLIENT_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"

enum node_state {
	NODE_UNKNOWN, /* not asked yet */
	NODE_OK,
	NODE_RETURNING, /* answers again, and has to agree before it is OK */
	NODE_BEHIND,
	NODE_STALLED,
	NODE_LYING,
	NODE_WRONG_CHAIN,
	NODE_UNREACHABLE,
	NODE_RATE_LIMITED,
	NODE_UNSETTLED, /* contradicts another node, and nothing shows which one is right */
};

#define NODE_LATENCIES 32

/* The longest pause after a failure. */
#define NODE_BACKOFF_MS (5 * 60 * 1000)

struct node_health {
	enum node_state state;
	char reason[LIMIT_REMOTE_TEXT]; /* the reason why it is not OK, cleaned; else "" */
	uint64_t head;			/* the newest block that it named; 0: none yet */
	int64_t head_since_ms;		/* when it first named that, on the monotonic clock */
	bool has_clock;			/* its server sends the time */
	int64_t clock_ahead_s;		/* this machine's clock less that server's */
	int64_t last_reply;		/* seconds since 1970; 0: never */
	int64_t retry_at;		/* end of its pause, seconds since 1970; 0: none */
	int64_t retry_ms;		/* the same on the monotonic clock */
	unsigned failures;		/* in a row */
	bool distrusted;		/* contradicted an agreed value, and not agreed since */
	bool header_agrees;		/* agreed on a header since it last failed or lied */
	uint64_t requests;		/* sent to it */
	uint64_t comparisons;		/* values compared with agreed ones */
	uint64_t contradictions;	/* comparisons in which it differed */
	uint32_t latency_ms[NODE_LATENCIES]; /* the latest replies, oldest first */
	size_t n_latencies;
};

/* Says whether the node's word counts in a vote. */
bool node_counts(const struct node_health *h);

/* Notes an answer that took `latency_ms`. */
void node_replied(struct node_health *h, uint32_t latency_ms);

/*
 * Notes a failure. The node is not asked again for `pause_ms` or for the usual pause, whichever is
 * longer: 2 s, doubled with every failure in a row up to NODE_BACKOFF_MS, and a fifth up or down at
 * random, so that byline does not ask all nodes at the same moment again.
 * In: state  UNREACHABLE, RATE_LIMITED or WRONG_CHAIN
 */
void node_failed(struct node_health *h, enum node_state state, const char *reason,
		 uint32_t pause_ms);

/* Notes that the node gave an agreed value: the hash of a block (`header`) or another one. */
void node_agreed(struct node_health *h, bool header);

/* Notes that the node contradicted an agreed value. */
void node_contradicted(struct node_health *h, const char *reason);

/*
 * Notes that the node and another one contradict each other, or that it contradicts what was agreed
 * before, while no quorum decides. Its word still counts; the next agreed header that it gives ends
 * this state.
 */
void node_unsettled(struct node_health *h, const char *reason);

/* Notes by how many seconds this machine's clock is ahead of the server's. */
void node_named_time(struct node_health *h, int64_t ahead_s);

/* Notes the newest block that the node named. */
void node_named_head(struct node_health *h, uint64_t number);

/*
 * Compares the node's newest block with the agreed one. Below it the node is BEHIND, and STALLED
 * when it has had no new block for `patience_ms`.
 */
void node_judge_head(struct node_health *h, uint64_t agreed, int64_t patience_ms);

#endif

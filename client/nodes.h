/*
 * The nodes of one network, and what we know about each.
 *
 * State of a node:
 *
 *   UNKNOWN ──reply──▶ OK ◀──────────────── agrees on (number, hash) and a value again ───┐
 *      │               │ │                                                                │
 *      │               │ └─contradicts an agreed value──▶ LYING (asked, never counted) ───┤
 *      └──no reply─────┴──▶ UNREACHABLE / RATE_LIMITED ──reply──▶ RETURNING ──────────────┘
 *   OK ⇄ BEHIND (head below the agreed block) · OK ⇄ STALLED (head stands still while others move)
 *   any ──another chain id──▶ WRONG_CHAIN (not asked again before the back-off ends)
 *
 * Transitions: nodes_ask() reachability and back-off; anchor_find() chain id, heads and hashes;
 * nodes_judge() every comparison of values.
 *
 * A `struct nodes` belongs to one thread.
 */
#ifndef CLIENT_NODES_H
#define CLIENT_NODES_H

#include "chain/profile.h"
#include "client/agreement.h"
#include "client/rpc.h"
#include "client/transport.h"

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

/* "ok", "behind", "wrong chain" and so on. */
const char *node_state_word(enum node_state s);

#define NODE_LATENCIES 32

struct node_health {
	enum node_state state;
	char reason[LIMIT_REMOTE_TEXT];	     /* why it is not OK; cleaned; "" otherwise */
	uint64_t head;			     /* newest block it named; 0 = none yet */
	uint64_t head_time;		     /* that block's timestamp */
	int64_t head_since;		     /* when it first named it, seconds since 1970 */
	int64_t last_reply;		     /* seconds since 1970; 0 = never */
	int64_t retry_at;		     /* not asked before; 0 = now */
	unsigned failures;		     /* in a row */
	uint64_t comparisons;		     /* values compared with agreed ones */
	uint64_t contradictions;	     /* of these */
	uint32_t latency_ms[NODE_LATENCIES]; /* the latest replies, oldest first */
	size_t n_latencies;
};

/* Percentile of the kept latencies, 0 when there are none. `percent` 0..100. */
uint32_t node_latency(const struct node_health *h, unsigned percent);

/* Share of comparisons that agreed, in percent, rounded down; 100 before the first. */
unsigned node_agreement(const struct node_health *h);

/* What one node said against the others. Texts are cleaned. */
struct dispute {
	size_t node; /* index in the profile */
	char name[32];
	char method[48]; /* "eth_getProof 0x42…21" */
	char said[LIMIT_REMOTE_TEXT];
	char agreed[LIMIT_REMOTE_TEXT];
	uint64_t block;
	int64_t time; /* seconds since 1970 */
};

struct nodes;

/*
 * `profile` and `transport` must outlive the result. Touches no network.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status nodes_new(struct nodes **out, const struct profile *profile,
				 struct transport *transport);
void nodes_free(struct nodes *nodes);

const struct profile *nodes_profile(const struct nodes *nodes) NONNULL(1);
size_t nodes_count(const struct nodes *nodes) NONNULL(1);
const struct node_health *nodes_health(const struct nodes *nodes, size_t i) NONNULL(1);

/* Forgets all back-off: the user asked for a refresh, or the machine woke up. */
void nodes_retry_now(struct nodes *nodes) NONNULL(1);

/*
 * Hands out up to `cap` disputes that were not handed out before, oldest first. Returns how many.
 * At most NODES_DISPUTES wait; the oldest are dropped.
 */
#define NODES_DISPUTES 64
size_t nodes_take_disputes(struct nodes *nodes, struct dispute *out, size_t cap) NONNULL(1, 2);

/* One method call and every node's answer. Zero-initialise, then set method and params. */
struct question {
	const char *method;
	const char *params; /* JSON array text; the caller's */
	bool optional;	    /* a node that answers "method not found" is not at fault */
	struct {
		bool answered; /* a well-formed reply: a result or an error */
		struct rpc_reply reply;
	} answers[LIMIT_NODES];
};
void question_release(struct question *q);

/*
 * Puts `n` questions to every node in `whom` that is not excluded or backing off, all in parallel,
 * and keeps each node's health.
 * Returns: STATUS_OK when at least one node answered, ERR_UNREACHABLE, ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status nodes_ask(struct nodes *nodes, struct question *questions, size_t n,
				 node_set whom, struct err *e);

/* Every node. */
node_set nodes_all(const struct nodes *nodes) NONNULL(1);

/* The quorum k, or 0 when this profile's nodes can never agree. */
unsigned nodes_quorum(const struct nodes *nodes) NONNULL(1);

/* The operator's number and whether the node's word counts, for a ballot or head. */
unsigned nodes_operator(const struct nodes *nodes, size_t i) NONNULL(1);
bool nodes_counts(const struct nodes *nodes, size_t i) NONNULL(1);

/*
 * Votes on a value and keeps the result in each node's health; a contradiction of an agreed value
 * becomes a dispute, told with `said[i]` (NULL entries: the value in hex).
 * In: `ballots` answered and value filled in; operator and counts are filled in here.
 */
void nodes_judge(struct nodes *nodes, struct verdict *out, struct ballot ballots[LIMIT_NODES],
		 const char *method, const char *const said[LIMIT_NODES], uint64_t block);

#endif

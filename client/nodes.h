/*
 * The nodes of one network, and what we know about each.
 *
 * State of a node:
 *
 *   UNKNOWN ─reply▶ OK ◀──────── agrees on (number, hash) and a value again ──────┐
 *      │            │ └contradicts an agreed value▶ LYING (asked, never counted) ─┤
 *      └─no reply───┴──▶ UNREACHABLE, RATE_LIMITED ─reply▶ RETURNING ─────────────┘
 *   OK ⇄ BEHIND (its head is below the agreed block)
 *   OK ⇄ STALLED (and has not moved for long)
 *   any ─another chain id▶ WRONG_CHAIN (not asked again before the back-off ends)
 *
 * A node that was found lying stays distrusted through failures until it agrees again.
 * Transitions: nodes_ask() reachability and back-off; anchor_find() chain id and heads;
 * nodes_record() every comparison.
 *
 * A `struct nodes` belongs to one thread.
 */
#ifndef CLIENT_NODES_H
#define CLIENT_NODES_H

#include "chain/profile.h"
#include "client/agreement.h"
#include "client/node.h"
#include "client/rpc.h"
#include "client/transport.h"

/* What one node said against the others. Texts are cleaned, and begin where they differ. */
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

/* The profile it was made of. */
const struct profile *nodes_profile(const struct nodes *nodes) NONNULL(1);
/* Number of its nodes. */
size_t nodes_count(const struct nodes *nodes) NONNULL(1);
/* What is known about node `i`. */
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
	size_t ceiling;	    /* bytes of a reply; 0 is LIMIT_RPC_REPLY */
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

/* What a vote is about. */
struct subject {
	const char *method; /* for a person: "eth_call 0x42…21" */
	uint64_t block;
	bool header; /* the vote is on a block's hash */
	const char *const
		*said; /* each node's answer as text; NULL (or an entry NULL): the value in hex */
};

/* Fills in operator and counts of each ballot, and counts. Changes nobody's standing. */
void nodes_vote(const struct nodes *nodes, struct verdict *out, struct ballot ballots[LIMIT_NODES]);

/*
 * Keeps the result of a vote in each node's health. A contradiction of an agreed value becomes a
 * dispute. A verdict that is not AGREED changes nothing.
 */
void nodes_record(struct nodes *nodes, const struct verdict *v,
		  const struct ballot ballots[LIMIT_NODES], const struct subject *subject);

/* Node `i` named its newest block. */
void nodes_head(struct nodes *nodes, size_t i, uint64_t number, uint64_t time);

/* Tells who lags behind the agreed block. */
void nodes_judge_heads(struct nodes *nodes, uint64_t agreed);

/* Node `i` is on another chain: not asked again before its back-off ends. */
void nodes_wrong_chain(struct nodes *nodes, size_t i, const char *reason);

/* Node `i` answers, but not what every node must know. */
void nodes_unusable(struct nodes *nodes, size_t i, const char *reason);

#endif

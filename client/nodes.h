/*
 * The nodes of one network, and what byline knows about each.
 *
 * States of a node:
 *
 *   UNKNOWN ─reply▶ OK ◀──────── agrees on (number, hash) and a value again ──────┐
 *      │            │ └contradicts an agreed value▶ LYING (asked, never counted) ─┤
 *      └─no reply───┴──▶ UNREACHABLE, RATE_LIMITED ─reply▶ RETURNING ─────────────┘
 *   OK ⇄ BEHIND (its newest block is below the agreed block)
 *   OK ⇄ STALLED (the same, and it has had no new block for long)
 *   OK, RETURNING, BEHIND ─contradicts, and no quorum decides▶ UNSETTLED ─agreed header▶ OK
 *   any ─another chain id▶ WRONG_CHAIN (not asked again before its pause ends)
 *
 * A node that was found lying stays distrusted through failures until it agrees again.
 * Transitions: question_ask() makes those of reachability; anchor_find() those of chain id and
 * newest block; vote_record() those of comparisons.
 *
 * A `struct nodes` belongs to one thread.
 */
#ifndef CLIENT_NODES_H
#define CLIENT_NODES_H

#include "chain/profile.h"
#include "client/agreement.h"
#include "client/node.h"
#include "client/transport.h"

/*
 * One node's contradiction of an agreed value. Texts are cleaned.
 */
struct dispute {
	size_t node; /* index in the profile */
	char name[32];
	char method[48]; /* "eth_getProof 0x42…21" */
	char said[LIMIT_DISPUTE_TEXT];
	char agreed[LIMIT_DISPUTE_TEXT];
	uint64_t block;
	int64_t time; /* seconds since 1970 */
};

struct nodes;

/*
 * Makes the list of a profile's nodes. `profile` and `transport` must outlive it. This touches no
 * network.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status nodes_new(struct nodes **out, const struct profile *profile,
				 struct transport *transport);

/* NULL is allowed. */
void nodes_free(struct nodes *nodes);

/* The profile that the list was made of. */
const struct profile *nodes_profile(const struct nodes *nodes) NONNULL(1);

/* The number of nodes. */
size_t nodes_count(const struct nodes *nodes) NONNULL(1);

/* The set of all nodes. */
node_set nodes_all(const struct nodes *nodes) NONNULL(1);

/* The health of node `i`. */
const struct node_health *nodes_health(const struct nodes *nodes, size_t i) NONNULL(1);

/* How many requests the node got that got the most. */
uint64_t nodes_requests(const struct nodes *nodes) NONNULL(1);

/* The quorum k, or 0 when the nodes of this profile can never agree (profile_can_agree()). */
unsigned nodes_quorum(const struct nodes *nodes) NONNULL(1);

/* The number of the operator of node `i`; nodes of one operator have the same number. */
unsigned nodes_operator(const struct nodes *nodes, size_t i) NONNULL(1);

/* Says whether the word of node `i` counts in a vote on blocks. */
bool nodes_counts(const struct nodes *nodes, size_t i) NONNULL(1);

/* Ends the pauses of all nodes: the user asked for a refresh, or the machine woke up. */
void nodes_retry_now(struct nodes *nodes) NONNULL(1);

/* Disputes that wait to be handed out; a newer one takes the place of the oldest. */
#define NODES_DISPUTES 64

/* Hands out the oldest disputes, at most `cap`, each once. Returns how many. */
size_t nodes_take_disputes(struct nodes *nodes, struct dispute *out, size_t cap) NONNULL(1, 2);

/* Notes that block `number` is the newest of node `i`. */
void nodes_head(struct nodes *nodes, size_t i, uint64_t number) NONNULL(1);

/*
 * Finds by how many seconds this machine's clock is ahead of the clocks of the nodes in `which`: by
 * the one that is closest, so that all of them say so. False when none of them sends its time.
 */
bool nodes_clock(const struct nodes *nodes, int64_t *ahead_s, node_set which) NONNULL(1, 2);

/* Marks the nodes whose newest block is below the agreed block as BEHIND or STALLED. */
void nodes_judge_heads(struct nodes *nodes, uint64_t agreed) NONNULL(1);

/*
 * Notes that the nodes in `which` contradict each other, or what was agreed before, while no quorum
 * decides.
 */
void nodes_unsettled(struct nodes *nodes, node_set which, const char *reason) NONNULL(1, 3);

/* Notes that node `i` is on another chain. It is not asked again before its pause ends. */
void nodes_wrong_chain(struct nodes *nodes, size_t i, const char *reason) NONNULL(1);

/* Notes that node `i` answers, but not the questions that every node must be able to answer. */
void nodes_unusable(struct nodes *nodes, size_t i, const char *reason) NONNULL(1);

#endif

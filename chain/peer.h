/*
 * A network's nodes as they stand towards each other. One function counts them, and all places
 * that tell how many of how many nodes agree take their words from it.
 */
#ifndef CHAIN_PEER_H
#define CHAIN_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The numbers are stored in the cache and never change (cache/stored.c). */
enum peer_state {
	PEER_UNKNOWN = 0, /* not asked yet */
	PEER_OK = 1,
	PEER_BEHIND = 2,  /* its newest block is below the agreed one */
	PEER_STALLED = 3, /* the same, and its newest block does not move */
	PEER_UNREACHABLE = 4,
	PEER_WRONG_CHAIN = 5,
	PEER_DISPUTED = 6,  /* contradicted the agreed value; trusted again when it agrees */
	PEER_LIMITED = 7,   /* asked us to slow down */
	PEER_RETURNING = 8, /* answers again, and has to agree before it counts as well */
	PEER_UNSETTLED = 9, /* contradicts another node, and no quorum says which one is right */
};

struct peer {
	const char *name;
	const char *operator;
	enum peer_state state;
};

struct peer_agreement {
	size_t nodes;
	size_t answer;	   /* nodes of this chain that answered when they were asked last */
	size_t agree;	   /* those of them that gave the agreed block and contradicted nothing */
	unsigned quorum;   /* operators that have to agree; 0 where nodes can never agree */
	bool asked;	   /* false before any of them was asked */
	bool met;	   /* nodes of so many operators agree; without a quorum: one answers */
	bool alarm;	   /* a person should know of `trouble`: it has the mark "!" */
	char text[64];	   /* "2 of 3 nodes agree", "1 of 3 nodes answers", "not asked yet" */
	char trouble[288]; /* "carol contradicts alice and bob"; "" when there is none */
};

/* Two of the texts joined, with the mark. */
#define PEER_SENTENCE_SIZE 360

/*
 * Counts the nodes.
 * In: quorum  0 where the nodes of the profile can never agree (profile_can_agree())
 *     late_s  seconds by which the agreed block was older than the chain's pace allows when the
 *             nodes named it; 0 or less when it was not
 */
void peer_count(struct peer_agreement *out, const struct peer *peers, size_t n, unsigned quorum,
		int64_t late_s);

/* Writes "2 of 3 nodes agree, carol contradicts alice and bob !". */
void peer_sentence(char out[static PEER_SENTENCE_SIZE], const struct peer_agreement *a);

/*
 * Cuts from two long answers what they have in common at the beginning, so that they differ where
 * they are shown. Both are changed in place and grow no longer.
 */
void peer_show_difference(char *said, char *agreed);

/* So many latencies of a node are looked at. */
#define PEER_LATENCIES 16

/*
 * Finds the latency that half of the replies keep, and that 19 of 20 keep; both stay as they are
 * without a reply.
 * In: ms  `n` latencies, at most PEER_LATENCIES; 0 stands for no reply
 */
void peer_percentiles(uint16_t *p50, uint16_t *p95, const uint16_t *ms, size_t n);

/* "behind", "unreachable": one or two words, static. They are exported and documented. */
const char *peer_word(enum peer_state s);

#endif

/*
 * The claims of a file in as little memory as they need: a hash of each, its account and token to
 * find doubles, its index or its place in the tree, and the user's own claims whole.
 */
#ifndef DROP_GATHER_H
#define DROP_GATHER_H

#include "chain/keccak.h"
#include "drop/entry.h"
#include "drop/roster.h"

/* Leaves that are hashed side by side; as in chain/merkle.c. */
#define GATHER_BATCH 128

/* A claim of one of the user's accounts. */
struct gather_own {
	struct entry entry; /* with the proof that the file has */
	struct hash leaf;
	size_t ordinal; /* place of the claim in the file, from 0 */
};

struct gather {
	/* In: */
	const struct merkle_terms *terms;
	const struct roster *own_accounts;

	/* Out: */
	struct hash *leaves; /* in the order of the file */
	uint8_t *keys; /* key_size bytes each: the account, and the token if leaves have one */
	size_t key_size;
	uint64_t *indexes; /* big-endian; NULL unless leaves have one */
	uint32_t *nodes;   /* places in a dump's tree; NULL for other files */
	size_t n, room;
	struct u256 total;
	struct address token; /* that of the first claim */
	bool many_tokens;     /* others have another one, so that the total means nothing */
	struct gather_own *own;
	size_t n_own;
	uint64_t n_proofs;	/* claims with a proof */
	struct hash first_fold; /* the root to which the first claim's proof leads, if it has one */
	bool has_fold;

	/* Leaves that wait to be hashed, the last ones. */
	size_t n_batch;
	uint8_t batch[GATHER_BATCH][KECCAK_RATE];
};

/*
 * Takes the next claim.
 * Returns: STATUS_OK; what entry_check() returns; ERR_RANGE when all amounts together exceed 256
 *          bits; ERR_LIMIT, ERR_MEMORY. Messages name the claim by `unit` ("line" or "claim").
 */
MUST_CHECK enum status gather_take(struct gather *g, const struct entry *en, const char *unit,
				   struct err *e);

/* Hashes the leaves that wait. Call it after the last claim. */
void gather_finish(struct gather *g);

/*
 * Puts the leaves of a dump into the order of its tree, in place, and likewise ordinals of own
 * claims. ERR_PARSE when a claim's place is outside the tree or taken.
 */
MUST_CHECK enum status gather_order(struct gather *g, struct err *e);

/* Writes the key of a claim: its account, and its token if leaves have one. Returns: its size. */
size_t gather_key(uint8_t out[static 40], const struct merkle_terms *terms,
		  const struct merkle_values *v);

/* The root to which the proof of a claim leads. */
void gather_fold(struct hash *out, const struct merkle_terms *terms, const struct entry *en);

/* Frees. */
void gather_release(struct gather *g);

#endif

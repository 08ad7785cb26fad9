/*
 * How the block that the nodes agree on now follows those that they agreed on before. Pure: no
 * network, no clock.
 *
 * An agreed block is never given up because nodes serve older state. That takes nodes of k
 * operators that give another hash at its number, and whose block there has parents that lead to a
 * block which both chains share.
 */
#ifndef CLIENT_SUCCESSION_H
#define CLIENT_SUCCESSION_H

#include "chain/header.h"
#include "client/agreement.h"

enum succession {
	SUCCESSION_NEW,	 /* no block was agreed before, or the newest of those still stands below */
	SUCCESSION_SAME, /* the newest agreed block still stands, and there is no newer one */
	SUCCESSION_BEHIND,	/* the nodes do not confirm it: they are behind, or too few */
	SUCCESSION_FORKED,	/* another block has its number: its parents decide */
	SUCCESSION_REORGANISED, /* both chains share `shared`: undo what was read above it */
	SUCCESSION_UNSETTLED,	/* nodes contradict it, and nothing shows that they are right */
};

struct succession_facts {
	const struct block_name *agreed; /* blocks agreed before, newest first */
	size_t n_agreed;
	unsigned quorum; /* 0: these nodes can never agree, so that an undisputed word is enough */
	const struct chain_head *heads; /* each node's newest block */
	size_t n_heads;
	struct block_name found; /* the block to read at, by the heads */
	enum trust found_trust;	 /* how well the vote makes it known */
	/* The vote on the number of agreed[0], and the hash that won it. */
	enum trust earlier_trust;
	struct hash earlier;
	/*
	 * Block `earlier` and its parents, each the parent of the one before; none while nobody
	 * asked for them.
	 */
	const struct block_name *parents;
	size_t n_parents;
};

struct succession_verdict {
	enum succession outcome;
	uint64_t shared; /* with REORGANISED */
	node_set behind; /* nodes whose newest block is below the newest agreed one */
};

/* Judges. FORKED comes only without parents: ask for them, and judge again. */
void succession_judge(struct succession_verdict *out, const struct succession_facts *f);

#endif

/* The networks that the cache has rows of, and the one that a handle works on. */
#ifndef CACHE_NETWORKS_H
#define CACHE_NETWORKS_H

#include "cache/db.h"
#include "chain/hash.h"
#include "chain/profile.h"

/*
 * Makes `c` work on the network of the profile `name`.
 *
 * A chain id or genesis other than before means another chain behind the same name, such as a
 * devnet that was started anew. All rows of the network are dropped then, except datasets that were
 * committed to on this machine, which become local again. In a read-only cache nothing is dropped,
 * and a network that it does not know has no rows.
 *
 * In:  genesis    hash of block 0, or NULL when it is not known now (offline)
 * Out: restarted  (or NULL) whether rows were dropped
 */
MUST_CHECK enum status cache_networks_select(struct cache *c, bool *restarted, const char *name,
					     uint64_t chain_id, const struct hash *genesis,
					     struct err *e);

/* The network that a handle works on, to come back to. All zero: none. */
struct cache_place {
	int64_t network; /* row */
	int64_t chain;
};

/* The place of `c`, and back to a place where `c` was before. Neither reads the database. */
struct cache_place cache_networks_place(const struct cache *c);
void cache_networks_return(struct cache *c, const struct cache_place *place);

/*
 * Completes rows that were kept before the cache told datanets and tokens apart: they are of the
 * one datanet that `p` names, and its payers' figures of the one token of each. This happens once
 * for the selected network; later calls find nothing to do.
 * Returns: STATUS_OK, ERR_VERSION when the cache is read-only and has such rows.
 */
MUST_CHECK enum status cache_networks_bind(struct cache *c, const struct profile *p, struct err *e);

/* A network that the cache has rows of. */
struct cache_network {
	char name[32];
	uint64_t chain_id;
	struct hash genesis; /* hash of block 0; zero: not known yet */
	bool unbound;	     /* has rows that cache_networks_bind() has to complete */
};

/*
 * Makes `c` work on the network of a backup, which is added when it is not here. A genesis that was
 * not known here is taken over.
 * Returns: STATUS_OK; ERR_MISMATCH when another chain has the name here, and nothing is changed.
 */
MUST_CHECK enum status cache_networks_restore(struct cache *c, const struct cache_network *n,
					      struct err *e);

/* Lists all networks, by name. */
MUST_CHECK enum status cache_networks_all(struct cache *c, struct cache_network **out, size_t *n,
					  struct err *e);

#endif

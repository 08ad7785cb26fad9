/* Networks, by the name of their profile, and which of them a handle works on. */
#ifndef CACHE_NETWORKS_H
#define CACHE_NETWORKS_H

#include "cache/db.h"
#include "chain/hash.h"
#include "chain/profile.h"

/*
 * From now on `c` works on the network `name`. `genesis` is the hash of block 0, or NULL when it is
 * not known now (offline). A chain id or genesis other than before means another chain behind the
 * same name, such as a restarted devnet: then all rows of the network are dropped but the datasets
 * committed to on this machine, which become local again; account labels are not touched.
 * Out: `restarted` (may be NULL) says whether that happened. In a read-only cache nothing is
 * dropped
 * and an unknown network simply has no rows.
 */
MUST_CHECK enum status cache_networks_select(struct cache *c, bool *restarted, const char *name,
					     uint64_t chain_id, const struct hash *genesis,
					     struct err *e);

/*
 * Completes rows that were kept before the cache told datanets and tokens apart: they are of the
 * one datanet that `p` names, and its payers' figures of the one token of each. Once for the
 * selected network; later calls find nothing to do. A read-only cache of such rows is ERR_VERSION.
 */
MUST_CHECK enum status cache_networks_bind(struct cache *c, const struct profile *p, struct err *e);

/* One that the cache has rows of. */
struct cache_network {
	char name[32];
	uint64_t chain_id;
};

/* All of them, by name. The caller frees the array. */
MUST_CHECK enum status cache_networks_all(struct cache *c, struct cache_network **out, size_t *n,
					  struct err *e);

#endif

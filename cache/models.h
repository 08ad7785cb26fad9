/* Model artifacts that datanets published, downloaded or not. */
#ifndef CACHE_MODELS_H
#define CACHE_MODELS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

struct cache_model {
	struct address datanet;
	struct hash hash;
	char name[48];
	char path[512]; /* of the file; "" when it was not downloaded */
	uint64_t bytes;
	int64_t seen_at;       /* first named by the datanet */
	int64_t downloaded_at; /* 0 = not */
	bool current;	       /* the datanet's model now; at most one of a datanet is */
	char summary[256];
};

/*
 * Adds, or replaces by datanet and hash. `current` takes the mark from the datanet's others; of those, the ones go that
 * no attribution names any more.
 */
MUST_CHECK enum status cache_models_put(struct cache *c, const struct cache_model *m,
					struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_models_current(struct cache *c, struct cache_model *out,
					    const struct address *datanet, struct err *e);

/* Those of one datanet, newest first. */
MUST_CHECK enum status cache_models_all(struct cache *c, struct cache_model **out, size_t *n,
					const struct address *datanet, struct err *e);

#endif

/* The models that datanets published, whether they were downloaded or not. */
#ifndef CACHE_MODELS_H
#define CACHE_MODELS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

struct cache_model {
	struct address datanet;
	struct hash hash;
	char name[48];
	char path[512]; /* the file; "" when it was not downloaded */
	uint64_t bytes;
	int64_t seen_at;       /* when the datanet first named it */
	int64_t downloaded_at; /* 0: not downloaded */
	bool current;	       /* the datanet uses it now; at most one of a datanet is current */
	char summary[256];
};

/*
 * Adds a model, or replaces the one of its datanet with its hash. A current one makes the datanet's
 * others not current, and those that no attribution names any more are deleted.
 */
MUST_CHECK enum status cache_models_put(struct cache *c, const struct cache_model *m,
					struct err *e);

/* Reads the current model of a datanet. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_models_current(struct cache *c, struct cache_model *out,
					    const struct address *datanet, struct err *e);

/* Lists those of a datanet, newest first. */
MUST_CHECK enum status cache_models_all(struct cache *c, struct cache_model **out, size_t *n,
					const struct address *datanet, struct err *e);

/*
 * Lists the hashes of the models of all datanets of all networks whose files are of use: those that
 * are current, and those that were downloaded. A hash that two datanets name is listed twice.
 */
MUST_CHECK enum status cache_models_kept(struct cache *c, struct hash **out, size_t *n,
					 struct err *e);

#endif

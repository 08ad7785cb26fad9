/* The tables of a snapshot, one function each; called by load_snapshot() in this order. */
#ifndef APP_LOAD_PRIVATE_H
#define APP_LOAD_PRIVATE_H
#include "app/snapshot.h"
#include "cache/db.h"
#include "chain/profile.h"

/* Each fills its table from the cache. Returns: STATUS_OK, ERR_MEMORY, what the cache says. */
MUST_CHECK enum status load_account_rows(struct snapshot *s, struct cache *cache, struct err *e);
MUST_CHECK enum status load_events(struct snapshot *s, struct cache *cache, struct err *e);
MUST_CHECK enum status load_models(struct snapshot *s, struct cache *cache, struct err *e);
MUST_CHECK enum status load_datasets(struct snapshot *s, struct cache *cache, struct err *e);
MUST_CHECK enum status load_epochs(struct snapshot *s, const struct profile *p, struct cache *cache,
				   struct err *e);
MUST_CHECK enum status load_attributions(struct snapshot *s, struct cache *cache, struct err *e);
MUST_CHECK enum status load_royalties(struct snapshot *s, const struct profile *p,
				      struct cache *cache, struct err *e);
MUST_CHECK enum status load_nodes(struct snapshot *s, const struct profile *p, struct cache *cache,
				  struct err *e);
MUST_CHECK enum status load_claims(struct snapshot *s, const struct profile *p, struct cache *cache,
				   struct err *e);

#endif

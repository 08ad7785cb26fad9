/* Uploads under way: what is needed to resume one without sealing again. */
#ifndef CACHE_UPLOADS_H
#define CACHE_UPLOADS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

struct cache_upload {
	struct address datanet; /* that takes it */
	struct hash uid;	/* of the dataset; no other datanet's */
	struct hash file;	/* keccak256 of the sealed file */
	char path[512];		/* of the sealed file in the spool */
	char url[512];		/* where it goes; "" until the datanet created it */
	uint64_t size;		/* of the sealed file */
	uint64_t offset;	/* bytes the datanet confirmed */
	int64_t started;	/* seconds since 1970 */
	int64_t updated;
};

/* Adds, or replaces by uid. */
MUST_CHECK enum status cache_uploads_put(struct cache *c, const struct cache_upload *u,
					 struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_uploads_get(struct cache *c, struct cache_upload *out,
					 const struct hash *uid, struct err *e);

/* Forgets one; STATUS_OK when there is none. */
MUST_CHECK enum status cache_uploads_remove(struct cache *c, const struct hash *uid, struct err *e);

#endif

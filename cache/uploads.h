/* Uploads that have begun, with everything that is needed to resume one without sealing again. */
#ifndef CACHE_UPLOADS_H
#define CACHE_UPLOADS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"

struct cache_upload {
	struct address datanet; /* the recipient of the dataset's attestation */
	struct hash uid;	/* the dataset's */
	struct hash file;	/* keccak256 of the sealed file */
	char path[512];		/* the sealed file in the spool */
	char url[512];		/* its address at the datanet; "" until the datanet gave one */
	uint64_t size;		/* bytes of the sealed file */
	uint64_t offset;	/* bytes that the datanet has confirmed */
	int64_t started;	/* seconds since 1970 */
	int64_t updated;
};

/* Adds an upload, or replaces that of its dataset. */
MUST_CHECK enum status cache_uploads_put(struct cache *c, const struct cache_upload *u,
					 struct err *e);

/* Reads the upload of a dataset. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_uploads_get(struct cache *c, struct cache_upload *out,
					 const struct hash *uid, struct err *e);

/* Deletes the upload of a dataset. It is no error when there is none. */
MUST_CHECK enum status cache_uploads_remove(struct cache *c, const struct hash *uid, struct err *e);

/*
 * Whether an upload on any network still needs its sealed file: it has a row, and the datanet has
 * not said that the dataset arrived.
 */
MUST_CHECK enum status cache_uploads_wanted(struct cache *c, bool *out, const struct hash *uid,
					    struct err *e);

/* Deletes the uploads of a dataset on all networks. */
MUST_CHECK enum status cache_uploads_remove_anywhere(struct cache *c, const struct hash *uid,
						     struct err *e);

#endif

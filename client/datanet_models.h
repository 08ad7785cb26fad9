/* The versions of a datanet's model: a page of GET /v1/models. */
#ifndef CLIENT_DATANET_MODELS_H
#define CLIENT_DATANET_MODELS_H

#include "client/datanet_info.h"

/* Bytes of a name of DATANET_NAME characters. */
#define DATANET_MODEL_NAME (4 * DATANET_NAME + 1)

struct datanet_model {
	uint64_t version;
	struct hash artifact;	 /* keccak256 of the file */
	struct hash attestation; /* uid; zero when the version is not attested */
	int64_t created;	 /* seconds since 1970 */
	char name[DATANET_MODEL_NAME];
};

/* Zero-initialise it; free it with datanet_models_release(). */
struct datanet_models {
	struct datanet_model *items; /* ascending by version */
	size_t n;
	uint64_t next; /* the value for `after` that gives the next page */
	bool more;     /* there is a next page */
};
void datanet_models_release(struct datanet_models *m);

/*
 * Reads the page of versions above `after`. Errors are those of client/datanet.h. On error there is
 * nothing to release.
 */
MUST_CHECK enum status datanet_models_read(struct datanet_models *out, const void *data, size_t len,
					   uint64_t after, struct err *e);

#endif

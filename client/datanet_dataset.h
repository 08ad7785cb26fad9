/* What a datanet did with an uploaded dataset: the reply to GET /v1/datasets/{uid}. */
#ifndef CLIENT_DATANET_DATASET_H
#define CLIENT_DATANET_DATASET_H

#include "base/err.h"
#include "base/limits.h"
#include "chain/address.h"
#include "chain/hash.h"

enum intake_status { INTAKE_RECEIVED, INTAKE_ACCEPTED, INTAKE_REJECTED, INTAKE_REVOKED };

struct datanet_dataset {
	enum intake_status status;
	char reason[LIMIT_REMOTE_TEXT]; /* the datanet's reason for a rejection; "" otherwise */
	size_t n_models;		/* models that include the dataset */
	struct hash newest_model;	/* the last of them; zero when there is none */
};

/* Reads the reply for dataset `uid`. Errors are those of client/datanet.h. */
MUST_CHECK enum status datanet_dataset_read(struct datanet_dataset *out, const void *data,
					    size_t len, const struct hash *uid, struct err *e);

#endif

/*
 * The training manifest "byline-training/1": the datasets from which a datanet trained one version
 * of its model, and how many records it took of each.
 *
 * The manifest is canonical JSON without numbers. Its keccak256 is attested with the model, and the
 * artifact names it.
 */
#ifndef CHAIN_TRAINING_H
#define CHAIN_TRAINING_H

#include <stdint.h>

#include "base/err.h"
#include "chain/address.h"
#include "chain/hash.h"

#define TRAINING_FORMAT "byline-training/1"

/* One dataset of a training set. */
struct training_dataset {
	struct hash uid;  /* the attestation of the commitment */
	uint64_t records; /* at least 1 */
};

/* Zero-initialise it; release it with training_release(). */
struct training {
	struct address datanet;
	struct training_dataset *datasets; /* ascending by uid, no uid twice */
	size_t n;			   /* 1 to LIMIT_MODEL_DATASETS */
	uint64_t records;		   /* the sum over all datasets; not in the text */
};
void training_release(struct training *t);

/*
 * Reads a manifest, and refuses text that is not the one canonical text of it. The
 * caller compares the datanet and the hash. On failure there is nothing to release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_VERSION for another format, ERR_RANGE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status training_read(struct training *out, const void *data, size_t len,
				     struct err *e);

/* The dataset with this uid, or NULL. */
const struct training_dataset *training_find(const struct training *t, const struct hash *uid);

#endif

/*
 * A committed dataset on the user's disk: the folder DATASETS/ROOT with
 *
 *   manifest.json  canonical manifest
 *   leaves         n × 32 bytes
 *   fingerprints   n × 16 bytes: keccak256(dedupe key ‖ record), cut. Nobody can test guesses at
 *                  short records without the key.
 *   source.json    attester, path, size and time of the source
 *   records        only when kept: n × (uint64be length ‖ record)
 *
 * A folder is written beside its place and then renamed, so that it is whole or not there at all.
 */
#ifndef DATASET_STORE_H
#define DATASET_STORE_H

#include "dataset/commitment.h"
#include "dataset/manifest.h"
#include "dataset/reader.h"

#define STORE_FINGERPRINT 16

struct store {
	char *dir; /* DATASETS/ROOT */
	struct manifest manifest;
	struct hash manifest_hash;
	struct address attester;
	char *source;		     /* absolute path */
	struct reader_source origin; /* the source as it was when it was committed to */
	bool kept;		     /* the folder has the records too */
	uint64_t without_text;	     /* records without text, as store_build() counts them */
	struct hash *nodes; /* 2n-1 hashes, the leaves first; NULL until store_load_leaves() */
	int lock; /* descriptor of store_build()'s lock (store_folder_is_held()); -1 otherwise */
};

/*
 * Loads manifest and source of `root`. Close with store_close().
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_DAMAGED, ERR_VERSION, ERR_MEMORY.
 */
MUST_CHECK enum status store_open(struct store **out, const char *datasets, const struct hash *root,
				  struct err *e);
void store_close(struct store *st);

/* Reads the leaves and checks that they build the manifest's root. ERR_DAMAGED otherwise. */
MUST_CHECK enum status store_load_leaves(struct store *st, struct err *e);

/* Reads the fingerprints, n × STORE_FINGERPRINT bytes; the caller frees. ERR_DAMAGED. */
MUST_CHECK enum status store_load_fingerprints(const struct store *st,
					       uint8_t (**out)[STORE_FINGERPRINT], struct err *e);

/*
 * Calls `each` for every folder below `datasets` whose name is a root. A missing folder has none.
 * ERR_PERMISSION, ERR_IO.
 */
MUST_CHECK enum status store_list(const char *datasets,
				  void (*each)(void *user, const struct hash *root), void *user,
				  struct err *e);

/*
 * Writes the siblings of leaf `index`, merkle_proof_length() of them. Loads the leaves if need be.
 * Returns: STATUS_OK, ERR_RANGE for an index past the last record, or as store_load_leaves().
 */
MUST_CHECK enum status store_prove(struct store *st, struct hash *proof, size_t *n, uint64_t index,
				   struct err *e);

#endif

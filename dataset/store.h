/*
 * A committed dataset on the user's disk: the folder DATASETS/ROOT with
 *
 *   manifest.json  canonical manifest
 *   leaves         n × 32 bytes
 *   fingerprints   n × 16 bytes: keccak256(dedupe key ‖ record), cut; without the key nobody can
 *                  test guesses at short records
 *   source.json    attester, path, size and time of the source
 *   records        only when kept: n × (uint64be length ‖ record)
 *
 * A folder is written beside its place and renamed, so it is there whole or not at all.
 */
#ifndef DATASET_STORE_H
#define DATASET_STORE_H

#include "dataset/commitment.h"
#include "dataset/manifest.h"
#include "dataset/store_folder.h"

#define STORE_FINGERPRINT 16

/* What shall be committed to. Secrets are read only while store_build() runs. */
struct store_plan {
	const char *source; /* path */
	enum reader_kind kind;
	struct address attester;
	struct hash nonce;	   /* 32 random bytes, fresh for every root */
	struct hash blind;	   /* SLIP-0021 "byline","manifest",hex(nonce) */
	const uint8_t *salt_key;   /* 32 bytes, SLIP-0021 "byline","salt",hex(nonce) */
	const uint8_t *dedupe_key; /* 32 bytes, SLIP-0021 "byline","dedupe" */
	const char *license;	   /* SPDX */
	const char *text_name;	   /* NULL: guessed, see manifest_guess() */
	const char *label_name;
	bool keep; /* store the records too */
};

struct store {
	char *dir; /* DATASETS/ROOT */
	struct manifest manifest;
	struct hash manifest_hash;
	struct address attester;
	char *source;		     /* absolute path */
	struct reader_source origin; /* of the source when it was committed to */
	bool kept;		     /* records are stored */
	struct hash *nodes;	     /* 2n-1, the leaves first; NULL until store_load_leaves() */
	int lock;		     /* of store_build(), see store_folder_is_held(); else -1 */
};

/*
 * Reads the source, builds the tree and writes the folder below `datasets`. `watch` may be NULL.
 * Returns: STATUS_OK with a loaded store, ERR_CANCELLED, ERR_EXISTS, ERR_NO_SPACE, a failure of the
 * reader.
 * After a failure nothing is left behind.
 */
MUST_CHECK enum status store_build(struct store **out, const char *datasets,
				   const struct store_plan *plan, reader_watch *watch, void *user,
				   struct err *e);

/*
 * Whether the store_build() of `root` is not closed yet, in any process: its builder may still
 * remove the folder. A builder that died holds nothing.
 */
bool store_folder_is_held(const char *datasets, const struct hash *root);

/* Loads manifest and source of `root`. ERR_NOT_FOUND, ERR_DAMAGED, ERR_VERSION, ERR_MEMORY. */
MUST_CHECK enum status store_open(struct store **out, const char *datasets, const struct hash *root,
				  struct err *e);
void store_close(struct store *st);

/* Reads the leaves and checks that they build the manifest's root. ERR_DAMAGED otherwise. */
MUST_CHECK enum status store_load_leaves(struct store *st, struct err *e);

/* Reads the fingerprints, n × STORE_FINGERPRINT bytes; the caller frees. ERR_DAMAGED. */
MUST_CHECK enum status store_load_fingerprints(const struct store *st,
					       uint8_t (**out)[STORE_FINGERPRINT], struct err *e);

/* Calls `each` for every root below `datasets` that looks like one. A missing folder has none. */
MUST_CHECK enum status store_list(const char *datasets,
				  void (*each)(void *user, const struct hash *root), void *user,
				  struct err *e);

/* A reader over the kept records, or else over the source. ERR_NOT_FOUND when neither is there. */
MUST_CHECK enum status store_records_open(const struct store *st, struct reader **out,
					  struct err *e);

/*
 * Record `index`, from the kept records or the source, checked against its leaf. `watch` may be
 * NULL.
 * Out: the bytes appended to `out`.
 * Returns: STATUS_OK, ERR_RANGE, ERR_NOT_FOUND (the source is gone or shorter), ERR_CHANGED (the
 * record is
 * another now) with the record's number in the message, ERR_CANCELLED.
 */
MUST_CHECK enum status store_records_find(struct store *st, struct buf *out, uint64_t index,
					  const uint8_t salt_key[static 32], reader_watch *watch,
					  void *user, struct err *e);

/*
 * Reads all records again and compares them with the leaves. Out: index of the first that differs,
 * or that is missing or too many; untouched on STATUS_OK.
 * Returns: STATUS_OK, ERR_CHANGED, ERR_NOT_FOUND, ERR_CANCELLED, a failure of the reader.
 */
MUST_CHECK enum status store_records_verify(struct store *st, uint64_t *differs,
					    const uint8_t salt_key[static 32], reader_watch *watch,
					    void *user, struct err *e);

/*
 * Writes the siblings of leaf `index`, merkle_proof_length() of them. Loads the leaves if need
 * be.
 */
MUST_CHECK enum status store_prove(struct store *st, struct hash *proof, size_t *n, uint64_t index,
				   struct err *e);

/* Deletes the folder. */
MUST_CHECK enum status store_folder_remove(const char *datasets, const struct hash *root,
					   struct err *e);

#endif

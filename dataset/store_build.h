/* From a source on the user's disk to a committed dataset. */
#ifndef DATASET_STORE_BUILD_H
#define DATASET_STORE_BUILD_H

#include "dataset/store.h"

/* A plan for a commitment. Secrets are read only while store_build() runs. */
struct store_plan {
	const char *source; /* path */
	enum reader_kind kind;
	struct address attester;
	struct hash nonce;	   /* 32 random bytes, new for every root */
	struct hash blind;	   /* SLIP-0021 "byline","manifest",hex(nonce) */
	const uint8_t *salt_key;   /* 32 bytes, SLIP-0021 "byline","salt",hex(nonce) */
	const uint8_t *dedupe_key; /* 32 bytes, SLIP-0021 "byline","dedupe" */
	const char *license;	   /* SPDX */
	const char *text_name;	   /* NULL to guess it, see manifest_guess() */
	const char *label_name;
	bool keep; /* store the records too */

	/*
	 * An attested commitment that the folder must become again, with its nonce; NULL for a new
	 * one. Places of text and label that are not named are then found by the manifest's hash.
	 */
	const struct store_attested *attested;

	/*
	 * An open commitment to the same records, which are read from it with its places of text
	 * and label; NULL to read `source`. Its fingerprints are of `dedupe_key`.
	 */
	const struct store *copied;
};

/* A commitment as an attestation names it. */
struct store_attested {
	struct hash root;
	struct hash manifest; /* keccak256 of it */
};

/*
 * Reads the source, builds the tree and writes the folder below `datasets`. `watch` may be NULL.
 * After a failure nothing is left behind.
 * Returns: STATUS_OK with a loaded store, ERR_CANCELLED, ERR_EXISTS, ERR_NO_SPACE, a failure of the
 * reader, ERR_PARSE with file and line for a line that is no JSON object while the first one is;
 * of an attested commitment also ERR_CHANGED when the records are not its, ERR_MISMATCH when they
 * are and the manifest is not; of a copied one ERR_CHANGED, naming the record, when its records are
 * not what they were, and ERR_NOT_FOUND when they are gone.
 */
MUST_CHECK enum status store_build(struct store **out, const char *datasets,
				   const struct store_plan *plan, reader_watch *watch, void *user,
				   struct err *e);

#endif

/* Shows one record of a dataset to others, and checks the records that others show. */
#ifndef ACT_PROVE_H
#define ACT_PROVE_H

#include "app/app.h"
#include "chain/trust.h"

/*
 * Writes "byline-disclosure/1" of one record of an attested dataset to `path` (never overwrites).
 * Returns: STATUS_OK, ERR_LOCKED, ERR_RANGE, ERR_NOT_FOUND / ERR_CHANGED naming the record.
 */
MUST_CHECK enum status prove_record(struct app *app, struct task *task, const struct hash *root,
				    uint64_t index, const char *path, struct err *e);

/* The facts that a checked disclosure shows. */
struct verify_result {
	struct hash attestation;
	struct address attester;
	uint64_t index, records; /* number of the record, and how many the dataset has */
	bool on_chain;		 /* the attestation was read from the chain and matches */
	enum trust trust;	 /* how the attestation is known; TRUST_NONE offline */
	int64_t attested_at;	 /* 0 offline */
	bool revoked;
	const char *const *not_shown; /* sentences, NULL-ended; static */
};

/*
 * Checks a disclosure file; with a network also that its attestation exists and says the same.
 * Returns: STATUS_OK, ERR_PARSE or ERR_PROOF_MISMATCH naming the file, ERR_MISMATCH when the chain
 *          says something else, ERR_NOT_FOUND when the attestation is not on chain, …
 */
MUST_CHECK enum status verify_record(struct app *app, struct task *task, struct verify_result *out,
				     const char *path, struct err *e);

/*
 * Reads a committed dataset's records again and compares them with its leaves.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_CHANGED naming the first record that differs, …
 */
MUST_CHECK enum status verify_dataset(struct app *app, struct task *task, const struct hash *root,
				      struct err *e);

/*
 * Finds a dataset by its name, its root or its uid, or a beginning of root or uid of four digits at
 * least ("12ab", "0x12ab…34cd"). Of a root that is attested to several datanets the profile's is
 * found, unless the uid of another attestation is given.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_USAGE when several datasets are meant, naming them.
 */
MUST_CHECK enum status find_dataset(struct app *app, struct hash *root, struct hash *uid,
				    const char *name, struct err *e);

#endif

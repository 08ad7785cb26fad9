/* Datasets: commit to one, attest the commitment, withdraw it, show one record. */
#ifndef APP_COMMIT_H
#define APP_COMMIT_H

#include "app/act.h"
#include "app/app.h"

struct commit_plan {
	const char *path;
	const char *kind;	     /* lines, csv, files; NULL: guessed */
	const char *name;	     /* how it is called here; NULL: from the path */
	const char *license;	     /* SPDX; must be said: it is attested, publicly and for good */
	const char *text_name;	     /* key or column of the text; NULL: "text" */
	const char *label_name;	     /* key or column of the label; NULL: "label" */
	bool keep;		     /* store the records too */
	const struct hash *replaces; /* uid of the version it replaces; NULL: none */
};

/* ERR_USAGE, naming some licences and what they mean, when `license` is NULL or empty. */
MUST_CHECK enum status require_license(const char *license, struct err *e);

struct commit_result {
	struct hash root;
	struct hash manifest;
	uint64_t records, bytes;
	uint64_t duplicates; /* records that an earlier dataset of this vault has too */
};

/*
 * Hashes the records at plan->path into datasets/ROOT and the cache. Works offline; the vault must
 * be unlocked, since it holds the salts.
 * Returns: STATUS_OK, ERR_USAGE without a licence, ERR_LOCKED, ERR_CHANGED, ERR_PARSE with record
 *          and line, ERR_NO_SPACE, …
 */
MUST_CHECK enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
				      const struct commit_plan *plan, struct err *e);

/*
 * The attestation of a committed dataset, to review, sign and send.
 * In: `replaces` the uid of the version it replaces; NULL: as told when it was committed to. It
 *     must be a commitment, by the same account, to the same datanet, and not be revoked: otherwise
 *     the datanet would not count it.
 * Returns: STATUS_OK; ERR_MISMATCH, ERR_NOT_FOUND, ERR_CHANGED of the replaced one; ERR_EXISTS.
 */
MUST_CHECK enum status prepare_attest(struct app *app, struct task *task, struct act **out,
				      const struct hash *root, const struct hash *replaces,
				      struct err *e);

/* The revocation of an attested dataset. */
MUST_CHECK enum status prepare_revoke(struct app *app, struct task *task, struct act **out,
				      const struct hash *uid, struct err *e);

/*
 * Writes "byline-disclosure/1" of one record of an attested dataset to `path` (never overwrites).
 * Returns: STATUS_OK, ERR_LOCKED, ERR_RANGE, ERR_NOT_FOUND / ERR_CHANGED naming the record.
 */
MUST_CHECK enum status prove_record(struct app *app, struct task *task, const struct hash *root,
				    uint64_t index, const char *path, struct err *e);

struct verify_result {
	struct hash attestation;
	struct address attester;
	uint64_t index, records;
	bool on_chain;	     /* the attestation was read from the chain and matches */
	enum trust trust;    /* how; TRUST_NONE offline */
	int64_t attested_at; /* 0 offline */
	bool revoked;
	const char *const *not_shown; /* sentences, NULL-ended; static */
};

/* Checks a disclosure file; with a network also that its attestation exists and says the same. */
MUST_CHECK enum status verify_record(struct app *app, struct task *task, struct verify_result *out,
				     const char *path, struct err *e);

/* Re-reads a committed dataset's records against its leaves. */
MUST_CHECK enum status verify_dataset(struct app *app, struct task *task, const struct hash *root,
				      struct err *e);

/* Finds a dataset by root, uid, a unique prefix of either ("0x12ab"), or name. ERR_NOT_FOUND. */
MUST_CHECK enum status find_dataset(struct app *app, struct hash *root, struct hash *uid,
				    const char *name, struct err *e);

#endif

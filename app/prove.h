/* Shows one record of a dataset to others, and checks what others show. */
#ifndef APP_PROVE_H
#define APP_PROVE_H

#include "app/app.h"
#include "chain/trust.h"

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

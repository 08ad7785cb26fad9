/*
 * The user's datasets on one network: committed to here, or found attested by one of the
 * accounts.
 */
#ifndef CACHE_DATASETS_H
#define CACHE_DATASETS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"

/* Stored; never renumber. */
enum cache_dataset_state {
	CACHE_DATASET_LOCAL = 0,
	CACHE_DATASET_ATTESTED = 1,
	CACHE_DATASET_UPLOADING = 2,
	CACHE_DATASET_RECEIVED = 3,
	CACHE_DATASET_ACCEPTED = 4,
	CACHE_DATASET_REJECTED = 5, /* `note` has the reason */
	CACHE_DATASET_IN_MODEL = 6,
	CACHE_DATASET_REVOKED = 7,
	CACHE_DATASET_ELSEWHERE = 8, /* attested to another recipient than the profile's datanet */
};

struct cache_dataset {
	int64_t id; /* row; set by the cache */
	struct hash root;
	struct hash uid;      /* of the attestation; zero while not attested */
	struct hash replaces; /* uid of the version it replaces; zero = none */
	struct hash nonce;
	struct hash manifest;
	struct address account; /* the attester */
	struct address datanet; /* the attestation's recipient; zero while not attested */
	char name[64];
	char kind[8]; /* lines, csv, files; "" unknown here */
	char license[64];
	char source[512]; /* path, for display; the store has the exact one */
	bool local;	  /* committed to on this machine: datasets/ROOT exists */
	uint64_t records;
	uint64_t bytes;
	enum cache_dataset_state state;
	enum trust trust;
	char note[160];
	struct hash tx; /* that attested it; zero = none known */
	uint64_t block; /* of the attestation; 0 = none */
	uint64_t revoked_block;
	int64_t created_at, attested_at, revoked_at;
	int64_t accepted_at; /* 0 = not */
	int64_t updated_at;  /* last word of the datanet */
};

/* Adds, or replaces by root. Out: the row's id in `d`. */
MUST_CHECK enum status cache_datasets_put(struct cache *c, struct cache_dataset *d, struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_datasets_by_root(struct cache *c, struct cache_dataset *out,
					      const struct hash *root, struct err *e);
MUST_CHECK enum status cache_datasets_by_uid(struct cache *c, struct cache_dataset *out,
					     const struct hash *uid, struct err *e);

/* Newest first. */
MUST_CHECK enum status cache_datasets_all(struct cache *c, struct cache_dataset **out, size_t *n,
					  struct err *e);

/* Whether any network, not only the selected one, has a row of `root`. */
MUST_CHECK enum status cache_datasets_anywhere(struct cache *c, bool *out, const struct hash *root,
					       struct err *e);

#endif

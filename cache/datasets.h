/*
 * The user's datasets on one network: those committed to on this machine, and those that were found
 * on the chain, attested by one of the accounts. A root that is attested to several datanets has a
 * row for each of them.
 */
#ifndef CACHE_DATASETS_H
#define CACHE_DATASETS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"

/* Stored as numbers (cache/stored.c). */
enum cache_dataset_state {
	CACHE_DATASET_LOCAL = 0,
	CACHE_DATASET_ATTESTED = 1,
	CACHE_DATASET_UPLOADING = 2,
	CACHE_DATASET_RECEIVED = 3,
	CACHE_DATASET_ACCEPTED = 4,
	CACHE_DATASET_REJECTED = 5, /* `note` has the datanet's reason */
	CACHE_DATASET_IN_MODEL = 6,
	CACHE_DATASET_REVOKED = 7,
	CACHE_DATASET_ELSEWHERE = 8, /* attested for another datanet than the profile's */
};

struct cache_dataset {
	int64_t id; /* row; set by the cache */
	struct hash root;
	struct hash uid;      /* the attestation's; zero while there is none */
	struct hash replaces; /* uid of the earlier version; zero: none */
	struct hash nonce;
	struct hash manifest;
	struct address account; /* the attester */
	struct address datanet; /* the attestation's recipient; before, as was meant; zero: none */
	char name[64];
	char kind[8]; /* "lines", "csv", "files"; "" when this machine does not know it */
	char license[64];
	char source[512]; /* the path to show; the dataset's folder has the exact one */
	bool local;	  /* committed to on this machine, so that datasets/ROOT exists */
	uint64_t records;
	uint64_t bytes;
	enum cache_dataset_state state;
	enum trust trust;
	char note[160];
	struct hash tx; /* the transaction that attested it; zero: none is known */
	uint64_t block; /* the attestation's; 0: none */
	uint64_t revoked_block;
	int64_t created_at, attested_at, revoked_at;
	int64_t accepted_at; /* 0: not accepted */
	int64_t updated_at;  /* when the datanet was asked last */
};

/*
 * Adds a dataset, or replaces the row `d->id`. Without an id (0) it replaces the row of its root
 * and datanet, or that of its root without an attestation when it has none itself. Out: d->id.
 */
MUST_CHECK enum status cache_datasets_put(struct cache *c, struct cache_dataset *d, struct err *e);

/*
 * Reads a dataset by its root. Of several rows it is that attested to `datanet`; else the one that
 * is not attested; else the one that was there first. ERR_NOT_FOUND.
 */
MUST_CHECK enum status cache_datasets_by_root(struct cache *c, struct cache_dataset *out,
					      const struct hash *root,
					      const struct address *datanet, struct err *e);

/* Reads a dataset by the uid of its attestation. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_datasets_by_uid(struct cache *c, struct cache_dataset *out,
					     const struct hash *uid, struct err *e);

/* Lists all, newest first. */
MUST_CHECK enum status cache_datasets_all(struct cache *c, struct cache_dataset **out, size_t *n,
					  struct err *e);

/* Lists those of all networks, selected or not, newest first. */
MUST_CHECK enum status cache_datasets_everywhere(struct cache *c, struct cache_dataset **out,
						 size_t *n, struct err *e);

/* The other commitments to the file of a dataset, of whichever network. */
struct cache_dataset_others {
	int64_t id; /* the dataset's row */
	char text
		[512]; /* "words on devnet, words-topics on grove": names, in order, and networks */
};

/*
 * Lists the datasets of the selected network whose file was committed to for another datanet too:
 * by the same account, from the same place, with as many records and bytes. Revoked ones do not
 * count.
 */
MUST_CHECK enum status cache_datasets_others(struct cache *c, struct cache_dataset_others **out,
					     size_t *n, struct err *e);

/* Finds out whether any network, selected or not, has a dataset with this root. */
MUST_CHECK enum status cache_datasets_anywhere(struct cache *c, bool *out, const struct hash *root,
					       struct err *e);

#endif

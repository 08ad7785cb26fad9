/* The models that datanets published, whether they were downloaded or not. */
#ifndef CACHE_MODELS_H
#define CACHE_MODELS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/license_text.h"
#include "chain/model_state.h"
#include "chain/trust.h"

/* Versions of a datanet that are kept: as many as a card has. */
#define CACHE_MODELS_KEPT 256

/* A version that the datanet lists, and its attestation. */
struct cache_model_version {
	uint64_t number;    /* 0: the datanet's list does not have the model */
	int64_t created_at; /* as the datanet says */
	enum model_state state;
	enum trust trust;   /* how the attestation is known */
	struct hash uid;    /* that the datanet names; zero for none */
	struct hash parent; /* the attestation of the version before; zero for none */
	struct address publisher;
	struct hash figures;  /* the attested hash of the file's figures; zero for none */
	struct hash manifest; /* hash of the training manifest; zero for none */
	char license[LICENSE_TEXT_SIZE]; /* for the weights; "" when none is stated */
	int64_t attested_at;
	uint64_t block; /* in which the attestation was read; 0 before */
	char note[160]; /* a fault in words; "" for none */
};

/* The datasets that a version's training manifest names, as they stood when they were read. */
struct cache_model_data {
	enum model_training training;
	uint64_t datasets, records, accounts;
	uint64_t withdrawn; /* the next version must do without them */
	uint64_t unknown;   /* nobody attested them */
	uint64_t others;    /* committed to another datanet, or no commitments */
	char licenses[128]; /* "CC-BY-4.0 13, CC0-1.0 1"; "" when none is stated */
	enum trust trust;
	int64_t checked_at; /* 0: never */
};

/* Figures of the model's own file, known after a download: the publisher's word. */
struct cache_model_figures {
	struct hash hash;   /* that of all figures; zero: not computed */
	char labels[128];   /* "ham, spam"; "" when none of the figures is known */
	uint64_t loss_e9;   /* mean loss over held-out records, in units of 1e-9 */
	uint64_t tested_on; /* held-out records */
};

struct cache_model {
	struct address datanet;
	struct hash hash;
	char name[48];
	char path[512]; /* the file; "" when it was not downloaded */
	uint64_t bytes;
	int64_t seen_at;       /* when the datanet first named it */
	int64_t downloaded_at; /* 0: not downloaded */
	bool current;	       /* the datanet uses it now; at most one of a datanet is current */
	char summary[256];
	struct cache_model_version version;
	struct cache_model_data data;
	struct cache_model_figures figures;
};

/*
 * Adds a model, or replaces the file and the figures (unless they have no labels) of its datanet's
 * model with its hash; what is known of its version stays, and so does the version's name. A
 * current one makes the datanet's others not current, and those that
 * neither the datanet's list nor an attribution names any more are deleted.
 */
MUST_CHECK enum status cache_models_put(struct cache *c, const struct cache_model *m,
					struct err *e);

/*
 * Adds a model, or replaces name, version and data of its datanet's model with its hash; whether it
 * is current and what is known of its file stay. Versions beyond CACHE_MODELS_KEPT are deleted,
 * the oldest first.
 */
MUST_CHECK enum status cache_models_put_version(struct cache *c, const struct cache_model *m,
						struct err *e);

/* Reads the current model of a datanet. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_models_current(struct cache *c, struct cache_model *out,
					    const struct address *datanet, struct err *e);

/* Lists those of a datanet, newest first; a current one that has no version yet is the newest. */
MUST_CHECK enum status cache_models_all(struct cache *c, struct cache_model **out, size_t *n,
					const struct address *datanet, struct err *e);

/*
 * Lists the hashes of the models of all datanets of all networks whose files are of use: those that
 * are current, and those that were downloaded. A hash that two datanets name is listed twice.
 */
MUST_CHECK enum status cache_models_kept(struct cache *c, struct hash **out, size_t *n,
					 struct err *e);

#endif

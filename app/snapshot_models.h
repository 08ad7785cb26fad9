/* The versions of models in a snapshot. */
#ifndef APP_SNAPSHOT_MODELS_H
#define APP_SNAPSHOT_MODELS_H

#include "app/snapshot.h"
#include "chain/model_state.h"

/*
 * A version of a datanet's model. Counts of datasets are known where `training` is
 * MODEL_TRAINING_GIVEN; those of the commitments only with a `data_trust`.
 */
struct snapshot_model {
	struct snapshot_owner of;
	struct hash hash;
	char name[48];	  /* "mail-filter 7" */
	bool downloaded;  /* the file is on this machine */
	bool current;	  /* the datanet uses it now */
	uint64_t version; /* 0: the datanet's list does not have it */
	int64_t created_at, attested_at;
	enum model_state state;
	enum trust trust;	  /* how the version is known */
	struct hash attestation;  /* zero: none is named */
	struct hash parent;	  /* the attestation of the version before */
	struct address publisher; /* the account that attested it */
	struct hash figures_hash; /* the attested one; zero: none is attested */
	struct hash manifest;	  /* zero: none is attested */
	char license[64];	  /* for the weights; "" = not stated */
	char note[160];		  /* a fault in words */
	enum model_training training;
	uint64_t datasets, records;
	uint64_t accounts, withdrawn, unknown, others;
	char data_licenses[128];    /* "CC-BY-4.0 13, CC0-1.0 1" */
	enum trust data_trust;	    /* TRUST_NONE: the commitments were not read */
	char labels[128];	    /* "ham, spam"; "" = the file was never here */
	enum model_figures figures; /* how they compare with the attested ones */
	double loss;		    /* over held-out records, the publisher's word; <0 unknown */
	uint64_t tested_on;	    /* held-out records */
};

#endif

/*
 * The result of a comparison: one set of records scored against several models side by side. It is
 * an estimate, and says what it assumes. Amounts of different tokens are neither added nor
 * compared.
 */
#ifndef MODELS_COMPARISON_H
#define MODELS_COMPARISON_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/model_state.h"
#include "chain/trust.h"
#include "models/label_map.h"

/* Whether a model takes the records, or the first reason why it does not. */
enum comparison_verdict {
	COMPARISON_TAKEN,
	COMPARISON_NO_FILE,  /* the model's file cannot be fetched or read */
	COMPARISON_MODALITY, /* the model learns from something else than text */
	COMPARISON_LANGUAGE, /* the datanet takes another language than the user named */
	COMPARISON_LICENSE,  /* the datanet does not take the licence that the user named */
	COMPARISON_LABELS,   /* the model has none of the records' labels */
};

/* The pools of a datanet's newest settled epochs, all in one token. */
struct comparison_pool {
	uint64_t epochs;   /* how many are in `sum`; 0: none is known */
	struct tokens sum; /* the contributors' pools */
	uint64_t seconds;  /* that they lasted together; 0: not known */
	uint64_t chain_id; /* the token's chain */
	struct address token;
	char symbol[16]; /* "" and 0 for a token that the profile does not describe */
	uint8_t decimals;
	enum trust trust; /* the weakest statement's */
};

/* A model, what records would be worth to it, and on which terms. */
struct compared_model {
	char network[32], datanet[48]; /* "" for a model that was given as a file */
	char name[48];
	struct hash hash; /* zero while its file is not known */
	enum comparison_verdict verdict;
	char note[200];	 /* the verdict's reason, or a remark on the model; "" = none */
	uint32_t rank;	 /* from 1; 0: not taken */
	uint32_t source; /* place in the list of models that were given */
	uint64_t scored, not_scored, helpful, harmful, neutral;
	bool has_share;
	double share; /* part of an epoch's pool under the network's rule, 0..1 */
	struct comparison_pool pool;
	bool has_worth;
	struct tokens worth; /* `share` of the mean of `pool`, an epoch */
	bool has_contributors;
	uint64_t contributors;	/* accounts that the newest settled epoch pays */
	uint64_t labels_to_map; /* labels of the records that the model lacks */
	/* Lists for a person, which say how many names have no room (text_list()). */
	char labels[120];   /* the model's labels: "ham, spam" */
	char licenses[200]; /* that it takes: "CC0-1.0, CC-BY-4.0"; "" = not stated */
	char weights[64];   /* licence of the model itself; "" = not stated or not known */
	enum model_state weights_state; /* the attestation's that states it */
	enum trust weights_trust;	/* how that is known; TRUST_NONE for a file */
	size_t first_name, n_names;	/* its labels in struct comparison, all of them */
	size_t first_label;		/* its `labels_to_map` labels there */
};

/* The fate of a label of the records that a model lacks. */
enum comparison_mapping {
	COMPARISON_MAPPED,   /* by a rule of the user's */
	COMPARISON_PROPOSED, /* `to` is the model's nearest label; the user has to confirm it */
	COMPARISON_NO_LIKE,  /* none of the model's labels is near */
};

struct compared_label {
	char network[32], datanet[48], model[48]; /* whose it is; as in struct compared_model */
	char label[LIMIT_LABEL + 1];
	uint64_t records; /* that have it */
	enum comparison_mapping mapping;
	char to[LIMIT_LABEL + 1]; /* "" = none */
};

/*
 * The order of the models that take the records, best first. By worth is by what they would bring
 * in the same time, as epochs differ in length.
 */
enum comparison_order {
	COMPARISON_BY_WORTH,	    /* all pay in one token */
	COMPARISON_BY_SHARE_TOKENS, /* by share, because they pay in several */
	COMPARISON_BY_SHARE_POOLS,  /* by share, because the pool of one is not known */
};

/*
 * Never changes once it is made, so that any thread may read it. comparison_ref() and
 * comparison_unref() count who does.
 */
struct comparison {
	char path[192];			   /* to show; `source` is the exact one */
	char *source, *language, *license; /* as they were given; NULL: was not */
	struct label_rule *rules;	   /* that it was made with */
	size_t n_rules;
	double seconds;
	uint64_t records, duplicates;
	uint64_t unlabelled;   /* records without a label, which no model scores */
	uint64_t other_labels; /* records whose label no model can have, or past the 256th label */
	enum comparison_order order;
	struct compared_model *models; /* those that take the records first, in `order` */
	size_t n_models;
	size_t taken;
	struct compared_label *labels; /* those that the scoring models lack */
	size_t n_labels;
	char (*names)[LIMIT_LABEL + 1]; /* labels of all models that were read, model by model */
	size_t n_names;
	atomic_uint references; /* counted by comparison_ref() and comparison_unref() alone */
};

/* An empty comparison with one reference. NULL when out of memory. */
struct comparison *comparison_new(void);

/* Another reference. Returns `c`. */
const struct comparison *comparison_ref(const struct comparison *c);

/* Gives a reference back; the last one frees the comparison. NULL is allowed. */
void comparison_unref(const struct comparison *c);

/* "taken", "labels", …: one word, static. */
const char *comparison_verdict_word(enum comparison_verdict v);

/* "mapped", "proposed", "none alike": static. */
const char *comparison_mapping_word(enum comparison_mapping m);

/* "worth" or "share"; static. */
const char *comparison_order_word(enum comparison_order o);

/* A sentence that says in which order the models stand, and why; static. */
const char *comparison_order_reason(enum comparison_order o);

/* A sentence that says what the figures assume; static. */
const char *comparison_assumptions(void);

/*
 * Fills `names` with the labels of a model of the comparison, which owns the texts.
 * Returns: how many there are, 0 for a model whose file was not read.
 */
size_t comparison_names_of(const char *names[static LIMIT_CLASSES], const struct comparison *c,
			   const struct compared_model *m);

/*
 * Writes the licence of the model itself for a person: "MIT, attested", "not stated", or why it is
 * not known.
 */
void comparison_weights_text(char *out, size_t cap, const struct compared_model *m);

/* Computes what a share of the pool's mean is worth. `worth` stays unknown without an epoch. */
void comparison_set_worth(struct compared_model *m);

/* Counts the models that take the records, chooses their order, sorts and numbers them. */
void comparison_rank(struct comparison *c);

#endif

/*
 * How much is known of a version of a model, in the words that lists, cards and replies share. The
 * numbers are stored in the cache and never change (cache/stored.c).
 */
#ifndef CHAIN_MODEL_STATE_H
#define CHAIN_MODEL_STATE_H

#include <stdbool.h>

#include "chain/hash.h"
#include "chain/trust.h"

/* How a version is attested. */
enum model_state {
	MODEL_NOT_STATED = 0,	/* the datanet names no attestation */
	MODEL_WAITING = 1,	/* the one that it names is not in the agreed block */
	MODEL_ATTESTED = 2,	/* by the datanet, and so are the versions before it */
	MODEL_FOREIGN = 3,	/* somebody else signed the attestation */
	MODEL_CONTRADICTED = 4, /* the attestation says something else than the list */
	MODEL_ORPHAN = 5,	/* the version before it is not attested */
};

/* How far the training manifest of a version is known. */
enum model_training {
	MODEL_TRAINING_NOT_STATED = 0, /* none is attested */
	MODEL_TRAINING_UNREAD = 1,     /* one is attested, and not read yet */
	MODEL_TRAINING_NOT_GIVEN = 2,  /* the datanet does not give the attested text */
	MODEL_TRAINING_WRONG = 3,      /* the attested text is no manifest, or another datanet's */
	MODEL_TRAINING_GIVEN = 4,
};

/* How far the figures in the file of a version are those that its publisher attests. */
enum model_figures {
	MODEL_FIGURES_NOT_STATED,   /* none are attested */
	MODEL_FIGURES_UNREAD,	    /* the file was not here yet */
	MODEL_FIGURES_ATTESTED,	    /* the publisher's word, and nobody altered it */
	MODEL_FIGURES_CONTRADICTED, /* the publisher attests other figures than the file has */
};

/*
 * Compares the hash of figures in the attestation of a version with that of its file; zero stands
 * for none and for a file that was not read.
 */
enum model_figures model_state_compare_figures(enum model_state state, const struct hash *attested,
					       const struct hash *found);

/*
 * How figures of a file are known, as somebody's word, of a version that is known as `version`: as
 * well as the version where it attests them.
 */
enum trust model_state_figures_trust(enum model_figures figures, enum trust version);

/* "attested", "signed by another", "not given": a few words, static; "" for no member. */
const char *model_state_word(enum model_state state);
const char *model_state_training_word(enum model_training training);
const char *model_state_figures_word(enum model_figures figures);

/* Whether a version's attestation contradicts what the datanet says of it. */
bool model_state_is_fault(enum model_state state);

#endif

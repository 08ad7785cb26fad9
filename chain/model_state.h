/*
 * How much is known of a version of a model, in the words that lists, cards and replies share. The
 * numbers are stored in the cache and never change (cache/stored.c).
 */
#ifndef CHAIN_MODEL_STATE_H
#define CHAIN_MODEL_STATE_H

#include <stdbool.h>

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

/* "attested", "signed by another", "not given": a few words, static; "" for no member. */
const char *model_state_word(enum model_state state);
const char *model_state_training_word(enum model_training training);

/* Whether a version's attestation contradicts what the datanet says of it. */
bool model_state_is_fault(enum model_state state);

#endif

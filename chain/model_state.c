/*
 * The words of states, and how the figures of a file compare with those that are attested. Each
 * switch names every member, so that a new one gets a word before it compiles.
 */
#include "chain/model_state.h"

const char *model_state_word(enum model_state state)
{
	switch (state) {
	case MODEL_NOT_STATED: return "not stated";
	case MODEL_WAITING: return "not on chain yet";
	case MODEL_ATTESTED: return "attested";
	case MODEL_FOREIGN: return "signed by another";
	case MODEL_CONTRADICTED: return "contradicted";
	case MODEL_ORPHAN: return "version before missing";
	}
	return "";
}

const char *model_state_training_word(enum model_training training)
{
	switch (training) {
	case MODEL_TRAINING_NOT_STATED: return "not stated";
	case MODEL_TRAINING_UNREAD: return "not read yet";
	case MODEL_TRAINING_NOT_GIVEN: return "not given";
	case MODEL_TRAINING_WRONG: return "wrong";
	case MODEL_TRAINING_GIVEN: return "given";
	}
	return "";
}

const char *model_state_figures_word(enum model_figures figures)
{
	switch (figures) {
	case MODEL_FIGURES_NOT_STATED: return "not stated";
	case MODEL_FIGURES_UNREAD: return "not read yet";
	case MODEL_FIGURES_ATTESTED: return "attested";
	case MODEL_FIGURES_CONTRADICTED: return "contradicted";
	}
	return "";
}

enum model_figures model_state_compare_figures(enum model_state state, const struct hash *attested,
					       const struct hash *found)
{
	/* An attestation with a fault attests nothing. */
	if (state != MODEL_ATTESTED || hash_is_zero(attested))
		return MODEL_FIGURES_NOT_STATED;
	if (hash_is_zero(found))
		return MODEL_FIGURES_UNREAD;
	return hash_equal(attested, found) ? MODEL_FIGURES_ATTESTED : MODEL_FIGURES_CONTRADICTED;
}

enum trust model_state_figures_trust(enum model_figures figures, enum trust version)
{
	switch (figures) {
	case MODEL_FIGURES_ATTESTED: return version;
	/* The publisher says two things under one artifact. */
	case MODEL_FIGURES_CONTRADICTED: return TRUST_DISPUTED;
	case MODEL_FIGURES_NOT_STATED:
	case MODEL_FIGURES_UNREAD: break;
	}
	return TRUST_REPORTED;
}

bool model_state_is_fault(enum model_state state)
{
	switch (state) {
	case MODEL_FOREIGN:
	case MODEL_CONTRADICTED:
	case MODEL_ORPHAN: return true;
	case MODEL_NOT_STATED:
	case MODEL_WAITING:
	case MODEL_ATTESTED: break;
	}
	return false;
}

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

/*
 * A list names uids, and anybody may attest anything: only who signed, what is attested and which
 * version it follows make a version of the datanet's model. A fault stays in the row with a note,
 * because the list will not change its mind, and neither will the chain.
 */
#include "sync/judged_version.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/model_attestation.h"

/* Sets the name that is shown. text_clean() cuts between characters. */
static void set_name(struct cache_model *row, const char *name, uint64_t number)
{
	char clean[sizeof(row->name) - 20];

	text_clean(clean, sizeof(clean), name, strlen(name));
	memset(row->name, 0, sizeof(row->name));
	snprintf(row->name, sizeof(row->name), "%s %llu", clean, (unsigned long long)number);
}

void list_version(struct cache_model *row, const struct datanet_model *listed,
		  const struct address *datanet)
{
	row->datanet = *datanet;
	row->hash = listed->artifact;
	row->version = (struct cache_model_version){.number = listed->version,
						    .created_at = listed->created,
						    .uid = listed->attestation,
						    .trust = TRUST_REPORTED};
	row->data = (struct cache_model_data){.training = MODEL_TRAINING_NOT_STATED};
	set_name(row, listed->name, listed->version);
	row->version.state = hash_is_zero(&listed->attestation) ? MODEL_NOT_STATED : MODEL_WAITING;
}

bool is_version_settled(const struct cache_model *row)
{
	return row->version.state != MODEL_NOT_STATED && row->version.state != MODEL_WAITING;
}

/* Sets a fault and its reason, which is kept as far as it fits. */
static void set_fault(struct cache_model *row, enum model_state state, const char *why)
{
	row->version.state = state;
	snprintf(row->version.note, sizeof(row->version.note), "%.*s",
		 (int)sizeof(row->version.note) - 1, why);
}

/* Copies what the attestation says, its name too; `model` is what it attests. */
static void set_attested(struct cache_model *row, const struct attestation *a,
			 const struct model_attestation *model)
{
	struct cache_model_version *v = &row->version;

	set_name(row, model->name, model->version);
	v->parent = a->ref_uid;
	v->figures = model->figures;
	v->manifest = model->manifest;
	memcpy(v->license, model->license, sizeof(v->license));
	row->data.training =
		hash_is_zero(&model->manifest) ? MODEL_TRAINING_NOT_STATED : MODEL_TRAINING_UNREAD;
}

/* Compares what is attested with what the list says. */
static bool compare_version(struct cache_model *row, const struct attestation *a)
{
	struct model_attestation model;
	char who[ADDRESS_TEXT_SIZE], why[200];
	struct err e = {0};

	if (!address_equal(&a->attester, &row->datanet)) {
		address_format(who, &a->attester);
		snprintf(why, sizeof(why), "%s signed its attestation, and not the datanet", who);
		set_fault(row, MODEL_FOREIGN, why);
		return false;
	}
	if (model_attestation_check(&model, a, &row->datanet, &e) != STATUS_OK) {
		set_fault(row, MODEL_CONTRADICTED, e.text);
		return false;
	}
	if (model.version != row->version.number || !hash_equal(&model.artifact, &row->hash)) {
		set_fault(row, MODEL_CONTRADICTED,
			  "the datanet lists another model under this version than it attests");
		return false;
	}
	set_attested(row, a, &model);
	row->version.state = MODEL_ATTESTED;
	return true;
}

bool judge_version(struct cache_model *row, const struct attestation_reading *reading, bool sure,
		   uint64_t block)
{
	if (reading->status == ERR_NOT_FOUND || !sure)
		return false;
	row->version.trust = reading->trust;
	row->version.block = block;
	if (reading->status != STATUS_OK) {
		set_fault(row, MODEL_CONTRADICTED, status_phrase(reading->status));
		return false;
	}
	row->version.publisher = reading->attestation.attester;
	row->version.attested_at = (int64_t)reading->attestation.time;
	return compare_version(row, &reading->attestation) && row->version.number > 1;
}

void judge_parent(struct cache_model *row, const struct attestation_reading *parent)
{
	struct model_attestation before;
	struct err e = {0};
	char why[200];

	if (parent->status == STATUS_OK &&
	    model_attestation_check(&before, &parent->attestation, &row->datanet, &e) ==
		    STATUS_OK &&
	    before.version + 1 == row->version.number) {
		row->version.trust = trust_min(row->version.trust, parent->trust);
		return;
	}
	snprintf(why, sizeof(why),
		 "version %llu is not attested where version %llu says that it is",
		 (unsigned long long)(row->version.number - 1),
		 (unsigned long long)row->version.number);
	set_fault(row, MODEL_ORPHAN, why);
}

void judge_known_parent(struct cache_model *row, const struct cache_model *parent)
{
	char why[200];

	if (parent->version.state == MODEL_ATTESTED &&
	    parent->version.number + 1 == row->version.number)
		return;
	snprintf(why, sizeof(why), "the version before, %s, is %s", parent->name,
		 model_state_word(parent->version.state));
	set_fault(row, MODEL_ORPHAN, why);
}

/* The versions of the datanet's model, with what the chain says of each. */
#ifndef MODELS_LIST_MODELS_H
#define MODELS_LIST_MODELS_H

#include "app/app.h"
#include "chain/model_attestation.h"
#include "chain/trust.h"

struct listed_model {
	uint64_t version;
	struct hash artifact;
	struct hash attestation; /* zero when the datanet attests none */
	int64_t created;	 /* seconds since 1970, as the datanet says */
	char name[MODEL_NAME_SIZE];
	bool current;
	enum trust trust; /* how the attestation is known; REPORTED for the datanet's word alone */
	bool attested;	  /* the attestation is on the chain and says the same */
	char license[LICENSE_TEXT_SIZE]; /* attested; "" when none is stated */
	bool has_manifest;		 /* a training manifest is attested */
};

/*
 * Lists the versions that the network's datanet names, oldest first, and compares them with their
 * attestations at the agreed block. The caller frees the array.
 * Returns: STATUS_OK, failures of session_anchor() and of the datanet; ERR_MISMATCH when an
 *          attestation says something else than the datanet's list.
 */
MUST_CHECK enum status list_models(struct app *app, struct task *task, struct listed_model **out,
				   size_t *n, struct err *e);

#endif

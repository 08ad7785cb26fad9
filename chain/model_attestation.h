/*
 * The attestation by which a datanet publishes one version of its model.
 *
 * A version names the artifact, its figures, the training manifest and a licence for the weights.
 * The refUID of its attestation is the attestation of the version before it, so that the versions
 * of a model are a chain that can only grow: a model's attestation can neither be revoked nor
 * expire.
 */
#ifndef CHAIN_MODEL_ATTESTATION_H
#define CHAIN_MODEL_ATTESTATION_H

#include <stdint.h>

#include "base/err.h"
#include "chain/address.h"
#include "chain/attestation.h"
#include "chain/hash.h"
#include "chain/license_text.h"

/* The name of a model: at most 63 bytes of UTF-8 and a zero. */
#define MODEL_NAME_SIZE 64

/* The payload (EAS_MODEL_SCHEMA in chain/eas.h). */
struct model_attestation {
	struct hash artifact; /* keccak256 of the model's file */
	struct hash figures;  /* chain/model_figures.h; zero when none are stated */
	struct hash manifest; /* keccak256 of the training manifest; zero when there is none */
	uint64_t version;     /* from 1, one more than the version before */
	char name[MODEL_NAME_SIZE];
	char license[LICENSE_TEXT_SIZE]; /* for the weights; "" when the publisher states none */
};

/*
 * Reads the payload. Refused are an artifact or a version of zero, and a name that is empty or in
 * which text_clean() would change something.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_LIMIT for a name or licence that is too long.
 */
MUST_CHECK enum status model_attestation_decode(struct model_attestation *out, const void *data,
						size_t len);

/*
 * Reads attestation `a` as a version of the model of `datanet`: under the schema, attested by the
 * datanet and addressed to it, for good, with a predecessor unless it is version 1.
 * Returns: STATUS_OK; ERR_MISMATCH, or the errors of the reader, with what is wrong in the message.
 */
MUST_CHECK enum status model_attestation_check(struct model_attestation *out,
					       const struct attestation *a,
					       const struct address *datanet, struct err *e);

/*
 * Checks that `before`, whose attestation is `uid`, is the version that `a` with payload `m` names
 * as its predecessor, and that it has the number before it.
 * Returns: STATUS_OK, ERR_MISMATCH.
 */
MUST_CHECK enum status model_attestation_follows(const struct attestation *a,
						 const struct model_attestation *m,
						 const struct hash *uid,
						 const struct model_attestation *before,
						 struct err *e);

#endif

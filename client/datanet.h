/*
 * A datanet node's HTTP interface (docs/datanet-api.md). Each function asks for one resource and
 * reads the reply strictly, with the reader of the header that has the reply's type. A value that
 * the profile pins is compared with it and never adopted; all text is cleaned. A reply is one
 * server's word (REPORTED) until the caller folds it to something proven.
 *
 * Common errors, not repeated below: ERR_UNSUPPORTED (the profile has no datanet), ERR_UNREACHABLE,
 * ERR_TIMEOUT, ERR_REMOTE (the server's problem, cleaned), ERR_NOT_FOUND (404), ERR_PARSE (names
 * the member), ERR_MISMATCH (names the member that contradicts the profile), ERR_LIMIT,
 * ERR_CANCELLED, ERR_MEMORY.
 */
#ifndef CLIENT_DATANET_H
#define CLIENT_DATANET_H

#include "chain/profile.h"
#include "chain/statement_document.h"
#include "client/datanet_attributions.h"
#include "client/datanet_claim.h"
#include "client/datanet_dataset.h"
#include "client/datanet_info.h"
#include "client/datanet_models.h"
#include "client/datanet_statements.h"
#include "client/replies.h"
#include "client/transport.h"

/* The datanet to ask. All that it points to outlives every call. */
struct datanet {
	struct transport *transport;
	const struct profile *profile;
	struct replies *replies; /* earlier replies: an unchanged one is not transferred again */
};

/*
 * GET /v1/datanet: the datanet's own description. Compared with the profile are address, chain id,
 * EAS, registry, distributor, token and the UIDs of the schemas.
 */
MUST_CHECK enum status datanet_describe(const struct datanet *d, struct datanet_info *out,
					struct err *e);

/*
 * GET /v1/accounts/{address}/claim. The proof folds to `root`, which is only the server's word.
 * Returns: STATUS_OK, ERR_NOT_FOUND when there is nothing to claim, ERR_PROOF_MISMATCH when the
 *          proof does not fold to the root.
 */
MUST_CHECK enum status datanet_claim(const struct datanet *d, struct datanet_claim *out,
				     const struct address *account, struct err *e);

/* GET /v1/accounts/{address}/statements: a page of at most `limit` epochs above `after`. */
MUST_CHECK enum status datanet_statements(const struct datanet *d, struct datanet_statements *out,
					  const struct address *account, uint64_t after,
					  unsigned limit, struct err *e);

/* GET /v1/statements/{epoch}: the whole document of one epoch. */
MUST_CHECK enum status datanet_document(const struct datanet *d, struct statement_document *out,
					uint64_t epoch, struct err *e);

/* GET /v1/accounts/{address}/attributions: a page of at most `limit` with seq above `after`. */
MUST_CHECK enum status datanet_attributions(const struct datanet *d,
					    struct datanet_attributions *out,
					    const struct address *account, uint64_t after,
					    unsigned limit, struct err *e);

/* GET /v1/datasets/{uid}: what became of an uploaded dataset. */
MUST_CHECK enum status datanet_dataset(const struct datanet *d, struct datanet_dataset *out,
				       const struct hash *uid, struct err *e);

/*
 * GET /v1/models/{keccak}.safetensors: writes a model of at most LIMIT_MODEL bytes to `fd`.
 * Out:     size   bytes written
 * Returns: STATUS_OK; ERR_PROOF_MISMATCH when the bytes do not hash to `model`, so that the caller
 *          must throw them away; ERR_NO_SPACE, ERR_IO.
 */
MUST_CHECK enum status datanet_model(const struct datanet *d, int fd, uint64_t *size,
				     const struct hash *model, struct err *e);

/* GET /v1/models: a page of at most `limit` versions above `after`. */
MUST_CHECK enum status datanet_models(const struct datanet *d, struct datanet_models *out,
				      uint64_t after, unsigned limit, struct err *e);

/*
 * The bytes of replies whose signature or hash is checked wherever they are kept: the description,
 * the document of an epoch, and the training manifest of a model. They are appended as they came;
 * datanet_describe(), chain/statement_document.h and chain/training.h read them.
 * Returns: STATUS_OK, ERR_NOT_FOUND when the datanet gives no such document.
 */
MUST_CHECK enum status datanet_description_text(const struct datanet *d, struct buf *out,
						struct err *e);
MUST_CHECK enum status datanet_document_text(const struct datanet *d, struct buf *out,
					     uint64_t epoch, struct err *e);
MUST_CHECK enum status datanet_manifest_text(const struct datanet *d, struct buf *out,
					     const struct hash *artifact, struct err *e);

#define DATANET_URL_SIZE 384

/* Writes ".../v1/files", the address where uploads are created; "" without a datanet. */
void datanet_files_url(char out[static DATANET_URL_SIZE], const struct datanet *d);

#endif

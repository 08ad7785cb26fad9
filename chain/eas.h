/*
 * The Ethereum Attestation Service: the schemas of byline and the calls that it makes. Attestations
 * themselves are in chain/attestation.h.
 */
#ifndef CHAIN_EAS_H
#define CHAIN_EAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trie.h"

struct buf;

#define EAS_COMMITMENT_SCHEMA \
	"bytes32 root,uint64 records,uint64 size,bytes32 manifest,bytes32 nonce,string license"
#define EAS_STATEMENT_SCHEMA                                                              \
	"uint64 epoch,uint64 start,uint64 end,address distributor,address token,bytes32 " \
	"distribution,"                                                                   \
	"bytes32 model,bytes32 scores,bytes32 document,uint256 pool,uint256 influence"
#define EAS_MODEL_SCHEMA                                                                       \
	"bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string " \
	"license"

/* The uid of a schema: keccak256(schema ‖ resolver ‖ revocable), as SchemaRegistry._getUID(). */
void eas_schema_uid(struct hash *out, const char *schema, const struct address *resolver,
		    bool revocable);

/*
 * The uids of the three schemas of byline. They have no resolver; a commitment can be revoked, a
 * statement and a model cannot.
 */
void eas_commitment_schema(struct hash *uid);
void eas_statement_schema(struct hash *uid);
void eas_model_schema(struct hash *uid);

/*
 * Calldata of attest(…) for one attestation, which never expires and sends no coins along.
 * ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status eas_attest_calldata(struct buf *out, const struct hash *schema,
					   const struct address *recipient, bool revocable,
					   const struct hash *ref_uid, const void *data,
					   size_t len);

/* The request in an attest(…) call. `data` points into the calldata. */
struct eas_request {
	struct hash schema;
	struct address recipient;
	uint64_t expiration; /* seconds since 1970; 0 = never */
	bool revocable;
	struct hash ref_uid;
	const uint8_t *data;
	size_t len;
};

/*
 * Reads the calldata of attest(…) and revoke(…), strictly.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_UNSUPPORTED when coins go along.
 */
MUST_CHECK enum status eas_read_attest(struct eas_request *out, const void *calldata, size_t len);
MUST_CHECK enum status eas_read_revoke(struct hash *schema, struct hash *uid, const void *calldata,
				       size_t len);

/* Calldata of revoke(…) and getAttestation(…). ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status eas_revoke_calldata(struct buf *out, const struct hash *schema,
					   const struct hash *uid);
MUST_CHECK enum status eas_get_calldata(struct buf *out, const struct hash *uid);

/* Topic 0 of the event Attested. */
extern const struct hash eas_topic_attested;

#endif

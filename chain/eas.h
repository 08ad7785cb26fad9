/* Ethereum Attestation Service: schemas, calldata, attestations and where they are stored. */
#ifndef CHAIN_EAS_H
#define CHAIN_EAS_H

#include "base/buf.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/trie.h"
#include "chain/trust.h"

#define EAS_COMMITMENT_SCHEMA \
	"bytes32 root,uint64 records,uint64 size,bytes32 manifest,bytes32 nonce,string license"
#define EAS_STATEMENT_SCHEMA                                                              \
	"uint64 epoch,uint64 start,uint64 end,address distributor,address token,bytes32 " \
	"distribution,"                                                                   \
	"bytes32 model,bytes32 scores,bytes32 document,uint256 pool,uint256 influence"

/* keccak256(schema ‖ resolver ‖ revocable): EAS SchemaRegistry._getUID(). */
void eas_schema_uid(struct hash *out, const char *schema, const struct address *resolver,
		    bool revocable);

/* The two schemas of byline (resolver 0; a commitment is revocable, a statement is not). */
void eas_commitment_schema(struct hash *uid);
void eas_statement_schema(struct hash *uid);

/* An attestation as stored by the contract. `data` is owned; release with attestation_release(). */
struct attestation {
	struct hash uid, schema, ref_uid;
	uint64_t time, expiration, revocation; /* seconds; 0 = never */
	struct address recipient, attester;
	bool revocable;
	struct buf data;
};
void attestation_release(struct attestation *a);

/* The payload of a commitment. `license` is SPDX text, at most 63 bytes. */
struct commitment {
	struct hash root;
	uint64_t records;
	uint64_t size; /* bytes of all records */
	struct hash manifest;
	struct hash nonce;
	char license[64];
};
MUST_CHECK enum status commitment_encode(struct buf *out, const struct commitment *c);
MUST_CHECK enum status commitment_decode(struct commitment *out, const void *data, size_t len);

/* Calldata of attest(…) for one attestation with no expiry and no value. */
MUST_CHECK enum status eas_attest_calldata(struct buf *out, const struct hash *schema,
					   const struct address *recipient, bool revocable,
					   const struct hash *ref_uid, const void *data,
					   size_t len);

/* What an attest(…) call asks for; `data` points into the calldata. */
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
 * Reads attest(…) and revoke(…) calldata, strictly. ERR_PARSE; ERR_UNSUPPORTED when coins go along.
 */
MUST_CHECK enum status eas_read_attest(struct eas_request *out, const void *calldata, size_t len);
MUST_CHECK enum status eas_read_revoke(struct hash *schema, struct hash *uid, const void *calldata,
				       size_t len);

/* Calldata of revoke(…) and getAttestation(…). */
MUST_CHECK enum status eas_revoke_calldata(struct buf *out, const struct hash *schema,
					   const struct hash *uid);
MUST_CHECK enum status eas_get_calldata(struct buf *out, const struct hash *uid);

/*
 * Reads the return value of getAttestation(). An all-zero uid is ERR_NOT_FOUND. The uid is computed
 * anew from the fields (EAS._getUID): whoever alters one of them, but for the revocation, which it
 * does not cover, gets ERR_MISMATCH. The caller compares the uid with the one asked for. On success
 * the caller releases `out`; on failure there is nothing to release.
 */
MUST_CHECK enum status eas_read_attestation(struct attestation *out, const void *data, size_t len);

/* Topic 0 of Attested. */
extern const struct hash eas_topic_attested;

/*
 * Storage: `slots[0..6]` of record `uid` under `db_slot`; the words of its data begin at
 * keccak256(slots[6]).
 * eas_data_slot() gives the i-th 32-byte word of the data.
 */
void eas_record_slots(struct hash slots[static 7], const struct hash *uid,
		      const struct hash *db_slot);
void eas_data_slot(struct hash *out, const struct hash *slot6, uint64_t i);

/*
 * Rebuilds the attestation from storage words: 7 record words, then the data words. As
 * eas_read_attestation(), and ERR_PARSE when the words do not fit each other.
 */
MUST_CHECK enum status eas_from_storage(struct attestation *out, const struct u256 words[static 7],
					const struct u256 *data_words, size_t n);

/*
 * Number of data words that word 6 announces (its value is length*2+1, or an inline short form).
 * ERR_PARSE, ERR_LIMIT past LIMIT_CALLDATA.
 */
MUST_CHECK enum status eas_data_words(size_t *n, const struct u256 *word6);

/*
 * An attestation and how it is known. `status`: STATUS_OK, ERR_NOT_FOUND, ERR_PARSE, ERR_LIMIT, or
 * ERR_MISMATCH when its fields do not make its uid.
 */
struct attestation_reading {
	enum status status;
	enum trust trust; /* of the attestation, or of its absence */
	struct attestation attestation;
};

#endif

/*
 * An attestation as the Ethereum Attestation Service keeps it: read from the contract's answer, or
 * rebuilt from its storage words, and checked against its own uid.
 */
#ifndef CHAIN_ATTESTATION_H
#define CHAIN_ATTESTATION_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"
#include "chain/u256.h"

/* An attestation as stored by the contract. `data` is owned; release with attestation_release(). */
struct attestation {
	struct hash uid, schema, ref_uid;
	uint64_t time, expiration, revocation; /* seconds; 0 = never */
	struct address recipient, attester;
	bool revocable;
	struct buf data;
};
void attestation_release(struct attestation *a);

/*
 * Reads the return value of getAttestation(). An all-zero uid is ERR_NOT_FOUND. The uid is computed
 * anew from the fields (EAS._getUID): whoever alters one of them, but for the revocation, which it
 * does not cover, gets ERR_MISMATCH. The caller compares the uid with the one asked for. On success
 * the caller releases `out`; on failure there is nothing to release.
 */
MUST_CHECK enum status attestation_read(struct attestation *out, const void *data, size_t len);

/*
 * Storage: `slots[0..6]` of record `uid` under `db_slot`; the words of its data begin at
 * keccak256(slots[6]).
 * attestation_data_slot() gives the i-th 32-byte word of the data.
 */
void attestation_slots(struct hash slots[static 7], const struct hash *uid,
		       const struct hash *db_slot);
void attestation_data_slot(struct hash *out, const struct hash *slot6, uint64_t i);

/*
 * Rebuilds the attestation from storage words: 7 record words, then the data words. As
 * attestation_read(), and ERR_PARSE when the words do not fit each other.
 */
MUST_CHECK enum status attestation_from_storage(struct attestation *out,
						const struct u256 words[static 7],
						const struct u256 *data_words, size_t n);

/*
 * Number of data words that word 6 announces (its value is length*2+1, or an inline short form).
 * ERR_PARSE, ERR_LIMIT past LIMIT_CALLDATA.
 */
MUST_CHECK enum status attestation_data_words(size_t *n, const struct u256 *word6);

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

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
 * Reads the return value of getAttestation(). The contract returns an all-zero uid for an unknown
 * attestation: ERR_NOT_FOUND.
 *
 * The uid is computed again from the fields (EAS._getUID). A server that altered a field therefore
 * gets ERR_MISMATCH; the revocation alone is not covered by the uid. The caller compares the uid
 * with the one that it asked for. On success the caller releases `out`; on failure there is nothing
 * to release.
 */
MUST_CHECK enum status attestation_read(struct attestation *out, const void *data, size_t len);

/*
 * The storage slots of record `uid` in the mapping at `db_slot`: `slots[0..6]` hold the record, and
 * the words of its data begin at keccak256(slots[6]). attestation_data_slot() gives the slot of the
 * i-th of these words.
 */
void attestation_slots(struct hash slots[static 7], const struct hash *uid,
		       const struct hash *db_slot);
void attestation_data_slot(struct hash *out, const struct hash *slot6, uint64_t i);

/*
 * Rebuilds an attestation from storage words: the 7 words of the record, then the words of its
 * data. As attestation_read(); also ERR_PARSE when the words do not fit each other.
 */
MUST_CHECK enum status attestation_from_storage(struct attestation *out,
						const struct u256 words[static 7],
						const struct u256 *data_words, size_t n);

/*
 * The number of data words that word 6 announces: it is length*2+1, or a short form with the data
 * in the word itself. ERR_PARSE, ERR_LIMIT past LIMIT_CALLDATA.
 */
MUST_CHECK enum status attestation_data_words(size_t *n, const struct u256 *word6);

/*
 * An attestation and how it is known. `status` is STATUS_OK, ERR_NOT_FOUND, ERR_PARSE, ERR_LIMIT,
 * or ERR_MISMATCH when the fields do not make the uid.
 */
struct attestation_reading {
	enum status status;
	enum trust trust; /* how the attestation, or its absence, is known */
	struct attestation attestation;
};

#endif

/*
 * The disclosure "byline-disclosure/1": proof that one record is in an attested dataset, without a
 * word about the other records. Canonical JSON; the record is 0x-hex, since it may be any bytes.
 */
#ifndef DATASET_DISCLOSURE_H
#define DATASET_DISCLOSURE_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"

struct disclosure {
	uint64_t chain_id;
	struct address eas;
	struct hash attestation;      /* uid of the attestation, which names the dataset */
	struct address attester;      /* the account that is in the leaf */
	struct commitment commitment; /* as it was attested */
	uint64_t index;
	uint8_t salt[32];
	struct buf record; /* owned; at most LIMIT_RECORD_FRAMED */
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};
/* Init makes an empty one. Release wipes the record and makes it empty again; NULL is allowed. */
void disclosure_init(struct disclosure *d);
void disclosure_release(struct disclosure *d);

/* Appends the canonical JSON. ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status disclosure_write(struct buf *out, const struct disclosure *d);

/*
 * Reads the text that disclosure_write() writes, and no other.
 * Out: the disclosure, initialised and filled in. On failure there is nothing to release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_UNSUPPORTED (another format), ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status disclosure_parse(struct disclosure *out, const void *data, size_t len,
					struct err *e);

/*
 * Checks that record, salt, index and attester are the leaf at that index under the attested root:
 * index < records, the proof has the length that the tree's shape gives, and it leads to the root.
 * Returns: STATUS_OK, ERR_RANGE (index), ERR_PROOF_MISMATCH (length or root).
 */
MUST_CHECK enum status disclosure_verify(const struct disclosure *d, struct err *e);

/* The facts that a verified disclosure does not show, one sentence each; ends with NULL. */
extern const char *const disclosure_not_shown[];

#endif

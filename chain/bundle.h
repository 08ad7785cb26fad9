/*
 * The claim bundle "byline-claim/1": what travels to the offline machine and back.
 * Canonical JSON without numbers; its hash is over those bytes.
 */
#ifndef CHAIN_BUNDLE_H
#define CHAIN_BUNDLE_H

#include "base/buf.h"
#include "chain/distributor.h"
#include "chain/trust.h"
#include "chain/tx.h"

/*
 * Told by the online machine; the signing side trusts only `unsigned_tx` and what it can fold
 * itself.
 */
struct bundle {
	uint64_t chain_id;
	struct address from; /* who signs and pays the gas */
	struct buf unsigned_tx;
	enum distributor_kind kind;
	struct address distributor;
	struct entitlement entitlement;
	struct tokens claimed; /* already paid out */
	struct hash root;
	uint64_t block;
	struct hash block_hash;
	enum trust trust; /* how the online machine knew root and claimed */
	int64_t prepared; /* seconds since 1970 */
	int64_t expires;  /* do not sign or send after this */
	char network[32]; /* the profile's name there */
};
void bundle_init(struct bundle *b);
void bundle_release(struct bundle *b);

/* Appends the canonical JSON. */
MUST_CHECK enum status bundle_write(struct buf *out, const struct bundle *b);

/*
 * Reads it; anything not exactly canonical, unknown members, or a transaction that does not decode
 * is refused. The caller releases `out` on success; on failure there is nothing to release.
 */
MUST_CHECK enum status bundle_read(struct bundle *out, const void *data, size_t len, struct err *e);

/*
 * Checks every field against the transaction's own bytes: chain, distributor = `to`, calldata =
 * claim(entitlement), proof folds to `root`, cumulative > claimed, value 0, expires > prepared.
 * The rest (from, claimed, block, trust, times, network) only the online machine knows.
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message, ERR_PROOF_MISMATCH.
 */
MUST_CHECK enum status bundle_check(const struct bundle *b, struct err *e);

/*
 * The signed bundle "byline-signed/1": {hash of the unsigned bundle, raw signed transaction}.
 * Reading is as strict as bundle_read(), but leaves the transaction to tx_read_signed().
 */
struct signed_bundle {
	struct hash bundle;
	struct buf raw_tx;
};
void signed_bundle_init(struct signed_bundle *b);
void signed_bundle_release(struct signed_bundle *b);
MUST_CHECK enum status signed_bundle_write(struct buf *out, const struct signed_bundle *b);
MUST_CHECK enum status signed_bundle_read(struct signed_bundle *out, const void *data, size_t len,
					  struct err *e);

#endif

/*
 * The claim bundle "byline-claim/1": what travels to the offline machine and back.
 * Canonical JSON without numbers; its hash is over those bytes.
 */
#ifndef CHAIN_BUNDLE_H
#define CHAIN_BUNDLE_H

#include "base/buf.h"
#include "chain/distributor.h"
#include "chain/hash.h"
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

#endif

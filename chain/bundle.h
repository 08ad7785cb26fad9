/*
 * The claim bundle "byline-claim/1": a prepared claim on its way to the offline machine that signs
 * it.
 *
 * Canonical JSON without numbers. The bundle's hash is over those bytes.
 */
#ifndef CHAIN_BUNDLE_H
#define CHAIN_BUNDLE_H

#include "base/buf.h"
#include "chain/hash.h"
#include "chain/payer_urd.h"
#include "chain/trust.h"
#include "chain/tx.h"

/*
 * The online machine fills in all of this. The signing side trusts only `unsigned_tx` and the
 * proof, which it folds itself; bundle_check() compares the rest with them.
 */
struct bundle {
	uint64_t chain_id;
	struct address from; /* the account that signs and pays the gas */
	struct buf unsigned_tx;
	enum distributor_kind kind;
	struct address distributor;
	struct entitlement entitlement;
	struct tokens claimed; /* paid out before */
	struct hash root;
	uint64_t block;
	struct hash block_hash;
	enum trust trust; /* how well the online machine knew root and claimed */
	int64_t prepared; /* seconds since 1970 */
	int64_t expires;  /* no time for signing or sending after this */
	char network[32]; /* name of the profile on the online machine */
};
void bundle_init(struct bundle *b);
void bundle_release(struct bundle *b);

/* Appends the canonical JSON. Returns: as json_write(). */
MUST_CHECK enum status bundle_write(struct buf *out, const struct bundle *b);

/*
 * Reads a bundle. Refuses text that is not exactly canonical, unknown members, and a transaction
 * that does not decode. The caller releases `out` on success; on failure there is nothing to
 * release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_UNSUPPORTED for another kind of distributor, ERR_MISMATCH for
 * a wrong checksum of an address, ERR_RANGE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status bundle_read(struct bundle *out, const void *data, size_t len, struct err *e);

#endif

/* The signed claim "byline-signed/1" on its way back from the offline machine. */
#ifndef CHAIN_SIGNED_BUNDLE_H
#define CHAIN_SIGNED_BUNDLE_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/hash.h"

/*
 * The hash of the bundle that was signed, and the signed transaction as it is sent.
 *
 * Reading is as strict as bundle_read(), but leaves the transaction to tx_read_signed().
 */
struct signed_bundle {
	struct hash bundle;
	struct buf raw_tx;
};
/*
 * Init makes an empty one; release frees the transaction and makes it empty again. NULL is allowed
 * for release.
 */
void signed_bundle_init(struct signed_bundle *b);
void signed_bundle_release(struct signed_bundle *b);
/*
 * Write appends the canonical JSON; read fills `out`, which the caller releases on success.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status signed_bundle_write(struct buf *out, const struct signed_bundle *b);
MUST_CHECK enum status signed_bundle_read(struct signed_bundle *out, const void *data, size_t len,
					  struct err *e);

#endif

/* The signed claim "byline-signed/1": what travels back from the offline machine. */
#ifndef CHAIN_SIGNED_BUNDLE_H
#define CHAIN_SIGNED_BUNDLE_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/hash.h"

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

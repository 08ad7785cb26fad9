/*
 * Extended public keys of BIP-32: addresses of an account without its private keys.
 *
 *    0  4  version 0x0488B21E: "xpub"
 *    4  1  depth
 *    5  4  first bytes of the parent's hash
 *    9  4  number, bit 31 when it is hardened
 *   13 32  chain code
 *   45 33  public key, compressed
 */
#ifndef WALLET_XPUB_H
#define WALLET_XPUB_H

#include <stdbool.h>

#include "base/err.h"
#include "chain/address.h"
#include "wallet/curve.h"

struct xpub {
	uint8_t depth;
	uint8_t chain_code[32];
	uint8_t key[CURVE_PUBLIC_SIZE];
};

#define XPUB_CHILD_SIZE 13 /* "0/2147483647", the final zero */

/* Whether a text is meant as an extended key. One that is private may be among them: show none. */
bool xpub_is_meant(const char *text);

/*
 * Reads an extended public key. No message has a character of the text, which may be private.
 * Returns: STATUS_OK; ERR_REFUSED for a private key; ERR_UNSUPPORTED for the versions of other
 *          coins and scripts; ERR_MISMATCH for the checksum; ERR_PARSE for all that BIP-32 forbids.
 */
MUST_CHECK enum status xpub_parse(struct xpub *out, const char *text, struct err *e);

/*
 * Derives the child `i` of `parent` (BIP-32, CKDpub).
 * Returns: STATUS_OK; ERR_RANGE for a hardened index, which has no public derivation, and for the
 *          one index in 2^127 that has no key.
 */
MUST_CHECK enum status xpub_child(struct xpub *out, const struct xpub *parent, uint32_t i,
				  struct err *e);

/*
 * Computes the address of number `i` below an account's key (depth 3: child 0, then i) or below its
 * key of received payments (depth 4: i), as BIP-44 counts.
 * Out:     child  the path below the extended key, such as "0/3"
 * Returns: STATUS_OK, ERR_UNSUPPORTED for another depth, ERR_RANGE as xpub_child().
 */
MUST_CHECK enum status xpub_address(struct address *out, char child[static XPUB_CHILD_SIZE],
				    const struct xpub *x, uint32_t i, struct err *e);

#endif

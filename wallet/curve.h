/*
 * secp256k1 as Ethereum uses it: addresses and deterministic signatures (RFC 6979, low s).
 * Private keys come and go as 32 bytes that the caller keeps in guarded memory.
 */
#ifndef WALLET_CURVE_H
#define WALLET_CURVE_H

#include "chain/address.h"
#include "chain/tx.h"

#define CURVE_KEY_SIZE	  32
#define CURVE_PUBLIC_SIZE 33

struct curve; /* a libsecp256k1 context whose multiplications are blinded by fresh randomness */

/*
 * Runs the library's self-test and makes a blinded context. The caller frees. ERR_MEMORY,
 * ERR_UNSUPPORTED.
 */
MUST_CHECK enum status curve_new(struct curve **out, struct err *e);
void curve_free(struct curve *c);

/* The compressed public key of `key`. ERR_RANGE when the key is 0 or not below the group order. */
MUST_CHECK enum status curve_public(const struct curve *c, uint8_t out[static CURVE_PUBLIC_SIZE],
				    const uint8_t key[static CURVE_KEY_SIZE]);

/*
 * The last 20 bytes of keccak256 of the uncompressed point (Yellow Paper, appendix F). ERR_RANGE as
 * above.
 */
MUST_CHECK enum status curve_address(const struct curve *c, struct address *out,
				     const uint8_t key[static CURVE_KEY_SIZE]);

/*
 * Replaces `key` by (key + tweak) mod n, for BIP-32.
 * Returns: STATUS_OK, ERR_RANGE when the tweak is not below n or the sum is 0.
 */
MUST_CHECK enum status curve_add(const struct curve *c, uint8_t key[static CURVE_KEY_SIZE],
				 const uint8_t tweak[static CURVE_KEY_SIZE]);

/*
 * Signs a digest. The signature is recovered again before it is returned, so that a computation
 * gone wrong never leaves with a usable fault.
 * Returns: STATUS_OK, ERR_RANGE for a key that is none, ERR_SIGNATURE.
 */
MUST_CHECK enum status curve_sign(const struct curve *c, struct tx_signature *out,
				  const struct hash *digest,
				  const uint8_t key[static CURVE_KEY_SIZE]);

#endif

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

/* A libsecp256k1 context. Random blinding keeps its timing from depending on the keys. */
struct curve;

/*
 * Runs the library's self-test and makes a blinded context. The caller frees with curve_free().
 * Returns: STATUS_OK, ERR_MEMORY, ERR_UNSUPPORTED when the library cannot blind it.
 */
MUST_CHECK enum status curve_new(struct curve **out, struct err *e);

/* NULL is allowed. */
void curve_free(struct curve *c);

/*
 * Computes the compressed public key of `key`.
 * Returns: STATUS_OK, ERR_RANGE when the key is 0 or not below the order of the group.
 */
MUST_CHECK enum status curve_public(const struct curve *c, uint8_t out[static CURVE_PUBLIC_SIZE],
				    const uint8_t key[static CURVE_KEY_SIZE]);

/*
 * Computes the Ethereum address of `key`: the last 20 bytes of keccak256 of the public key's two
 * coordinates (Yellow Paper, appendix F).
 * Returns: as curve_public().
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
 * Signs a digest. The signer's address is recovered from the signature and compared before the
 * signature is returned, because a wrong signature (a memory fault, say) could reveal the key.
 * Returns: STATUS_OK, ERR_RANGE as curve_public(), ERR_SIGNATURE when that comparison fails.
 */
MUST_CHECK enum status curve_sign(const struct curve *c, struct tx_signature *out,
				  const struct hash *digest,
				  const uint8_t key[static CURVE_KEY_SIZE]);

#endif

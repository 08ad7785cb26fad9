/* The signer's address, recovered from a signature. This reads no key and needs no vault. */
#ifndef WALLET_RECOVER_H
#define WALLET_RECOVER_H

#include "chain/address.h"
#include "chain/tx.h"

/* r ‖ s ‖ v as messages and typed documents carry it; v is 27 or 28. */
#define SIGNATURE_SIZE 65

/*
 * Recovers the address whose key made `sig` over `digest`. Only the lower half of the values of s
 * is accepted (EIP-2); otherwise each signature would have a second form that verifies too.
 * Returns: STATUS_OK, ERR_SIGNATURE.
 */
MUST_CHECK enum status recover_address(struct address *out, const struct hash *digest,
				       const struct tx_signature *sig);

/* Recovers it from 65 bytes r ‖ s ‖ v. v may be 27 and 28, or 0 and 1, as some wallets write it. */
MUST_CHECK enum status recover_address_bytes(struct address *out, const struct hash *digest,
					     const uint8_t sig[static SIGNATURE_SIZE]);

/* Writes a signature as r ‖ s ‖ v, with v 27 or 28. */
void recover_write_bytes(uint8_t out[static SIGNATURE_SIZE], const struct tx_signature *sig);

#endif

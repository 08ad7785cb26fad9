/* Who signed: the address behind a signature. Reads no key and needs no vault. */
#ifndef WALLET_RECOVER_H
#define WALLET_RECOVER_H

#include "chain/address.h"
#include "chain/tx.h"

/* r ‖ s ‖ v as messages and typed documents carry it; v is 27 or 28. */
#define SIGNATURE_SIZE 65

/*
 * The address whose key made `sig` over `digest`. Only the low half of s is accepted (EIP-2), so
 * that a signature has one form.
 * Returns: STATUS_OK, ERR_SIGNATURE.
 */
MUST_CHECK enum status recover_address(struct address *out, const struct hash *digest,
				       const struct tx_signature *sig);

/* As above for 65 bytes; v of 0 and 1 is accepted like 27 and 28. */
MUST_CHECK enum status recover_address_bytes(struct address *out, const struct hash *digest,
					     const uint8_t sig[static SIGNATURE_SIZE]);

/* Writes r ‖ s ‖ v with v 27 or 28. */
void recover_write_bytes(uint8_t out[static SIGNATURE_SIZE], const struct tx_signature *sig);

#endif

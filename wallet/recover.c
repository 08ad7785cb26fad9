/*
 * Recovery works on the library's static context, because it uses no secret. It is apart from
 * wallet/curve.c so that the tests of signatures need no key.
 */
#include "wallet/recover.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <string.h>

#include "chain/keccak.h"

enum status recover_address(struct address *out, const struct hash *digest,
			    const struct tx_signature *sig)
{
	const secp256k1_context *context = secp256k1_context_static;
	secp256k1_ecdsa_recoverable_signature recoverable;
	secp256k1_ecdsa_signature plain;
	secp256k1_pubkey point;
	uint8_t bytes[65], hashed[KECCAK_SIZE];
	size_t len = sizeof(bytes);

	memcpy(bytes, sig->r, 32);
	memcpy(bytes + 32, sig->s, 32);
	if (sig->y_parity > 1 || !secp256k1_ecdsa_recoverable_signature_parse_compact(
					 context, &recoverable, bytes, sig->y_parity))
		return ERR_SIGNATURE;
	secp256k1_ecdsa_recoverable_signature_convert(context, &plain, &recoverable);
	/* This returns 1 for a signature whose s is in the upper half. */
	if (secp256k1_ecdsa_signature_normalize(context, NULL, &plain))
		return ERR_SIGNATURE;
	if (!secp256k1_ecdsa_recover(context, &point, &recoverable, digest->bytes))
		return ERR_SIGNATURE;
	secp256k1_ec_pubkey_serialize(context, bytes, &len, &point, SECP256K1_EC_UNCOMPRESSED);
	keccak256(hashed, bytes + 1, 64);
	memcpy(out->bytes, hashed + 12, sizeof(out->bytes));
	return STATUS_OK;
}

enum status recover_address_bytes(struct address *out, const struct hash *digest,
				  const uint8_t sig[static SIGNATURE_SIZE])
{
	struct tx_signature parts;
	uint8_t v = sig[64];

	memcpy(parts.r, sig, 32);
	memcpy(parts.s, sig + 32, 32);
	parts.y_parity = v >= 27 ? (uint8_t)(v - 27) : v;
	return recover_address(out, digest, &parts);
}

void recover_write_bytes(uint8_t out[static SIGNATURE_SIZE], const struct tx_signature *sig)
{
	memcpy(out, sig->r, 32);
	memcpy(out + 32, sig->s, 32);
	out[64] = (uint8_t)(27 + sig->y_parity);
}

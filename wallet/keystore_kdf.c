#include "wallet/keystore_kdf.h"

#include <nettle/pbkdf2.h>
#include <sodium.h>

/* nettle keeps a hash state and two blocks on the stack, and does not wipe them. */
#define PBKDF2_STACK (4 * KIB)

enum status keystore_kdf_derive(struct secret **derived, const struct keystore *k,
				const struct secret *passphrase, struct err *e)
{
	const uint8_t *text = passphrase != NULL ? secret_view(passphrase) : (const uint8_t *)"";
	size_t len = passphrase != NULL ? secret_len(passphrase) : 0;
	enum status s = secret_new(derived, KEYSTORE_DERIVED_SIZE, e);

	if (s != STATUS_OK)
		return s;
	switch (k->kdf) {
	case KEYSTORE_SCRYPT:
		if (crypto_pwhash_scryptsalsa208sha256_ll(text, len, k->salt, k->salt_len, k->n,
							  k->r, k->p, secret_bytes(*derived),
							  KEYSTORE_DERIVED_SIZE) == 0)
			return STATUS_OK;
		secret_free(*derived);
		*derived = NULL;
		return err_set(e, ERR_MEMORY,
			       "the keystore needs %llu MiB of free memory; close other programs "
			       "and try again",
			       (unsigned long long)(k->r * (k->n + k->p) / (MIB / 128) + 1));
	case KEYSTORE_PBKDF2:
		pbkdf2_hmac_sha256(len, text, k->rounds, k->salt_len, k->salt,
				   KEYSTORE_DERIVED_SIZE, secret_bytes(*derived));
		sodium_stackzero(PBKDF2_STACK);
		return STATUS_OK;
	}
	return STATUS_OK;
}

/*
 * libsodium's HMAC takes a key of any length, takes the data in pieces, and lets us wipe its state.
 */
#include "wallet/hmac.h"

#include <sodium.h>

#include "base/secret.h"

void hmac_sha512(uint8_t out[static HMAC_SIZE], const void *key, size_t key_len, const void *a,
		 size_t a_len, const void *b, size_t b_len)
{
	crypto_auth_hmacsha512_state st;

	crypto_auth_hmacsha512_init(&st, key, key_len);
	crypto_auth_hmacsha512_update(&st, a, a_len);
	crypto_auth_hmacsha512_update(&st, b, b_len);
	crypto_auth_hmacsha512_final(&st, out);
	secret_wipe(&st, sizeof(st));
}

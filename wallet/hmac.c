#include "wallet/hmac.h"

#include <sodium.h>
#include <string.h>

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

void hmac_pbkdf2(uint8_t out[static HMAC_SIZE], const void *password, size_t password_len,
		 const void *a, size_t a_len, const void *b, size_t b_len, unsigned rounds)
{
	static const uint8_t first_block[4] = {0, 0, 0, 1};
	crypto_auth_hmacsha512_state keyed, st;
	uint8_t u[HMAC_SIZE];

	crypto_auth_hmacsha512_init(&keyed, password, password_len);
	st = keyed;
	crypto_auth_hmacsha512_update(&st, a, a_len);
	crypto_auth_hmacsha512_update(&st, b, b_len);
	crypto_auth_hmacsha512_update(&st, first_block, sizeof(first_block));
	crypto_auth_hmacsha512_final(&st, u);
	memcpy(out, u, sizeof(u));
	for (unsigned i = 1; i < rounds; i++) {
		st = keyed;
		crypto_auth_hmacsha512_update(&st, u, sizeof(u));
		crypto_auth_hmacsha512_final(&st, u);
		for (size_t j = 0; j < sizeof(u); j++)
			out[j] ^= u[j];
	}
	secret_wipe(u, sizeof(u));
	secret_wipe(&st, sizeof(st));
	secret_wipe(&keyed, sizeof(keyed));
}

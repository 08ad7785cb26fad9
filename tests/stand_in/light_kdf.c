/*
 * Each function takes the place of the library's function of its name. The key is BLAKE2b of all
 * that the real one depends on, so that another passphrase, salt or cost gives another key.
 */
#include "tests/stand_in/light_kdf.h"

#include <nettle/pbkdf2.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

size_t light_kdf_runs;

/* Lengths go along, so that no two sets of inputs are hashed as the same bytes. */
static void derive(uint8_t *key, size_t key_len, const void *passphrase, size_t passphrase_len,
		   const uint8_t *salt, size_t salt_len, const uint64_t cost[static 3])
{
	const uint64_t lengths[] = {key_len, passphrase_len, salt_len};
	uint8_t digest[crypto_generichash_BYTES_MAX];
	crypto_generichash_state h;

	light_kdf_runs++;
	crypto_generichash_init(&h, NULL, 0, sizeof(digest));
	crypto_generichash_update(&h, (const uint8_t *)lengths, sizeof(lengths));
	crypto_generichash_update(&h, (const uint8_t *)cost, 3 * sizeof(cost[0]));
	crypto_generichash_update(&h, passphrase, passphrase_len);
	crypto_generichash_update(&h, salt, salt_len);
	crypto_generichash_final(&h, digest, sizeof(digest));
	for (size_t i = 0; i < key_len; i++)
		key[i] = digest[i % sizeof(digest)];
}

int crypto_pwhash(unsigned char *const out, unsigned long long outlen, const char *const passwd,
		  unsigned long long passwdlen, const unsigned char *const salt,
		  unsigned long long opslimit, size_t memlimit, int alg)
{
	const uint64_t cost[3] = {opslimit, memlimit, (uint64_t)alg};

	derive(out, outlen, passwd, passwdlen, salt, crypto_pwhash_SALTBYTES, cost);
	return 0;
}

int crypto_pwhash_scryptsalsa208sha256_ll(const uint8_t *passwd, size_t passwdlen,
					  const uint8_t *salt, size_t saltlen, uint64_t N,
					  uint32_t r, uint32_t p, uint8_t *buf, size_t buflen)
{
	const uint64_t cost[3] = {N, r, p};

	derive(buf, buflen, passwd, passwdlen, salt, saltlen, cost);
	return 0;
}

void pbkdf2_hmac_sha256(size_t key_length, const uint8_t *key, unsigned iterations,
			size_t salt_length, const uint8_t *salt, size_t length, uint8_t *dst)
{
	const uint64_t cost[3] = {iterations, 256, 0};

	derive(dst, length, key, key_length, salt, salt_length, cost);
}

void pbkdf2_hmac_sha512(size_t key_length, const uint8_t *key, unsigned iterations,
			size_t salt_length, const uint8_t *salt, size_t length, uint8_t *dst)
{
	const uint64_t cost[3] = {iterations, 512, 0};

	derive(dst, length, key, key_length, salt, salt_length, cost);
}

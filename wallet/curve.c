/*
 * libsecp256k1 behind byline's own types. Only this source, wallet/recover.c and wallet/xpub.c call
 * the library, and only this one passes it private keys. Public keys, addresses and signatures are
 * disclosed, and so is whether 32 bytes are a key.
 */
#include "wallet/curve.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <stdlib.h>
#include <string.h>

#include "base/disclose.h"
#include "base/random.h"
#include "base/secret.h"
#include "chain/keccak.h"
#include "wallet/recover.h"

struct curve {
	secp256k1_context *context;
};

/*
 * The library aborts on arguments that it does not allow, such as a NULL key. Only a bug of byline
 * can pass one, so its handlers stay as they are.
 */
enum status curve_new(struct curve **out, struct err *e)
{
	struct curve *c = calloc(1, sizeof(*c));
	uint8_t blind[32];
	int ok;

	*out = NULL;
	if (c == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	secp256k1_selftest();
	c->context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
	random_fill(blind, sizeof(blind));
	ok = secp256k1_context_randomize(c->context, blind);
	secret_wipe(blind, sizeof(blind));
	if (!ok) {
		curve_free(c);
		return err_set(e, ERR_UNSUPPORTED,
			       "libsecp256k1 cannot protect itself with random numbers, so byline "
			       "does not sign with it; reinstall libsecp256k1");
	}
	*out = c;
	return STATUS_OK;
}

void curve_free(struct curve *c)
{
	if (c == NULL)
		return;
	secp256k1_context_destroy(c->context);
	free(c);
}

static bool create_point(const secp256k1_context *context, secp256k1_pubkey *point,
			 const uint8_t key[static CURVE_KEY_SIZE])
{
	bool is_key = disclose((uint32_t)secp256k1_ec_pubkey_create(context, point, key));

	disclose_bytes(point, sizeof(*point));
	return is_key;
}

enum status curve_public(const struct curve *c, uint8_t out[static CURVE_PUBLIC_SIZE],
			 const uint8_t key[static CURVE_KEY_SIZE])
{
	secp256k1_pubkey point;
	size_t len = CURVE_PUBLIC_SIZE;

	if (!create_point(c->context, &point, key))
		return ERR_RANGE;
	secp256k1_ec_pubkey_serialize(c->context, out, &len, &point, SECP256K1_EC_COMPRESSED);
	return STATUS_OK;
}

static void address_of_point(const secp256k1_context *context, struct address *out,
			     const secp256k1_pubkey *point)
{
	uint8_t bytes[65], digest[KECCAK_SIZE];
	size_t len = sizeof(bytes);

	secp256k1_ec_pubkey_serialize(context, bytes, &len, point, SECP256K1_EC_UNCOMPRESSED);
	/* The first byte says "uncompressed" and is not hashed. */
	keccak256(digest, bytes + 1, 64);
	memcpy(out->bytes, digest + 12, sizeof(out->bytes));
}

enum status curve_address(const struct curve *c, struct address *out,
			  const uint8_t key[static CURVE_KEY_SIZE])
{
	secp256k1_pubkey point;

	if (!create_point(c->context, &point, key))
		return ERR_RANGE;
	address_of_point(c->context, out, &point);
	return STATUS_OK;
}

enum status curve_add(const struct curve *c, uint8_t key[static CURVE_KEY_SIZE],
		      const uint8_t tweak[static CURVE_KEY_SIZE])
{
	int is_key = secp256k1_ec_seckey_tweak_add(c->context, key, tweak);

	return disclose((uint32_t)is_key) ? STATUS_OK : ERR_RANGE;
}

enum status curve_sign(const struct curve *c, struct tx_signature *out, const struct hash *digest,
		       const uint8_t key[static CURVE_KEY_SIZE])
{
	secp256k1_ecdsa_recoverable_signature sig;
	struct address own, found;
	uint8_t compact[64];
	int parity = 0, made;
	enum status s = curve_address(c, &own, key);

	if (s != STATUS_OK)
		return s;
	/* A NULL nonce function is RFC 6979 with SHA-256; libsecp256k1 always returns the low s. */
	made = secp256k1_ecdsa_sign_recoverable(c->context, &sig, digest->bytes, key, NULL, NULL);
	disclose_bytes(&sig, sizeof(sig));
	if (!disclose((uint32_t)made))
		return ERR_SIGNATURE;
	secp256k1_ecdsa_recoverable_signature_serialize_compact(c->context, compact, &parity, &sig);
	memcpy(out->r, compact, 32);
	memcpy(out->s, compact + 32, 32);
	out->y_parity = (uint8_t)parity;
	/* Ethereum has no place for parity 2 and 3: r above the group order, odds 2^-127. */
	s = parity > 1 ? ERR_SIGNATURE : recover_address(&found, digest, out);
	if (s == STATUS_OK && !address_equal(&own, &found))
		s = ERR_SIGNATURE;
	if (s != STATUS_OK)
		memset(out, 0, sizeof(*out));
	return s;
}

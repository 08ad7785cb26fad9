/*
 * Key derivation: HMAC-SHA512 of parent and index, whose left half is added to the parent's key and
 * whose right half is the next chain code. Nodes stand in guarded memory; the few bytes that pass
 * over the stack are wiped at once.
 */
#include "wallet/bip32.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "wallet/hmac.h"

#define SEED_MIN 16 /* BIP-32: seeds of 128 to 512 bits */
#define SEED_MAX 64

static enum status make_master(struct secret **node, const struct curve *c, const uint8_t *seed,
			       size_t len, struct err *e)
{
	static const char master[] = "Bitcoin seed";
	uint8_t public[CURVE_PUBLIC_SIZE];
	enum status s;

	*node = NULL;
	if (len < SEED_MIN || len > SEED_MAX)
		return err_set(e, ERR_RANGE, "a seed has 16 to 64 bytes, this one has %zu", len);
	s = secret_new(node, BIP32_NODE_SIZE, e);
	if (s != STATUS_OK)
		return s;
	hmac_sha512(secret_bytes(*node), master, strlen(master), seed, len, NULL, 0);
	if (curve_public(c, public, secret_view(*node)) != STATUS_OK) {
		secret_free(*node);
		*node = NULL;
		return err_set(e, ERR_RANGE,
			       "this seed gives no key, which happens to one in 2^127; use another "
			       "phrase");
	}
	return STATUS_OK;
}

/* BIP-32 says to take the next index where one gives no key; the person decides that. */
enum status bip32_child(struct secret **child, const struct curve *c, const struct secret *parent,
			uint32_t index, struct err *e)
{
	const uint8_t *key = secret_view(parent), *chain_code = key + CURVE_KEY_SIZE;
	uint8_t head[CURVE_PUBLIC_SIZE] = {0}, tail[4], tweak[CURVE_KEY_SIZE];
	struct secret *node = NULL;
	enum status s = secret_new(&node, BIP32_NODE_SIZE, e);
	uint8_t *left;

	*child = NULL;
	if (s != STATUS_OK)
		return s;
	/* A hardened child depends on the private key, any other on the public key alone. */
	if (index & BIP32_HARDENED)
		memcpy(head + 1, key, CURVE_KEY_SIZE);
	else
		s = curve_public(c, head, key);
	be32_store(tail, index);
	left = secret_bytes(node);
	hmac_sha512(left, chain_code, 32, head, sizeof(head), tail, sizeof(tail));
	secret_wipe(head, sizeof(head));
	memcpy(tweak, left, sizeof(tweak));
	memcpy(left, key, CURVE_KEY_SIZE);
	if (s == STATUS_OK)
		s = curve_add(c, left, tweak);
	secret_wipe(tweak, sizeof(tweak));
	if (s != STATUS_OK) {
		secret_free(node);
		return err_set(e, ERR_RANGE,
			       "account %u cannot have a key, which happens to one in 2^127; add "
			       "the next account instead",
			       index & ~BIP32_HARDENED);
	}
	*child = node;
	return STATUS_OK;
}

enum status bip32_path(struct secret **node, const struct curve *c, const uint8_t *seed, size_t len,
		       const uint32_t *path, size_t n, struct err *e)
{
	enum status s = make_master(node, c, seed, len, e);

	for (size_t i = 0; s == STATUS_OK && i < n; i++) {
		struct secret *parent = *node;

		s = bip32_child(node, c, parent, path[i], e);
		secret_free(parent);
	}
	return s;
}

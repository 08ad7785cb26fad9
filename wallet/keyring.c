/*
 * In reading order: the seed, the keys below it (keyring_new()), comparing with a file, uses.
 *
 * Invariant: outside of keyring_new(), keyring_sign() and keyring_key() every secret of a keyring
 * is closed.
 */
#include "wallet/keyring.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "wallet/bip32.h"
#include "wallet/bip39.h"
#include "wallet/slip21.h"

enum status keyring_seed(struct secret **seed, const struct vault *v, struct err *e)
{
	struct secret *phrase = NULL;
	enum status s = bip39_phrase(&phrase, vault_entropy(v), e);

	*seed = NULL;
	if (s == STATUS_OK)
		s = bip39_seed(seed, phrase, vault_password(v), e);
	secret_free(phrase);
	return s;
}

/* Copies the key of an account: the imported one, or the first half of the node at its path. */
static enum status key_of(struct secret **key, const struct curve *c, const struct secret *seed,
			  const struct vault_account *from, struct err *e)
{
	struct secret *node = NULL;
	enum status s;

	*key = NULL;
	if (from->key != NULL)
		return secret_copy(key, secret_view(from->key), CURVE_KEY_SIZE, e);
	s = bip32_path(&node, c, secret_view(seed), secret_len(seed), from->path.steps,
		       from->path.n, e);
	if (s == STATUS_OK)
		s = secret_copy(key, secret_view(node), CURVE_KEY_SIZE, e);
	secret_free(node);
	return s;
}

/* Fills in an account behind the `k->n` that are there; a failure leaves its key to be freed. */
static enum status fill_account(struct keyring *k, const struct curve *c, const struct secret *seed,
				const struct vault_account *from, struct err *e)
{
	struct keyring_account *a = &k->accounts[k->n];
	enum status s = key_of(&a->key, c, seed, from, e);

	if (s != STATUS_OK)
		return s;
	k->n++;
	a->index = from->index;
	a->path = from->path;
	memcpy(a->label, from->label, sizeof(a->label));
	if (curve_address(c, &a->address, secret_view(a->key)) != STATUS_OK)
		return err_set(e, ERR_RANGE, "the key of account %u is no private key", a->index);
	secret_close(a->key);
	for (size_t i = 0; i + 1 < k->n; i++) {
		if (address_equal(&k->accounts[i].address, &a->address))
			return err_set(e, ERR_EXISTS,
				       "the vault has this account already, as account %u",
				       k->accounts[i].index);
	}
	return STATUS_OK;
}

/* Derives what is below the seed, which the caller wipes. */
static enum status derive_below(struct keyring *k, const struct curve *c, const struct secret *seed,
				const struct vault *v, struct err *e)
{
	static const char *const labels[] = {"byline"};
	size_t n;
	const struct vault_account *accounts = vault_accounts(v, &n);
	enum status s = slip21_node(&k->node, secret_view(seed), secret_len(seed), labels,
				    ARRAY_SIZE(labels), e);

	if (s == STATUS_OK)
		secret_close(k->node);
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		s = fill_account(k, c, seed, &accounts[i], e);
	return s;
}

enum status keyring_new(struct keyring **out, const struct curve *c, const struct vault *v,
			const uint8_t *file, size_t len, struct err *e)
{
	struct keyring *k = calloc(1, sizeof(*k));
	const struct hash *profiles;
	struct secret *seed = NULL;
	enum status s;

	*out = NULL;
	if (k == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(k->file, file + len - sizeof(k->file), sizeof(k->file));
	k->generation = vault_generation(v);
	k->drilled = vault_drilled(v);
	k->words = (unsigned)(secret_len(vault_entropy(v)) / 4 * 3);
	k->has_password = vault_password(v) != NULL;
	profiles = vault_profiles(v, &k->profiles_n);
	memcpy(k->profiles, profiles, k->profiles_n * sizeof(k->profiles[0]));
	s = keyring_seed(&seed, v, e);
	if (s == STATUS_OK)
		s = derive_below(k, c, seed, v, e);
	secret_free(seed);
	if (s != STATUS_OK) {
		keyring_free(k);
		return s;
	}
	*out = k;
	return STATUS_OK;
}

void keyring_free(struct keyring *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->n; i++)
		secret_free(k->accounts[i].key);
	secret_free(k->node);
	free(k);
}

/* The digest at the end of a file stands for its bytes, once it is known to be theirs. */
enum status keyring_check(const struct keyring *k, const uint8_t *file, size_t len, struct err *e)
{
	uint32_t passes, memory_kib;
	enum status s = vault_cost(&passes, &memory_kib, file, len, e);

	if (s != STATUS_OK)
		return s;
	if (memcmp(k->file, file + len - sizeof(k->file), sizeof(k->file)) != 0)
		return err_set(e, ERR_CHANGED,
			       "the file on disk is another vault, or an older or newer version of "
			       "this one");
	return STATUS_OK;
}

const struct keyring_account *keyring_find(const struct keyring *k, uint32_t index)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->accounts[i].index == index)
			return &k->accounts[i];
	return NULL;
}

enum status keyring_sign(const struct curve *c, struct tx_signature *sig,
			 const struct keyring_account *a, const struct hash *digest)
{
	enum status s;

	secret_open(a->key);
	s = curve_sign(c, sig, digest, secret_view(a->key));
	secret_close(a->key);
	return s;
}

enum status keyring_key(const struct keyring *k, struct secret **key, const char *const *labels,
			size_t n, struct err *e)
{
	enum status s;

	secret_open(k->node);
	s = slip21_key(key, k->node, labels, n, e);
	secret_close(k->node);
	return s;
}

bool keyring_accepts(const struct keyring *k, const struct hash *profile)
{
	for (size_t i = 0; i < k->profiles_n; i++)
		if (memcmp(&k->profiles[i], profile, sizeof(*profile)) == 0)
			return true;
	return false;
}

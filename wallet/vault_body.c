/*
 * In reading order: the size of a body, writing one, reading one. The order of fields is that of
 * wallet/vault.h.
 *
 * Reading is strict: lengths and order must be exactly as byline writes them. Anything else means
 * that somebody who has the key altered the file, or that byline has a bug.
 */
#include "wallet/vault_body.h"

#include <string.h>

#include "base/be.h"
#include "base/cursor.h"
#include "wallet/vault_private.h"

/* How an account gets its key. */
enum kind { KIND_DERIVED = 1, KIND_IMPORTED = 2 };

static size_t size_of(const struct vault *v)
{
	size_t len =
		1 + secret_len(v->entropy) + 1 + 8 + 4 + 4 + v->profiles_n * sizeof(struct hash);

	if (v->password != NULL)
		len += secret_len(v->password);
	for (size_t i = 0; i < v->n; i++) {
		const struct vault_account *a = &v->accounts[i];

		len += 4 + 1 + 1 + strlen(a->label);
		len += a->key != NULL ? VAULT_KEY_BYTES : 1 + 4 * (size_t)a->path.n;
	}
	return len;
}

/* Copies bytes to `at` and returns the place behind them, as do the functions below. */
static uint8_t *put(uint8_t *at, const void *data, size_t len)
{
	memcpy(at, data, len);
	return at + len;
}

static uint8_t *put_u32(uint8_t *at, uint32_t n)
{
	be32_store(at, n);
	return at + 4;
}

static uint8_t *put_secret(uint8_t *at, const struct secret *secret)
{
	size_t len = secret != NULL ? secret_len(secret) : 0;

	*at++ = (uint8_t)len;
	return len > 0 ? put(at, secret_view(secret), len) : at;
}

static uint8_t *put_account(uint8_t *at, const struct vault_account *a)
{
	size_t label_len = strlen(a->label);

	at = put_u32(at, a->index);
	*at++ = a->key != NULL ? KIND_IMPORTED : KIND_DERIVED;
	if (a->key != NULL) {
		at = put(at, secret_view(a->key), VAULT_KEY_BYTES);
	} else {
		*at++ = (uint8_t)a->path.n;
		for (uint32_t i = 0; i < a->path.n; i++)
			at = put_u32(at, a->path.steps[i]);
	}
	*at++ = (uint8_t)label_len;
	return put(at, a->label, label_len);
}

enum status vault_body_write(struct secret **body, const struct vault *v, struct err *e)
{
	enum status s = secret_new(body, size_of(v), e);
	uint8_t *at;

	if (s != STATUS_OK)
		return s;
	at = put_secret(secret_bytes(*body), v->entropy);
	at = put_secret(at, v->password);
	be64_store(at, v->drilled);
	at = put_u32(at + 8, (uint32_t)v->n);
	for (size_t i = 0; i < v->n; i++)
		at = put_account(at, &v->accounts[i]);
	at = put_u32(at, (uint32_t)v->profiles_n);
	put(at, v->profiles, v->profiles_n * sizeof(v->profiles[0]));
	return STATUS_OK;
}

/* Reads `min` to `max` bytes after their number; none leave `out` NULL. */
static enum status read_secret(struct secret **out, struct cursor *c, uint8_t min, uint8_t max)
{
	const uint8_t *bytes = NULL;
	uint8_t len = 0;
	enum status s = cursor_u8(c, &len);

	if (s == STATUS_OK && (len < min || len > max))
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = cursor_take(c, &bytes, len);
	return s == STATUS_OK && len > 0 ? secret_copy(out, bytes, len, NULL) : s;
}

static enum status read_path(struct key_path *path, struct cursor *c)
{
	uint8_t n = 0;
	enum status s = cursor_u8(c, &n);

	if (s == STATUS_OK && (n == 0 || n > PATH_STEPS))
		s = ERR_PARSE;
	for (path->n = 0; s == STATUS_OK && path->n < n; path->n++)
		s = cursor_be32(c, &path->steps[path->n]);
	return s;
}

/* In version 1 an account's number is the last step of its path. */
static enum status read_key_source(struct vault_account *a, struct cursor *c, uint8_t version)
{
	const uint8_t *key = NULL;
	uint8_t kind = 0;
	enum status s;

	if (version == 1) {
		path_of_scheme(&a->path, PATH_METAMASK, a->index);
		return STATUS_OK;
	}
	s = cursor_u8(c, &kind);
	if (s == STATUS_OK && kind == KIND_DERIVED)
		return read_path(&a->path, c);
	if (s == STATUS_OK && kind != KIND_IMPORTED)
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = cursor_take(c, &key, VAULT_KEY_BYTES);
	return s == STATUS_OK ? secret_copy(&a->key, key, VAULT_KEY_BYTES, NULL) : s;
}

static enum status read_account(struct vault_account *a, struct cursor *c, uint8_t version)
{
	const uint8_t *label = NULL;
	uint8_t len = 0;
	enum status s = cursor_be32(c, &a->index);

	if (s == STATUS_OK && a->index >= VAULT_INDEX_END)
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = read_key_source(a, c, version);
	if (s == STATUS_OK)
		s = cursor_u8(c, &len);
	if (s == STATUS_OK)
		s = cursor_take(c, &label, len);
	if (s != STATUS_OK ||
	    vault_accounts_check_label((const char *)label, len, NULL) != STATUS_OK)
		return s != STATUS_OK ? s : ERR_PARSE;
	memcpy(a->label, label, len);
	return STATUS_OK;
}

static enum status read_accounts(struct vault *v, struct cursor *c, uint8_t version)
{
	uint32_t n = 0;
	enum status s = cursor_be32(c, &n);

	if (s == STATUS_OK && n > VAULT_ACCOUNTS)
		s = ERR_PARSE;
	/* Indices ascend strictly, so each account is there once. */
	for (v->n = 0; s == STATUS_OK && v->n < n; v->n++) {
		s = read_account(&v->accounts[v->n], c, version);
		if (s == STATUS_OK && v->n > 0 &&
		    v->accounts[v->n].index <= v->accounts[v->n - 1].index)
			s = ERR_PARSE;
	}
	return s;
}

static enum status read_profiles(struct vault *v, struct cursor *c)
{
	const uint8_t *bytes = NULL;
	uint32_t n = 0;
	enum status s = cursor_be32(c, &n);

	if (s == STATUS_OK && n > VAULT_PROFILES)
		s = ERR_PARSE;
	for (v->profiles_n = 0; s == STATUS_OK && v->profiles_n < n; v->profiles_n++) {
		struct hash *h = &v->profiles[v->profiles_n];

		s = cursor_take(c, &bytes, sizeof(h->bytes));
		if (s != STATUS_OK)
			break;
		memcpy(h->bytes, bytes, sizeof(h->bytes));
		if (v->profiles_n > 0 && memcmp(h - 1, h, sizeof(*h)) >= 0)
			s = ERR_PARSE;
	}
	return s;
}

enum status vault_body_read(struct vault *v, const struct secret *body, uint8_t version,
			    struct err *e)
{
	struct cursor c = cursor_of(secret_view(body), secret_len(body));
	enum status s = read_secret(&v->entropy, &c, 16, 32);

	/* BIP-39 knows these five lengths of entropy. */
	if (s == STATUS_OK && secret_len(v->entropy) % 4 != 0)
		s = ERR_PARSE;
	if (s == STATUS_OK && version > 1)
		s = read_secret(&v->password, &c, 0, VAULT_PASSWORD_MAX);
	if (s == STATUS_OK && version > 1)
		s = cursor_be64(&c, &v->drilled);
	if (s == STATUS_OK)
		s = read_accounts(v, &c, version);
	if (s == STATUS_OK && version > 1)
		s = read_profiles(v, &c);
	if (s == STATUS_OK && cursor_left(&c) > 0)
		s = ERR_PARSE;
	if (s == ERR_MEMORY || s == ERR_PERMISSION)
		return err_set(e, s, "the vault cannot be opened: %s", status_phrase(s));
	return s == STATUS_OK
		       ? s
		       : err_set(e, ERR_DAMAGED,
				 "the passphrase opens the vault, but byline cannot read its "
				 "contents; restore it from the phrase or from a copy");
}

/*
 * Reading is strict: lengths and order must be exactly as byline writes them. Anything else means
 * that somebody who has the key altered the file, or that byline has a bug.
 */
#include "wallet/vault_body.h"

#include <string.h>

#include "base/be.h"
#include "base/cursor.h"
#include "wallet/vault_private.h"

/* Copies bytes to `at` and returns the place behind them. */
static uint8_t *put(uint8_t *at, const void *data, size_t len)
{
	memcpy(at, data, len);
	return at + len;
}

enum status vault_body_write(struct secret **body, const struct vault *v, struct err *e)
{
	size_t entropy_len = secret_len(v->entropy);
	size_t len = 1 + entropy_len + 4;
	enum status s;
	uint8_t *at;

	for (size_t i = 0; i < v->n; i++)
		len += 4 + 1 + strlen(v->accounts[i].label);
	s = secret_new(body, len, e);
	if (s != STATUS_OK)
		return s;
	at = secret_bytes(*body);
	*at++ = (uint8_t)entropy_len;
	at = put(at, secret_view(v->entropy), entropy_len);
	be32_store(at, (uint32_t)v->n);
	at += 4;
	for (size_t i = 0; i < v->n; i++) {
		size_t label_len = strlen(v->accounts[i].label);

		be32_store(at, v->accounts[i].index);
		at[4] = (uint8_t)label_len;
		at = put(at + 5, v->accounts[i].label, label_len);
	}
	return STATUS_OK;
}

static enum status read_one(struct vault_account *a, struct cursor *c)
{
	const uint8_t *label;
	uint8_t len;
	enum status s = cursor_be32(c, &a->index);

	if (s == STATUS_OK)
		s = cursor_u8(c, &len);
	if (s == STATUS_OK)
		s = cursor_take(c, &label, len);
	if (s == STATUS_OK)
		s = vault_accounts_check_label((const char *)label, len, NULL);
	if (s != STATUS_OK)
		return s;
	memcpy(a->label, label, len);
	a->label[len] = '\0';
	return a->index < VAULT_INDEX_END ? STATUS_OK : ERR_RANGE;
}

static enum status read_accounts(struct vault *v, struct cursor *c)
{
	uint32_t n = 0;
	enum status s = cursor_be32(c, &n);

	if (s != STATUS_OK || n > VAULT_ACCOUNTS)
		return ERR_PARSE;
	/* Indices ascend strictly, so each account is there once. */
	for (v->n = 0; s == STATUS_OK && v->n < n; v->n++) {
		s = read_one(&v->accounts[v->n], c);
		if (s == STATUS_OK && v->n > 0 &&
		    v->accounts[v->n].index <= v->accounts[v->n - 1].index)
			s = ERR_PARSE;
	}
	return s == STATUS_OK && cursor_left(c) > 0 ? ERR_PARSE : s;
}

enum status vault_body_read(struct vault *v, const struct secret *body, struct err *e)
{
	struct cursor c = cursor_of(secret_view(body), secret_len(body));
	const uint8_t *entropy = NULL;
	uint8_t len = 0;
	enum status s = cursor_u8(&c, &len);

	/* BIP-39 knows these five lengths of entropy. */
	if (s == STATUS_OK && (len < 16 || len > 32 || len % 4 != 0))
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = cursor_take(&c, &entropy, len);
	if (s == STATUS_OK)
		s = read_accounts(v, &c);
	if (s != STATUS_OK)
		return err_set(e, ERR_DAMAGED,
			       "the passphrase opens the vault, but byline cannot read its "
			       "contents; restore it from the phrase or from a copy");
	return secret_copy(&v->entropy, entropy, len, e);
}

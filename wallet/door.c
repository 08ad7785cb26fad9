/*
 * Every function here has the same shape: begin a request, append its fields in the order of
 * wallet/signer_wire.h, ask, take the reply's fields, end. exchange_end() wipes both messages, also
 * after a failure. The order is that of the header: state, making and opening a vault, changes, the
 * phrase, keys of datasets.
 *
 * Invariant: a passphrase, a phrase and a dataset's key stand in guarded memory on their way to the
 * signer and back (exchange_begin_guarded(), exchange_guard_reply()).
 */
#include "wallet/door.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/hash.h"
#include "wallet/exchange.h"
#include "wallet/vault_file.h"

enum status door_new(struct door **out, uint32_t capabilities, struct err *e)
{
	struct door *d = calloc(1, sizeof(*d));
	enum status s;

	*out = NULL;
	if (d == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	d->capabilities = capabilities;
	s = signer_new(&d->signer, e);
	if (s != STATUS_OK) {
		free(d);
		return s;
	}
	*out = d;
	return STATUS_OK;
}

void door_free(struct door *d)
{
	if (d == NULL)
		return;
	signer_free(d->signer);
	free(d);
}

/* Takes one account of the reply to STATE. */
static enum status take_account(struct cursor *c, struct door_account *a)
{
	const uint8_t *label;
	size_t len = 0;
	enum status s = cursor_be32(c, &a->index);

	if (s == STATUS_OK)
		s = signer_wire_take_fixed(c, a->address.bytes, sizeof(a->address.bytes));
	if (s == STATUS_OK)
		s = signer_wire_take_bytes(c, &label, &len);
	if (s != STATUS_OK || len >= sizeof(a->label))
		return ERR_PARSE;
	memcpy(a->label, label, len);
	a->label[len] = '\0';
	return STATUS_OK;
}

enum status door_state(struct door *d, struct door_state *out, struct err *e)
{
	uint8_t open = 0, unsaved = 0, words = 0;
	uint32_t n = 0;
	struct exchange x;
	struct cursor *c = &x.fields;
	enum status s;

	memset(out, 0, sizeof(*out));
	exchange_begin(&x, SIGNER_STATE);
	s = exchange_ask(d, &x, e);
	if (s != STATUS_OK)
		goto out;
	s = cursor_u8(c, &open);
	if (s == STATUS_OK)
		s = cursor_u8(c, &unsaved);
	if (s == STATUS_OK)
		s = cursor_be64(c, &out->generation);
	if (s == STATUS_OK)
		s = cursor_u8(c, &words);
	if (s == STATUS_OK)
		s = cursor_be32(c, &n);
	/* The signer may run in another process one day, so its numbers are checked like any. */
	if (n > VAULT_ACCOUNTS)
		s = ERR_PARSE;
	for (; s == STATUS_OK && out->n < n; out->n++)
		s = take_account(c, &out->accounts[out->n]);
	if (s != STATUS_OK || cursor_left(c) > 0)
		s = exchange_malformed(e);
	out->open = open;
	out->unsaved = unsaved;
	out->words = words;
out:
	exchange_end(&x);
	return s;
}

enum status door_create(struct door *d, struct buf *file, unsigned words,
			const struct secret *passphrase, struct err *e)
{
	struct exchange x;
	enum status s =
		exchange_begin_guarded(&x, SIGNER_CREATE, 1 + exchange_field_size(passphrase), e);

	if (s == STATUS_OK) {
		buf_add_byte(&x.request, words > UINT8_MAX ? 0 : (uint8_t)words);
		exchange_add_secret(&x, passphrase);
		s = exchange_ask_for(d, &x, file, e);
	}
	exchange_end(&x);
	return s;
}

/* Takes from the reply to RESTORE what is wrong with the phrase, and returns ERR_PARSE. */
static enum status take_fault(struct exchange *x, struct bip39_fault *fault, struct err *e)
{
	const uint8_t *nearest;
	uint32_t words = 0, word = 0;
	size_t len = 0;
	enum status s = cursor_be32(&x->fields, &words);

	if (s == STATUS_OK)
		s = cursor_be32(&x->fields, &word);
	if (s == STATUS_OK)
		s = signer_wire_take_bytes(&x->fields, &nearest, &len);
	if (s != STATUS_OK || len >= sizeof(fault->nearest))
		return exchange_malformed(e);
	*fault = (struct bip39_fault){.words = words, .word = word};
	memcpy(fault->nearest, nearest, len);
	return ERR_PARSE;
}

enum status door_restore(struct door *d, struct buf *file, struct bip39_fault *fault,
			 const struct secret *phrase, const struct secret *passphrase,
			 struct err *e)
{
	struct exchange x;
	enum status s = exchange_begin_guarded(
		&x, SIGNER_RESTORE, exchange_field_size(phrase) + exchange_field_size(passphrase),
		e);

	if (s == STATUS_OK) {
		exchange_add_secret(&x, phrase);
		exchange_add_secret(&x, passphrase);
		s = exchange_ask_for(d, &x, file, e);
		/* A phrase is typed by hand, so the reply says where it is wrong. */
		if (s == ERR_PARSE && fault != NULL)
			s = take_fault(&x, fault, e);
	}
	exchange_end(&x);
	return s;
}

enum status door_open(struct door *d, const void *file, size_t len, const struct secret *passphrase,
		      struct err *e)
{
	struct exchange x;
	enum status s;

	s = vault_file_check_size(len, e);
	if (s != STATUS_OK)
		return s;
	s = exchange_begin_guarded(&x, SIGNER_OPEN, 4 + len + exchange_field_size(passphrase), e);
	if (s == STATUS_OK) {
		signer_wire_add_bytes(&x.request, file, len);
		exchange_add_secret(&x, passphrase);
		s = exchange_ask(d, &x, e);
	}
	exchange_end(&x);
	return s;
}

enum status door_check(struct door *d, const void *file, size_t len, struct err *e)
{
	struct exchange x;
	enum status s;

	exchange_begin(&x, SIGNER_CHECK);
	signer_wire_add_bytes(&x.request, file, len);
	s = exchange_ask(d, &x, e);
	exchange_end(&x);
	return s;
}

/* A locked signer that lacks memory is still better than one that stays open. */
void door_lock(struct door *d)
{
	struct exchange x;

	exchange_begin(&x, SIGNER_LOCK);
	/* The request needs memory and can fail. Ending the signer cannot, and wipes as well. */
	if (exchange_ask(d, &x, NULL) != STATUS_OK) {
		signer_free(d->signer);
		d->signer = NULL;
	}
	exchange_end(&x);
}

/* ADD_ACCOUNT and LABEL_ACCOUNT have the same fields. */
static enum status change_account(struct door *d, struct buf *file, enum signer_op op,
				  uint32_t index, const char *label, struct err *e)
{
	struct exchange x;
	enum status s;

	exchange_begin(&x, op);
	signer_wire_add_be32(&x.request, index);
	signer_wire_add_bytes(&x.request, label, strlen(label));
	s = exchange_ask_for(d, &x, file, e);
	exchange_end(&x);
	return s;
}

enum status door_add_account(struct door *d, struct buf *file, uint32_t index, const char *label,
			     struct err *e)
{
	return change_account(d, file, SIGNER_ADD_ACCOUNT, index, label, e);
}

enum status door_label_account(struct door *d, struct buf *file, uint32_t index, const char *label,
			       struct err *e)
{
	return change_account(d, file, SIGNER_LABEL_ACCOUNT, index, label, e);
}

enum status door_change_passphrase(struct door *d, struct buf *file, const struct secret *old,
				   const struct secret *passphrase, struct err *e)
{
	struct exchange x;
	enum status s = exchange_begin_guarded(
		&x, SIGNER_CHANGE_PASSPHRASE,
		exchange_field_size(old) + exchange_field_size(passphrase), e);

	if (s == STATUS_OK) {
		exchange_add_secret(&x, old);
		exchange_add_secret(&x, passphrase);
		s = exchange_ask_for(d, &x, file, e);
	}
	exchange_end(&x);
	return s;
}

enum status door_reveal(struct door *d, struct secret **phrase, const struct secret *passphrase,
			struct err *e)
{
	struct exchange x;
	enum status s =
		exchange_begin_guarded(&x, SIGNER_REVEAL, exchange_field_size(passphrase), e);

	*phrase = NULL;
	if (s == STATUS_OK)
		s = exchange_guard_reply(&x, 4 + BIP39_PHRASE_MAX, e);
	if (s == STATUS_OK) {
		exchange_add_secret(&x, passphrase);
		s = exchange_ask(d, &x, e);
	}
	if (s == STATUS_OK) {
		s = signer_wire_take_secret(&x.fields, phrase, e);
		if (s == ERR_PARSE || (s == STATUS_OK && *phrase == NULL))
			s = exchange_malformed(e);
	}
	exchange_end(&x);
	return s;
}

enum status door_dataset_keys(struct door *d, struct secret **salt_key, struct secret **blind,
			      struct secret **dedupe, const struct hash *nonce, struct err *e)
{
	struct secret **outs[] = {salt_key, blind, dedupe};
	const uint8_t *key = NULL;
	struct exchange x;
	enum status s;

	for (size_t i = 0; i < ARRAY_SIZE(outs); i++) {
		if (outs[i] != NULL)
			*outs[i] = NULL;
	}
	exchange_begin(&x, SIGNER_DATASET_KEYS);
	buf_add(&x.request, nonce->bytes, sizeof(nonce->bytes));
	s = exchange_guard_reply(&x, ARRAY_SIZE(outs) * 32, e);
	if (s == STATUS_OK)
		s = exchange_ask(d, &x, e);
	/* The reply always has all three keys, in this order. */
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(outs); i++) {
		if (cursor_take(&x.fields, &key, 32) != STATUS_OK)
			s = exchange_malformed(e);
		else if (outs[i] != NULL)
			s = secret_copy(outs[i], key, 32, e);
	}
	/* A caller that gets an error gets no key at all. */
	for (size_t i = 0; s != STATUS_OK && i < ARRAY_SIZE(outs); i++) {
		if (outs[i] != NULL) {
			secret_free(*outs[i]);
			*outs[i] = NULL;
		}
	}
	exchange_end(&x);
	return s;
}

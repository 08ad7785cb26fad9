/*
 * Requests about the vault. In reading order: forgetting, a proposed vault (propose, CHECK), then a
 * handler for each request. wallet/signer_change.c has those that change the vault in use.
 *
 * Invariant: a vault with its phrase is in memory only while a handler runs. What stays is a
 * keyring, `keys` of the vault in use and `unsaved` of one that waits for CHECK.
 */
#include "wallet/signer_vault.h"

#include <string.h>

#include "base/buf.h"
#include "base/random.h"
#include "wallet/signer_ask.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_phrase.h"

void signer_vault_forget(struct signer *s)
{
	keyring_free(s->keys);
	keyring_free(s->unsaved);
	s->keys = s->unsaved = NULL;
}

/* Puts keys into use, which makes the signer OPEN. What was agreed to was meant for others. */
static void adopt(struct signer *s, struct keyring *take_keys)
{
	if (s->unsaved == take_keys)
		s->unsaved = NULL;
	signer_vault_forget(s);
	signer_consent_forget(s);
	s->keys = take_keys;
}

/* A file that does not open again is not handed out: it would take the place of one that does. */
enum status signer_vault_propose(struct signer_call *c, struct wire_bytes *out,
				 struct vault *take_v, enum status s)
{
	struct signer *signer = c->signer;
	struct keyring *keys = NULL;

	if (s == STATUS_OK)
		s = vault_write(c->bytes, take_v, c->e);
	if (s == STATUS_OK)
		s = vault_check(take_v, c->bytes->data, c->bytes->len, c->e);
	if (s == STATUS_OK)
		s = keyring_new(&keys, signer->curve, take_v, c->bytes->data, c->bytes->len, c->e);
	if (s == STATUS_OK) {
		keyring_free(signer->unsaved);
		signer->unsaved = keys;
		*out = signer_call_bytes(c);
	}
	vault_free(take_v);
	return s;
}

/* Writes one account of the reply to STATE. */
static void reply_account(struct signer_call *c, const struct keyring_account *a)
{
	char path[PATH_TEXT_SIZE] = "";
	struct signer_account account = {
		.index = a->index,
		.address = a->address,
		.label = {.data = (const uint8_t *)a->label, .len = strlen(a->label)},
	};

	if (a->path.n > 0)
		path_format(path, &a->path);
	account.path = (struct wire_bytes){.data = (const uint8_t *)path, .len = strlen(path)};
	wire_write(c->bytes, signer_ops_account(), &account);
}

enum status signer_vault_state(struct signer_call *c, const struct signer_none *in,
			       struct signer_state *out)
{
	const struct signer *s = c->signer;

	(void)in;
	/* A locked signer reveals nothing of its vault, so the other fields are zero then. */
	out->open = s->keys != NULL;
	out->unsaved = s->unsaved != NULL;
	if (s->keys == NULL)
		return STATUS_OK;
	out->generation = s->keys->generation;
	out->words = (uint8_t)s->keys->words;
	out->password = s->keys->has_password;
	out->drilled = s->keys->drilled;
	for (size_t i = 0; i < s->keys->n; i++)
		reply_account(c, &s->keys->accounts[i]);
	out->accounts = signer_call_bytes(c);
	return STATUS_OK;
}

/* Ends the making of a vault, whose passphrase stays for what comes next. */
static enum status propose_new(struct signer_call *c, struct wire_bytes *out, struct vault *take_v,
			       struct secret *take_passphrase, enum status s)
{
	s = signer_vault_propose(c, out, take_v, s);
	if (s == STATUS_OK)
		signer_ask_keep(c->signer, take_passphrase);
	else
		secret_free(take_passphrase);
	return s;
}

enum status signer_vault_create(struct signer_call *c, const struct signer_create *in,
				struct signer_file *out)
{
	struct secret *entropy = NULL, *passphrase = NULL;
	/* There is no vault to lock yet, and the words on paper must not become void meanwhile. */
	struct asker patient = c->signer->ask;
	struct vault *v = NULL;
	enum status s;

	patient.timer = -1;
	if (in->words != 12 && in->words != 24)
		return err_set(c->e, ERR_RANGE, "a new phrase has 12 or 24 words, not %u",
			       in->words);
	signer_consent_tell(c->signer);
	s = secret_new(&entropy, bip39_entropy_size(in->words), c->e);
	if (s == STATUS_OK) {
		random_fill(secret_bytes(entropy), secret_len(entropy));
		s = signer_ask_new(c, &passphrase, "New passphrase: ");
	}
	if (s == STATUS_OK)
		s = vault_create(&v, entropy, NULL, passphrase, c->e);
	if (s == STATUS_OK && in->show)
		s = signer_phrase_show(&patient, entropy, c->e);
	secret_free(entropy);
	return propose_new(c, &out->file, v, passphrase, s);
}

/* A phrase is typed by hand: the reply says where it is wrong. */
static enum status reply_fault(struct signer_call *c, struct signer_restored *out)
{
	out->words = c->fault.words;
	out->word = c->fault.word;
	out->nearest = (struct wire_bytes){.data = (const uint8_t *)c->fault.nearest,
					   .len = strlen(c->fault.nearest)};
	return STATUS_OK;
}

/* The phrase and, where there is one, its own passphrase. */
static enum status ask_phrase(struct signer_call *c, struct secret **entropy,
			      struct secret **password, bool has_password)
{
	struct secret *phrase = NULL;
	enum status s = ask_secret(&c->signer->ask, &phrase, "Recovery phrase: ", c->e);

	if (s == STATUS_OK)
		s = bip39_entropy(entropy, &c->fault, phrase, c->e);
	secret_free(phrase);
	if (s == STATUS_OK && has_password)
		s = ask_secret(&c->signer->ask, password,
			       "Passphrase of the phrase (BIP-39): ", c->e);
	return s;
}

enum status signer_vault_restore(struct signer_call *c, const struct signer_restore *in,
				 struct signer_restored *out)
{
	struct secret *entropy = NULL, *password = NULL, *passphrase = NULL;
	struct vault *v = NULL;
	enum status s;

	signer_consent_tell(c->signer);
	s = ask_phrase(c, &entropy, &password, in->password);
	if (s == ERR_PARSE)
		return reply_fault(c, out);
	if (s == STATUS_OK)
		s = signer_ask_new(c, &passphrase, "New passphrase: ");
	if (s == STATUS_OK)
		s = vault_create(&v, entropy, password, passphrase, c->e);
	secret_free(entropy);
	secret_free(password);
	return propose_new(c, &out->file, v, passphrase, s);
}

enum status signer_vault_open(struct signer_call *c, const struct signer_open *in,
			      struct signer_none *out)
{
	struct keyring *keys = NULL;
	struct vault *v = NULL;
	enum status s;

	(void)out;
	if (!in->again)
		signer_consent_tell(c->signer);
	s = in->again ? signer_ask_again(c, &v, &in->file)
		      : signer_ask_vault(c, &v, &in->file, "Passphrase: ");
	if (s == STATUS_OK)
		s = keyring_new(&keys, c->signer->curve, v, in->file.data, in->file.len, c->e);
	if (s == STATUS_OK)
		adopt(c->signer, keys);
	vault_free(v);
	return s;
}

enum status signer_vault_check(struct signer_call *c, const struct signer_file *in,
			       struct signer_none *out)
{
	struct signer *s = c->signer;
	const uint8_t *file = in->file.data;
	size_t len = in->file.len;
	enum status st = s->unsaved == NULL ? signer_call_require_open(c) : STATUS_OK;

	(void)out;
	if (st == STATUS_OK)
		st = keyring_check(s->unsaved != NULL ? s->unsaved : s->keys, file, len, c->e);
	if (st == STATUS_OK && s->unsaved != NULL)
		adopt(s, s->unsaved);
	/* When the file is still that of the open vault, the change never reached the disk. */
	if (st == ERR_CHANGED && s->unsaved != NULL && s->keys != NULL &&
	    keyring_check(s->keys, file, len, NULL) == STATUS_OK) {
		keyring_free(s->unsaved);
		s->unsaved = NULL;
	}
	return st;
}

enum status signer_vault_lock(struct signer_call *c, const struct signer_none *in,
			      struct signer_none *out)
{
	(void)in;
	(void)out;
	signer_vault_forget(c->signer);
	signer_ask_drop(c->signer);
	signer_consent_forget(c->signer);
	return STATUS_OK;
}

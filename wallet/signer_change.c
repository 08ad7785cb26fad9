/*
 * In reading order: opening the vault in use once more, then a handler for each request.
 * A handler changes the vault that it opened, and signer_vault_propose() ends the change.
 * Decisions that are no signature are kept in the journal before they take effect.
 */
#include "wallet/signer_change.h"

#include <string.h>

#include "base/buf.h"
#include "wallet/key_text.h"
#include "wallet/keystore.h"
#include "wallet/signer_ask.h"
#include "wallet/signer_journal.h"
#include "wallet/signer_phrase.h"
#include "wallet/signer_profile.h"
#include "wallet/signer_vault.h"
#include "wallet/vault_private.h"

/*
 * Opens the vault in use from its file. Another file is refused before the slow derivation: a
 * change of it would undo what another process wrote.
 */
enum status signer_change_reopen(struct signer_call *c, struct vault **v,
				 const struct wire_bytes *file)
{
	enum status s = signer_call_require_open(c);

	*v = NULL;
	if (s == STATUS_OK)
		s = keyring_check(c->signer->keys, file->data, file->len, c->e);
	return s == STATUS_OK ? signer_ask_vault(c, v, file, "Passphrase: ") : s;
}

/* Keeps a decision that is no signature. `consent`: how it was given. */
static enum status keep(struct signer_call *c, enum journal_kind kind, const char *text,
			enum journal_consent consent)
{
	struct journal_entry entry;

	signer_journal_of(&entry, kind, text);
	return signer_journal_approve(c, &entry, consent, 0);
}

static bool has_path(const struct vault *v, const struct key_path *path)
{
	size_t n;
	const struct vault_account *a = vault_accounts(v, &n);

	for (size_t i = 0; i < n; i++)
		if (memcmp(&a[i].path, path, sizeof(*path)) == 0)
			return true;
	return false;
}

/*
 * The path behind the last one of a scheme that the vault has. A path can belong to two schemes,
 * so that the one found may be there.
 */
static void next_path(struct key_path *path, const struct vault *v, enum path_scheme scheme)
{
	size_t n;
	const struct vault_account *a = vault_accounts(v, &n);
	uint32_t next = 0, i = 0;
	enum path_scheme found;

	for (size_t k = 0; k < n; k++)
		if (path_scheme_of(&found, &i, &a[k].path) && found == scheme && i >= next)
			next = i + 1;
	path_of_scheme(path, scheme, next);
	while (has_path(v, path) && ++next < VAULT_INDEX_END)
		path_of_scheme(path, scheme, next);
}

static enum status choose_path(struct signer_call *c, struct key_path *path, const struct vault *v,
			       const struct wire_bytes *text)
{
	enum path_scheme scheme = PATH_METAMASK;
	char name[PATH_TEXT_SIZE] = "";

	if (text->len < sizeof(name))
		memcpy(name, text->data, text->len);
	if (text->len > 0 && path_scheme_parse(&scheme, name) != STATUS_OK)
		return path_parse(path, (const char *)text->data, text->len, c->e);
	next_path(path, v, scheme);
	return STATUS_OK;
}

static uint32_t number_for(const struct vault *v, uint32_t index)
{
	return index == SIGNER_NEXT_ACCOUNT ? vault_accounts_next(v) : index;
}

enum status signer_change_add(struct signer_call *c, const struct signer_addition *in,
			      struct signer_file *out)
{
	struct key_path path;
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	if (s == STATUS_OK)
		s = choose_path(c, &path, v, &in->path);
	if (s == STATUS_OK)
		s = vault_accounts_add(v, number_for(v, in->index), &path,
				       (const char *)in->label.data, in->label.len, c->e);
	return signer_vault_propose(c, &out->file, v, s);
}

/* The key itself: from its text, or from a keystore, whose derivation takes a second or two. */
static enum status ask_key(struct signer_call *c, struct secret **key,
			   const struct signer_import *in)
{
	const bool is_file = in->keystore.len > 0;
	struct secret *typed = NULL;
	struct address address;
	enum status s = ask_secret(
		&c->signer->ask, &typed,
		is_file ? "Passphrase of the keystore: " : "Private key (64 hex digits): ", c->e);

	if (s == STATUS_OK)
		s = is_file ? keystore_read(key, &address, in->keystore.data, in->keystore.len,
					    typed, c->signer->curve, c->e)
			    : key_text_read(key, typed, c->signer->curve, c->e);
	secret_free(typed);
	return s;
}

enum status signer_change_import(struct signer_call *c, const struct signer_import *in,
				 struct signer_file *out)
{
	struct secret *key = NULL;
	struct vault *v = NULL;
	enum status s = ask_key(c, &key, in);

	if (s == STATUS_OK)
		s = signer_change_reopen(c, &v, &in->file);
	if (s == STATUS_OK)
		s = vault_accounts_import(v, number_for(v, in->index), key,
					  (const char *)in->label.data, in->label.len, c->e);
	if (s == STATUS_OK)
		s = keep(c, JOURNAL_KEY_IMPORTED, "a key from elsewhere", JOURNAL_PASSPHRASE);
	secret_free(key);
	return signer_vault_propose(c, &out->file, v, s);
}

enum status signer_change_label(struct signer_call *c, const struct signer_label *in,
				struct signer_file *out)
{
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	if (s == STATUS_OK)
		s = vault_accounts_label(v, in->index, (const char *)in->label.data, in->label.len,
					 c->e);
	return signer_vault_propose(c, &out->file, v, s);
}

enum status signer_change_passphrase(struct signer_call *c, const struct signer_proof *in,
				     struct signer_file *out)
{
	struct secret *replacement = NULL;
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	if (s == STATUS_OK)
		s = signer_ask_new(c, &replacement, "New passphrase: ");
	if (s == STATUS_OK)
		s = vault_rekey(v, replacement, c->e);
	secret_free(replacement);
	/* The one of before opens the new file no more. */
	signer_ask_drop(c->signer);
	return signer_vault_propose(c, &out->file, v, s);
}

/* Shows a profile, and keeps whether a person accepted it. */
static enum status show_profile(struct signer_call *c, const struct profile *profile)
{
	struct journal_entry entry;
	enum status s = signer_profile_show(c, profile);

	signer_journal_of(&entry, JOURNAL_PROFILE, profile->title);
	entry.chain_id = profile->chain_id;
	return s == STATUS_OK ? signer_journal_approve(c, &entry, JOURNAL_TYPED, 0)
			      : signer_journal_refuse(c, &entry, s);
}

enum status signer_change_accept(struct signer_call *c, const struct signer_acceptance *in,
				 struct signer_file *out)
{
	const struct profile *profile = signer_profile_find(c->signer, &in->profile);
	struct vault *v = NULL;
	enum status s = signer_call_require_open(c);

	/* Nothing is rewritten for what is there. */
	if (s == STATUS_OK && keyring_accepts(c->signer->keys, &in->profile))
		return err_set(c->e, ERR_EXISTS, "the vault has accepted this profile already");
	if (s == STATUS_OK && profile == NULL)
		s = err_set(c->e, ERR_NOT_FOUND, "the signer has no such network profile");
	if (s == STATUS_OK)
		s = show_profile(c, profile);
	if (s == STATUS_OK)
		s = signer_change_reopen(c, &v, &in->file);
	if (s == STATUS_OK)
		s = vault_profiles_add(v, &in->profile, c->e);
	return signer_vault_propose(c, &out->file, v, s);
}

enum status signer_change_drill(struct signer_call *c, const struct signer_drill *in,
				struct signer_file *out)
{
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	if (s == STATUS_OK)
		s = signer_phrase_drill(c, vault_entropy(v));
	if (s == STATUS_OK)
		vault_set_drilled(v, in->when);
	return signer_vault_propose(c, &out->file, v, s);
}

/* The keystore is opened again before it leaves: one that does not open is found too late. */
static enum status write_keystore(struct signer_call *c, const struct keyring_account *a,
				  const struct secret *passphrase)
{
	struct secret *back = NULL;
	struct address address;
	enum status s;

	secret_open(a->key);
	s = keystore_write(c->bytes, a->key, passphrase, c->signer->curve, c->e);
	secret_close(a->key);
	if (s == STATUS_OK)
		s = keystore_read(&back, &address, c->bytes->data, c->bytes->len, passphrase,
				  c->signer->curve, c->e);
	secret_free(back);
	return s;
}

enum status signer_change_export(struct signer_call *c, const struct signer_export *in,
				 struct signer_file *out)
{
	const struct keyring_account *a;
	struct secret *own = NULL;
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	vault_free(v);
	if (s == STATUS_OK)
		s = signer_ask_new(c, &own, "New passphrase of the keystore: ");
	if (s != STATUS_OK)
		return s;
	a = keyring_find(c->signer->keys, in->index);
	if (a == NULL) {
		s = err_set(c->e, ERR_NOT_FOUND, "the vault has no account %u", in->index);
	} else {
		struct journal_entry entry;

		signer_journal_of(&entry, JOURNAL_KEY_EXPORTED, "as a keystore");
		entry.account = a->address;
		s = signer_journal_approve(c, &entry, JOURNAL_PASSPHRASE, 0);
	}
	if (s == STATUS_OK)
		s = write_keystore(c, a, own);
	secret_free(own);
	out->file = signer_call_bytes(c);
	return s;
}

enum status signer_change_reveal(struct signer_call *c, const struct signer_proof *in,
				 struct signer_none *out)
{
	struct vault *v = NULL;
	enum status s = signer_change_reopen(c, &v, &in->file);

	(void)out;
	if (s == STATUS_OK)
		s = keep(c, JOURNAL_PHRASE_REVEALED, "the recovery phrase", JOURNAL_PASSPHRASE);
	if (s == STATUS_OK)
		s = signer_phrase_show(&c->signer->ask, vault_entropy(v), c->e);
	vault_free(v);
	return s;
}

/*
 * Requests about the vault. In reading order: the keys made from a vault (seed_of() to adopt()), a
 * proposed change (propose()), then a handler for each request.
 *
 * Invariant: vault, seed, branch and addresses of struct signer belong together. adopt() sets all
 * of them, after everything that can fail, and signer_vault_forget() clears all of them.
 */
#include "wallet/signer_vault.h"

#include <string.h>

#include "base/buf.h"
#include "base/random.h"
#include "wallet/bip32.h"

static void forget_keys(struct signer *s)
{
	secret_free(s->seed);
	secret_free(s->branch);
	s->seed = s->branch = NULL;
	memset(s->addresses, 0, sizeof(s->addresses));
}

void signer_vault_forget(struct signer *s)
{
	forget_keys(s);
	vault_free(s->vault);
	vault_free(s->unsaved);
	s->vault = s->unsaved = NULL;
}

/* The seed is that of the phrase without a password, as wallets make it by default. */
static enum status seed_of(struct secret **seed, const struct vault *v, struct err *e)
{
	struct secret *phrase = NULL;
	enum status s = bip39_phrase(&phrase, vault_entropy(v), e);

	*seed = NULL;
	if (s == STATUS_OK)
		s = bip39_seed(seed, phrase, NULL, e);
	secret_free(phrase);
	return s;
}

/* Derives the addresses of all accounts, so that showing them later needs no key. */
static enum status addresses_of(struct address *out, const struct signer *s,
				const struct secret *branch, const struct vault *v, struct err *e)
{
	size_t n;
	const struct vault_account *a = vault_accounts(v, &n);
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < n; i++) {
		struct secret *node = NULL;

		st = bip32_child(&node, s->curve, branch, a[i].index, e);
		if (st == STATUS_OK)
			st = curve_address(s->curve, &out[i], secret_view(node));
		secret_free(node);
	}
	return st;
}

/* Puts a vault into use, which makes the signer OPEN. The caller keeps the vault on failure. */
static enum status adopt(struct signer *s, struct vault *take_v, struct err *e)
{
	static const uint32_t path[] = {44 | BIP32_HARDENED, 60 | BIP32_HARDENED,
					0 | BIP32_HARDENED, 0};
	struct address addresses[VAULT_ACCOUNTS] = {0};
	struct secret *seed = NULL, *branch = NULL;
	enum status st = seed_of(&seed, take_v, e);

	if (st == STATUS_OK)
		st = bip32_path(&branch, s->curve, secret_view(seed), secret_len(seed), path,
				ARRAY_SIZE(path), e);
	if (st == STATUS_OK)
		st = addresses_of(addresses, s, branch, take_v, e);
	if (st != STATUS_OK) {
		secret_free(seed);
		secret_free(branch);
		return st;
	}
	if (s->unsaved == take_v)
		s->unsaved = NULL;
	signer_vault_forget(s);
	s->vault = take_v;
	s->seed = seed;
	s->branch = branch;
	memcpy(s->addresses, addresses, sizeof(addresses));
	return STATUS_OK;
}

/* Lets a changed vault wait for CHECK, which makes the signer CHANGED. Drops an earlier change. */
static void propose(struct signer *s, struct vault *take_v)
{
	vault_free(s->unsaved);
	s->unsaved = take_v;
}

/* Puts a vault's file into the reply. */
static enum status reply_file(struct signer_call *c, struct wire_bytes *out, const struct vault *v)
{
	enum status s = vault_write(c->bytes, v, c->e);

	*out = signer_call_bytes(c);
	return s;
}

/*
 * Ends a change that went well so far, or failed with `s`: replies with the file of the changed
 * vault and proposes it. After a failure the vault is freed.
 */
static enum status propose_with_file(struct signer_call *c, struct wire_bytes *out,
				     struct vault *take_v, enum status s)
{
	if (s == STATUS_OK)
		s = reply_file(c, out, take_v);
	if (s == STATUS_OK)
		propose(c->signer, take_v);
	else
		vault_free(take_v);
	return s;
}

enum status signer_vault_state(struct signer_call *c, const struct signer_none *in,
			       struct signer_state *out)
{
	const struct signer *s = c->signer;
	const struct vault_account *a;
	size_t n = 0;

	(void)in;
	/* A locked signer reveals nothing of its vault, so the other fields are zero then. */
	out->open = s->vault != NULL;
	out->unsaved = s->unsaved != NULL;
	if (s->vault == NULL)
		return STATUS_OK;
	out->generation = vault_generation(s->vault);
	out->words = (uint8_t)(secret_len(vault_entropy(s->vault)) / 4 * 3);
	a = vault_accounts(s->vault, &n);
	for (size_t i = 0; i < n; i++) {
		const struct signer_account account = {
			.index = a[i].index,
			.address = s->addresses[i],
			.label = {.data = (const uint8_t *)a[i].label, .len = strlen(a[i].label)},
		};

		wire_write(c->bytes, signer_ops_account(), &account);
	}
	out->accounts = signer_call_bytes(c);
	return STATUS_OK;
}

/* Proposes a new vault that holds `entropy`, and replies with its file. */
static enum status make_vault(struct signer_call *c, struct wire_bytes *out,
			      const struct secret *entropy, const struct secret *passphrase)
{
	struct vault *v = NULL;
	enum status s = vault_create(&v, c->bytes, entropy, passphrase, c->e);

	if (s == STATUS_OK) {
		propose(c->signer, v);
		*out = signer_call_bytes(c);
	}
	return s;
}

enum status signer_vault_create(struct signer_call *c, const struct signer_create *in,
				struct signer_file *out)
{
	struct secret *entropy = NULL;
	enum status s;

	if (in->words != 12 && in->words != 24)
		return err_set(c->e, ERR_RANGE, "a new phrase has 12 or 24 words, not %u",
			       in->words);
	s = secret_new(&entropy, bip39_entropy_size(in->words), c->e);
	if (s == STATUS_OK) {
		random_fill(secret_bytes(entropy), secret_len(entropy));
		s = make_vault(c, &out->file, entropy, in->passphrase);
	}
	secret_free(entropy);
	return s;
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

enum status signer_vault_restore(struct signer_call *c, const struct signer_restore *in,
				 struct signer_restored *out)
{
	struct secret *entropy = NULL;
	enum status s;

	if (in->phrase == NULL)
		return err_set(c->e, ERR_PARSE, "no phrase was given");
	s = bip39_entropy(&entropy, &c->fault, in->phrase, c->e);
	if (s == ERR_PARSE)
		return reply_fault(c, out);
	if (s == STATUS_OK)
		s = make_vault(c, &out->file, entropy, in->passphrase);
	secret_free(entropy);
	return s;
}

enum status signer_vault_open(struct signer_call *c, const struct signer_open *in,
			      struct signer_none *out)
{
	struct vault *v = NULL;
	enum status s = vault_open(&v, in->file.data, in->file.len, in->passphrase, c->e);

	(void)out;
	if (s == STATUS_OK)
		s = adopt(c->signer, v, c->e);
	if (s != STATUS_OK)
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
		st = vault_check(s->unsaved != NULL ? s->unsaved : s->vault, file, len, c->e);
	if (st == STATUS_OK && s->unsaved != NULL)
		st = adopt(s, s->unsaved, c->e);
	/* When the file is still that of the open vault, the change never reached the disk. */
	if (st == ERR_CHANGED && s->unsaved != NULL && s->vault != NULL &&
	    vault_check(s->vault, file, len, NULL) == STATUS_OK) {
		vault_free(s->unsaved);
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
	return STATUS_OK;
}

/* Proposes a copy of the open vault in which an account is added or has another label. */
static enum status change_account(struct signer_call *c, const struct signer_label *in,
				  struct signer_file *out, bool add)
{
	struct vault *v = NULL;
	uint32_t index = in->index;
	size_t n;
	enum status s = signer_call_require_open(c);

	if (s == STATUS_OK)
		s = vault_copy(&v, c->signer->vault, c->e);
	if (s != STATUS_OK)
		return s;
	/* Accounts ascend, so the last one has the highest index. */
	if (add && index == SIGNER_NEXT_ACCOUNT) {
		const struct vault_account *a = vault_accounts(v, &n);

		index = n > 0 ? a[n - 1].index + 1 : 0;
	}
	s = add ? vault_accounts_add(v, index, (const char *)in->label.data, in->label.len, c->e)
		: vault_accounts_label(v, index, (const char *)in->label.data, in->label.len, c->e);
	return propose_with_file(c, &out->file, v, s);
}

enum status signer_vault_add_account(struct signer_call *c, const struct signer_label *in,
				     struct signer_file *out)
{
	return change_account(c, in, out, true);
}

enum status signer_vault_label_account(struct signer_call *c, const struct signer_label *in,
				       struct signer_file *out)
{
	return change_account(c, in, out, false);
}

/* Checks that `passphrase` opens the vault in use. */
static enum status require_passphrase(const struct signer_call *c, const struct secret *passphrase)
{
	enum status s = signer_call_require_open(c);

	return s == STATUS_OK ? vault_check_passphrase(c->signer->vault, passphrase, c->e) : s;
}

enum status signer_vault_change_passphrase(struct signer_call *c,
					   const struct signer_passphrases *in,
					   struct signer_file *out)
{
	struct vault *v = NULL;
	enum status s = require_passphrase(c, in->old);

	if (s == STATUS_OK)
		s = vault_copy(&v, c->signer->vault, c->e);
	if (s == STATUS_OK)
		s = vault_rekey(v, in->passphrase, c->e);
	return propose_with_file(c, &out->file, v, s);
}

enum status signer_vault_reveal(struct signer_call *c, const struct signer_secret *in,
				struct signer_secret *out)
{
	enum status s = require_passphrase(c, in->secret);

	return s == STATUS_OK ? bip39_phrase(&out->secret, vault_entropy(c->signer->vault), c->e)
			      : s;
}

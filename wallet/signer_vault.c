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
#include "base/cursor.h"
#include "base/random.h"
#include "wallet/bip32.h"
#include "wallet/signer_wire.h"

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

static enum status take_secret(struct signer_call *c, struct secret **out)
{
	enum status s = signer_wire_take_secret(&c->in, out, c->e);

	return s == ERR_PARSE ? signer_call_malformed(c) : s;
}

/* The seed is that of the phrase without a password, as wallets make it by default. */
static enum status seed_of(struct secret **seed, const struct vault *v, struct err *e)
{
	struct secret *phrase = NULL;
	enum status s = bip39_phrase(&phrase, vault_entropy(v), e);

	*seed = NULL;
	if (s == STATUS_OK)
		s = bip39_seed(seed, phrase, NULL, 0, e);
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

/* Appends a vault's file to the reply as a "bytes" field. */
static enum status reply_file(struct signer_call *c, const struct vault *v)
{
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_VAULT);
	s = vault_write(&file, v, c->e);
	if (s == STATUS_OK)
		signer_wire_add_bytes(c->out, file.data, file.len);
	buf_release(&file);
	return s;
}

/*
 * Ends a change that went well so far, or failed with `s`: replies with the file of the changed
 * vault and proposes it. After a failure the vault is freed.
 */
static enum status propose_with_file(struct signer_call *c, struct vault *take_v, enum status s)
{
	if (s == STATUS_OK)
		s = reply_file(c, take_v);
	if (s == STATUS_OK)
		propose(c->signer, take_v);
	else
		vault_free(take_v);
	return s;
}

enum status signer_vault_state(struct signer_call *c)
{
	const struct signer *s = c->signer;
	const struct vault_account *a = NULL;
	size_t n = 0;
	enum status st = signer_call_require_end(c);

	if (st != STATUS_OK)
		return st;
	if (s->vault != NULL)
		a = vault_accounts(s->vault, &n);
	/* A locked signer reveals nothing of its vault, so the other fields are zero then. */
	buf_add_byte(c->out, s->vault != NULL);
	buf_add_byte(c->out, s->unsaved != NULL);
	buf_add_be64(c->out, s->vault != NULL ? vault_generation(s->vault) : 0);
	buf_add_byte(c->out,
		     s->vault != NULL ? (uint8_t)(secret_len(vault_entropy(s->vault)) / 4 * 3) : 0);
	signer_wire_add_be32(c->out, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		signer_wire_add_be32(c->out, a[i].index);
		buf_add(c->out, s->addresses[i].bytes, sizeof(s->addresses[i].bytes));
		signer_wire_add_bytes(c->out, a[i].label, strlen(a[i].label));
	}
	return STATUS_OK;
}

/* Proposes a new vault that holds `entropy`. */
static enum status make_vault(struct signer_call *c, const struct secret *entropy,
			      const struct secret *passphrase)
{
	struct vault *v = NULL;
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_VAULT);
	s = vault_create(&v, &file, entropy, passphrase, c->e);
	if (s == STATUS_OK) {
		propose(c->signer, v);
		signer_wire_add_bytes(c->out, file.data, file.len);
	}
	buf_release(&file);
	return s;
}

enum status signer_vault_create(struct signer_call *c)
{
	struct secret *passphrase = NULL, *entropy = NULL;
	uint8_t words = 0;
	enum status s =
		cursor_u8(&c->in, &words) == STATUS_OK ? STATUS_OK : signer_call_malformed(c);

	if (s == STATUS_OK)
		s = take_secret(c, &passphrase);
	if (s == STATUS_OK)
		s = signer_call_require_end(c);
	if (s == STATUS_OK && words != 12 && words != 24)
		s = err_set(c->e, ERR_RANGE, "a new phrase has 12 or 24 words, not %u", words);
	if (s == STATUS_OK)
		s = secret_new(&entropy, bip39_entropy_size(words), c->e);
	if (s == STATUS_OK) {
		random_fill(secret_bytes(entropy), secret_len(entropy));
		s = make_vault(c, entropy, passphrase);
	}
	secret_free(entropy);
	secret_free(passphrase);
	return s;
}

enum status signer_vault_restore(struct signer_call *c)
{
	struct secret *phrase = NULL, *passphrase = NULL, *entropy = NULL;
	enum status s = take_secret(c, &phrase);

	if (s == STATUS_OK)
		s = take_secret(c, &passphrase);
	if (s == STATUS_OK)
		s = signer_call_require_end(c);
	if (s == STATUS_OK && phrase == NULL)
		s = err_set(c->e, ERR_PARSE, "no phrase was given");
	if (s == STATUS_OK)
		s = bip39_entropy(&entropy, &c->fault, phrase, c->e);
	if (s == STATUS_OK)
		s = make_vault(c, entropy, passphrase);
	secret_free(entropy);
	secret_free(passphrase);
	secret_free(phrase);
	return s;
}

enum status signer_vault_open(struct signer_call *c)
{
	struct secret *passphrase = NULL;
	struct vault *v = NULL;
	const uint8_t *file = NULL;
	size_t len = 0;
	enum status s = signer_wire_take_bytes(&c->in, &file, &len);

	s = s == STATUS_OK ? take_secret(c, &passphrase) : signer_call_malformed(c);
	if (s == STATUS_OK)
		s = signer_call_require_end(c);
	if (s == STATUS_OK)
		s = vault_open(&v, file, len, passphrase, c->e);
	if (s == STATUS_OK)
		s = adopt(c->signer, v, c->e);
	if (s != STATUS_OK)
		vault_free(v);
	secret_free(passphrase);
	return s;
}

enum status signer_vault_check(struct signer_call *c)
{
	struct signer *s = c->signer;
	const uint8_t *file = NULL;
	size_t len = 0;
	enum status st = signer_wire_take_bytes(&c->in, &file, &len);

	st = st == STATUS_OK ? signer_call_require_end(c) : signer_call_malformed(c);
	if (st == STATUS_OK && s->unsaved == NULL)
		st = signer_call_require_open(c);
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

enum status signer_vault_lock(struct signer_call *c)
{
	enum status s = signer_call_require_end(c);

	if (s == STATUS_OK)
		signer_vault_forget(c->signer);
	return s;
}

/* Proposes a copy of the open vault in which an account is added or has another label. */
static enum status change_account(struct signer_call *c, bool add)
{
	struct vault *v = NULL;
	const uint8_t *label = NULL;
	uint32_t index = 0;
	size_t len = 0, n;
	enum status s = cursor_be32(&c->in, &index);

	if (s == STATUS_OK)
		s = signer_wire_take_bytes(&c->in, &label, &len);
	s = s == STATUS_OK ? signer_call_require_end(c) : signer_call_malformed(c);
	if (s == STATUS_OK)
		s = signer_call_require_open(c);
	if (s == STATUS_OK)
		s = vault_copy(&v, c->signer->vault, c->e);
	if (s != STATUS_OK)
		return s;
	/* Accounts ascend, so the last one has the highest index. */
	if (add && index == SIGNER_NEXT_ACCOUNT) {
		const struct vault_account *a = vault_accounts(v, &n);

		index = n > 0 ? a[n - 1].index + 1 : 0;
	}
	s = add ? vault_accounts_add(v, index, (const char *)label, len, c->e)
		: vault_accounts_label(v, index, (const char *)label, len, c->e);
	return propose_with_file(c, v, s);
}

enum status signer_vault_add_account(struct signer_call *c)
{
	return change_account(c, true);
}

enum status signer_vault_label_account(struct signer_call *c)
{
	return change_account(c, false);
}

/* Checks that the request has no more fields, and that `passphrase` opens the vault in use. */
static enum status require_passphrase(const struct signer_call *c, const struct secret *passphrase)
{
	enum status s = signer_call_require_end(c);

	if (s == STATUS_OK)
		s = signer_call_require_open(c);
	return s == STATUS_OK ? vault_check_passphrase(c->signer->vault, passphrase, c->e) : s;
}

enum status signer_vault_change_passphrase(struct signer_call *c)
{
	struct secret *old = NULL, *passphrase = NULL;
	struct vault *v = NULL;
	enum status s = take_secret(c, &old);

	if (s == STATUS_OK)
		s = take_secret(c, &passphrase);
	if (s == STATUS_OK)
		s = require_passphrase(c, old);
	if (s == STATUS_OK)
		s = vault_copy(&v, c->signer->vault, c->e);
	if (s == STATUS_OK)
		s = vault_rekey(v, passphrase, c->e);
	s = propose_with_file(c, v, s);
	secret_free(old);
	secret_free(passphrase);
	return s;
}

enum status signer_vault_reveal(struct signer_call *c)
{
	struct secret *passphrase = NULL, *phrase = NULL;
	enum status s = take_secret(c, &passphrase);

	if (s == STATUS_OK)
		s = require_passphrase(c, passphrase);
	if (s == STATUS_OK)
		s = bip39_phrase(&phrase, vault_entropy(c->signer->vault), c->e);
	if (s == STATUS_OK)
		signer_wire_add_bytes(c->out, secret_view(phrase), secret_len(phrase));
	secret_free(phrase);
	secret_free(passphrase);
	return s;
}

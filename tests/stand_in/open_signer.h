/*
 * A signer that is open with the phrase of tests/vectors/wallet/signer.json, a derived account 0,
 * the account 1 that signs there, imported, and its network profile, for the fuzz target and for
 * the program that writes its first inputs. Random numbers are always the same, so that the vault's
 * file is too: inputs may hold it. Its passphrase is OPEN_SIGNER_PASSPHRASE.
 */
#ifndef TESTS_STAND_IN_OPEN_SIGNER_H
#define TESTS_STAND_IN_OPEN_SIGNER_H

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/keccak.h"
#include "tests/stand_in/light_kdf.h"
#include "wallet/signer_ask.h"
#include "wallet/signer_call.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_profile.h"
#include "wallet/signer_text.h"
#include "wallet/vault_private.h"

#define OPEN_SIGNER_PASSPHRASE "fuzz"

struct open_signer {
	struct signer *signer;
	struct vault *vault;
	struct buf file;  /* the vault's */
	struct json *doc; /* signer.json */
	struct buf profile;
	struct hash profile_hash;
};

/* The number of random bytes that were drawn. */
static uint64_t open_signer_drawn;

static void open_signer_draw(void *out, size_t len)
{
	uint8_t *at = out;

	for (size_t i = 0; i < len; i++, open_signer_drawn++)
		at[i] = (uint8_t)(open_signer_drawn * 0x9e3779b97f4a7c15 >> 56);
}

static uint32_t open_signer_draw_word(void)
{
	uint32_t word;

	open_signer_draw(&word, sizeof(word));
	return word;
}

static const char *open_signer_random_name(void)
{
	return "always the same";
}

static inline void open_signer_must(bool ok)
{
	if (!ok)
		abort();
}

static inline struct secret *open_signer_secret(const char *text)
{
	struct secret *s = NULL;

	open_signer_must(secret_copy(&s, text, strlen(text), NULL) == STATUS_OK);
	return s;
}

static inline void open_signer_read(struct open_signer *o)
{
	struct buf text;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&o->profile, LIMIT_SMALL_FILE);
	open_signer_must(file_read(&text, "tests/vectors/wallet/signer.json", NULL) == STATUS_OK &&
			 json_parse(&o->doc, text.data, text.len, NULL) == STATUS_OK &&
			 json_write(&o->profile, json_get(o->doc, "profile")) == STATUS_OK);
	keccak256(o->profile_hash.bytes, o->profile.data, o->profile.len);
	buf_release(&text);
}

static inline void open_signer_make_vault(struct open_signer *o)
{
	struct secret *words = open_signer_secret(json_text(json_get(o->doc, "phrase")));
	struct secret *passphrase = open_signer_secret(OPEN_SIGNER_PASSPHRASE), *entropy = NULL;
	struct secret *key = NULL;
	/* The key at m/44'/60'/0'/0/1 below the phrase; the light derivation leads elsewhere. */
	static const char key_hex[] =
		"59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	open_signer_must(secret_new(&key, VAULT_KEY_BYTES, NULL) == STATUS_OK &&
			 sodium_hex2bin(secret_bytes(key), VAULT_KEY_BYTES, key_hex,
					strlen(key_hex), NULL, NULL, NULL) == 0);
	buf_init(&o->file, LIMIT_VAULT);
	open_signer_must(bip39_entropy(&entropy, NULL, words, NULL) == STATUS_OK &&
			 vault_create(&o->vault, entropy, NULL, passphrase, NULL) == STATUS_OK &&
			 light_kdf_runs > 0 &&
			 vault_accounts_import(o->vault, 1, key, "", 0, NULL) == STATUS_OK &&
			 vault_profiles_add(o->vault, &o->profile_hash, NULL) == STATUS_OK &&
			 vault_write(&o->file, o->vault, NULL) == STATUS_OK);
	secret_free(words);
	secret_free(passphrase);
	secret_free(entropy);
	secret_free(key);
}

static inline void open_signer_ask(struct open_signer *o, uint8_t op, const struct buf *file)
{
	const struct signer_file message = {.file = {.data = file->data, .len = file->len}};
	struct buf request, reply;

	buf_init(&request, SIGNER_REQUEST_MAX);
	buf_init(&reply, SIGNER_REPLY_MAX);
	buf_add_byte(&request, op);
	wire_write(&request, signer_ops_terms(op)->request, &message);
	open_signer_must(signer_handle(o->signer, SIGNER_CAN_ALL, request.data, request.len,
				       &reply) == STATUS_OK);
	buf_release(&request);
	buf_release(&reply);
}

/* Gives the lines that the signer reads next. It forgets the passphrase of before. */
static inline void open_signer_answer(struct open_signer *o, const char *lines)
{
	static int fd = -1;

	if (fd < 0)
		fd = memfd_create("answers", MFD_CLOEXEC);
	open_signer_must(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 &&
			 write(fd, lines, strlen(lines)) == (ssize_t)strlen(lines) &&
			 lseek(fd, 0, SEEK_SET) == 0);
	signer_ask_drop(o->signer);
	o->signer->ask.lines = fd;
}

/* Agrees to what a request asks to sign, as a person would who typed what the signer asks for. */
static inline void open_signer_agree(struct open_signer *o, const uint8_t *request, size_t len)
{
	struct cursor c = cursor_of(request + 1, len - 1);
	const struct consent_obstacles none = {.first = false};
	struct signer_call call = {.signer = o->signer};
	const uint8_t op = request[0];
	struct consent_words words;
	struct signer_sign in;
	struct signer_act act;
	struct signer_text t;
	enum status s;

	signer_consent_release(o->signer);
	if ((op != SIGNER_SIGN_TX && op != SIGNER_SIGN_CLAIM && op != SIGNER_SIGN_TYPED &&
	     op != SIGNER_SIGN_MESSAGE) ||
	    wire_read(&in, signer_ops_terms(op)->request, &c, NULL) != STATUS_OK)
		return;
	if (op == SIGNER_SIGN_TX || op == SIGNER_SIGN_CLAIM) {
		s = signer_policy_judge(&call, &act, &in, op == SIGNER_SIGN_CLAIM);
		if (s == STATUS_OK)
			consent_words_of_act(&words, &act, o->signer->keys, &none);
		signer_policy_release(&act);
	} else {
		s = signer_text_judge(&call, &t, NULL, &in, op == SIGNER_SIGN_TYPED);
		if (s == STATUS_OK)
			consent_words_of_text(&words, &t.digest, &t.meaning);
	}
	open_signer_must(s != STATUS_OK || signer_consent_allow(o->signer, &words.digest,
								words.wanted, NULL) == STATUS_OK);
}

/* Puts the keys of the vault into use, as after a change of it, and hands the profile over. */
static inline void open_signer_again(struct open_signer *o)
{
	keyring_free(o->signer->unsaved);
	o->signer->unsaved = NULL;
	open_signer_must(keyring_new(&o->signer->unsaved, o->signer->curve, o->vault, o->file.data,
				     o->file.len, NULL) == STATUS_OK);
	open_signer_ask(o, SIGNER_CHECK, &o->file);
	open_signer_ask(o, SIGNER_PROFILE, &o->profile);
}

/* Makes everything. A failure ends the program. */
static inline void open_signer_start(struct open_signer *o)
{
	static struct randombytes_implementation random = {
		.implementation_name = open_signer_random_name,
		.random = open_signer_draw_word,
		.buf = open_signer_draw,
	};

	open_signer_must(randombytes_set_implementation(&random) == 0 &&
			 secret_start(NULL) == STATUS_OK &&
			 prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 &&
			 signer_new(&o->signer, NULL) == STATUS_OK);
	open_signer_read(o);
	open_signer_make_vault(o);
	open_signer_again(o);
}

#endif

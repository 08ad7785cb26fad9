/*
 * Requests to an open signer whom nobody answers: any bytes, every capability. A reply must be well
 * formed, and never hold a byte of what the vault guards. Whatever the policy lets pass is agreed
 * to here, so that it is signed.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/keccak.h"
#include "wallet/consent_words.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_profile.h"
#include "wallet/signer_text.h"
#include "wallet/vault_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char phrase[] = "test test test test test test test test test test test junk";
/* The entropy of the phrase, and the private keys of its accounts 0 and 1. */
static const uint8_t guarded[][16] = {
	{0xdf, 0x9b, 0xf3, 0x7e, 0x6f, 0xcd, 0xf9, 0xbf, 0x37, 0xe6, 0xfc, 0xdf, 0x9b, 0xf3, 0x7e,
	 0x3c},
	{0xac, 0x09, 0x74, 0xbe, 0xc3, 0x9a, 0x17, 0xe3, 0x6b, 0xa4, 0xa6, 0xb4, 0xd2, 0x38, 0xff,
	 0x94},
	{0x59, 0xc6, 0x99, 0x5e, 0x99, 0x8f, 0x97, 0xa5, 0xa0, 0x04, 0x49, 0x66, 0xf0, 0x94, 0x53,
	 0x89},
};

static struct signer *signer;
static struct buf profile; /* signer.json's, which the vault has accepted */

static void read_profile(void)
{
	struct json *doc = NULL;
	struct buf text;

	buf_init(&text, MIB);
	buf_init(&profile, LIMIT_SMALL_FILE);
	if (file_read(&text, "tests/vectors/wallet/signer.json", NULL) != STATUS_OK ||
	    json_parse(&doc, text.data, text.len, NULL) != STATUS_OK ||
	    json_write(&profile, json_get(doc, "profile")) != STATUS_OK)
		abort();
	json_free(doc);
	buf_release(&text);
}

/* The signer has this profile and no other one. */
static void hand_over_profile(void)
{
	struct signer_call c = {.signer = signer};
	struct signer_taken taken;

	signer_profile_forget(signer);
	if (signer_profile_take(
		    &c, &(struct signer_file){.file = {.data = profile.data, .len = profile.len}},
		    &taken) != STATUS_OK)
		abort();
}

/*
 * Opens the vault of the phrase with accounts 0 and 1, under a key that no Argon2id run made: each
 * input of a corpus is replayed by its own process.
 */
static void start(void)
{
	static const uint8_t salt[VAULT_SALT_SIZE] = "salt", bytes[VAULT_KEY_SIZE] = "fuzz";
	struct secret *words = NULL, *entropy = NULL, *key = NULL;
	struct vault *v = NULL;
	struct key_path path;
	struct hash accepted;
	struct buf request, file, reply;

	read_profile();
	keccak256(accepted.bytes, profile.data, profile.len);
	if (secret_start(NULL) != STATUS_OK || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0 ||
	    signer_new(&signer, NULL) != STATUS_OK ||
	    secret_copy(&words, phrase, strlen(phrase), NULL) != STATUS_OK ||
	    secret_copy(&key, bytes, sizeof(bytes), NULL) != STATUS_OK ||
	    bip39_entropy(&entropy, NULL, words, NULL) != STATUS_OK ||
	    vault_create_with_key(&v, entropy, NULL, salt, key, NULL) != STATUS_OK)
		abort();
	path_of_scheme(&path, PATH_METAMASK, 1);
	buf_init(&file, LIMIT_VAULT);
	buf_init(&request, SIGNER_REQUEST_MAX);
	buf_init(&reply, SIGNER_REPLY_MAX);
	if (vault_accounts_add(v, 1, &path, "", 0, NULL) != STATUS_OK ||
	    vault_profiles_add(v, &accepted, NULL) != STATUS_OK ||
	    vault_write(&file, v, NULL) != STATUS_OK ||
	    keyring_new(&signer->unsaved, signer->curve, v, file.data, file.len, NULL) != STATUS_OK)
		abort();
	buf_add_byte(&request, SIGNER_CHECK);
	wire_write(&request, signer_ops_terms(SIGNER_CHECK)->request,
		   &(struct signer_file){.file = {.data = file.data, .len = file.len}});
	if (signer_handle(signer, SIGNER_CAN_ALL, request.data, request.len, &reply) != STATUS_OK)
		abort();
	hand_over_profile();
	buf_release(&file);
	buf_release(&request);
	buf_release(&reply);
	vault_free(v);
	secret_free(words);
	secret_free(entropy);
	secret_free(key);
}

/* As a person would who typed whatever the signer asks for. */
static void agree(uint8_t op, const uint8_t *fields, size_t size)
{
	struct cursor c = cursor_of(fields, size);
	const struct consent_obstacles none = {.first = false};
	struct signer_call call = {.signer = signer};
	struct consent_words words;
	struct signer_sign in;
	struct signer_act act;
	struct signer_text t;
	enum status s;

	if (wire_read(&in, signer_ops_terms(op)->request, &c, NULL) != STATUS_OK)
		return;
	if (op == SIGNER_SIGN_TX || op == SIGNER_SIGN_CLAIM) {
		s = signer_policy_judge(&call, &act, &in, op == SIGNER_SIGN_CLAIM);
		if (s == STATUS_OK)
			consent_words_of_act(&words, &act, signer->keys, &none);
		signer_policy_release(&act);
	} else {
		s = signer_text_judge(&call, &t, NULL, &in, op == SIGNER_SIGN_TYPED);
		if (s == STATUS_OK)
			consent_words_of_text(&words, &t.digest, &t.meaning);
	}
	if (s == STATUS_OK &&
	    signer_consent_allow(signer, &words.digest, words.wanted, NULL) != STATUS_OK)
		abort();
}

static bool signs(uint8_t op)
{
	return op == SIGNER_SIGN_TX || op == SIGNER_SIGN_CLAIM || op == SIGNER_SIGN_TYPED ||
	       op == SIGNER_SIGN_MESSAGE;
}

static bool holds(const void *data, size_t len, const uint8_t secret[static 16])
{
	return memmem(data, len, secret, 16) != NULL;
}

/* A fuzzer learns the secrets from this very comparison and sends them in: those may come back. */
static void check_reply(const struct buf *reply, enum status s, const uint8_t *request, size_t size)
{
	struct cursor c = cursor_of(reply->data, reply->len);
	const uint8_t *text;
	uint32_t code, len;

	if (cursor_be32(&c, &code) != STATUS_OK || code != (uint32_t)s ||
	    cursor_be32(&c, &len) != STATUS_OK || cursor_take(&c, &text, len) != STATUS_OK ||
	    (s == STATUS_OK) != (len == 0))
		abort();
	for (size_t i = 0; i < ARRAY_SIZE(guarded); i++) {
		if (holds(reply->data, reply->len, guarded[i]) && !holds(request, size, guarded[i]))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf reply;
	enum status s;

	if (signer == NULL)
		start();
	/* LOCK ends the session; the unit tests have it. */
	if (size == 0 || data[0] == SIGNER_LOCK)
		return 0;
	if (signs(data[0]))
		agree(data[0], data + 1, size - 1);
	buf_init(&reply, SIGNER_REPLY_MAX);
	s = signer_handle(signer, SIGNER_CAN_ALL, data, size, &reply);
	check_reply(&reply, s, data, size);
	buf_release(&reply);
	signer_consent_release(signer);
	if (data[0] == SIGNER_PROFILE)
		hand_over_profile();
	return 0;
}

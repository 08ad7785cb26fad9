/*
 * Requests to an open signer: any bytes, every capability. A reply must be well formed, and never
 * hold a byte of what the vault guards.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/signer_call.h"
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
	struct buf request, file, reply;

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
	    vault_write(&file, v, NULL) != STATUS_OK ||
	    keyring_new(&signer->unsaved, signer->curve, v, file.data, file.len, NULL) != STATUS_OK)
		abort();
	buf_add_byte(&request, SIGNER_CHECK);
	wire_write(&request, signer_ops_terms(SIGNER_CHECK)->request,
		   &(struct signer_file){.file = {.data = file.data, .len = file.len}});
	if (signer_handle(signer, SIGNER_CAN_ALL, request.data, request.len, &reply) != STATUS_OK)
		abort();
	buf_release(&file);
	buf_release(&request);
	buf_release(&reply);
	vault_free(v);
	secret_free(words);
	secret_free(entropy);
	secret_free(key);
}

/* These derive keys for 0.4 s or end the session; the unit tests have them. */
static bool is_left_out(uint8_t op)
{
	return op == SIGNER_CREATE || op == SIGNER_CHANGE_PASSPHRASE || op == SIGNER_REVEAL ||
	       op == SIGNER_LOCK;
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
	if (size == 0 || is_left_out(data[0]))
		return 0;
	buf_init(&reply, SIGNER_REPLY_MAX);
	s = signer_handle(signer, SIGNER_CAN_ALL, data, size, &reply);
	check_reply(&reply, s, data, size);
	buf_release(&reply);
	return 0;
}

/*
 * The vault's parser, with a key in place of Argon2id. The first byte chooses: the file as it is,
 * the file with its digest made right, a decrypted body of version 1 or (3) of version 2.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/buf.h"
#include "wallet/vault_body.h"
#include "wallet/vault_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct secret *key;

/* The key under which the corpus' files were written. */
static void start(void)
{
	static const uint8_t bytes[VAULT_KEY_SIZE] = "fuzz";

	if (secret_start(NULL) != STATUS_OK || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0 ||
	    secret_copy(&key, bytes, sizeof(bytes), NULL) != STATUS_OK)
		abort();
}

/* A vault of version 1 is written as version 2, which opens with the same key and says the same. */
static void reopen_newer(const struct vault *v, const struct buf *file)
{
	struct vault *newer = NULL;

	if (vault_file_inspect(file->data, file->len, NULL) != STATUS_OK ||
	    vault_open_with_key(&newer, file->data, file->len, key, NULL) != STATUS_OK ||
	    vault_check(newer, file->data, file->len, NULL) != STATUS_OK || newer->n != v->n ||
	    memcmp(newer->accounts, v->accounts, v->n * sizeof(v->accounts[0])) != 0)
		abort();
	vault_free(newer);
}

/* A vault that opens is written again and found to be the same. */
static void open_file(const uint8_t *file, size_t len)
{
	struct vault *v = NULL;
	struct buf again;

	if (vault_file_inspect(file, len, NULL) != STATUS_OK ||
	    vault_open_with_key(&v, file, len, key, NULL) != STATUS_OK)
		return;
	buf_init(&again, LIMIT_VAULT);
	if (vault_write(&again, v, NULL) != STATUS_OK ||
	    vault_check(v, again.data, again.len, NULL) != STATUS_OK)
		abort();
	if (vault_is_version_1(file, len))
		reopen_newer(v, &again);
	else if (again.len != len || vault_check(v, file, len, NULL) != STATUS_OK)
		abort();
	buf_release(&again);
	vault_free(v);
}

static void open_with_right_digest(const uint8_t *data, size_t len)
{
	uint8_t *file = malloc(len + VAULT_DIGEST_SIZE);

	if (file == NULL)
		abort();
	memcpy(file, data, len);
	crypto_generichash(file + len, VAULT_DIGEST_SIZE, file, len, NULL, 0);
	open_file(file, len + VAULT_DIGEST_SIZE);
	free(file);
}

/* A body of version 2 that is accepted has one form only: it is written as the same bytes. */
static void read_body(const uint8_t *data, size_t len, uint8_t version)
{
	struct vault *v = calloc(1, sizeof(*v));
	struct secret *body = NULL, *again = NULL;

	if (v == NULL || secret_copy(&body, data, len, NULL) != STATUS_OK)
		abort();
	if (vault_body_read(v, body, version, NULL) == STATUS_OK) {
		if (vault_body_write(&again, v, NULL) != STATUS_OK)
			abort();
		if (version > 1 &&
		    (secret_len(again) != len || memcmp(secret_view(again), data, len) != 0))
			abort();
	}
	secret_free(again);
	secret_free(body);
	vault_free(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (key == NULL)
		start();
	if (size < 2 || size > LIMIT_VAULT)
		return 0;
	if (data[0] == 0)
		open_file(data + 1, size - 1);
	else if (data[0] == 1)
		open_with_right_digest(data + 1, size - 1);
	else
		read_body(data + 1, size - 1, data[0] == 3 ? 2 : 1);
	return 0;
}

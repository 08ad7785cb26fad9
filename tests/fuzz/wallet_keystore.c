/*
 * Keystores with a key in place of the key derivation, and private keys as text. The first byte
 * chooses: the file as it is, the file with its MAC made right, or the text of a key.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/buf.h"
#include "chain/keccak.h"
#include "wallet/key_text.h"
#include "wallet/keystore.h"
#include "wallet/keystore_kdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct secret *derived;
static struct curve *curve;

/* The key under which the corpus' files were written. */
static void start(void)
{
	static const uint8_t bytes[KEYSTORE_DERIVED_SIZE] = "fuzz";

	if (secret_start(NULL) != STATUS_OK || prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0 ||
	    secret_copy(&derived, bytes, sizeof(bytes), NULL) != STATUS_OK ||
	    curve_new(&curve, NULL) != STATUS_OK)
		abort();
}

/* A file that was read fits the ceilings that its readers rely on. */
static void check_settings(const struct keystore *k)
{
	if (k->salt_len > sizeof(k->salt) || k->ciphertext_len < 1 ||
	    k->ciphertext_len > sizeof(k->ciphertext))
		abort();
	switch (k->kdf) {
	case KEYSTORE_SCRYPT:
		if (k->n < 2 || k->r < 1 || k->p < 1 ||
		    128 * k->r * (k->n + k->p) > LIMIT_KEYSTORE_MEMORY ||
		    k->n * k->r * k->p > LIMIT_KEYSTORE_WORK)
			abort();
		return;
	case KEYSTORE_PBKDF2:
		if (k->rounds < 1 || k->rounds > LIMIT_KEYSTORE_ROUNDS)
			abort();
		return;
	}
	abort();
}

/* Written again, it says the same. */
static void check_written(const struct keystore *k)
{
	static const uint8_t uuid[KEYSTORE_UUID_SIZE] = {0};
	struct keystore again;
	struct buf file;

	buf_init(&file, LIMIT_KEYSTORE);
	if (keystore_file_write(&file, k, uuid, NULL) != STATUS_OK ||
	    keystore_file_read(&again, file.data, file.len, NULL) != STATUS_OK || again.n != k->n ||
	    again.r != k->r || again.p != k->p || again.salt_len != k->salt_len ||
	    memcmp(again.salt, k->salt, k->salt_len) != 0 ||
	    memcmp(again.iv, k->iv, sizeof(k->iv)) != 0 ||
	    again.ciphertext_len != k->ciphertext_len ||
	    memcmp(again.ciphertext, k->ciphertext, k->ciphertext_len) != 0 ||
	    memcmp(again.mac, k->mac, sizeof(k->mac)) != 0 || !again.has_address ||
	    !address_equal(&again.address, &k->address))
		abort();
	buf_release(&file);
}

/* A key that is handed out is one, and has the address that the file names. */
static void open_file(const uint8_t *file, size_t len, bool make_mac_right)
{
	uint8_t covered[16 + KEYSTORE_KEY_SIZE];
	struct secret *key = NULL;
	struct address address, of;
	struct keystore k;
	enum status s;

	if (keystore_file_read(&k, file, len, NULL) != STATUS_OK)
		return;
	check_settings(&k);
	if (k.kdf == KEYSTORE_SCRYPT && k.has_address)
		check_written(&k);
	if (make_mac_right) {
		memcpy(covered, secret_view(derived) + 16, 16);
		memcpy(covered + 16, k.ciphertext, k.ciphertext_len);
		keccak256(k.mac, covered, 16 + k.ciphertext_len);
	}
	s = keystore_open_with_key(&key, &address, &k, derived, curve, NULL);
	if ((key != NULL) != (s == STATUS_OK) || (make_mac_right && s == ERR_WRONG_PASSPHRASE))
		abort();
	if (key != NULL &&
	    (curve_address(curve, &of, secret_view(key)) != STATUS_OK ||
	     !address_equal(&of, &address) || (k.has_address && !address_equal(&of, &k.address))))
		abort();
	secret_free(key);
}

static void read_text(const uint8_t *data, size_t len)
{
	struct secret *text = NULL, *key = NULL;

	if (secret_copy(&text, data, len, NULL) != STATUS_OK)
		abort();
	if (key_text_read(&key, text, curve, NULL) == STATUS_OK &&
	    secret_len(key) != CURVE_KEY_SIZE)
		abort();
	secret_free(key);
	secret_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (derived == NULL)
		start();
	if (size < 2 || size > LIMIT_KEYSTORE + 2)
		return 0;
	if (data[0] == '0')
		open_file(data + 1, size - 1, false);
	else if (data[0] == '1')
		open_file(data + 1, size - 1, true);
	else
		read_text(data + 1, size - 1);
	return 0;
}

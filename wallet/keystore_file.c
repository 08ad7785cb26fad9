/*
 * In reading order: the key derivation and its cost; the cipher; formats that are refused by name;
 * the address; the file; writing.
 *
 * Invariant: a struct keystore that was read fits the ceilings of base/limits.h and its own arrays,
 * so that keystore_kdf.c and keystore.c check no length again.
 */
#include "wallet/keystore_file.h"

#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "base/text.h"
#include "wallet/keystore_member.h"

#define VERSION 3
/* Cleaned text of a file in a message. */
#define SHOWN 48

static enum status unsupported(const char *what, const char *name, const char *read, struct err *e)
{
	char shown[SHOWN];

	text_clean(shown, sizeof(shown), name, strlen(name));
	return err_set(e, ERR_UNSUPPORTED,
		       "the keystore's %s is \"%s\"; byline reads %s" KEYSTORE_EXPORT, what, shown,
		       read);
}

static enum status read_scrypt(struct keystore *k, const struct json *params, struct err *e)
{
	/* A block has 128 * r bytes. n of them are mixed into each of p others. */
	const uint64_t blocks = LIMIT_KEYSTORE_MEMORY / 128;
	uint64_t r = 0, p = 0;
	enum status s = keystore_member_number(&k->n, blocks, params, "n", e);

	if (s == STATUS_OK)
		s = keystore_member_number(&r, blocks, params, "r", e);
	if (s == STATUS_OK)
		s = keystore_member_number(&p, LIMIT_KEYSTORE_WORK, params, "p", e);
	if (s != STATUS_OK)
		return s;
	if (k->n < 2 || (k->n & (k->n - 1)) != 0)
		return err_set(e, ERR_PARSE,
			       "the keystore's member \"n\" is not a power of two; take another "
			       "copy of the file");
	if (r * (k->n + p) > blocks)
		return err_set(e, ERR_LIMIT,
			       "the keystore asks for %llu MiB of memory, and byline gives at most "
			       "%zu" KEYSTORE_EXPORT,
			       (unsigned long long)(r * (k->n + p) / (MIB / 128)),
			       LIMIT_KEYSTORE_MEMORY / MIB);
	if (k->n * r * p > LIMIT_KEYSTORE_WORK)
		return err_set(e, ERR_LIMIT,
			       "the keystore asks for more than 16 times the work of geth's "
			       "standard, which byline does not do" KEYSTORE_EXPORT);
	k->r = (uint32_t)r;
	k->p = (uint32_t)p;
	return STATUS_OK;
}

static enum status read_pbkdf2(struct keystore *k, const struct json *params, struct err *e)
{
	const struct json *prf;
	uint64_t rounds = 0;
	enum status s = keystore_member_need(&prf, params, "prf", json_is_string, e);

	if (s == STATUS_OK && !keystore_member_is(json_text(prf), "hmac-sha256"))
		return unsupported("hash of PBKDF2", json_text(prf), "hmac-sha256", e);
	if (s == STATUS_OK)
		s = keystore_member_number(&rounds, LIMIT_KEYSTORE_ROUNDS, params, "c", e);
	k->rounds = (uint32_t)rounds;
	return s;
}

static enum status read_kdf(struct keystore *k, const struct json *crypto, struct err *e)
{
	const struct json *kdf, *params = NULL;
	uint64_t derived = 0;
	enum status s = keystore_member_need(&kdf, crypto, "kdf", json_is_string, e);

	if (s != STATUS_OK)
		return s;
	if (keystore_member_is(json_text(kdf), "scrypt"))
		k->kdf = KEYSTORE_SCRYPT;
	else if (keystore_member_is(json_text(kdf), "pbkdf2"))
		k->kdf = KEYSTORE_PBKDF2;
	else
		return unsupported("key derivation", json_text(kdf), "scrypt and pbkdf2", e);
	s = keystore_member_need(&params, crypto, "kdfparams", json_is_object, e);
	if (s == STATUS_OK)
		s = k->kdf == KEYSTORE_SCRYPT ? read_scrypt(k, params, e)
					      : read_pbkdf2(k, params, e);
	if (s == STATUS_OK)
		s = keystore_member_hex(k->salt, &k->salt_len, 0, sizeof(k->salt), params, "salt",
					e);
	if (s == STATUS_OK)
		s = keystore_member_number(&derived, LIMIT_KEYSTORE_DERIVED, params, "dklen", e);
	/* A longer one begins with the same 32 bytes, and the rest is not used. */
	if (s == STATUS_OK && derived < 32)
		return err_set(
			e, ERR_UNSUPPORTED,
			"the keystore derives %u bytes, and the format needs 32" KEYSTORE_EXPORT,
			(unsigned)derived);
	return s;
}

static enum status read_cipher(struct keystore *k, const struct json *crypto, struct err *e)
{
	const struct json *cipher, *params = NULL;
	size_t len;
	enum status s = keystore_member_need(&cipher, crypto, "cipher", json_is_string, e);

	if (s == STATUS_OK && !keystore_member_is(json_text(cipher), "aes-128-ctr"))
		return unsupported("cipher", json_text(cipher), "aes-128-ctr", e);
	if (s == STATUS_OK)
		s = keystore_member_need(&params, crypto, "cipherparams", json_is_object, e);
	if (s == STATUS_OK)
		s = keystore_member_hex(k->iv, &len, sizeof(k->iv), sizeof(k->iv), params, "iv", e);
	if (s == STATUS_OK)
		s = keystore_member_hex(k->ciphertext, &k->ciphertext_len, 1, sizeof(k->ciphertext),
					crypto, "ciphertext", e);
	if (s == STATUS_OK)
		s = keystore_member_hex(k->mac, &len, sizeof(k->mac), sizeof(k->mac), crypto, "mac",
					e);
	return s;
}

/*
 * Formats that people take for a keystore of version 3. The version comes before all else, because
 * members of other versions have other types.
 */
static enum status refuse_others(const struct json *doc, struct err *e)
{
	const struct json *version, *other;
	int64_t v = 0;
	enum status s = keystore_member_find(&other, doc, "encseed", e);

	if (s == STATUS_OK && other != NULL)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is a wallet of Ethereum's presale of 2014, which byline does "
			       "not read; open it with ethers (Wallet.fromEncryptedJson) and "
			       "import the raw private key");
	s = s != STATUS_OK ? s : keystore_member_find(&other, doc, "privatekey", e);
	if (s == STATUS_OK && other != NULL)
		return err_set(e, ERR_UNSUPPORTED,
			       "this file has a private key that is not encrypted; import that key "
			       "as a raw private key and destroy the file");
	s = s != STATUS_OK ? s : keystore_member_find(&version, doc, "version", e);
	if (s != STATUS_OK)
		return s;
	if (json_is_string(version))
		return keystore_member_is(json_text(version), "3")
			       ? STATUS_OK
			       : unsupported("version", json_text(version), "version 3", e);
	if (json_integer(&v, version) != STATUS_OK)
		return err_set(e, ERR_PARSE,
			       "this is no keystore: the member \"version\" is missing; choose the "
			       "file that a wallet exported");
	if (v == 4)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is a keystore of version 4 (EIP-2335), which holds the key of "
			       "a validator and of no account; choose another file");
	if (v != VERSION)
		return err_set(
			e, ERR_UNSUPPORTED,
			"the keystore is of version %lld; byline reads version 3" KEYSTORE_EXPORT,
			(long long)v);
	return STATUS_OK;
}

/* Programs that hide the address leave it out, or write null or an empty text. */
static enum status read_address(struct keystore *k, const struct json *doc, struct err *e)
{
	const struct json *member;
	const char *text;
	size_t len;
	enum status s = keystore_member_find(&member, doc, "address", e);

	text = json_text(member);
	if (s != STATUS_OK || member == NULL || json_is_null(member) ||
	    (text != NULL && *text == '\0'))
		return s;
	s = keystore_member_hex(k->address.bytes, &len, sizeof(k->address.bytes),
				sizeof(k->address.bytes), doc, "address", e);
	k->has_address = s == STATUS_OK;
	return s;
}

enum status keystore_file_read(struct keystore *out, const uint8_t *file, size_t len, struct err *e)
{
	const struct json *crypto = NULL;
	struct json *doc = NULL;
	enum status s;

	*out = (struct keystore){.kdf = KEYSTORE_SCRYPT};
	if (len > LIMIT_KEYSTORE)
		return err_set(e, ERR_LIMIT,
			       "the file has more than %zu KiB, and a keystore has less than one; "
			       "choose the file that a wallet exported",
			       LIMIT_KEYSTORE / KIB);
	s = json_parse(&doc, file, len, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "this is no keystore");
	s = refuse_others(doc, e);
	if (s == STATUS_OK)
		s = keystore_member_need(&crypto, doc, "crypto", json_is_object, e);
	if (s == STATUS_OK)
		s = read_cipher(out, crypto, e);
	if (s == STATUS_OK)
		s = read_kdf(out, crypto, e);
	if (s == STATUS_OK)
		s = read_address(out, doc, e);
	json_free(doc);
	return s;
}

/* The format has no "0x". A failure makes json_write_take() fail. */
static void add_hex(struct json *object, const char *name, const uint8_t *data, size_t len)
{
	struct buf text;

	buf_init(&text, 2 * LIMIT_KEYSTORE_SALT);
	buf_add_hex(&text, data, len);
	if (buf_status(&text) == STATUS_OK)
		json_add_text(object, name, buf_str(&text));
	else
		json_add(object, name, NULL);
	buf_release(&text);
}

/* The order of members does not matter here: json_write_take() sorts them. */
static struct json *crypto_of(const struct keystore *k)
{
	struct json *crypto = json_new_object(), *cipher = json_new_object(),
		    *kdf = json_new_object();

	add_hex(cipher, "iv", k->iv, sizeof(k->iv));
	json_add_number(kdf, "dklen", 32);
	json_add_number(kdf, "n", k->n);
	json_add_number(kdf, "r", k->r);
	json_add_number(kdf, "p", k->p);
	add_hex(kdf, "salt", k->salt, k->salt_len);
	json_add_text(crypto, "cipher", "aes-128-ctr");
	add_hex(crypto, "ciphertext", k->ciphertext, k->ciphertext_len);
	json_add(crypto, "cipherparams", cipher);
	json_add_text(crypto, "kdf", "scrypt");
	json_add(crypto, "kdfparams", kdf);
	add_hex(crypto, "mac", k->mac, sizeof(k->mac));
	return crypto;
}

enum status keystore_file_write(struct buf *file, const struct keystore *k,
				const uint8_t uuid[static KEYSTORE_UUID_SIZE], struct err *e)
{
	const uint8_t *u = uuid;
	struct json *doc = json_new_object();
	enum status s;

	add_hex(doc, "address", k->address.bytes, sizeof(k->address.bytes));
	json_add(doc, "crypto", crypto_of(k));
	json_add_textf(doc, "id",
		       "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", u[0],
		       u[1], u[2], u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12],
		       u[13], u[14], u[15]);
	json_add_number(doc, "version", VERSION);
	s = json_write_take(file, doc);
	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot write the keystore: %s", status_phrase(s));
}

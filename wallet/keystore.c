/*
 * In reading order: the two uses of a derived key (mac_of, apply_stream); opening with one; the
 * passphrase as it is and composed (read); writing.
 *
 * Invariant: the private key, the derived key, AES's round keys and its key stream stand in guarded
 * memory only. The ciphertext is public, so the key stream is as secret as the key.
 */
#include "wallet/keystore.h"

#include <nettle/aes.h>
#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/disclose.h"
#include "base/nfkd.h"
#include "base/random.h"
#include "base/text.h"
#include "chain/keccak.h"
#include "wallet/keystore_kdf.h"

/* geth's StandardScryptN and StandardScryptP. */
#define SCRYPT_N ((uint64_t)1 << 18)
#define SCRYPT_R 8
#define SCRYPT_P 1
#define SALT	 32

static void mac_of(uint8_t mac[static KEYSTORE_MAC_SIZE], const struct keystore *k,
		   const struct secret *derived)
{
	struct keccak hash;

	keccak_init(&hash);
	keccak_update(&hash, secret_view(derived) + AES128_KEY_SIZE,
		      KEYSTORE_DERIVED_SIZE - AES128_KEY_SIZE);
	keccak_update(&hash, k->ciphertext, k->ciphertext_len);
	keccak_final(&hash, mac);
	secret_wipe(&hash, sizeof(hash));
}

struct keystore_cipher {
	struct aes128_ctx aes;
	uint8_t stream[KEYSTORE_KEY_SIZE];
};

/*
 * Exchanges `len` bytes of plain text and ciphertext. nettle's own counter mode would leave the key
 * stream on the stack.
 */
static enum status apply_stream(uint8_t *out, const uint8_t *in, size_t len,
				const uint8_t iv[static KEYSTORE_IV_SIZE],
				const struct secret *derived, struct err *e)
{
	struct secret *memory = NULL;
	enum status s = secret_new(&memory, sizeof(struct keystore_cipher), e);
	struct keystore_cipher *c;

	if (s != STATUS_OK)
		return s;
	c = (struct keystore_cipher *)(void *)secret_bytes(memory);
	/* The counter is big-endian and may run over at every byte. */
	memcpy(c->stream, iv, KEYSTORE_IV_SIZE);
	memcpy(c->stream + KEYSTORE_IV_SIZE, iv, KEYSTORE_IV_SIZE);
	for (size_t i = KEYSTORE_KEY_SIZE; i-- > KEYSTORE_IV_SIZE;)
		if (++c->stream[i] != 0)
			break;
	aes128_set_encrypt_key(&c->aes, secret_view(derived));
	aes128_encrypt(&c->aes, sizeof(c->stream), c->stream, c->stream);
	for (size_t i = 0; i < len; i++)
		out[i] = in[i] ^ c->stream[i];
	secret_free(memory);
	return STATUS_OK;
}

static enum status check_address(struct address *address, const struct keystore *k,
				 const struct secret *key, const struct curve *c, struct err *e)
{
	char named[ADDRESS_TEXT_SIZE], found[ADDRESS_TEXT_SIZE];
	enum status s = curve_address(c, address, secret_view(key));

	if (s != STATUS_OK)
		return err_set(e, ERR_RANGE,
			       "the keystore opens, but its content is no private key (0, or not "
			       "below the order of the curve); take another copy of the file");
	if (!k->has_address || address_equal(address, &k->address))
		return STATUS_OK;
	address_format(named, &k->address);
	address_format(found, address);
	return err_set(e, ERR_MISMATCH,
		       "the keystore names the account %s, but its key is that of %s: the file was "
		       "changed or is damaged; take another copy of it",
		       named, found);
}

enum status keystore_open_with_key(struct secret **key, struct address *address,
				   const struct keystore *k, const struct secret *derived,
				   const struct curve *c, struct err *e)
{
	uint8_t mac[KEYSTORE_MAC_SIZE];
	enum status s;

	*key = NULL;
	mac_of(mac, k, derived);
	if (disclose((uint32_t)sodium_memcmp(mac, k->mac, sizeof(mac))) != 0)
		return err_set(e, ERR_WRONG_PASSPHRASE, "wrong passphrase, or the file is damaged");
	s = secret_new(key, KEYSTORE_KEY_SIZE, e);
	if (s == STATUS_OK)
		s = apply_stream(secret_bytes(*key) + KEYSTORE_KEY_SIZE - k->ciphertext_len,
				 k->ciphertext, k->ciphertext_len, k->iv, derived, e);
	if (s == STATUS_OK)
		s = check_address(address, k, *key, c, e);
	if (s != STATUS_OK) {
		secret_free(*key);
		*key = NULL;
	}
	return s;
}

static enum status open_with(struct secret **key, struct address *address, const struct keystore *k,
			     const struct secret *passphrase, const struct curve *c, struct err *e)
{
	struct secret *derived = NULL;
	enum status s = keystore_kdf_derive(&derived, k, passphrase, e);

	if (s == STATUS_OK)
		s = keystore_open_with_key(key, address, k, derived, c, e);
	secret_free(derived);
	return s;
}

/* Whether ethers hashes other bytes for this passphrase than geth does. Out: those of ethers. */
static enum status composed_otherwise(bool *differs, struct secret **composed,
				      const struct secret *passphrase, struct err *e)
{
	enum status s = nfkd_secret_composed(composed, passphrase, e);

	*differs =
		s == STATUS_OK &&
		(secret_len(*composed) != secret_len(passphrase) ||
		 disclose((uint32_t)sodium_memcmp(secret_view(*composed), secret_view(passphrase),
						  secret_len(passphrase))) != 0);
	return s;
}

enum status keystore_read(struct secret **key, struct address *address, const uint8_t *file,
			  size_t len, const struct secret *passphrase, const struct curve *c,
			  struct err *e)
{
	struct secret *composed = NULL;
	struct keystore k;
	bool differs;
	enum status s, of_composed;

	*key = NULL;
	s = keystore_file_read(&k, file, len, e);
	if (s == STATUS_OK)
		s = open_with(key, address, &k, passphrase, c, e);
	if (s != ERR_WRONG_PASSPHRASE || passphrase == NULL)
		return s;
	of_composed = composed_otherwise(&differs, &composed, passphrase, e);
	if (of_composed != STATUS_OK)
		s = of_composed;
	else if (differs)
		s = open_with(key, address, &k, composed, c, e);
	secret_free(composed);
	return s;
}

static enum status check_passphrase(const struct secret *passphrase, struct err *e)
{
	struct secret *composed = NULL;
	bool differs = true;
	enum status s;

	if (passphrase == NULL)
		return err_set(e, ERR_USAGE, "the passphrase of the keystore is empty; choose one");
	s = composed_otherwise(&differs, &composed, passphrase, e);
	secret_free(composed);
	if (s == STATUS_OK && !nfkd_is_ascii(passphrase) &&
	    (differs || !text_is_utf8(secret_view(passphrase), secret_len(passphrase))))
		return err_set(e, ERR_USAGE,
			       "the passphrase has a character that wallets read in different "
			       "ways, so that some could not open the file; choose letters, digits "
			       "and signs of ASCII");
	return s;
}

static enum status seal(struct keystore *k, const struct secret *key,
			const struct secret *passphrase, struct err *e)
{
	struct secret *derived = NULL;
	enum status s = keystore_kdf_derive(&derived, k, passphrase, e);

	if (s == STATUS_OK)
		s = apply_stream(k->ciphertext, secret_view(key), KEYSTORE_KEY_SIZE, k->iv, derived,
				 e);
	if (s == STATUS_OK)
		mac_of(k->mac, k, derived);
	disclose_bytes(k->ciphertext, sizeof(k->ciphertext));
	disclose_bytes(k->mac, sizeof(k->mac));
	secret_free(derived);
	return s;
}

enum status keystore_write(struct buf *file, const struct secret *key,
			   const struct secret *passphrase, const struct curve *c, struct err *e)
{
	struct keystore k = {
		.kdf = KEYSTORE_SCRYPT,
		.n = SCRYPT_N,
		.r = SCRYPT_R,
		.p = SCRYPT_P,
		.salt_len = SALT,
		.ciphertext_len = KEYSTORE_KEY_SIZE,
		.has_address = true,
	};
	uint8_t uuid[KEYSTORE_UUID_SIZE];
	enum status s = check_passphrase(passphrase, e);

	if (s == STATUS_OK && (secret_len(key) != KEYSTORE_KEY_SIZE ||
			       curve_address(c, &k.address, secret_view(key)) != STATUS_OK))
		s = err_set(e, ERR_RANGE, "this is no private key");
	if (s != STATUS_OK)
		return s;
	random_fill(k.salt, k.salt_len);
	random_fill(k.iv, sizeof(k.iv));
	random_fill(uuid, sizeof(uuid));
	/* Version 4 and variant 1 of RFC 9562. */
	uuid[6] = (uint8_t)((uuid[6] & 0x0f) | 0x40);
	uuid[8] = (uint8_t)((uuid[8] & 0x3f) | 0x80);
	s = seal(&k, key, passphrase, e);
	return s == STATUS_OK ? keystore_file_write(file, &k, uuid, e) : s;
}

/*
 * In reading order: what is refused by its name, the bytes, public derivation, addresses.
 *
 * All of this is public, so that it runs outside of the signer, on the library's static context.
 * But a private key that was pasted by mistake passes through: no message has a part of the text.
 */
#include "wallet/xpub.h"

#include <secp256k1.h>
#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "base/secret.h"
#include "chain/keccak.h"
#include "wallet/base58.h"
#include "wallet/bip32.h"
#include "wallet/hmac.h"

#define EXTENDED_SIZE  78
#define VERSION_XPUB   0x0488b21eu
#define AT_DEPTH       4
#define AT_PARENT      5
#define AT_CHAIN_CODE  13
#define AT_KEY	       45
#define KIND_SIZE      4  /* "xpub" */
#define LONGER_THAN    60 /* no address and no name of an account has so many characters */
#define DEPTH_ACCOUNT  3
#define DEPTH_PAYMENTS 4

/* "xpub", "tprv" and their like. */
static bool is_kind(const char *text, const char *rest)
{
	return text[0] != '\0' && strncmp(text + 1, rest, KIND_SIZE - 1) == 0;
}

bool xpub_is_meant(const char *text)
{
	return is_kind(text, "pub") || is_kind(text, "prv") || strlen(text) > LONGER_THAN;
}

static enum status refuse_private(struct err *e)
{
	return err_set(e, ERR_REFUSED,
		       "this is a private key. It was refused and is shown nowhere, but it has now "
		       "been on the command line, which shells write into their history and other "
		       "programs can see. Whoever has it has all accounts below it: move what they "
		       "hold to a new phrase, and give byline the public key (xpub)");
}

/* Keys of other coins and scripts have other paths, so that their addresses would mislead. */
static enum status refuse_kind(const char *text, struct err *e)
{
	if (is_kind(text, "prv"))
		return refuse_private(e);
	if (is_kind(text, "pub") && text[0] != 'x')
		return err_set(
			e, ERR_UNSUPPORTED,
			"%cpub is a public key of %s; export the one of an Ethereum account, "
			"which begins with xpub",
			text[0],
			text[0] == 't' ? "Bitcoin's test network"
				       : "Bitcoin's newer addresses or test networks");
	return STATUS_OK;
}

static enum status check_bytes(const uint8_t bytes[static EXTENDED_SIZE], struct err *e)
{
	static const uint8_t zeros[AT_CHAIN_CODE - AT_PARENT];
	secp256k1_pubkey point;

	/* A private key stands behind a zero byte, whatever the version says. */
	if (bytes[AT_KEY] == 0)
		return refuse_private(e);
	if (be32_load(bytes) != VERSION_XPUB)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is no extended public key that byline knows; it begins with "
			       "xpub");
	if (bytes[AT_DEPTH] == 0 && memcmp(bytes + AT_PARENT, zeros, sizeof(zeros)) != 0)
		return err_set(e, ERR_PARSE,
			       "this extended key contradicts itself: it is the first of all, and "
			       "has a parent or a number; copy it again");
	if (!secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, bytes + AT_KEY,
				       CURVE_PUBLIC_SIZE))
		return err_set(e, ERR_PARSE, "the extended key holds no public key; copy it again");
	return STATUS_OK;
}

enum status xpub_parse(struct xpub *out, const char *text, struct err *e)
{
	uint8_t bytes[EXTENDED_SIZE];
	enum status s = refuse_kind(text, e);

	if (s != STATUS_OK)
		return s;
	s = base58_read_checked(bytes, sizeof(bytes), text, strlen(text));
	if (s == ERR_MISMATCH)
		return err_set(e, s,
			       "the extended key was mistyped: its checksum is wrong; copy it "
			       "again");
	if (s != STATUS_OK)
		return err_set(e, s,
			       "this is neither an address nor an extended public key, which has "
			       "111 characters and begins with xpub");
	s = check_bytes(bytes, e);
	if (s == STATUS_OK) {
		out->depth = bytes[AT_DEPTH];
		memcpy(out->chain_code, bytes + AT_CHAIN_CODE, sizeof(out->chain_code));
		memcpy(out->key, bytes + AT_KEY, sizeof(out->key));
	}
	secret_wipe(bytes, sizeof(bytes));
	return s;
}

enum status xpub_child(struct xpub *out, const struct xpub *parent, uint32_t i, struct err *e)
{
	const secp256k1_context *context = secp256k1_context_static;
	uint8_t hashed[HMAC_SIZE], number[4];
	secp256k1_pubkey point;
	size_t len = sizeof(out->key);

	if (i >= BIP32_HARDENED)
		return err_set(e, ERR_RANGE, "a hardened key does not follow from a public one");
	be32_store(number, i);
	hmac_sha512(hashed, parent->chain_code, sizeof(parent->chain_code), parent->key,
		    sizeof(parent->key), number, sizeof(number));
	if (!secp256k1_ec_pubkey_parse(context, &point, parent->key, sizeof(parent->key)) ||
	    !secp256k1_ec_pubkey_tweak_add(context, &point, hashed))
		return err_set(e, ERR_RANGE,
			       "number %u below this extended key has no key, which happens to one "
			       "in 2^127",
			       i);
	secp256k1_ec_pubkey_serialize(context, out->key, &len, &point, SECP256K1_EC_COMPRESSED);
	memcpy(out->chain_code, hashed + 32, sizeof(out->chain_code));
	out->depth = (uint8_t)(parent->depth + 1);
	return STATUS_OK;
}

/* Ethereum's address of a compressed key, which xpub_parse() or xpub_child() has checked. */
static enum status address_of_key(struct address *out, const uint8_t key[static CURVE_PUBLIC_SIZE])
{
	const secp256k1_context *context = secp256k1_context_static;
	uint8_t bytes[65], hashed[KECCAK_SIZE];
	size_t len = sizeof(bytes);
	secp256k1_pubkey point;

	if (!secp256k1_ec_pubkey_parse(context, &point, key, CURVE_PUBLIC_SIZE))
		return ERR_PARSE;
	secp256k1_ec_pubkey_serialize(context, bytes, &len, &point, SECP256K1_EC_UNCOMPRESSED);
	keccak256(hashed, bytes + 1, sizeof(bytes) - 1);
	memcpy(out->bytes, hashed + sizeof(hashed) - sizeof(out->bytes), sizeof(out->bytes));
	return STATUS_OK;
}

enum status xpub_address(struct address *out, char child[static XPUB_CHILD_SIZE],
			 const struct xpub *x, uint32_t i, struct err *e)
{
	struct xpub payments = *x, own;
	enum status s = STATUS_OK;

	if (x->depth != DEPTH_ACCOUNT && x->depth != DEPTH_PAYMENTS)
		return err_set(e, ERR_UNSUPPORTED,
			       "this extended key has depth %u. byline takes that of an account "
			       "(depth 3, such as m/44'/60'/0') and the one below it (depth 4, "
			       "such as m/44'/60'/0'/0)",
			       x->depth);
	if (x->depth == DEPTH_ACCOUNT)
		s = xpub_child(&payments, x, 0, e);
	if (s == STATUS_OK)
		s = xpub_child(&own, &payments, i, e);
	if (s == STATUS_OK)
		s = address_of_key(out, own.key);
	if (s == STATUS_OK)
		snprintf(child, XPUB_CHILD_SIZE, "%s%u", x->depth == DEPTH_ACCOUNT ? "0/" : "", i);
	return s;
}

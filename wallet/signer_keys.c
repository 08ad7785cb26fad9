#include "wallet/signer_keys.h"

#include <string.h>

#include "base/be.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "wallet/signer_sign.h"

/*
 * hashStruct of Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires), by EIP-712: the
 * hash of the type, then each member as a word of 32 bytes.
 */
static void upload_struct_hash(struct hash *out, const struct signer_upload *u)
{
	static const char type[] =
		"Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires)";
	uint8_t words[5][32] = {{0}};

	keccak256(words[0], type, strlen(type));
	memcpy(words[1], u->dataset.bytes, 32);
	memcpy(words[2], u->file.bytes, 32);
	be64_store(words[3] + 24, u->size);
	be64_store(words[4] + 24, u->expires);
	keccak256(out->bytes, words, sizeof(words));
}

enum status signer_keys_sign_upload(struct signer_call *c, const struct signer_upload *in,
				    struct signer_signature *out)
{
	struct hash domain;

	eip712_domain(&domain, "byline datanet", "1", in->chain_id, &in->datanet);
	upload_struct_hash(&out->digest, in);
	eip712_combine(&out->digest, &domain, &out->digest);
	return signer_sign_digest(c, in->account, out);
}

/* Derives the key at the labels "byline", `purpose`, `nonce`; NULL leaves the third label out. */
static enum status derive_key(struct signer_call *c, struct secret **out, const char *purpose,
			      const char *nonce)
{
	const char *labels[2] = {purpose, nonce};

	return keyring_key(c->signer->keys, out, labels, nonce != NULL ? 2 : 1, c->e);
}

enum status signer_keys_for_dataset(struct signer_call *c, const struct signer_nonce *in,
				    struct signer_keys *out)
{
	char hex[HASH_TEXT_SIZE];
	enum status s = signer_call_require_open(c);

	/* The label is the nonce in hex without 0x. The fingerprints of records need no nonce. */
	hash_format(hex, &in->nonce);
	if (s == STATUS_OK)
		s = derive_key(c, &out->salt, "salt", hex + 2);
	if (s == STATUS_OK)
		s = derive_key(c, &out->blind, "manifest", hex + 2);
	if (s == STATUS_OK)
		s = derive_key(c, &out->dedupe, "dedupe", NULL);
	return s;
}

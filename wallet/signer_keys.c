/*
 * Each handler reads all its fields before it looks at the vault, so that a malformed request gets
 * the same answer from a locked and from an open signer.
 */
#include "wallet/signer_keys.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "wallet/signer_text.h"
#include "wallet/signer_wire.h"
#include "wallet/slip21.h"

/*
 * hashStruct of Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires), by EIP-712: the
 * hash of the type, then each member as a word of 32 bytes.
 */
static void upload_struct_hash(struct hash *out, const struct hash *dataset,
			       const struct hash *file, uint64_t size, uint64_t expires)
{
	static const char type[] =
		"Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires)";
	uint8_t words[5][32] = {{0}};

	keccak256(words[0], type, strlen(type));
	memcpy(words[1], dataset->bytes, 32);
	memcpy(words[2], file->bytes, 32);
	be64_store(words[3] + 24, size);
	be64_store(words[4] + 24, expires);
	keccak256(out->bytes, words, sizeof(words));
}

enum status signer_keys_sign_upload(struct signer_call *c)
{
	uint64_t chain_id = 0, size = 0, expires = 0;
	struct hash dataset, file, domain, digest;
	struct address datanet;
	uint32_t account = 0;
	enum status s = cursor_be32(&c->in, &account);

	if (s == STATUS_OK)
		s = cursor_be64(&c->in, &chain_id);
	if (s == STATUS_OK)
		s = signer_wire_take_fixed(&c->in, datanet.bytes, sizeof(datanet.bytes));
	if (s == STATUS_OK)
		s = signer_wire_take_fixed(&c->in, dataset.bytes, sizeof(dataset.bytes));
	if (s == STATUS_OK)
		s = signer_wire_take_fixed(&c->in, file.bytes, sizeof(file.bytes));
	if (s == STATUS_OK)
		s = cursor_be64(&c->in, &size);
	if (s == STATUS_OK)
		s = cursor_be64(&c->in, &expires);
	if (s != STATUS_OK || cursor_left(&c->in) > 0)
		return signer_call_malformed(c);
	eip712_domain(&domain, "byline datanet", "1", chain_id, &datanet);
	upload_struct_hash(&digest, &dataset, &file, size, expires);
	eip712_combine(&digest, &domain, &digest);
	return signer_text_reply(c, account, &digest);
}

/* Appends the key at the labels "byline", `purpose`, `nonce`; NULL leaves the third label out. */
static enum status reply_key(struct signer_call *c, const char *purpose, const char *nonce)
{
	const char *labels[3] = {"byline", purpose, nonce};
	struct secret *key = NULL;
	enum status s = slip21_key(&key, secret_view(c->signer->seed), secret_len(c->signer->seed),
				   labels, nonce != NULL ? 3 : 2, c->e);

	if (s == STATUS_OK)
		buf_add(c->out, secret_view(key), SLIP21_KEY_SIZE);
	secret_free(key);
	return s;
}

enum status signer_keys_for_dataset(struct signer_call *c)
{
	char hex[HASH_TEXT_SIZE];
	struct hash nonce;
	enum status s = signer_wire_take_fixed(&c->in, nonce.bytes, sizeof(nonce.bytes));

	if (s != STATUS_OK || cursor_left(&c->in) > 0)
		return signer_call_malformed(c);
	s = signer_call_require_open(c);
	/* The label is the nonce in hex without 0x. The fingerprints of records need no nonce. */
	hash_format(hex, &nonce);
	if (s == STATUS_OK)
		s = reply_key(c, "salt", hex + 2);
	if (s == STATUS_OK)
		s = reply_key(c, "manifest", hex + 2);
	if (s == STATUS_OK)
		s = reply_key(c, "dedupe", NULL);
	return s;
}

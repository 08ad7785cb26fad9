/*
 * The hash decides, so that one honest node is enough and a lie is no dispute: a node may be at
 * another block, where the account had other code.
 */
#include "client/code.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/delegation.h"
#include "chain/keccak.h"
#include "chain/trie.h"
#include "client/question.h"

/* Takes the first answer whose bytes hash to `code_hash`. */
static bool find_code(struct buf *code, const struct nodes *nodes, const struct question *q,
		      const struct hash *code_hash)
{
	struct hash hash;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		buf_clear(code);
		if (!q->answers[i].answered ||
		    rpc_data(code, q->answers[i].reply.result) != STATUS_OK)
			continue;
		keccak256(hash.bytes, code->data, code->len);
		if (hash_equal(&hash, code_hash))
			return true;
	}
	buf_clear(code);
	return false;
}

enum status code_bytes(struct nodes *nodes, struct buf *out, const struct anchor *anchor,
		       const struct address *address, const struct hash *code_hash, struct err *e)
{
	struct question q = {.method = "eth_getCode"};
	char hex[ADDRESS_TEXT_SIZE], params[96];
	enum status s;

	buf_clear(out);
	/* An account that does not exist has a hash of zeros at some nodes. */
	if (hash_equal(code_hash, &trie_empty_code) || hash_is_zero(code_hash))
		return ERR_NOT_FOUND;
	hex_format(hex, address->bytes, sizeof(address->bytes));
	snprintf(params, sizeof(params), "[\"%s\",\"0x%llx\"]", hex,
		 (unsigned long long)anchor->header.number);
	q.params = params;
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK && !find_code(out, nodes, &q, code_hash))
		s = ERR_NOT_FOUND;
	question_release(&q);
	return s;
}

enum status code_read(struct nodes *nodes, struct code_reading *out, const struct anchor *anchor,
		      const struct address *address, const struct hash *code_hash, struct err *e)
{
	const bool none = hash_equal(code_hash, &trie_empty_code) || hash_is_zero(code_hash);
	struct buf code;
	enum status s;

	*out = (struct code_reading){.kind = none ? CODE_NONE : CODE_UNSEEN};
	buf_init(&code, LIMIT_RPC_REPLY);
	s = code_bytes(nodes, &code, anchor, address, code_hash, e);
	if (s == STATUS_OK)
		out->kind = delegation_read(&out->delegate, code.data, code.len) ? CODE_DELEGATION
										 : CODE_CONTRACT;
	buf_release(&code);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

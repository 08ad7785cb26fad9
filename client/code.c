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

/* Keeps the first answer whose bytes hash to `code_hash`. */
static void take_code(struct buf *out, const struct nodes *nodes, const struct question *q,
		      const struct hash *code_hash)
{
	struct hash hash;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		buf_clear(out);
		if (!q->answers[i].answered ||
		    rpc_data(out, q->answers[i].reply.result) != STATUS_OK)
			continue;
		keccak256(hash.bytes, out->data, out->len);
		if (hash_equal(&hash, code_hash))
			return;
	}
	buf_clear(out);
}

enum status code_bytes(struct nodes *nodes, struct buf *out, const struct anchor *anchor,
		       const struct address *address, const struct hash *code_hash, struct err *e)
{
	struct question q = {.method = "eth_getCode"};
	char hex[ADDRESS_TEXT_SIZE], params[96];
	enum status s;

	hex_format(hex, address->bytes, sizeof(address->bytes));
	snprintf(params, sizeof(params), "[\"%s\",\"0x%llx\"]", hex,
		 (unsigned long long)anchor->header.number);
	q.params = params;
	s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK)
		take_code(out, nodes, &q, code_hash);
	question_release(&q);
	return s;
}

enum status code_read(struct nodes *nodes, struct code_reading *out, const struct anchor *anchor,
		      const struct address *address, const struct hash *code_hash, struct err *e)
{
	struct buf code;
	enum status s;

	*out = (struct code_reading){.kind = CODE_NONE};
	/* An account that does not exist has a hash of zeros at some nodes. */
	if (hash_equal(code_hash, &trie_empty_code) || hash_is_zero(code_hash))
		return STATUS_OK;
	buf_init(&code, LIMIT_RPC_REPLY);
	s = code_bytes(nodes, &code, anchor, address, code_hash, e);
	if (s == STATUS_OK && code.len == 0)
		out->kind = CODE_UNSEEN;
	else if (s == STATUS_OK)
		out->kind = delegation_read(&out->delegate, code.data, code.len) ? CODE_DELEGATION
										 : CODE_CONTRACT;
	buf_release(&code);
	return s;
}

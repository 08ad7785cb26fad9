/*
 * The encoding of receipts: EIP-658 and EIP-2718, and for deposits the OP Stack's specification
 * ("Deposit Receipt"). What a node writes beside these fields, such as fees of a rollup, is in no
 * block.
 */
#include "chain/receipts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/limits.h"
#include "chain/member.h"
#include "chain/rlp.h"
#include "chain/trie_list.h"

#define TYPE_DEPOSIT 0x7e

/* A type is one byte below the prefixes of RLP lists, which begin a receipt of type 0. */
#define TYPE_MOST 0x7f

void receipts_init(struct receipts *r)
{
	*r = (struct receipts){0};
	buf_init(&r->bytes, LIMIT_RPC_LOGS);
}

void receipts_release(struct receipts *r)
{
	buf_release(&r->bytes);
	free(r->ends);
	*r = (struct receipts){0};
}

static enum status malformed(const char *name, struct err *e)
{
	return err_set(e, ERR_PARSE, "receipt: \"%s\" is missing or malformed", name);
}

static bool is_absent(const struct json *object, const char *name)
{
	const struct json *v = json_get(object, name);

	return v == NULL || json_is_null(v);
}

static enum status take_number(uint64_t *out, const struct json *object, const char *name,
			       struct err *e)
{
	const char *text = json_text(json_get(object, name));
	struct u256 v;

	if (text == NULL || u256_parse_quantity(&v, text, strlen(text)) != STATUS_OK ||
	    u256_to_u64(out, &v) != STATUS_OK)
		return malformed(name, e);
	return STATUS_OK;
}

/*
 * Appends the string of a value that must have `len` bytes. The bloom is the longest of them. It is
 * taken as the node gives it: a false one makes another root.
 */
static enum status add_fixed(struct buf *out, const struct json *value, const char *name,
			     size_t len, struct err *e)
{
	const char *text = json_text(value);
	uint8_t bytes[256];

	if (text == NULL || hex_parse(bytes, len, text, strlen(text)) != STATUS_OK)
		return malformed(name, e);
	rlp_add_bytes(out, bytes, len);
	return STATUS_OK;
}

static enum status add_number(struct buf *out, const struct json *object, const char *name,
			      struct err *e)
{
	uint64_t v;
	enum status s = take_number(&v, object, name, e);

	if (s == STATUS_OK)
		rlp_add_u64(out, v);
	return s;
}

/* Appends what `items` holds as a list, and releases it. */
static enum status add_list(struct buf *out, struct buf *items, enum status s)
{
	if (s == STATUS_OK)
		s = buf_status(items);
	if (s == STATUS_OK)
		rlp_add_list(out, items->data, items->len);
	buf_release(items);
	return s;
}

static enum status add_topics(struct buf *out, const struct json *topics, struct err *e)
{
	enum status s = json_is_array(topics) ? STATUS_OK : malformed("topics", e);
	struct buf items;

	buf_init(&items, KIB);
	for (const struct json *t = json_first(topics); t != NULL && s == STATUS_OK;
	     t = json_next(t))
		s = add_fixed(&items, t, "topics", 32, e);
	return add_list(out, &items, s);
}

static enum status add_event(struct buf *out, const struct json *event, struct err *e)
{
	struct buf items, data;
	enum status s;

	buf_init(&items, LIMIT_RPC_LOGS);
	buf_init(&data, LIMIT_RPC_LOGS);
	s = add_fixed(&items, json_get(event, "address"), "address", 20, e);
	if (s == STATUS_OK)
		s = add_topics(&items, json_get(event, "topics"), e);
	if (s == STATUS_OK)
		s = member_bytes(&data, event, "data", e);
	if (s == STATUS_OK)
		rlp_add_bytes(&items, data.data, data.len);
	buf_release(&data);
	return add_list(out, &items, s);
}

static enum status add_events(struct buf *out, const struct json *events, struct err *e)
{
	enum status s = json_is_array(events) ? STATUS_OK : malformed("logs", e);
	struct buf items;

	buf_init(&items, LIMIT_RPC_LOGS);
	for (const struct json *v = json_first(events); v != NULL && s == STATUS_OK;
	     v = json_next(v))
		s = add_event(&items, v, e);
	return add_list(out, &items, s);
}

/* Appends the fields; what a deposit has beyond them counts only where it has a version. */
static enum status add_fields(struct buf *out, const struct json *receipt, uint64_t type,
			      struct err *e)
{
	enum status s = add_number(out, receipt, "status", e);

	if (s == STATUS_OK)
		s = add_number(out, receipt, "cumulativeGasUsed", e);
	if (s == STATUS_OK)
		s = add_fixed(out, json_get(receipt, "logsBloom"), "logsBloom", 256, e);
	if (s == STATUS_OK)
		s = add_events(out, json_get(receipt, "logs"), e);
	if (s != STATUS_OK || type != TYPE_DEPOSIT || is_absent(receipt, "depositReceiptVersion"))
		return s;
	s = add_number(out, receipt, "depositNonce", e);
	return s == STATUS_OK ? add_number(out, receipt, "depositReceiptVersion", e) : s;
}

/* Keeps where an encoding ends, because those of types and lists cannot be told apart by RLP. */
static enum status note_end(struct receipts *r)
{
	if (r->n == r->cap) {
		size_t cap = r->cap > 0 ? 2 * r->cap : 256;
		size_t *grown = reallocarray(r->ends, cap, sizeof(*grown));

		if (grown == NULL)
			return ERR_MEMORY;
		r->ends = grown;
		r->cap = cap;
	}
	r->ends[r->n++] = r->bytes.len;
	return STATUS_OK;
}

enum status receipts_add(struct receipts *r, const struct json *receipt, struct err *e)
{
	uint64_t type = 0;
	struct buf items;
	enum status s =
		is_absent(receipt, "type") ? STATUS_OK : take_number(&type, receipt, "type", e);

	if (s == STATUS_OK && type > TYPE_MOST)
		s = malformed("type", e);
	if (s != STATUS_OK)
		return s;
	if (type > 0)
		buf_add_byte(&r->bytes, (uint8_t)type);
	buf_init(&items, LIMIT_RPC_LOGS);
	s = add_list(&r->bytes, &items, add_fields(&items, receipt, type, e));
	if (s == STATUS_OK)
		s = buf_status(&r->bytes);
	if (s == STATUS_OK)
		s = note_end(r);
	if (s != STATUS_OK && (e == NULL || e->code == STATUS_OK))
		s = err_set(e, s, "receipt: %s", status_phrase(s));
	return s;
}

enum status receipts_root(struct hash *out, const struct receipts *r)
{
	struct trie_node *items = calloc(r->n + 1, sizeof(*items));
	size_t from = 0;
	enum status s;

	if (items == NULL)
		return ERR_MEMORY;
	/* Addresses are taken only now: `bytes` moved while it grew. */
	for (size_t i = 0; i < r->n; i++) {
		items[i] = (struct trie_node){r->bytes.data + from, r->ends[i] - from};
		from = r->ends[i];
	}
	s = trie_list_root(out, items, r->n);
	free(items);
	return s;
}

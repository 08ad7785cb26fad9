/*
 * RLP: the encoding of transactions, headers and trie nodes.
 *
 * A prefix tells a string (0x80) from a list (0xc0) and holds the length of a short one; a byte
 * below 0x80 stands for itself.
 */
#include "chain/rlp.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"

#define SHORT_MAX 55 /* the longest payload whose length is in the prefix itself */

/* Appends the bytes of `be` without leading zeros, as a string. */
static void add_integer(struct buf *out, const uint8_t *be, size_t len)
{
	while (len > 0 && *be == 0) {
		be++;
		len--;
	}
	rlp_add_bytes(out, be, len);
}

/* Appends the prefix of a string (`base` 0x80) or a list (0xc0) of `len` bytes. */
static void add_prefix(struct buf *out, uint8_t base, size_t len)
{
	uint8_t be[8];
	size_t zeros = 0;

	if (len <= SHORT_MAX) {
		buf_add_byte(out, (uint8_t)(base + len));
		return;
	}
	be64_store(be, len);
	while (be[zeros] == 0)
		zeros++;
	buf_add_byte(out, (uint8_t)(base + SHORT_MAX + 8 - zeros));
	buf_add(out, be + zeros, 8 - zeros);
}

void rlp_add_bytes(struct buf *out, const void *data, size_t len)
{
	if (len != 1 || *(const uint8_t *)data >= 0x80)
		add_prefix(out, 0x80, len);
	buf_add(out, data, len);
}

void rlp_add_u64(struct buf *out, uint64_t v)
{
	uint8_t be[8];

	be64_store(be, v);
	add_integer(out, be, sizeof(be));
}

void rlp_add_u256(struct buf *out, const struct u256 *v)
{
	uint8_t be[32];

	u256_to_be(be, v);
	add_integer(out, be, sizeof(be));
}

void rlp_add_list(struct buf *out, const void *payload, size_t len)
{
	add_prefix(out, 0xc0, len);
	buf_add(out, payload, len);
}

/*
 * Reads the payload length that follows a prefix, in `n` (1..8) bytes. A length that fits a shorter
 * form is a second encoding of the same item, and refused.
 */
static enum status take_length(struct cursor *c, size_t *len, size_t n)
{
	const uint8_t *be;
	uint64_t v = 0;

	if (cursor_take(c, &be, n) != STATUS_OK || be[0] == 0)
		return ERR_PARSE;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | be[i];
	if (v <= SHORT_MAX || v > cursor_left(c))
		return ERR_PARSE;
	*len = (size_t)v;
	return STATUS_OK;
}

enum status rlp_next(struct cursor *c, struct rlp_item *out)
{
	struct cursor at = *c;
	struct rlp_item item = {.raw = c->at};
	uint8_t prefix, base;

	if (cursor_u8(&at, &prefix) != STATUS_OK)
		return ERR_PARSE;
	item.is_list = prefix >= 0xc0;
	base = item.is_list ? 0xc0 : 0x80;
	if (prefix < 0x80) {
		at.at--;
		item.len = 1;
	} else if (prefix - base <= SHORT_MAX) {
		item.len = (size_t)(prefix - base);
	} else if (take_length(&at, &item.len, (size_t)(prefix - base - SHORT_MAX)) != STATUS_OK) {
		return ERR_PARSE;
	}
	if (cursor_take(&at, &item.data, item.len) != STATUS_OK)
		return ERR_PARSE;
	if (prefix == 0x81 && item.data[0] < 0x80)
		return ERR_PARSE;
	item.raw_len = (size_t)(at.at - item.raw);
	*c = at;
	*out = item;
	return STATUS_OK;
}

enum status rlp_enter(struct cursor *out, const struct rlp_item *item)
{
	if (!item->is_list)
		return ERR_PARSE;
	*out = cursor_of(item->data, item->len);
	return STATUS_OK;
}

enum status rlp_take_bytes(struct cursor *c, const uint8_t **data, size_t *len)
{
	struct cursor at = *c;
	struct rlp_item item;

	if (rlp_next(&at, &item) != STATUS_OK || item.is_list)
		return ERR_PARSE;
	*c = at;
	*data = item.data;
	*len = item.len;
	return STATUS_OK;
}

enum status rlp_take_fixed(struct cursor *c, uint8_t *out, size_t len)
{
	struct cursor at = *c;
	const uint8_t *data;
	size_t got;

	if (rlp_take_bytes(&at, &data, &got) != STATUS_OK || got != len)
		return ERR_PARSE;
	*c = at;
	memcpy(out, data, len);
	return STATUS_OK;
}

/* Takes an integer of at most `cap` bytes, right-aligned in `out`. */
static enum status take_integer(struct cursor *c, uint8_t *out, size_t cap)
{
	struct cursor at = *c;
	const uint8_t *data;
	size_t len;

	if (rlp_take_bytes(&at, &data, &len) != STATUS_OK || (len > 0 && data[0] == 0))
		return ERR_PARSE;
	if (len > cap)
		return ERR_RANGE;
	memset(out, 0, cap - len);
	memcpy(out + cap - len, data, len);
	*c = at;
	return STATUS_OK;
}

enum status rlp_take_u64(struct cursor *c, uint64_t *out)
{
	uint8_t be[8];
	enum status s = take_integer(c, be, sizeof(be));

	if (s == STATUS_OK)
		*out = be64_load(be);
	return s;
}

enum status rlp_take_u256(struct cursor *c, struct u256 *out)
{
	uint8_t be[32];
	enum status s = take_integer(c, be, sizeof(be));

	if (s == STATUS_OK)
		*out = u256_from_be(be);
	return s;
}

enum status rlp_take_list(struct cursor *c, struct cursor *items)
{
	struct cursor at = *c;
	struct rlp_item item;

	if (rlp_next(&at, &item) != STATUS_OK || rlp_enter(items, &item) != STATUS_OK)
		return ERR_PARSE;
	*c = at;
	return STATUS_OK;
}

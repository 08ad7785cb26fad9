/* RLP: an accepted input, written again item by item, gives the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/rlp.h"

static bool rewrite(struct buf *out, struct cursor c, int depth)
{
	while (cursor_left(&c) > 0) {
		struct rlp_item item;
		struct cursor items;

		if (rlp_next(&c, &item) != STATUS_OK)
			return false;
		if (rlp_enter(&items, &item) == STATUS_OK && depth < LIMIT_RLP_DEPTH) {
			struct buf inner;
			bool whole;

			buf_init(&inner, 2 * MIB);
			whole = rewrite(&inner, items, depth + 1);
			rlp_add_list(out, inner.data, inner.len);
			buf_release(&inner);
			if (!whole)
				return false;
		} else if (item.is_list) {
			rlp_add_list(out, item.data, item.len);
		} else {
			rlp_add_bytes(out, item.data, item.len);
		}
	}
	return true;
}

/* An integer that is taken is written as it was. */
static void check_integer(const uint8_t *data, size_t size)
{
	struct cursor c = cursor_of(data, size);
	struct u256 v;
	struct buf out;

	if (rlp_take_u256(&c, &v) != STATUS_OK)
		return;
	buf_init(&out, 64);
	rlp_add_u256(&out, &v);
	if (out.len != (size_t)(c.at - data) || memcmp(out.data, data, out.len) != 0)
		abort();
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out;

	if (size > MIB)
		return 0;
	buf_init(&out, 2 * MIB);
	if (rewrite(&out, cursor_of(data, size), 0) &&
	    (out.len != size || (size > 0 && memcmp(out.data, data, size) != 0)))
		abort();
	buf_release(&out);
	check_integer(data, size);
	return 0;
}

/*
 * ABI: f(bytes, (uint64, address, bool, string), bytes32[], uint256) has every kind of member. An
 * accepted input, written again, gives the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"

struct values {
	const uint8_t *bytes, *text;
	size_t len, text_len, n;
	uint64_t number;
	struct address address;
	bool flag;
	const uint8_t (*hashes)[32];
	struct u256 last;
};

static enum status decode(struct values *v, const uint8_t *data, size_t size)
{
	struct abi_reader r, inner;

	if (abi_open(&r, data, size, 4) != STATUS_OK ||
	    abi_take_bytes(&r, &v->bytes, &v->len) != STATUS_OK ||
	    abi_take_tuple(&r, &inner, 4) != STATUS_OK ||
	    abi_take_u64(&inner, &v->number) != STATUS_OK ||
	    abi_take_address(&inner, &v->address) != STATUS_OK ||
	    abi_take_bool(&inner, &v->flag) != STATUS_OK ||
	    abi_take_bytes(&inner, &v->text, &v->text_len) != STATUS_OK ||
	    abi_close(&inner) != STATUS_OK || abi_take_hashes(&r, &v->hashes, &v->n) != STATUS_OK ||
	    abi_take_u256(&r, &v->last) != STATUS_OK)
		return ERR_PARSE;
	return abi_close(&r);
}

static void encode(struct buf *out, const struct values *v)
{
	struct abi_writer w, inner;

	abi_begin(&w, out, 4);
	abi_add_bytes(&w, v->bytes, v->len);
	abi_begin_tuple(&inner, &w, 4);
	abi_add_u64(&inner, v->number);
	abi_add_address(&inner, &v->address);
	abi_add_bool(&inner, v->flag);
	abi_add_bytes(&inner, v->text, v->text_len);
	abi_add_hashes(&w, v->hashes, v->n);
	abi_add_u256(&w, &v->last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct values v;
	struct buf out;

	if (size > MIB || decode(&v, data, size) != STATUS_OK)
		return 0;
	buf_init(&out, 2 * MIB);
	encode(&out, &v);
	if (buf_status(&out) != STATUS_OK || out.len != size || memcmp(out.data, data, size) != 0)
		abort();
	buf_release(&out);
	return 0;
}

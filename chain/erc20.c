#include "chain/erc20.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/slot.h"

static const uint8_t selector_balance[4] = {0x70, 0xa0, 0x82, 0x31}; /* balanceOf(address) */
static const uint8_t selector_transfer[4] = {0xa9, 0x05, 0x9c,
					     0xbb};		    /* transfer(address,uint256) */
static const uint8_t selector_symbol[4] = {0x95, 0xd8, 0x9b, 0x41}; /* symbol() */
static const uint8_t selector_decimals[4] = {0x31, 0x3c, 0xe5, 0x67}; /* decimals() */

const struct hash erc20_topic_transfer = {{0xdd, 0xf2, 0x52, 0xad, 0x1b, 0xe2, 0xc8, 0x9b,
					   0x69, 0xc2, 0xb0, 0x68, 0xfc, 0x37, 0x8d, 0xaa,
					   0x95, 0x2b, 0xa7, 0xf1, 0x63, 0xc4, 0xa1, 0x16,
					   0x28, 0xf5, 0x5a, 0x4d, 0xf5, 0x23, 0xb3, 0xef}};

enum status erc20_balance_calldata(struct buf *out, const struct address *owner)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_balance, 1);
	abi_add_address(&w, owner);
	return buf_status(out);
}

enum status erc20_transfer_calldata(struct buf *out, const struct address *to,
				    const struct tokens *amount)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_transfer, 2);
	abi_add_address(&w, to);
	abi_add_u256(&w, &amount->raw);
	return buf_status(out);
}

enum status erc20_symbol_calldata(struct buf *out)
{
	buf_add(out, selector_symbol, sizeof(selector_symbol));
	return buf_status(out);
}

enum status erc20_decimals_calldata(struct buf *out)
{
	buf_add(out, selector_decimals, sizeof(selector_decimals));
	return buf_status(out);
}

enum status erc20_read_symbol(const uint8_t **symbol, size_t *symbol_len, const void *data,
			      size_t len)
{
	struct abi_reader r;
	enum status s;

	/* A word instead of a string: text up to the first zero byte. */
	if (len == 32) {
		const uint8_t *end = memchr(data, 0, len);

		*symbol = data;
		*symbol_len = end != NULL ? (size_t)(end - *symbol) : len;
		return STATUS_OK;
	}
	s = abi_open(&r, data, len, 1);
	if (s == STATUS_OK)
		s = abi_take_bytes(&r, symbol, symbol_len);
	return s == STATUS_OK ? abi_close(&r) : s;
}

enum status erc20_read_decimals(unsigned *decimals, const void *data, size_t len)
{
	struct abi_reader r;
	uint64_t v = 0;
	enum status s = abi_open(&r, data, len, 1);

	if (s == STATUS_OK)
		s = abi_take_u64(&r, &v);
	if (s == STATUS_OK)
		s = abi_close(&r);
	/* The function returns a uint8, in a word like everything else. */
	if (s == STATUS_OK && v > UINT8_MAX)
		s = ERR_RANGE;
	*decimals = (unsigned)v;
	return s;
}

enum status erc20_read_transfer(struct address *to, struct tokens *amount, const void *calldata,
				size_t len)
{
	struct abi_reader r;
	enum status s = abi_open_call(&r, calldata, len, selector_transfer, 2);

	if (s == STATUS_OK)
		s = abi_take_address(&r, to);
	if (s == STATUS_OK)
		s = abi_take_u256(&r, &amount->raw);
	return s == STATUS_OK ? abi_close(&r) : s;
}

void erc20_balance_slot(struct hash *out, const struct profile_token *token,
			const struct address *owner)
{
	struct hash key;

	address_to_word(key.bytes, owner);
	slot_mapping(out, &key, &token->balance_slot, token->balance_order);
}

void erc20_balance_from_word(struct tokens *out, const struct profile_token *token,
			     const struct u256 *word)
{
	struct u256 mask = u256_from_be(token->balance_mask.bytes), v;
	unsigned shift = 0;

	for (size_t i = 0; i < 4; i++)
		v.limb[i] = word->limb[i] & mask.limb[i];
	/* The lowest bit of the mask becomes bit 0 of the balance. */
	while (shift < 256 && (mask.limb[shift / 64] >> shift % 64 & 1) == 0)
		shift++;
	for (size_t i = 0; i < 4; i++) {
		size_t from = i + shift / 64;
		uint64_t low = from < 4 ? v.limb[from] >> shift % 64 : 0;
		uint64_t high =
			from + 1 < 4 && shift % 64 != 0 ? v.limb[from + 1] << (64 - shift % 64) : 0;

		out->raw.limb[i] = low | high;
	}
}

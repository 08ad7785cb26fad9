/* The functions have no names on the chain: four bytes of a hash stand for each of them. */
#include "chain/rollup.h"

#include "base/buf.h"
#include "chain/abi.h"

const struct address rollup_oracle = {{0x42, [19] = 0x0f}};

/* getL1FeeUpperBound(uint256) */
static const uint8_t selector_bound[4] = {0xf1, 0xc7, 0xa5, 0x8b};
/* getL1Fee(bytes) */
static const uint8_t selector_bytes[4] = {0x49, 0x94, 0x8e, 0x0e};
/* getOperatorFee(uint256) */
static const uint8_t selector_operator[4] = {0x27, 0x5a, 0xed, 0xd2};

enum status rollup_bound_calldata(struct buf *out, size_t len)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_bound, 1);
	abi_add_u64(&w, len);
	return buf_status(out);
}

enum status rollup_bytes_calldata(struct buf *out, const void *unsigned_tx, size_t len)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_bytes, 1);
	abi_add_bytes(&w, unsigned_tx, len);
	return buf_status(out);
}

enum status rollup_operator_calldata(struct buf *out, const struct u256 *gas_limit)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_operator, 1);
	abi_add_u256(&w, gas_limit);
	return buf_status(out);
}

enum status rollup_read_fee(struct wei *out, const void *data, size_t len)
{
	struct abi_reader r;
	enum status s = abi_open(&r, data, len, 1);

	if (s == STATUS_OK)
		s = abi_take_u256(&r, &out->raw);
	return s == STATUS_OK ? abi_close(&r) : s;
}

enum status rollup_fee_most(struct wei *out, const struct rollup_fee *fee)
{
	struct u256 two = u256_from_u64(2);
	enum status s = u256_mul(&out->raw, &fee->l1.raw, &two);

	return s == STATUS_OK ? u256_add(&out->raw, &out->raw, &fee->operator.raw) : s;
}

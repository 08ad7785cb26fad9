/*
 * RLP (Ethereum Yellow Paper, appendix B), strict: only the shortest encoding of a value is
 * accepted.
 */
#ifndef CHAIN_RLP_H
#define CHAIN_RLP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cursor.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/u256.h"

struct buf;

/* Appends a byte string. */
void rlp_add_bytes(struct buf *out, const void *data, size_t len);

/* Appends an integer: big-endian without leading zeros, zero as the empty string. */
void rlp_add_u64(struct buf *out, uint64_t v);
void rlp_add_u256(struct buf *out, const struct u256 *v);

/* Appends a list whose encoded items are `payload`. */
void rlp_add_list(struct buf *out, const void *payload, size_t len);

/*
 * A decoded item. `data` points into the input: to the bytes of a string, or to the encoded items
 * of a list.
 */
struct rlp_item {
	bool is_list;
	const uint8_t *data;
	size_t len;
	const uint8_t *raw; /* the whole encoding with its prefix */
	size_t raw_len;
};

/*
 * Takes the next item. The items of a list are read with rlp_enter().
 * Returns: STATUS_OK, ERR_PARSE for an item that is cut off or has a shorter encoding.
 */
MUST_CHECK enum status rlp_next(struct cursor *c, struct rlp_item *out);

/* A cursor over the items of a list. ERR_PARSE when `item` is no list. */
MUST_CHECK enum status rlp_enter(struct cursor *out, const struct rlp_item *item);

/*
 * Take the next item as: a string of any length, which points into the input; a string of exactly
 * `len` bytes; an integer without leading zeros; a list, as a cursor over its items. On failure the
 * cursor stays where it was.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE for an integer that does not fit.
 */
MUST_CHECK enum status rlp_take_bytes(struct cursor *c, const uint8_t **data, size_t *len);
MUST_CHECK enum status rlp_take_fixed(struct cursor *c, uint8_t *out, size_t len);
MUST_CHECK enum status rlp_take_u64(struct cursor *c, uint64_t *out);
MUST_CHECK enum status rlp_take_u256(struct cursor *c, struct u256 *out);
MUST_CHECK enum status rlp_take_list(struct cursor *c, struct cursor *items);

#endif

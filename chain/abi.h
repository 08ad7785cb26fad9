/*
 * The contract ABI (Solidity specification): the calls that byline makes and decodes.
 *
 * An encoding is always a tuple: the arguments of a function, its return values, or a payload. A
 * tuple has one 32-byte head word for each static member. For each dynamic member (bytes, string,
 * bytes32[], a dynamic tuple) the head word is an offset, counted from the tuple's own first byte,
 * and the member itself follows after the heads. A static tuple as member is written in place: its
 * members are head words of the outer tuple. So
 * attest((bytes32,(address,uint64,bool,bytes32,bytes,uint256))) is a tuple of 1 word, which holds a
 * tuple of 2 words, which holds a tuple of 6 words.
 *
 * Decoding accepts only the layout that Solidity, Vyper, ethers and cast write. Dynamic parts come
 * in the order of their heads: the first directly after the heads, each directly after the one
 * before. Bytes are filled up with zeros, narrow types are in range, every head is taken, and
 * nothing follows the last part. A value that was decoded therefore encodes to the same bytes
 * again.
 */
#ifndef CHAIN_ABI_H
#define CHAIN_ABI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

struct buf;

/*
 * One tuple being encoded. `out` receives heads and tails; nothing else may append to it meanwhile.
 * Members are added in order. The buffer remembers a failure: buf_status() is ERR_USAGE when there
 * were more members than announced words.
 */
struct abi_writer {
	struct buf *out;
	size_t origin; /* place in out of the first head word */
	size_t head;   /* place of the next head word */
	size_t end;    /* place after the last head word */
};

/* Begins a tuple of `words` head words (a dynamic member has one), which are zeros at first. */
void abi_begin(struct abi_writer *w, struct buf *out, size_t words);

/* Appends a function's selector and begins the tuple of its arguments. */
void abi_begin_call(struct abi_writer *w, struct buf *out, const uint8_t selector[static 4],
		    size_t words);

/* Add a static member. */
void abi_add_u64(struct abi_writer *w, uint64_t v);
void abi_add_u256(struct abi_writer *w, const struct u256 *v);
void abi_add_address(struct abi_writer *w, const struct address *a);
void abi_add_hash(struct abi_writer *w, const struct hash *h);
void abi_add_bool(struct abi_writer *w, bool v);

/* Add a dynamic member: `bytes` or `string`, and `bytes32[]` of n*32 bytes. */
void abi_add_bytes(struct abi_writer *w, const void *data, size_t len);
void abi_add_hashes(struct abi_writer *w, const uint8_t (*hashes)[32], size_t n);

/*
 * Adds a dynamic tuple: fills in its offset and begins the inner tuple at the end of `out`. The
 * inner tuple must be complete before the outer one gets its next dynamic member.
 */
void abi_begin_tuple(struct abi_writer *inner, struct abi_writer *outer, size_t words);

/*
 * Adds a list of `n` elements that take `words` head words each (a dynamic element takes one): its
 * elements are then the members of `inner`. The inner tuple must be complete before the outer one
 * gets its next dynamic member.
 */
void abi_begin_list(struct abi_writer *inner, struct abi_writer *outer, size_t n, size_t words);

/* A tuple being decoded; offsets count from `base`. Private fields. */
struct abi_reader {
	const uint8_t *base;
	size_t len;   /* bytes from base to the end of the input */
	size_t head;  /* place of the next head word */
	size_t heads; /* place after the last head word */
	size_t tail;  /* place where the next dynamic part must begin */
	struct abi_reader *outer;
};

/* Begins to decode a tuple of `words` head words. ERR_PARSE when the input is shorter. */
MUST_CHECK enum status abi_open(struct abi_reader *r, const void *data, size_t len, size_t words);

/*
 * Begins to decode the arguments of the function that `selector` names. ERR_PARSE for calldata of
 * another function, or shorter calldata.
 */
MUST_CHECK enum status abi_open_call(struct abi_reader *r, const void *calldata, size_t len,
				     const uint8_t selector[static 4], size_t words);

/*
 * Take the next member. A dynamic one points into the input.
 * Returns: STATUS_OK; ERR_PARSE for another layout than described above, or more members than
 * `words`; ERR_RANGE for a uint64 above 2^64-1, an address above 160 bits or a bool above 1.
 */
MUST_CHECK enum status abi_take_u64(struct abi_reader *r, uint64_t *out);
MUST_CHECK enum status abi_take_u256(struct abi_reader *r, struct u256 *out);
MUST_CHECK enum status abi_take_address(struct abi_reader *r, struct address *out);
MUST_CHECK enum status abi_take_hash(struct abi_reader *r, struct hash *out);
MUST_CHECK enum status abi_take_bool(struct abi_reader *r, bool *out);
MUST_CHECK enum status abi_take_bytes(struct abi_reader *r, const uint8_t **data, size_t *len);
MUST_CHECK enum status abi_take_hashes(struct abi_reader *r, const uint8_t (**hashes)[32],
				       size_t *n);

/*
 * Takes a dynamic tuple of `words` head words. `inner` must be read to its end and closed before
 * `r` is used again, and `r` must stay at its place in memory until then.
 */
MUST_CHECK enum status abi_take_tuple(struct abi_reader *r, struct abi_reader *inner, size_t words);

/*
 * Takes a list whose elements take `words` head words each, and tells how many there are. Its
 * elements are the members of `inner`, which is read and closed as that of abi_take_tuple().
 */
MUST_CHECK enum status abi_take_list(struct abi_reader *r, struct abi_reader *inner, size_t *n,
				     size_t words);

/*
 * Ends a tuple. An inner tuple hands its end to the outer one; the outermost must end where the
 * input ends. ERR_PARSE when a head was not taken or bytes are left.
 */
MUST_CHECK enum status abi_close(const struct abi_reader *r);

#endif

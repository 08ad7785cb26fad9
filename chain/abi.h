/*
 * Contract ABI (Solidity specification): the calls byline makes and decodes.
 *
 * What is encoded is always a tuple: the arguments of a function, the values it returns, or a
 * payload. It has one 32-byte head word for each static member and one, an offset counted from the
 * tuple's own first byte, for each dynamic member (bytes, string, bytes32[], a dynamic tuple);
 * the dynamic parts follow. A static tuple as member is written in place: its members are head
 * words of the outer tuple. So attest((bytes32,(address,uint64,bool,bytes32,bytes,uint256))) is a
 * tuple of 1 word, holding a tuple of 2 words, holding a tuple of 6 words.
 *
 * Decoding accepts the one layout that Solidity, Vyper, ethers and cast write, and no other:
 * dynamic parts in the order of their heads, the first directly behind the heads, each directly
 * behind the one before, bytes filled up with zeros, narrow types in range, every head taken,
 * nothing behind the last part. What was decoded therefore encodes to the same bytes again.
 */
#ifndef CHAIN_ABI_H
#define CHAIN_ABI_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/*
 * One tuple being encoded. `out` receives heads and tails; nothing else may append meanwhile.
 * Members are added in order. A failure is the buffer's: buf_status() tells, ERR_USAGE meaning more
 * members than announced words.
 */
struct abi_writer {
	struct buf *out;
	size_t origin; /* where the tuple's heads begin in out */
	size_t head;   /* where the next head word goes */
	size_t end;    /* where the heads end */
};

/* Begins a tuple of `words` head words (a dynamic member has one) and appends them as zeros. */
void abi_begin(struct abi_writer *w, struct buf *out, size_t words);

/* Appends a function's selector and begins the tuple of its arguments. */
void abi_begin_call(struct abi_writer *w, struct buf *out, const uint8_t selector[static 4],
		    size_t words);

/* Static members. */
void abi_add_u64(struct abi_writer *w, uint64_t v);
void abi_add_u256(struct abi_writer *w, const struct u256 *v);
void abi_add_address(struct abi_writer *w, const struct address *a);
void abi_add_hash(struct abi_writer *w, const struct hash *h);
void abi_add_bool(struct abi_writer *w, bool v);

/* Dynamic members: `bytes`/`string`, and `bytes32[]` of n*32 bytes. */
void abi_add_bytes(struct abi_writer *w, const void *data, size_t len);
void abi_add_hashes(struct abi_writer *w, const uint8_t (*hashes)[32], size_t n);

/*
 * A dynamic tuple as member: fills in the offset and begins the inner tuple at the end of `out`.
 * The inner one must be complete before the outer one gets its next dynamic member.
 */
void abi_begin_tuple(struct abi_writer *inner, struct abi_writer *outer, size_t words);

/* A tuple being decoded; offsets count from `base`. Private fields. */
struct abi_reader {
	const uint8_t *base;
	size_t len;   /* bytes from base to the end of the input */
	size_t head;  /* next head word */
	size_t heads; /* end of the head words */
	size_t tail;  /* where the next dynamic part must begin */
	struct abi_reader *outer;
};

/* Begins with a tuple of `words` head words. ERR_PARSE when shorter. */
MUST_CHECK enum status abi_open(struct abi_reader *r, const void *data, size_t len, size_t words);

/*
 * Begins with the arguments of the function that `selector` names. ERR_PARSE for calldata of
 * another function, or shorter.
 */
MUST_CHECK enum status abi_open_call(struct abi_reader *r, const void *calldata, size_t len,
				     const uint8_t selector[static 4], size_t words);

/*
 * Take the next member. Dynamic ones point into the input.
 * Returns: STATUS_OK; ERR_PARSE for another layout than described above or more members than
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
 * A dynamic tuple of `words` head words as member. `inner` must be read to its end and closed
 * before `r` is used again, and `r` must stay where it is in memory until then.
 */
MUST_CHECK enum status abi_take_tuple(struct abi_reader *r, struct abi_reader *inner, size_t words);

/*
 * Ends a tuple. An inner one hands its end to the outer one; the outermost must end where the
 * input ends. ERR_PARSE when heads were not taken or bytes are left.
 */
MUST_CHECK enum status abi_close(const struct abi_reader *r);

#endif

/*
 * Contract ABI (Solidity specification): the calls byline makes and decodes.
 *
 * Encoding is written head by head with a fixed number of head words; dynamic parts are appended
 * and their offsets filled in. Decoding is strict: offsets in order and in bounds, padding zero,
 * narrow types in range, nothing behind the last part.
 */
#ifndef CHAIN_ABI_H
#define CHAIN_ABI_H

#include "base/buf.h"
#include "base/parse.h"
#include "chain/address.h"
#include "chain/u256.h"

/* The first 4 bytes of keccak256 of "name(type,…)". */
void abi_selector(uint8_t out[static 4], const char *signature);

/* One tuple being encoded. `out` receives heads and tails; nothing else may append meanwhile. */
struct abi_writer {
	struct buf *out;
	size_t start; /* where the tuple's heads begin in out */
	size_t head;  /* where the next head word goes */
	size_t end;   /* where the heads end */
};

/* Begins a tuple of `words` head words (a dynamic member has one) and appends them as zeros. */
void abi_begin(struct abi_writer *w, struct buf *out, size_t words);

/* Static members. */
void abi_add_u64(struct abi_writer *w, uint64_t v);
void abi_add_u256(struct abi_writer *w, const struct u256 *v);
void abi_add_address(struct abi_writer *w, const struct address *a);
void abi_add_hash(struct abi_writer *w, const struct hash *h);
void abi_add_bool(struct abi_writer *w, bool v);

/* Dynamic members: `bytes`/`string`, and `bytes32[]` of n*32 bytes. */
void abi_add_bytes(struct abi_writer *w, const void *data, size_t len);
void abi_add_hashes(struct abi_writer *w, const uint8_t (*hashes)[32], size_t n);

/* A dynamic tuple as member: fills in the offset and begins the inner tuple at the end of `out`. */
void abi_begin_tuple(struct abi_writer *inner, struct abi_writer *outer, size_t words);

/* A tuple being decoded; offsets count from `base`. */
struct abi_reader {
	const uint8_t *base;
	size_t len;
	size_t head; /* next head word */
	size_t tail; /* where the next dynamic part must begin; strict layout */
};

/* Begins with a tuple of `words` head words. ERR_PARSE when shorter. */
MUST_CHECK enum status abi_open(struct abi_reader *r, const void *data, size_t len, size_t words);

MUST_CHECK enum status abi_take_u64(struct abi_reader *r,
				    uint64_t *out); /* ERR_RANGE above 2^64-1 */
MUST_CHECK enum status abi_take_u256(struct abi_reader *r, struct u256 *out);
MUST_CHECK enum status abi_take_address(struct abi_reader *r, struct address *out);
MUST_CHECK enum status abi_take_hash(struct abi_reader *r, struct hash *out);
MUST_CHECK enum status abi_take_bool(struct abi_reader *r, bool *out);
MUST_CHECK enum status abi_take_bytes(struct abi_reader *r, const uint8_t **data, size_t *len);
MUST_CHECK enum status abi_take_hashes(struct abi_reader *r, const uint8_t (**hashes)[32],
				       size_t *n);
MUST_CHECK enum status abi_take_tuple(struct abi_reader *r, struct abi_reader *inner, size_t words);

/* ERR_PARSE when bytes are left behind the last part. `inner` (or NULL) is the last dynamic tuple read. */
MUST_CHECK enum status abi_close(const struct abi_reader *r);

#endif

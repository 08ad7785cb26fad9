/*
 * Members of JSON documents that hold chain values, read strictly. Each function takes the member
 * `name` of `object`, and its message names the member.
 */
#ifndef CHAIN_MEMBER_H
#define CHAIN_MEMBER_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/value.h"

struct buf;

/* Reads one to cap-1 bytes of text in which text_clean() would replace nothing. ERR_PARSE. */
MUST_CHECK enum status member_text(char *out, size_t cap, const struct json *object,
				   const char *name, struct err *e);

/*
 * As member_text(), but only lower-case letters, digits and inner "-": fit for the name of a file.
 */
MUST_CHECK enum status member_name(char *out, size_t cap, const struct json *object,
				   const char *name, struct err *e);

/* As member_text(), but an address that web_url_check() (chain/web_url.h) takes. */
MUST_CHECK enum status member_url(char *out, size_t cap, const struct json *object,
				  const char *name, struct err *e);

/*
 * Reads "0x" and exactly 2*len hex digits in lower case, as documents of byline's formats have
 * them.
 */
MUST_CHECK enum status member_hex(uint8_t *out, size_t len, const struct json *object,
				  const char *name, struct err *e);

/* Reads 32 bytes as "0x" and 64 hex digits of either case. ERR_PARSE. */
MUST_CHECK enum status member_hash(struct hash *out, const struct json *object, const char *name,
				   struct err *e);

/*
 * Reads an array of at most `most` hashes.
 * Out: the hashes and their number; after a failure, those before it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT.
 */
MUST_CHECK enum status member_hashes(struct hash *out, size_t *n, size_t most,
				     const struct json *object, const char *name, struct err *e);

/* Appends bytes of any number, written as "0x" and hex digits. ERR_PARSE, ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status member_bytes(struct buf *out, const struct json *object, const char *name,
				    struct err *e);

/* Reads an address as address_parse(). ERR_PARSE, ERR_MISMATCH for a wrong checksum. */
MUST_CHECK enum status member_address(struct address *out, const struct json *object,
				      const char *name, struct err *e);

/* Reads a decimal string from `min` to `max`. ERR_PARSE, ERR_RANGE. */
MUST_CHECK enum status member_number(unsigned *out, const struct json *object, const char *name,
				     unsigned min, unsigned max, struct err *e);

/*
 * Reads a decimal string of 256 bits: a number, or an amount in its smallest unit. ERR_PARSE,
 * ERR_RANGE.
 */
MUST_CHECK enum status member_u256(struct u256 *out, const struct json *object, const char *name,
				   struct err *e);

/*
 * Reads a storage slot: such a string, or "0x" and either hex digits without zeros in front or all
 * 64 of them, as places by ERC-7201 are published. ERR_PARSE, ERR_RANGE.
 */
MUST_CHECK enum status member_slot(struct hash *out, const struct json *object, const char *name,
				   struct err *e);

/*
 * Add an address and a hash in lower case, an array of hashes, and numbers of 256 bits as decimal
 * strings.
 */
void member_add_address(struct json *object, const char *name, const struct address *a);
void member_add_u256(struct json *object, const char *name, const struct u256 *v);
void member_add_hash(struct json *object, const char *name, const struct hash *h);
void member_add_hashes(struct json *object, const char *name, const struct hash *hashes, size_t n);

/* Adds a slot below 2^64 as a decimal string, any other as a hash. */
void member_add_slot(struct json *object, const char *name, const struct hash *slot);

/* Adds RFC 3339 in UTC; null for 0, which means never. */
void member_add_time(struct json *object, const char *name, int64_t seconds);

/* Adds a block's number; null for 0, since what is of no block has no such number. */
void member_add_block(struct json *object, const char *name, uint64_t block);

/*
 * Adds a VALUE_AMOUNT as {"raw","text","symbol"}: the amount in the smallest unit, and exactly with
 * its decimals. A figure has "trust", "block" and "as_of" too, null when it is of no block, and
 * "why" it is not proven. What is not known is null and never zero, so that a script cannot take
 * "not asked yet" for "nothing".
 */
void member_add_amount(struct json *object, const char *name, const struct value *v);

#endif

/* 32-byte hashes, roots, uids and storage slots, as a type and as text. */
#ifndef CHAIN_HASH_H
#define CHAIN_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct hash {
	uint8_t bytes[32];
};

#define HASH_TEXT_SIZE 67 /* "0x", 64 digits, zero byte */

/* Comparisons of public values: not constant time. */
bool hash_equal(const struct hash *a, const struct hash *b);
bool hash_is_zero(const struct hash *h);

/* Writes "0x" and 64 digits in lower case. */
void hash_format(char out[static HASH_TEXT_SIZE], const struct hash *h);

/* Reads "0x" and 64 digits of either case. Returns: STATUS_OK, ERR_PARSE. */
MUST_CHECK enum status hash_parse(struct hash *out, const char *text, size_t len);

/*
 * Whether a person who typed `text` may mean `h`: its first four digits at least, with or without
 * "0x", in either case, and behind an ellipsis ("…", "..") its last ones, as a list shows it. More
 * than one hash may be meant; the caller asks then.
 */
bool hash_is_meant(const struct hash *h, const char *text);

#endif

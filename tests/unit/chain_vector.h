/* Test vectors: JSON files below tests/vectors/chain, and their members by name. */
#ifndef TESTS_UNIT_CHAIN_VECTOR_H
#define TESTS_UNIT_CHAIN_VECTOR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* The bytes of a file below `dir` of the repository; the caller releases. */
static inline struct buf vector_bytes(const char *dir, const char *name)
{
	const char *root = getenv("BYLINE_TESTS");
	char path[512];
	struct buf text;
	struct err e = {0};

	snprintf(path, sizeof(path), "%s/%s/%s", root != NULL ? root : "tests", dir, name);
	buf_init(&text, 16 * MIB);
	if (file_read(&text, path, &e) != STATUS_OK)
		fail_msg("%s: %s", path, e.text);
	return text;
}

/* The document in tests/vectors/chain/NAME; the caller frees. */
static inline struct json *vector_load(const char *name)
{
	struct buf text = vector_bytes("vectors/chain", name);
	struct json *doc = NULL;
	struct err e = {0};

	if (json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	buf_release(&text);
	return doc;
}

static inline const char *vector_text(const struct json *object, const char *name)
{
	const char *text = json_text(name != NULL ? json_get(object, name) : object);

	if (text == NULL)
		fail_msg("no text %s in the vector", name != NULL ? name : "");
	return text;
}

/* Hex of any length, in fresh memory of exactly that size; the caller frees. */
static inline uint8_t *vector_hex(const struct json *object, const char *name, size_t *len)
{
	const char *text = vector_text(object, name);
	uint8_t *bytes = malloc(strlen(text) / 2);

	assert_non_null(bytes);
	assert_int_equal(hex_parse_var(bytes, len, strlen(text) / 2, text, strlen(text)),
			 STATUS_OK);
	return bytes;
}

static inline struct hash vector_hash(const struct json *object, const char *name)
{
	const char *text = vector_text(object, name);
	struct hash h;

	assert_int_equal(hash_parse(&h, text, strlen(text)), STATUS_OK);
	return h;
}

static inline struct address vector_address(const struct json *object, const char *name)
{
	const char *text = vector_text(object, name);
	struct address a;

	assert_int_equal(address_parse(&a, text, strlen(text)), STATUS_OK);
	return a;
}

/* A decimal number, or a 0x quantity as nodes write them. */
static inline struct u256 vector_number(const struct json *object, const char *name)
{
	const char *text = vector_text(object, name);
	struct u256 v;

	if (text[0] == '0' && text[1] == 'x')
		assert_int_equal(u256_parse_quantity(&v, text, strlen(text)), STATUS_OK);
	else
		assert_int_equal(u256_parse(&v, text, strlen(text)), STATUS_OK);
	return v;
}

/* Checks that `found` holds the bytes of the hex member `name`. */
static inline void assert_bytes_equal(const struct buf *found, const struct json *object,
				      const char *name)
{
	size_t len;
	uint8_t *expected = vector_hex(object, name, &len);

	assert_int_equal(found->len, len);
	assert_memory_equal(found->data, expected, len);
	free(expected);
}

static inline void assert_hash_equal(struct hash a, struct hash b)
{
	assert_memory_equal(a.bytes, b.bytes, sizeof(a.bytes));
}

static inline void assert_number_equal(struct u256 a, struct u256 b)
{
	assert_int_equal(u256_compare(&a, &b), 0);
}

#endif

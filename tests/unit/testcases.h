/*
 * The vectors of @ethersproject/testcases, which `make devnet/node_modules/.stamp` installs.
 * BYLINE_TESTCASES names another folder with the same NAME.json.gz files.
 */
#ifndef TESTS_UNIT_TESTCASES_H
#define TESTS_UNIT_TESTCASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/json.h"

/* The array of cases in NAME.json.gz; the caller frees. The test fails when it cannot be had. */
static inline struct json *testcases_load(const char *name)
{
	const char *dir = getenv("BYLINE_TESTCASES");
	struct json *doc = NULL;
	struct err e = {0};
	struct buf text;
	char path[4096];
	uint8_t *p;
	gzFile file;
	int got = 0;

	if (dir == NULL)
		dir = "devnet/node_modules/@ethersproject/testcases/testcases";
	snprintf(path, sizeof(path), "%s/%s.json.gz", dir, name);
	file = gzopen(path, "rb");
	if (file == NULL)
		fail_msg("%s is missing: run `make devnet/node_modules/.stamp`", path);
	buf_init(&text, 64 * MIB);
	while ((p = buf_reserve(&text, 64 * KIB)) != NULL && (got = gzread(file, p, 64 * KIB)) > 0)
		buf_grew(&text, (size_t)got);
	gzclose(file);
	if (p == NULL || got < 0 || json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", path, e.text);
	buf_release(&text);
	return doc;
}

/* Says how many cases were checked: all of the file, which has `published`. */
static inline void testcases_all(const struct json *cases, const char *name, size_t checked,
				 size_t published)
{
	print_message("%s: %zu of %zu as published\n", name, checked, json_count(cases));
	assert_int_equal(json_count(cases), published);
	assert_int_equal(checked, published);
}

/* A member that must be there. */
static inline const char *testcases_text(const struct json *object, const char *name)
{
	const char *text = json_text(json_get(object, name));

	if (text == NULL)
		fail_msg("a case has no \"%s\"", name);
	return text;
}

/* Appends the bytes of "0x" text to an empty buffer made here; the caller releases. */
static inline void testcases_bytes(struct buf *out, const char *hex)
{
	size_t n = strlen(hex);

	assert_true(n >= 2 && n % 2 == 0 && strncmp(hex, "0x", 2) == 0);
	buf_init(out, 1 * MIB);
	for (size_t i = 2; i < n; i += 2) {
		char pair[3] = {hex[i], hex[i + 1], '\0'};

		buf_add_byte(out, (uint8_t)strtoul(pair, NULL, 16));
	}
	assert_int_equal(buf_status(out), STATUS_OK);
}

/* Fails with the case's name unless both are the same bytes. */
static inline void testcases_equal(const struct json *test, const void *found, size_t found_len,
				   const void *expected, size_t expected_len)
{
	const char *name = json_text(json_get(test, "name"));

	if (found_len != expected_len || (found_len > 0 && memcmp(found, expected, found_len) != 0))
		fail_msg("case %s: other bytes than expected", name == NULL ? "?" : name);
}

#endif

/* Shared by the tests of wallet/: its vectors, and secrets from plain bytes. */
#ifndef TESTS_UNIT_WALLET_VECTOR_H
#define TESTS_UNIT_WALLET_VECTOR_H

#include <sys/prctl.h>

#include "base/buf.h"
#include "base/secret.h"
#include "tests/unit/chain_vector.h"

/* For cmocka's group setup. Leak checking attaches to the process, which secret_start() forbids. */
static inline int wallet_start(void **state)
{
	(void)state;
	if (secret_start(NULL) != STATUS_OK)
		return -1;
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

/* The document in tests/vectors/wallet/NAME; the caller frees. */
static inline struct json *wallet_vectors(const char *name)
{
	struct buf text = vector_bytes("vectors/wallet", name);
	struct json *doc = NULL;
	struct err e = {0};

	if (json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	buf_release(&text);
	return doc;
}

static inline struct secret *secret_from(const void *data, size_t len)
{
	struct secret *s = NULL;

	assert_int_equal(secret_copy(&s, data, len, NULL), STATUS_OK);
	return s;
}

static inline struct secret *secret_text(const char *text)
{
	return secret_from(text, strlen(text));
}

/* The hex member `name` as a secret; the caller frees. */
static inline struct secret *secret_member(const struct json *object, const char *name)
{
	size_t len;
	uint8_t *bytes = vector_hex(object, name, &len);
	struct secret *s = secret_from(bytes, len);

	free(bytes);
	return s;
}

static inline void assert_secret(const struct secret *found, const void *expected, size_t len)
{
	assert_int_equal(secret_len(found), len);
	assert_memory_equal(secret_view(found), expected, len);
}

#endif

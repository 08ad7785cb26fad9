/* Shared by the tests of ur/: its vectors, and the messages that their makers used. */
#ifndef TESTS_UNIT_UR_FIXTURE_H
#define TESTS_UNIT_UR_FIXTURE_H

#include "tests/unit/chain_vector.h"

#include <nettle/sha2.h>

#include "base/parse.h"
#include "ur/cbor.h"
#include "ur/xoshiro.h"

/* The document in tests/vectors/ur/NAME; the caller frees. */
static inline struct json *ur_vectors(const char *name)
{
	struct buf text = vector_bytes("vectors/ur", name);
	struct json *doc = NULL;
	struct err e = {0};

	if (json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	buf_release(&text);
	return doc;
}

/* A decimal text. */
static inline uint64_t ur_number(const struct json *object, const char *name)
{
	const char *text = vector_text(object, name);
	uint64_t v;

	assert_int_equal(parse_u64(&v, text, strlen(text)), STATUS_OK);
	return v;
}

static inline void ur_sha256(uint8_t out[32], const void *data, size_t len)
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, len, data);
	sha256_digest(&sha, 32, out);
}

/* The bytes that make-requests.mjs calls noise(name, len). */
static inline struct buf ur_noise(const char *name, size_t len)
{
	struct buf out;
	char seed[64];
	uint8_t hash[32];

	buf_init(&out, 1 * MIB);
	for (unsigned i = 0; out.len < len; i++) {
		snprintf(seed, sizeof(seed), "%s %u", name, i);
		ur_sha256(hash, seed, strlen(seed));
		buf_add(&out, hash, len - out.len < 32 ? len - out.len : 32);
	}
	return out;
}

/* The message of the reference tests: bytes of the generator that is seeded by "Wolf". */
static inline struct buf ur_wolf(size_t len)
{
	struct xoshiro x;
	struct buf out;

	buf_init(&out, 1 * MIB);
	xoshiro_seed(&x, "Wolf", 4);
	while (out.len < len)
		buf_add_byte(&out, (uint8_t)xoshiro_below(&x, 256));
	return out;
}

/* A message of type "bytes": a byte string in CBOR. Releases `take`. */
static inline struct buf ur_bytes(struct buf take)
{
	struct buf out;

	buf_init(&out, 1 * MIB);
	cbor_add_bytes(&out, take.data, take.len);
	buf_release(&take);
	return out;
}

#endif

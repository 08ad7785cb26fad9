/*
 * The recipe by which a text becomes a sparse vector of hashed uni- and bigrams.
 *
 * This is the recipe "byline-ngrams/1" in full. All of it is in an artifact's metadata, and an
 * artifact made by another recipe is refused by name.
 *
 *   tokens   maximal runs of the bytes 0-9, A-Z, a-z and 0x80-0xff; A-Z become a-z. Everything
 *            else separates. (UTF-8 text beyond ASCII is kept byte for byte, without case folding.)
 *   hash     FNV-1a of 64 bits over the token's bytes, started at the offset basis
 *            0xcbf29ce484222325 XOR `seed`, prime 0x100000001b3: t. Then, modulo 2^64,
 *            unigram u = mix(t), bigram b = mix(t_previous * 0x9e3779b97f4a7c15 + t), where mix is
 *            the finaliser of MurmurHash3 (x ^= x>>33; x *= 0xff51afd7ed558ccd; x ^= x>>33;
 *            x *= 0xc4ceb9fe1a85ec53; x ^= x>>33).
 *   bucket   ((h >> 32) * (buckets - 1)) >> 32, so 0 .. buckets-2
 *   sign     bit 0 of h: 0 adds one to the bucket, 1 takes one away
 *   norm     buckets times 1/(their Euclidean norm), in double, then as float; zeros left out
 *   constant feature buckets-1 is 1 in every record: it stands in place of a bias
 */
#ifndef INFLUENCE_RECIPE_H
#define INFLUENCE_RECIPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

#define RECIPE_NAME    "byline-ngrams/1"
#define RECIPE_BUCKETS 4096 /* default D, with which the reference measurements were made */
#define RECIPE_SEED    0x62796c696e65ULL /* default seed, "byline" */

struct recipe {
	uint32_t buckets; /* D, with the constant: 2 .. LIMIT_BUCKETS */
	uint64_t seed;
};

/* Whether both recipes give the same vectors. */
bool recipe_equal(const struct recipe *a, const struct recipe *b) NONNULL(1, 2);

/* Adds every field of the recipe to `metadata`, as strings. */
void recipe_describe(struct json *metadata, const struct recipe *r) NONNULL(1, 2);

/*
 * Reads the fields that recipe_describe() wrote.
 * Returns: STATUS_OK; ERR_UNSUPPORTED with the field and the value when any part differs from the
 * recipe of this program; ERR_PARSE for a missing field; ERR_RANGE for an impossible number of
 * buckets.
 */
MUST_CHECK enum status recipe_read(struct recipe *r, const struct json *metadata, struct err *e);

/* Checks that `buckets` is within 2 and LIMIT_BUCKETS. ERR_RANGE. */
MUST_CHECK enum status recipe_check_buckets(uint64_t buckets, struct err *e);

#endif

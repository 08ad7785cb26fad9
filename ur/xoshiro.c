#include "ur/xoshiro.h"

#include <nettle/sha2.h>

#include "base/be.h"

/* Four words, the most significant byte of each first (BCR-2020-005). */
void xoshiro_seed(struct xoshiro *x, const void *data, size_t len)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, len, data);
	sha256_digest(&sha, sizeof(digest), digest);
	for (size_t i = 0; i < 4; i++)
		x->state[i] = be64_load(digest + 8 * i);
}

static uint64_t rotate(uint64_t v, unsigned by)
{
	return v << by | v >> (64 - by);
}

uint64_t xoshiro_next(struct xoshiro *x)
{
	uint64_t *s = x->state;
	const uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

/* The conversion rounds to the nearest double, as that of the reference does. */
double xoshiro_double(struct xoshiro *x)
{
	return (double)xoshiro_next(x) / 0x1p64;
}

uint64_t xoshiro_below(struct xoshiro *x, uint64_t bound)
{
	uint64_t v = (uint64_t)(xoshiro_double(x) * (double)bound);

	/* The highest 2^10 draws round up to 1. */
	return v < bound ? v : bound - 1;
}

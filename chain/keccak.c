#include "chain/keccak_kernel.h"

#include <endian.h>
#include <string.h>

#include <nettle/sha3.h>

static void permute(uint64_t state[static 25])
{
	struct sha3_state *s = (struct sha3_state *)state;

	_Static_assert(sizeof(struct sha3_state) == 25 * sizeof(uint64_t),
		       "nettle's state is the 25 lanes and nothing else");
	sha3_permute(s);
}

/* Adds one block of KECCAK_RATE bytes, 17 little-endian lanes, to the state and permutes it. */
static void absorb(uint64_t state[static 25], const uint8_t block[static KECCAK_RATE])
{
	for (size_t i = 0; i < KECCAK_RATE / 8; i++) {
		uint64_t lane;

		memcpy(&lane, block + 8 * i, sizeof(lane));
		state[i] ^= le64toh(lane);
	}
	permute(state);
}

void keccak_pad(uint8_t block[static KECCAK_RATE], size_t len)
{
	memset(block + len, 0, KECCAK_RATE - len);
	block[len] = 0x01;
	block[KECCAK_RATE - 1] |= 0x80;
}

/*
 * Absorbs the last `used` < KECCAK_RATE bytes, padded in place, and writes the hash. Salts and
 * their key pass through here, so nothing of a message is left behind.
 */
static void finish(uint64_t state[static 25], uint8_t block[static KECCAK_RATE], size_t used,
		   uint8_t out[static KECCAK_SIZE])
{
	keccak_pad(block, used);
	absorb(state, block);
	for (size_t i = 0; i < KECCAK_SIZE / 8; i++) {
		uint64_t lane = htole64(state[i]);

		memcpy(out + 8 * i, &lane, sizeof(lane));
	}
	explicit_bzero(state, 25 * sizeof(*state));
	explicit_bzero(block, KECCAK_RATE);
}

void keccak_init(struct keccak *k)
{
	memset(k->state, 0, sizeof(k->state));
	k->used = 0;
}

void keccak_update(struct keccak *k, const void *data, size_t len)
{
	const uint8_t *p = data;

	if (k->used > 0 && len > 0) {
		size_t part = KECCAK_RATE - k->used < len ? KECCAK_RATE - k->used : len;

		memcpy(k->block + k->used, p, part);
		k->used += part;
		p += part;
		len -= part;
		if (k->used < KECCAK_RATE)
			return;
		absorb(k->state, k->block);
		k->used = 0;
	}
	for (; len >= KECCAK_RATE; p += KECCAK_RATE, len -= KECCAK_RATE)
		absorb(k->state, p);
	if (len > 0) {
		memcpy(k->block, p, len);
		k->used = len;
	}
}

void keccak_final(struct keccak *k, uint8_t out[static KECCAK_SIZE])
{
	finish(k->state, k->block, k->used, out);
}

void keccak256(uint8_t out[static KECCAK_SIZE], const void *data, size_t len)
{
	uint64_t state[25] = {0};
	uint8_t block[KECCAK_RATE];
	const uint8_t *p = data;

	for (; len >= KECCAK_RATE; p += KECCAK_RATE, len -= KECCAK_RATE)
		absorb(state, p);
	if (len > 0)
		memcpy(block, p, len);
	finish(state, block, len, out);
}

/* The kernel with one lane. The words of its state lie one after the other, as nettle has them. */
static void absorb_blocks(uint64_t *state, const uint64_t *keep, const uint8_t *const *blocks,
			  size_t n)
{
	if (*keep == 0)
		memset(state, 0, 25 * sizeof(*state));
	for (size_t b = 0; b < n; b++)
		absorb(state, blocks[0] + b * KECCAK_RATE);
}

const struct keccak_kernel keccak_scalar = {"scalar", 1, absorb_blocks};

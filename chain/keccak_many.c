/*
 * Many messages through a kernel of a few lanes. A lane that has finished its message takes the
 * next one, so that messages of different lengths keep all lanes busy.
 */
#include "chain/keccak_many.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

#define BLOCK_NONE SIZE_MAX

struct keccak_lane {
	bool busy;
	size_t message;
	const uint8_t *at; /* first byte that is not yet absorbed */
	size_t left;
	size_t padded; /* message bytes before the padding in `block`, or BLOCK_NONE */
	uint8_t block[KECCAK_RATE];
};

struct keccak_work {
	_Alignas(64) uint64_t state[25 * KECCAK_LANES];
	_Alignas(64) uint64_t keep[KECCAK_LANES];
	struct keccak_lane lanes[KECCAK_LANES];
	size_t next, busy;
};

static void take_next(struct keccak_work *w, size_t l, const uint8_t *const *messages,
		      const size_t *lengths, size_t n)
{
	struct keccak_lane *lane = &w->lanes[l];

	w->keep[l] = 0;
	lane->busy = w->next < n;
	if (!lane->busy)
		return;
	w->busy++;
	lane->message = w->next++;
	lane->at = messages[lane->message];
	lane->left = lengths[lane->message];
}

/*
 * Makes the last block of a message. The padding stays at its place for the next message of the
 * same length.
 */
static void pad(struct keccak_lane *lane)
{
	if (lane->left != lane->padded) {
		keccak_pad(lane->block, lane->left);
		lane->padded = lane->left;
	}
	if (lane->left > 0)
		memcpy(lane->block, lane->at, lane->left);
}

/* The hash of lane `l` of a kernel's state. */
static void squeeze(uint8_t out[static KECCAK_SIZE], const uint64_t *state, size_t lanes, size_t l)
{
	for (size_t i = 0; i < KECCAK_SIZE / 8; i++) {
		uint64_t word = htole64(state[i * lanes + l]);

		memcpy(out + 8 * i, &word, sizeof(word));
	}
}

/*
 * Absorbs as many whole blocks as all busy lanes have, or one block, which is the last for some
 * lanes.
 * Returns: a bit for each lane whose message ended.
 */
static unsigned absorb_some(struct keccak_work *w, const struct keccak_kernel *k)
{
	const uint8_t *blocks[KECCAK_LANES], *any = NULL;
	size_t n = SIZE_MAX;
	unsigned ended = 0;

	for (size_t l = 0; l < k->lanes; l++)
		if (w->lanes[l].busy && w->lanes[l].left / KECCAK_RATE < n)
			n = w->lanes[l].left / KECCAK_RATE;
	for (size_t l = 0; l < k->lanes; l++) {
		struct keccak_lane *lane = &w->lanes[l];

		blocks[l] = NULL;
		if (!lane->busy)
			continue;
		blocks[l] = lane->at;
		if (lane->left < KECCAK_RATE) {
			pad(lane);
			blocks[l] = lane->block;
			ended |= 1u << l;
		} else {
			size_t bytes = (n > 0 ? n : 1) * KECCAK_RATE;

			lane->at += bytes;
			lane->left -= bytes;
		}
		any = blocks[l];
	}
	/* An idle lane absorbs the blocks of another lane, and nobody reads its state. */
	for (size_t l = 0; l < k->lanes; l++)
		if (!w->lanes[l].busy)
			blocks[l] = any;
	k->absorb(w->state, w->keep, blocks, n > 0 ? n : 1);
	return ended;
}

void keccak_many_with(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
		      const uint8_t *const *messages, const size_t *lengths, size_t n)
{
	struct keccak_work w = {.next = 0};

	for (size_t l = 0; l < k->lanes; l++) {
		w.lanes[l].padded = BLOCK_NONE;
		take_next(&w, l, messages, lengths, n);
	}
	while (w.busy > 0) {
		unsigned ended = absorb_some(&w, k);

		for (size_t l = 0; l < k->lanes; l++) {
			w.keep[l] = UINT64_MAX;
			if ((ended >> l & 1) == 0)
				continue;
			squeeze(out[w.lanes[l].message], w.state, k->lanes, l);
			w.busy--;
			take_next(&w, l, messages, lengths, n);
		}
	}
	/* The state held salts and their key: wipe it. */
	explicit_bzero(&w, sizeof(w));
}

void keccak_many_padded_with(const struct keccak_kernel *k, uint8_t (*out)[KECCAK_SIZE],
			     const uint8_t (*blocks)[KECCAK_RATE], size_t n)
{
	_Alignas(64) uint64_t state[25 * KECCAK_LANES];
	static const _Alignas(64) uint64_t begin[KECCAK_LANES];
	const uint8_t *block[KECCAK_LANES];

	for (size_t first = 0; first < n; first += k->lanes) {
		size_t some = n - first < k->lanes ? n - first : k->lanes;

		/* An idle lane hashes the last message once more. */
		for (size_t l = 0; l < k->lanes; l++)
			block[l] = blocks[first + (l < some ? l : some - 1)];
		k->absorb(state, begin, block, 1);
		for (size_t l = 0; l < some; l++)
			squeeze(out[first + l], state, k->lanes, l);
	}
	/* The state held salts and their key: wipe it. */
	explicit_bzero(state, sizeof(state));
}

void keccak_many(uint8_t (*out)[KECCAK_SIZE], const uint8_t *const *messages, const size_t *lengths,
		 size_t n)
{
	keccak_many_with(keccak_kernel_best(), out, messages, lengths, n);
}

void keccak_many_padded(uint8_t (*out)[KECCAK_SIZE], const uint8_t (*blocks)[KECCAK_RATE], size_t n)
{
	keccak_many_padded_with(keccak_kernel_best(), out, blocks, n);
}

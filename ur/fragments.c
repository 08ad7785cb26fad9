#include "ur/fragments.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"

enum status fragments_init(struct fragments *f, uint32_t count)
{
	double *weights = calloc(count, sizeof(*weights));
	enum status s = ERR_MEMORY;

	*f = (struct fragments){.count = count, .order = calloc(count, sizeof(uint32_t))};
	if (weights != NULL && f->order != NULL) {
		for (uint32_t i = 0; i < count; i++)
			weights[i] = 1.0 / (double)(i + 1);
		s = sampler_init(&f->degrees, weights, count);
	}
	free(weights);
	if (s != STATUS_OK)
		fragments_release(f);
	return s;
}

void fragments_release(struct fragments *f)
{
	sampler_release(&f->degrees);
	free(f->order);
	*f = (struct fragments){.count = 0};
}

/*
 * Draws the first `n` of a shuffle: each draw takes one of those that are left, and the others
 * move up. The reference shuffles all of them and keeps the first `n`, which are the same.
 */
static void draw_first(struct fragments *f, uint32_t n, struct xoshiro *x)
{
	for (uint32_t i = 0; i < f->count; i++)
		f->order[i] = i;
	for (uint32_t i = 0; i < n; i++) {
		const uint32_t at = i + (uint32_t)xoshiro_below(x, f->count - i);
		const uint32_t drawn = f->order[at];

		memmove(f->order + i + 1, f->order + i, (at - i) * sizeof(*f->order));
		f->order[i] = drawn;
	}
}

uint32_t fragments_choose(struct fragments *f, uint32_t number, uint32_t checksum)
{
	uint8_t seed[8];
	struct xoshiro x;
	uint32_t n;

	if (number <= f->count) {
		f->order[0] = number - 1;
		return 1;
	}
	be32_store(seed, number);
	be32_store(seed + 4, checksum);
	xoshiro_seed(&x, seed, sizeof(seed));
	n = sampler_next(&f->degrees, &x) + 1;
	draw_first(f, n, &x);
	return n;
}

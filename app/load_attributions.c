#include "app/load_attributions.h"

#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "app/snapshot_models.h"
#include "cache/attributions.h"

/* More rows than anyone scrolls through; the snapshot tells the total beside them. */
#define ATTRIBUTIONS_SHOWN 20000

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Whoever has fewer than an equal part leaves the rest of it to the others. */
size_t load_attributions_part(uint64_t *counts, size_t n)
{
	uint64_t left = ATTRIBUTIONS_SHOWN;

	qsort(counts, n, sizeof(*counts), ascending);
	for (size_t i = 0; i < n; i++) {
		if (counts[i] > left / (n - i))
			return left / (n - i);
		left -= counts[i];
	}
	return ATTRIBUTIONS_SHOWN;
}

/*
 * The cache numbers the hashes of datasets and models, since a million attributions name a few of
 * them. `from` is such a number and `to` the index in the snapshot's table, found once each.
 */
struct numbers {
	struct cache *cache;
	uint32_t from[64], to[64];
	size_t n;
};

static uint32_t translate(struct numbers *known, uint32_t number, const struct loading *l,
			  bool model)
{
	const struct snapshot *s = l->s;
	struct hash hash;
	uint32_t found = UINT32_MAX;

	for (size_t i = 0; i < known->n; i++)
		if (known->from[i] == number)
			return known->to[i];
	if (cache_attributions_hash(known->cache, &hash, number, NULL) == STATUS_OK) {
		if (!model)
			found = load_rows_dataset(l, &hash);
		for (size_t i = l->first_model; model && i < s->n_models; i++)
			if (hash_equal(&s->models[i].hash, &hash))
				found = (uint32_t)i;
	}
	/* Whoever has more datasets than this waits a little longer for a snapshot. */
	if (known->n < ARRAY_SIZE(known->from)) {
		known->from[known->n] = number;
		known->to[known->n++] = found;
	}
	return found;
}

/* A server may name any time. */
static uint32_t clamp_time(int64_t seconds)
{
	return seconds < 0 ? 0 : seconds > UINT32_MAX ? UINT32_MAX : (uint32_t)seconds;
}

/* A model that is not known has UINT32_MAX, of which SNAPSHOT_NONE is the lower half. */
enum status load_attributions(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct numbers datasets = {.cache = l->cache}, models = {.cache = l->cache};
	struct cache_attribution *rows = NULL;
	const struct address *datanet = &profile_datanet(l->p)->address;
	uint64_t last;
	size_t n = 0;
	enum status status;

	status = cache_attributions_count(l->cache, &s->standings[s->n_standings - 1].attributions,
					  &last, datanet, load_rows_account(l), e);
	if (status == STATUS_OK)
		status = cache_attributions_page(l->cache, &rows, &n, datanet, load_rows_account(l),
						 UINT64_MAX, l->attributions_part, e);
	if (status == STATUS_OK)
		status = load_rows_grow(&s->attributions, s->n_attributions, n,
					sizeof(*s->attributions), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_attribution *a = &s->attributions[s->n_attributions++];

		a->of = l->of;
		a->seq = rows[i].seq;
		a->time = clamp_time(rows[i].time);
		a->influence_e9 = rows[i].influence_e9;
		a->fee_e9 = rows[i].fee_e9;
		a->dataset = translate(&datasets, rows[i].dataset, l, false);
		a->model = (uint16_t)translate(&models, rows[i].model, l, true);
		memcpy(a->inference, rows[i].inference, sizeof(a->inference));
	}
	free(rows);
	return status;
}

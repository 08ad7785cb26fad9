#include "app/load_attributions.h"

#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "cache/attributions.h"

/* More rows than anyone scrolls through; the snapshot tells the total beside them. */
#define ATTRIBUTIONS_SHOWN 20000

/*
 * The cache numbers the hashes of datasets and models, since a million attributions name a few of
 * them. `from` is such a number and `to` the index in the snapshot's table, found once each.
 */
struct numbers {
	struct cache *cache;
	uint32_t from[64], to[64];
	size_t n;
};

static uint32_t translate(struct numbers *known, uint32_t number, const struct snapshot *s,
			  bool model)
{
	struct hash hash;
	uint32_t found = UINT32_MAX;

	for (size_t i = 0; i < known->n; i++)
		if (known->from[i] == number)
			return known->to[i];
	if (cache_attributions_hash(known->cache, &hash, number, NULL) == STATUS_OK) {
		if (!model)
			found = load_rows_dataset(s, &hash);
		for (size_t i = 0; model && i < s->n_models; i++)
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

enum status load_attributions(struct snapshot *s, const struct profile *p, struct cache *cache,
			      struct err *e)
{
	struct numbers datasets = {.cache = cache}, models = {.cache = cache};
	struct cache_attribution *rows = NULL;
	const struct address *datanet = &profile_datanet(p)->address;
	uint64_t last;
	size_t n = 0;
	enum status status;

	if (!s->has_account)
		return STATUS_OK;
	status = cache_attributions_count(cache, &s->attributions_total, &last, datanet,
					  load_rows_account(s), e);
	if (status == STATUS_OK)
		status = cache_attributions_page(cache, &rows, &n, datanet, load_rows_account(s),
						 UINT64_MAX, ATTRIBUTIONS_SHOWN, e);
	if (status == STATUS_OK)
		status = load_rows_new(&s->attributions, n, sizeof(*s->attributions), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_attribution *a = &s->attributions[s->n_attributions++];

		a->seq = rows[i].seq;
		a->time = rows[i].time;
		a->influence_e9 = rows[i].influence_e9;
		a->fee_e9 = rows[i].fee_e9;
		a->dataset = translate(&datasets, rows[i].dataset, s, false);
		a->model = translate(&models, rows[i].model, s, true);
		memcpy(a->inference, rows[i].inference, sizeof(a->inference));
	}
	free(rows);
	return status;
}

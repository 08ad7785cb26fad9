#include "audit/attribution_check.h"

/*
 * Rows keep influence in units of 1e-9 and add it up as doubles. A sum below a millionth may be a
 * rounding error; the influence on one answer is about 1 to 100.
 */
#define NET_POSITIVE_E9 1000

/* Notes in `v` that the epoch settles another number of attributions than were seen. */
static void fault(struct cache_verdict *v, const struct hash *dataset, uint64_t seen,
		  uint64_t settled)
{
	char name[HASH_TEXT_SIZE];

	hash_format(name, dataset);
	v->audit = CACHE_AUDIT_FAULT;
	v->finding = (struct sentence){.n = 0};
	sentence_add(
		&v->finding,
		"epoch %llu: %llu live attributions of dataset %.10s were seen, %llu are settled",
		(unsigned long long)v->epoch, (unsigned long long)seen, name,
		(unsigned long long)settled);
}

/*
 * A contributor is paid from leaves alone. Attributions whose influence cancels out need none, so
 * only a positive sum without a leaf takes something away.
 */
static void judge_without_leaf(struct cache_verdict *v, const struct cache_attribution_sum *sum)
{
	char name[HASH_TEXT_SIZE];
	bool pays = sum->net_e9 >= NET_POSITIVE_E9;

	hash_format(name, &sum->dataset);
	if (pays)
		v->audit = CACHE_AUDIT_FAULT;
	v->finding = (struct sentence){.n = 0};
	sentence_add(&v->finding,
		     "epoch %llu: dataset %.10s has no share; its %llu live attributions add up to "
		     "%+.6f, which earns %s",
		     (unsigned long long)v->epoch, name, (unsigned long long)sum->inferences,
		     (double)sum->net_e9 / 1e9, pays ? "one" : "none");
}

static const struct cache_score *leaf_of(const struct cache_score *scores, size_t n, uint64_t epoch,
					 const struct hash *dataset)
{
	for (size_t i = 0; i < n; i++)
		if (scores[i].epoch == epoch && hash_equal(&scores[i].score.dataset, dataset))
			return &scores[i];
	return NULL;
}

static uint64_t seen_of(const struct cache_attribution_sum *sums, size_t n, uint64_t epoch,
			const struct hash *dataset)
{
	for (size_t i = 0; i < n; i++)
		if (sums[i].epoch == epoch && hash_equal(&sums[i].dataset, dataset))
			return sums[i].inferences;
	return 0;
}

void check_attributions(struct cache_verdict *v, const struct cache_score *scores, size_t n_scores,
			const struct cache_attribution_sum *sums, size_t n_sums)
{
	v->counts = CACHE_COUNTS_COMPARED;
	/* The first fault found is the one that the verdict names. */
	for (size_t i = 0; i < n_sums && v->audit != CACHE_AUDIT_FAULT; i++)
		if (sums[i].epoch == v->epoch &&
		    leaf_of(scores, n_scores, v->epoch, &sums[i].dataset) == NULL)
			judge_without_leaf(v, &sums[i]);
	for (size_t i = 0; i < n_scores && v->audit != CACHE_AUDIT_FAULT; i++) {
		const struct score *score = &scores[i].score;
		uint64_t seen;

		if (scores[i].epoch != v->epoch)
			continue;
		seen = seen_of(sums, n_sums, v->epoch, &score->dataset);
		if (seen != score->inferences)
			fault(v, &score->dataset, seen, score->inferences);
	}
}

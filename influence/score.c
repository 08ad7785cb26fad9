#include "influence/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"
#include "influence/kernel.h"

struct scorer {
	const struct artifact *artifact;
	const struct kernel *kernel;
	struct features *features;
	size_t classes;
	size_t width; /* 2C, up to a whole number of 16-byte pieces */
	float *rows;  /* [D][width]: W of a feature, then Q of it */
};

enum status scorer_new(struct scorer **out, const struct artifact *a, size_t slice, struct err *e)
{
	size_t classes = a->labels.n, buckets = a->recipe.buckets;
	const float *q;
	struct scorer *s;
	enum status status;

	*out = NULL;
	if (slice >= a->slices)
		return err_set(e, ERR_RANGE, "the model has %zu evaluation slices", a->slices);
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s->artifact = a;
	s->kernel = kernel_best();
	s->classes = classes;
	s->width = (2 * classes + 3) / 4 * 4;
	s->rows = calloc(buckets * s->width, sizeof(*s->rows));
	status = features_new(&s->features, &a->recipe, e);
	if (s->rows == NULL)
		status = err_set(e, ERR_MEMORY, "out of memory");
	if (status != STATUS_OK) {
		scorer_free(s);
		return status;
	}
	q = a->q + slice * artifact_size(a);
	for (size_t d = 0; d < buckets; d++) {
		memcpy(s->rows + d * s->width, a->w + d * classes, classes * sizeof(*q));
		memcpy(s->rows + d * s->width + classes, q + d * classes, classes * sizeof(*q));
	}
	*out = s;
	return STATUS_OK;
}

void scorer_free(struct scorer *s)
{
	if (s == NULL)
		return;
	features_free(s->features);
	free(s->rows);
	free(s);
}

/* Fills a score from Wx and Qx; `wx` becomes the probabilities. */
static void judge(struct scored *score, float *wx, const float *qx, size_t classes, int label)
{
	float max = wx[0], sum = 0, own = label >= 0 ? wx[label] : 0, influence = 0;

	score->predicted = 0;
	for (size_t c = 1; c < classes; c++) {
		if (wx[c] > max) {
			max = wx[c];
			score->predicted = (uint16_t)c;
		}
	}
	for (size_t c = 0; c < classes; c++) {
		wx[c] = expf(wx[c] - max);
		sum += wx[c];
	}
	score->probability = 1 / sum;
	score->label = SCORE_NO_LABEL;
	score->influence = 0;
	score->loss = 0;
	if (label < 0)
		return;
	for (size_t c = 0; c < classes; c++)
		influence += (wx[c] / sum - ((int)c == label ? 1 : 0)) * qx[c];
	score->label = (uint16_t)label;
	score->influence = influence;
	score->loss = max + logf(sum) - own;
}

static void score_features(struct scorer *s, struct scored *score, struct sparse x,
			   const char *label, size_t label_len)
{
	int class = label != NULL ? labels_find(&s->artifact->labels, label, label_len) : -1;
	float sums[2 * LIMIT_CLASSES + 4];

	s->kernel->gather(sums, s->rows, s->width, x.index, x.value, x.n);
	judge(score, sums, sums + s->classes, s->classes, class);
	score->flags = class < 0 ? SCORE_UNKNOWN_LABEL : 0;
}

/* Enters a fingerprint unless it is there; its slot. The table has a free one. */
static struct seen *enter(struct seen *seen, size_t slots, uint64_t fingerprint, uint32_t number)
{
	size_t at = fingerprint & (slots - 1);

	while (seen[at].number != 0 && seen[at].fingerprint != fingerprint)
		at = (at + 1) & (slots - 1);
	if (seen[at].number == 0)
		seen[at] = (struct seen){fingerprint, number};
	return &seen[at];
}

static enum status grow(struct scores *set)
{
	if (set->n == set->cap) {
		size_t cap = set->cap + set->cap / 2 + 1024;
		struct scored *v = realloc(set->v, cap * sizeof(*v));

		if (v == NULL)
			return ERR_MEMORY;
		pages_want_huge(v, cap * sizeof(*v));
		set->v = v;
		set->cap = cap;
	}
	if (2 * set->n >= set->slots) {
		size_t slots = set->slots > 0 ? 2 * set->slots : 4096;
		struct seen *seen = calloc(slots, sizeof(*seen));

		if (seen == NULL)
			return ERR_MEMORY;
		pages_want_huge(seen, slots * sizeof(*seen));
		for (size_t i = 0; i < set->slots; i++)
			if (set->seen[i].number != 0)
				enter(seen, slots, set->seen[i].fingerprint, set->seen[i].number);
		free(set->seen);
		set->seen = seen;
		set->slots = slots;
	}
	return STATUS_OK;
}

enum status scores_add(struct scores *set, struct scorer *s, const void *text, size_t len,
		       const char *label, size_t label_len, struct err *e)
{
	uint64_t fingerprint;
	uint32_t first;
	struct scored *score;
	struct sparse x;
	enum status status;

	if (set->n == LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_LIMIT, "more than %zu records", LIMIT_CORPUS_RECORDS);
	status = grow(set);
	if (status != STATUS_OK)
		return err_set(e, status, "out of memory");
	features_compute(s->features, &x, &fingerprint, text, len);
	/* At 10^6 records the table is far larger than the cache: ask for the slot, then score. */
	__builtin_prefetch(&set->seen[fingerprint & (set->slots - 1)]);
	score = &set->v[set->n++];
	score_features(s, score, x, label, label_len);
	first = enter(set->seen, set->slots, fingerprint, (uint32_t)set->n)->number;
	score->duplicate_of = first - 1;
	if (first != set->n)
		score->flags |= SCORE_DUPLICATE;
	return STATUS_OK;
}

void scores_release(struct scores *set)
{
	if (set == NULL)
		return;
	free(set->v);
	free(set->seen);
	*set = (struct scores){0};
}

/*
 * Any bytes as a safetensors file, a model artifact and a head file: they are refused or read, and
 * nothing else happens.
 */
#include <stdint.h>
#include <stdlib.h>

#include "influence/score.h"
#include "influence/score_set.h"
#include "influence/scorer.h"
#include "influence/train.h"
#include "influence/train_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches all bytes that a tensor claims to hold. */
static void sum_all(const struct safetensors *st)
{
	volatile uint8_t sum = 0;

	for (size_t i = 0; i < st->n; i++)
		for (uint64_t k = st->tensor[i].begin; k < st->tensor[i].end; k++)
			sum = (uint8_t)(sum + st->tensor[i].data[k - st->tensor[i].begin]);
}

static void score_with(const struct artifact *a)
{
	struct score_set set = {0};
	struct score_summary summary;
	struct scorer *s;
	uint32_t order[2];

	if (scorer_new(&s, a, a->slices - 1, NULL) != STATUS_OK)
		return;
	if (score_set_add(&set, s, "some words", 10, a->labels.name[0], 1, NULL) == STATUS_OK &&
	    score_set_add(&set, s, "some words", 10, NULL, 0, NULL) == STATUS_OK &&
	    score_set_rank(order, &set) == STATUS_OK)
		score_set_summarise(&summary, &set, a);
	score_set_release(&set);
	scorer_free(s);
}

static void attribute_with(const struct trained *t)
{
	int128 *influence = calloc(t->datasets, sizeof(*influence));
	struct train_attribution out = {.influence = influence};
	const uint32_t index[] = {0, t->head.recipe.buckets - 1};
	const float value[] = {-0.5f, 1};

	if (influence != NULL &&
	    train_attribute(&out, t, (struct sparse){index, value, 2}, 1, NULL) == STATUS_OK &&
	    out.predicted >= t->head.labels.n)
		abort();
	free(influence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct safetensors st;
	struct artifact a;
	struct trained t;

	if (safetensors_read(&st, data, size, NULL) == STATUS_OK)
		sum_all(&st);
	safetensors_release(&st);
	if (artifact_read(&a, data, size, NULL) == STATUS_OK)
		score_with(&a);
	artifact_release(&a);
	if (train_file_read(&t, data, size, NULL) == STATUS_OK)
		attribute_with(&t);
	train_release(&t);
	return 0;
}

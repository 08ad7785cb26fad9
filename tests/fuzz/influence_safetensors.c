/*
 * Any bytes as a safetensors file, a model artifact and a head file: they are refused or read, and
 * nothing else happens. With an artifact that is read records are scored, and forecast where it has
 * forecasts; it is written again, and what was written is read.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "influence/artifact_write.h"
#include "influence/calibration.h"
#include "influence/interval.h"
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

/* A file that was written is read, and written again with the same bytes. */
static void write_again(const struct artifact *a)
{
	struct artifact copy;
	struct buf first, second;

	buf_init(&first, LIMIT_MODEL);
	buf_init(&second, LIMIT_MODEL);
	if (artifact_write(&first, a, NULL) != STATUS_OK ||
	    artifact_read(&copy, first.data, first.len, NULL) != STATUS_OK ||
	    artifact_write(&second, &copy, NULL) != STATUS_OK || first.len != second.len ||
	    memcmp(first.data, second.data, first.len) != 0)
		abort();
	artifact_release(&copy);
	buf_release(&first);
	buf_release(&second);
}

/* Figures of a set are within their bounds, or are not told. */
static void check_told(const struct forecaster *f, const struct artifact *a,
		       const struct corpus *added)
{
	struct forecast told;
	struct forecast_share share;
	struct interval interval;
	struct moved moved;

	if (forecast_make(&told, &moved, f, added, NULL) == STATUS_OK) {
		if (!isfinite(told.change) || !isfinite(told.distance) || !isfinite(told.surprise))
			abort();
		if (interval_around(&interval, &told, a->forecast.trials, a->forecast.n_trials) ==
			    STATUS_OK &&
		    interval.reason == INTERVAL_KNOWN &&
		    !(interval.low <= told.change && told.change <= interval.high))
			abort();
		if (forecast_pool_share(&share, &moved, f, a->forecast.negatives,
					a->forecast.inferences % 50 + 1, a->forecast.seed,
					NULL) == STATUS_OK &&
		    !(0 <= share.low && share.low <= share.high && share.high <= 1 &&
		      0 <= share.expected && share.expected <= 1))
			abort();
	}
	moved_release(&moved);
}

/* A hundred rows are enough, and larger models are no different ones. */
static bool is_small(const struct artifact *a)
{
	return artifact_size(a) <= 64 && a->forecast.public.n <= 100 &&
	       a->forecast.held_out.n <= 100;
}

/* Weights and solutions in double, as forecasts take them. */
static double *widen(const float *v, size_t n)
{
	double *out = malloc(n * sizeof(*out));

	if (out == NULL)
		abort();
	for (size_t k = 0; k < n; k++)
		out[k] = (double)v[k];
	return out;
}

static void forecast_with(const struct artifact *a)
{
	const struct artifact_forecast *parts = &a->forecast;
	size_t size = artifact_size(a);
	double *w = widen(a->w, size), *loss = widen(parts->loss_solution, size),
	       *weights = widen(parts->weight_solution, size), *g = widen(a->w, size);
	const struct head head = {.recipe = a->recipe,
				  .labels = a->labels,
				  .w = w,
				  .lambda = a->lambda,
				  .ridge = a->ridge,
				  .n0 = a->records};
	const struct curvature_pair pairs[] = {{loss, g}, {weights, w}};
	struct forecaster f = {.head = &head,
			       .held_out = &parts->held_out,
			       .loss = head_mean_loss(&head, &parts->held_out),
			       .rescales = parts->rescales};
	struct curvature B;

	head_mean_gradient(g, &head, &parts->held_out, HEAD_ALL_GROUPS);
	f.curvature = &B;
	for (size_t n = 0; n <= 2; n += 2) {
		if (curvature_init(&B, &head, &parts->public, pairs, n, NULL) == STATUS_OK)
			check_told(&f, a, &parts->held_out);
		curvature_release(&B);
	}
	free(w);
	free(loss);
	free(weights);
	free(g);
}

/* Losses of any kind against the curves, and against what is learned from the held-out rows. */
static void look_for_noise(const struct artifact *a)
{
	static const double any[] = {0, 1e-300, 0.1, 0.5, 1, 2, 3, 5, 8, 13, 1e6, 1e300};
	struct label_losses losses[ARRAY_SIZE(any)];
	struct calibration c;
	struct label_noise found;

	for (size_t i = 0; i < ARRAY_SIZE(any); i++)
		losses[i] = (struct label_losses){any[i], any[ARRAY_SIZE(any) - 1 - i]};
	if (calibration_learn(&c, a, NULL) == STATUS_OK &&
	    label_noise_estimate(&found, &a->forecast.curves,
				 &(struct label_truths){c.own, c.records, c.classes}, losses,
				 ARRAY_SIZE(losses)) == STATUS_OK &&
	    !(found.rate >= 0 && found.rate <= 0.9 && found.precision >= 0 &&
	      found.precision <= 1 && !isnan(found.error) && !isnan(found.threshold)))
		abort();
	calibration_release(&c);
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
	if (artifact_read(&a, data, size, NULL) == STATUS_OK) {
		score_with(&a);
		if (a.forecast.known) {
			write_again(&a);
			if (is_small(&a)) {
				look_for_noise(&a);
				forecast_with(&a);
			}
		}
	}
	artifact_release(&a);
	if (train_file_read(&t, data, size, NULL) == STATUS_OK)
		attribute_with(&t);
	train_release(&t);
	return 0;
}

/*
 * One pass over a record's features gives both Wx and Qx, because the rows of W and Q lie side by
 * side; judge() makes the score of them.
 */
#include "influence/scorer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "influence/kernel.h"

struct scorer {
	const struct artifact *artifact;
	const struct kernel *kernel;
	const struct calibration *calibration; /* NULL: none is wanted */
	struct features *features;
	size_t classes;
	size_t width; /* 2C, rounded up to a whole number of 16-byte pieces */
	float *rows;  /* [D][width]: the weights W of a feature, then its Q */
};

enum status scorer_new(struct scorer **out, const struct artifact *a, size_t slice, struct err *e)
{
	size_t classes = a->labels.n, buckets = a->recipe.buckets;
	const float *q;
	struct scorer *s;
	enum status status;

	*out = NULL;
	if (slice >= a->slices)
		return err_set(e, ERR_RANGE, "there is no such evaluation slice; the model has %zu",
			       a->slices);
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

/* Fills a score from Wx and Qx. `wx` becomes the exponentials of its numbers. */
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

void scorer_calibrate(struct scorer *s, const struct calibration *c)
{
	s->calibration = c->records > 0 ? c : NULL;
}

void scorer_features(struct scorer *s, struct sparse *x, uint64_t *fingerprint, const void *text,
		     size_t len)
{
	features_compute(s->features, x, fingerprint, text, len);
}

int scorer_class(const struct scorer *s, const char *label, size_t label_len)
{
	return label != NULL ? labels_find(&s->artifact->labels, label, label_len) : -1;
}

void scorer_score(struct scorer *s, struct scored *score, struct sparse x, int class)
{
	float sums[2 * LIMIT_CLASSES + 4];

	s->kernel->gather(sums, s->rows, s->width, x.index, x.value, x.n);
	score->calibrated = class >= 0 && s->calibration != NULL
				    ? calibration_loss(s->calibration, sums, (size_t) class)
				    : 0;
	judge(score, sums, sums + s->classes, s->classes, class);
	score->flags = class < 0 ? SCORE_UNKNOWN_LABEL : 0;
}

/*
 * list_grams() lists the words and pairs of the text one by one; fold_grams() sorts them by bucket
 * and joins equal ones; fill_parts() makes a part of each bucket, with the vector that
 * features_compute() gives for the same text, so that a part is exactly what was scored.
 */
#include "influence/word_parts.h"

#include <math.h>
#include <stdlib.h>

#include "influence/features.h"
#include "influence/ngrams.h"
#include "influence/tokens.h"

/* A word has at least a byte and a separator, and gives itself and a pair. */
static size_t most_grams(size_t len)
{
	return len + 2;
}

/* Lists them in the order of the text, each as often as it has it. */
static void list_grams(struct word_parts *out, const struct recipe *r, const uint8_t *text,
		       uint32_t len)
{
	const uint64_t basis = NGRAMS_BASIS ^ r->seed;
	uint64_t previous = 0;
	uint32_t before = 0, before_len = 0, i = 0;

	for (;;) {
		uint64_t t = basis;
		uint32_t at;

		while (i < len && tokens_fold(text[i]) == 0)
			i++;
		if (i == len)
			return;
		for (at = i; i < len && tokens_fold(text[i]) != 0; i++)
			t = (t ^ tokens_fold(text[i])) * NGRAMS_PRIME;
		out->grams[out->n_grams++] = (struct word_gram){
			.hash = ngrams_mix(t), .at = at, .len = i - at, .times = 1};
		if (before_len > 0)
			out->grams[out->n_grams++] =
				(struct word_gram){.hash = ngrams_mix(ngrams_pair(previous, t)),
						   .at = before,
						   .len = before_len,
						   .next_at = at,
						   .next_len = i - at,
						   .times = 1};
		previous = t;
		before = at;
		before_len = i - at;
	}
}

static int by_bucket(const void *a, const void *b)
{
	const struct word_gram *x = a, *y = b;

	if (x->bucket != y->bucket)
		return x->bucket < y->bucket ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Equal hashes of 64 bits are equal words. The first place in the text stays. */
static void fold_grams(struct word_parts *out, const struct recipe *r)
{
	size_t n = 0;

	for (size_t i = 0; i < out->n_grams; i++)
		out->grams[i].bucket = ngrams_bucket(out->grams[i].hash, r->buckets - 1);
	if (out->n_grams > 0)
		qsort(out->grams, out->n_grams, sizeof(*out->grams), by_bucket);
	for (size_t i = 0; i < out->n_grams; i++) {
		if (n > 0 && out->grams[n - 1].hash == out->grams[i].hash)
			out->grams[n - 1].times++;
		else
			out->grams[n++] = out->grams[i];
	}
	out->n_grams = n;
}

static size_t count_buckets(const struct word_parts *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_grams; i++)
		n += i == 0 || p->grams[i].bucket != p->grams[i - 1].bucket;
	return n;
}

/* In: `rows` [D][C]. Out: `sums` gets the product with x added. */
static void add_product(double *sums, const float *rows, size_t classes, struct sparse x)
{
	for (size_t j = 0; j < x.n; j++)
		for (size_t c = 0; c < classes; c++)
			sums[c] += (double)x.value[j] * (double)rows[x.index[j] * classes + c];
}

/* Out: r_c = p_c − 1[c=y], of the model's probabilities at x. */
static void find_residual(double *r, const struct artifact *a, struct sparse x, size_t class)
{
	size_t classes = a->labels.n;
	double most, sum = 0;

	for (size_t c = 0; c < classes; c++)
		r[c] = 0;
	add_product(r, a->w, classes, x);
	most = r[0];
	for (size_t c = 1; c < classes; c++)
		most = r[c] > most ? r[c] : most;
	for (size_t c = 0; c < classes; c++)
		sum += r[c] = exp(r[c] - most);
	for (size_t c = 0; c < classes; c++)
		r[c] /= sum;
	r[class] -= 1;
}

/* The part of feature j, which has the value `value`. */
static double part_of(const struct artifact *a, const double *r, uint32_t j, float value)
{
	const float *q = a->q + j * a->labels.n;
	double sum = 0;

	for (size_t c = 0; c < a->labels.n; c++)
		sum += r[c] * (double)q[c];
	return (double)value * sum;
}

static int by_influence(const void *a, const void *b)
{
	const struct word_part *x = a, *y = b;

	if (x->influence != y->influence)
		return x->influence > y->influence ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

/* Makes a part of each bucket. `value`: [D], the vector with its zeros */
static void fill_parts(struct word_parts *out, const struct artifact *a, const double *r,
		       const float *value)
{
	uint32_t last = a->recipe.buckets - 1;

	for (size_t i = 0; i < out->n_grams; i++) {
		const struct word_gram *g = &out->grams[i];

		if (i > 0 && g->bucket == out->grams[i - 1].bucket) {
			out->v[out->n - 1].n++;
			continue;
		}
		out->v[out->n++] =
			(struct word_part){.influence = part_of(a, r, g->bucket, value[g->bucket]),
					   .first = (uint32_t)i,
					   .n = 1};
		out->influence += out->v[out->n - 1].influence;
	}
	out->constant = part_of(a, r, last, value[last]);
	out->influence += out->constant;
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_influence);
}

static enum status compute(struct word_parts *out, const struct artifact *a, const void *text,
			   size_t len, size_t class, float *value, struct err *e)
{
	double r[LIMIT_CLASSES];
	struct features *f;
	struct sparse x;
	enum status s = features_new(&f, &a->recipe, e);

	if (s != STATUS_OK)
		return s;
	features_compute(f, &x, NULL, text, len);
	for (size_t j = 0; j < x.n; j++)
		value[x.index[j]] = x.value[j];
	find_residual(r, a, x, class);
	fill_parts(out, a, r, value);
	features_free(f);
	return STATUS_OK;
}

enum status word_parts_compute(struct word_parts *out, const struct artifact *a, const void *text,
			       size_t len, size_t class, struct err *e)
{
	float *value = calloc(a->recipe.buckets, sizeof(*value));
	enum status s = ERR_MEMORY;

	*out = (struct word_parts){.v = NULL};
	if (class >= a->labels.n) {
		free(value);
		return err_set(e, ERR_RANGE, "the model has no such label");
	}
	if (len > LIMIT_RECORD)
		len = LIMIT_RECORD;
	out->grams = calloc(most_grams(len), sizeof(*out->grams));
	if (out->grams != NULL && value != NULL) {
		list_grams(out, &a->recipe, text, (uint32_t)len);
		fold_grams(out, &a->recipe);
		out->v = calloc(count_buckets(out) + 1, sizeof(*out->v));
		if (out->v != NULL)
			s = compute(out, a, text, len, class, value, e);
	}
	free(value);
	return s != ERR_MEMORY ? s : err_set(e, s, "out of memory");
}

void word_parts_release(struct word_parts *p)
{
	free(p->v);
	free(p->grams);
	*p = (struct word_parts){.v = NULL};
}

#include "influence/features.h"

#include <math.h>
#include <stdlib.h>

#include "influence/ngrams.h"
#include "influence/tokens.h"

/*
 * The most n-grams of a text: a token has at least a byte and is followed by a separator, and each
 * token gives a unigram and a bigram.
 */
#define MAX_NGRAMS (LIMIT_RECORD + 2)

struct features {
	uint64_t basis;
	uint32_t hashed; /* buckets - 1 */
	uint8_t fold
		[256];	 /* the byte as it counts inside a token, lower-cased; 0 separates tokens */
	int32_t *count;	 /* [hashed], all zero between calls */
	uint32_t *index; /* touched buckets, then the result */
	float *value;
};

enum status features_new(struct features **out, const struct recipe *r, struct err *e)
{
	enum status s = recipe_check_buckets(r->buckets, e);
	struct features *f;
	size_t most = MAX_NGRAMS + 1;

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	f->basis = NGRAMS_BASIS ^ r->seed;
	f->hashed = r->buckets - 1;
	for (int b = 0; b < 256; b++)
		f->fold[b] = tokens_fold((uint8_t)b);
	f->count = calloc(f->hashed, sizeof(*f->count));
	f->index = malloc(most * sizeof(*f->index)); /* a page is used only when a text needs it */
	f->value = malloc(most * sizeof(*f->value));
	if (f->count == NULL || f->index == NULL || f->value == NULL) {
		features_free(f);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	*out = f;
	return STATUS_OK;
}

void features_free(struct features *f)
{
	if (f == NULL)
		return;
	free(f->count);
	free(f->index);
	free(f->value);
	free(f);
}

/* Counts one n-gram of hash `h`; returns how many entries of `index` are used. */
static inline size_t count_ngram(int32_t *count, uint32_t *index, uint32_t hashed, size_t n,
				 uint64_t h)
{
	uint32_t bucket = ngrams_bucket(h, hashed);

	/* A bucket whose count went back to zero is entered twice; normalise() skips the second. */
	index[n] = bucket;
	n += count[bucket] == 0;
	count[bucket] += ngrams_sign(h);
	return n;
}

/*
 * Turns the counts of the `n` touched buckets into values, and clears the counts. Returns the
 * number of non-zeros.
 */
static size_t normalise(struct features *f, size_t n)
{
	uint64_t squares = 0;
	size_t used = 0;
	double scale;

	for (size_t i = 0; i < n; i++) {
		uint32_t bucket = f->index[i];
		int64_t count = f->count[bucket];

		f->count[bucket] = 0;
		f->index[used] = bucket;
		/* Counts are below 2^20; a float holds them exactly. */
		f->value[used] = (float)count;
		squares += (uint64_t)(count * count);
		used += count != 0;
	}
	scale = 1 / sqrt((double)squares);
	for (size_t i = 0; i < used; i++)
		f->value[i] = (float)((double)f->value[i] * scale);
	return used;
}

void features_compute(struct features *f, struct sparse *out, uint64_t *fingerprint,
		      const void *text, size_t len)
{
	const uint8_t *p = text, *end;
	const uint64_t basis = f->basis;
	const uint32_t hashed = f->hashed;
	int32_t *count = f->count;
	uint32_t *index = f->index;
	uint64_t previous = 0, sequence = basis;
	bool first = true;
	size_t n = 0;

	if (len > LIMIT_RECORD)
		len = LIMIT_RECORD;
	end = len > 0 ? p + len : p;
	for (;;) {
		uint64_t t = basis;
		uint8_t b;

		while (p < end && f->fold[*p] == 0)
			p++;
		if (p == end)
			break;
		for (; p < end && (b = f->fold[*p]) != 0; p++)
			t = (t ^ b) * NGRAMS_PRIME;
		n = count_ngram(count, index, hashed, n, ngrams_mix(t));
		if (!first)
			n = count_ngram(count, index, hashed, n,
					ngrams_mix(ngrams_pair(previous, t)));
		first = false;
		previous = t;
		sequence = ngrams_mix(ngrams_pair(sequence, t));
	}
	n = normalise(f, n);
	f->index[n] = f->hashed;
	f->value[n] = 1;
	*out = (struct sparse){f->index, f->value, n + 1};
	if (fingerprint != NULL)
		*fingerprint = sequence;
}

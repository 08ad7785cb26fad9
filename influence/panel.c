/*
 * Records wait in batches: their features are computed at once, and scored model by model when the
 * batch is full. The weights of one model fill a processor's cache, so that going from model to
 * model with each record would read them from afar each time.
 *
 * A seat is a model of the panel. Its leader is the first seat of the same recipe, whose features
 * it takes; a leader is its own. Only leaders have features.
 */
#include "influence/panel.h"

#include <stdlib.h>
#include <string.h>

#include "influence/fingerprints.h"
#include "influence/scorer.h"

/* Records of a batch: enough to meet most words again, few enough for features to stay near. */
#define BATCH 256

/* A batch ends early with so many features, which are 512 KiB. */
#define BATCH_FEATURES 65536

/* The features of the records of a batch, one after the other. */
struct pending {
	uint32_t *index;
	float *value;
	size_t n, cap;
	size_t end[BATCH]; /* where each record's end */
};

struct seat {
	struct scorer *scorer;
	size_t leader;
	struct pending features;
};

struct panel {
	struct seat *seats;
	size_t n;
	panel_take *take;
	void *user;
	struct fingerprints seen;
	size_t records;
	size_t waiting;	       /* records in the batch, the last ones that were added */
	uint32_t first[BATCH]; /* the first record with the same tokens */
	int *classes;	       /* [BATCH][n] */
};

enum status panel_new(struct panel **out, const struct artifact *const *models, size_t n,
		      panel_take *take, void *user, struct err *e)
{
	struct panel *p = calloc(1, sizeof(*p));
	enum status s = STATUS_OK;

	*out = NULL;
	if (p == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	p->take = take;
	p->user = user;
	p->seats = calloc(n + 1, sizeof(*p->seats));
	p->classes = calloc(BATCH * (n + 1), sizeof(*p->classes));
	if (p->seats == NULL || p->classes == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct seat *seat = &p->seats[p->n++];

		while (!recipe_equal(&models[seat->leader]->recipe, &models[i]->recipe))
			seat->leader++;
		s = scorer_new(&seat->scorer, models[i], 0, e);
	}
	if (s == STATUS_OK)
		*out = p;
	else
		panel_free(p);
	return s;
}

void panel_free(struct panel *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++) {
		scorer_free(p->seats[i].scorer);
		free(p->seats[i].features.index);
		free(p->seats[i].features.value);
	}
	fingerprints_release(&p->seen);
	free(p->classes);
	free(p->seats);
	free(p);
}

static enum status reserve(struct pending *f, size_t more)
{
	size_t cap = f->cap > 0 ? f->cap : 4096;
	uint32_t *index;
	float *value;

	if (f->n + more <= f->cap)
		return STATUS_OK;
	while (cap < f->n + more)
		cap *= 2;
	index = realloc(f->index, cap * sizeof(*index));
	if (index != NULL)
		f->index = index;
	value = realloc(f->value, cap * sizeof(*value));
	if (value != NULL)
		f->value = value;
	if (index == NULL || value == NULL)
		return ERR_MEMORY;
	f->cap = cap;
	return STATUS_OK;
}

/* Appends the features of the record at the end of the batch. */
static enum status keep(struct panel *p, struct pending *f, struct sparse x)
{
	if (reserve(f, x.n) != STATUS_OK)
		return ERR_MEMORY;
	memcpy(f->index + f->n, x.index, x.n * sizeof(*x.index));
	memcpy(f->value + f->n, x.value, x.n * sizeof(*x.value));
	f->n += x.n;
	f->end[p->waiting] = f->n;
	return STATUS_OK;
}

/* Scores the batch with one model. */
static void score(struct panel *p, size_t model)
{
	const struct seat *seat = &p->seats[model];
	const struct pending *f = &p->seats[seat->leader].features;
	size_t start = 0, number = p->records - p->waiting;

	for (size_t r = 0; r < p->waiting; r++, number++) {
		struct sparse x = {f->index + start, f->value + start, f->end[r] - start};
		struct scored scored;

		scorer_score(seat->scorer, &scored, x, p->classes[r * p->n + model]);
		scored.duplicate_of = p->first[r];
		scored.flags |= p->first[r] != number ? SCORE_DUPLICATE : 0;
		p->take(p->user, model, &scored, x);
		start = f->end[r];
	}
}

void panel_flush(struct panel *p)
{
	for (size_t i = 0; i < p->n; i++)
		score(p, i);
	for (size_t i = 0; i < p->n; i++)
		p->seats[i].features.n = 0;
	p->waiting = 0;
}

/* Computes the record's features by every recipe. Out: its fingerprint by the first one. */
static enum status compute(struct panel *p, uint64_t *fingerprint, const void *text, size_t len)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < p->n && s == STATUS_OK; i++) {
		struct seat *seat = &p->seats[i];
		struct sparse x;
		uint64_t own;

		if (seat->leader != i)
			continue;
		scorer_features(seat->scorer, &x, &own, text, len);
		s = keep(p, &seat->features, x);
		if (i == 0) {
			*fingerprint = own;
			fingerprints_prefetch(&p->seen, own);
		}
	}
	return s;
}

/*
 * Equal texts have equal fingerprints under every recipe, so those of the first one find the
 * duplicates for all models.
 */
enum status panel_add(struct panel *p, const int *classes, const void *text, size_t len,
		      struct err *e)
{
	uint64_t fingerprint = 0;

	if (p->records == LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_LIMIT, "more than %zu records", LIMIT_CORPUS_RECORDS);
	if (p->n == 0)
		return STATUS_OK;
	if (fingerprints_reserve(&p->seen, p->records) != STATUS_OK ||
	    compute(p, &fingerprint, text, len) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(p->classes + p->waiting * p->n, classes, p->n * sizeof(*classes));
	p->first[p->waiting++] = fingerprints_enter(&p->seen, fingerprint, (uint32_t)p->records++);
	if (p->waiting == BATCH || p->seats[0].features.n >= BATCH_FEATURES)
		panel_flush(p);
	return STATUS_OK;
}

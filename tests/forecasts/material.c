/*
 * Corpora and the truth about sets of them.
 *
 * In reading order: reading a corpus (read_corpus), training and publishing it (material_prepare),
 * drawing sets (draw_*), training again (truth_find) and settling epochs (truth_epochs).
 */
#include "tests/forecasts/material.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "dataset/labelled_records.h"
#include "influence/artifact_write.h"
#include "influence/elementary.h"
#include "influence/publish_rows.h"

void must(enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s\n", status_name(s), e->text);
	exit(1);
}

static void *allocate(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (memory == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	return memory;
}

/* --- reading --- */

static enum status add_record(void *user, const struct extractor_pair *r, struct err *e)
{
	struct corpus *c = user;
	/* Public texts have no label, and theirs is not looked at. */
	const char *label = r->label != NULL ? (const char *)r->label : c->labels.name[0];
	size_t len = r->label != NULL ? r->label_len : strlen(label);

	return corpus_add(c, r->text, r->text_len, label, len, (uint32_t)c->n % MATERIAL_DATASETS,
			  e);
}

static void read_corpus(struct corpus *out, const char *folder, const char *file,
			const struct labels *labels)
{
	const struct recipe recipe = {4096, RECIPE_SEED};
	struct err e = {0};
	char path[600];

	snprintf(path, sizeof(path), "%s/%s.csv", folder, file);
	must(corpus_init(out, &recipe, labels, &e), &e);
	must(labelled_records_read(path, READER_CSV, add_record, NULL, out, &e), &e);
}

/* Queries are of no slice but the mean. */
static void read_queries(struct corpus *out, const char *folder, const char *file,
			 const struct labels *labels)
{
	read_corpus(out, folder, file, labels);
	memset(out->group, 0, out->n * sizeof(*out->group));
}

/* --- publishing --- */

static void spoil_last_dataset(struct corpus *c, double part, uint64_t *seed)
{
	for (size_t i = MATERIAL_DATASETS - 1; i < c->n; i += MATERIAL_DATASETS)
		if (draw_unit(seed) < part)
			c->label[i] =
				(uint16_t)((c->label[i] + 1 + draw_below(seed, c->labels.n - 1)) %
					   c->labels.n);
}

static void train(struct material *m, double lambda)
{
	static const char *const names[MATERIAL_DATASETS] = {"0", "1", "2", "3", "4",
							     "5", "6", "7", "8", "9"};
	struct err e = {0};

	must(train_model(&m->model, &m->train, names, MATERIAL_DATASETS, lambda, &e), &e);
}

/* The artifact goes through a file, so that it is rounded as a contributor's is. */
static void publish(struct material *m, uint64_t trials)
{
	const struct publication p = {.model = &m->model,
				      .records = &m->train,
				      .queries = &m->queries,
				      .public = &m->public,
				      .manifests = "",
				      .rescales = true,
				      .inferences = PUBLISH_INFERENCES,
				      .trials = trials,
				      .seed = 1};
	struct artifact fresh;
	struct err e = {0};
	struct buf file;

	buf_init(&file, LIMIT_MODEL);
	must(publish_artifact(&fresh, &p, &e), &e);
	must(artifact_write(&file, &fresh, &e), &e);
	must(artifact_read(&m->artifact, file.data, file.len, &e), &e);
	artifact_release(&fresh);
	buf_release(&file);
}

void material_prepare(struct material *m, const char *folder, double lambda, uint64_t trials,
		      double wrong)
{
	struct err e = {0};

	*m = (struct material){.folder = folder, .seed = 13};
	read_corpus(&m->train, folder, "train", NULL);
	must(corpus_sort_labels(&m->train), &e);
	if (wrong > 0)
		spoil_last_dataset(&m->train, wrong, &m->seed);
	read_queries(&m->queries, folder, "held_out", &m->train.labels);
	read_queries(&m->public, folder, "public", &m->train.labels);
	read_queries(&m->customers, folder, "customers", &m->train.labels);
	read_queries(&m->pool, folder, "pool", &m->train.labels);
	must(publish_rows_split(&m->half_a, &m->half_b, &m->queries, &e), &e);
	train(m, lambda);
	publish(m, trials);
	must(forecaster_init(&m->told, &m->artifact, &e), &e);
	must(curvature_init(&m->exact, &m->model.head, &m->train, NULL, 0, &e), &e);
}

void material_release(struct material *m)
{
	forecaster_release(&m->told);
	artifact_release(&m->artifact);
	curvature_release(&m->exact);
	train_release(&m->model);
	corpus_release(&m->half_a);
	corpus_release(&m->half_b);
	corpus_release(&m->train);
	corpus_release(&m->queries);
	corpus_release(&m->public);
	corpus_release(&m->customers);
	corpus_release(&m->pool);
}

/* --- drawing --- */

void draw_select(struct drawn *out, const struct material *m, const uint32_t *rows, size_t n)
{
	struct err e = {0};

	out->wrong = allocate(n, sizeof(*out->wrong));
	must(corpus_select(&out->set, &m->pool, rows, n), &e);
}

/* All rows of the pool, the first `n` in random order. */
static uint32_t *shuffle_pool(struct material *m, size_t n)
{
	uint32_t *rows = allocate(m->pool.n, sizeof(*rows));

	for (size_t i = 0; i < m->pool.n; i++)
		rows[i] = (uint32_t)i;
	draw_rows(rows, m->pool.n, n, &m->seed);
	return rows;
}

void draw_clean(struct drawn *out, struct material *m, size_t n)
{
	uint32_t *rows;

	n = n < m->pool.n ? n : m->pool.n;
	rows = shuffle_pool(m, n);
	draw_select(out, m, rows, n);
	free(rows);
}

void draw_one_class(struct drawn *out, struct material *m, size_t n)
{
	uint16_t class = m->pool.label[draw_below(&m->seed, m->pool.n)];
	uint32_t *rows = shuffle_pool(m, m->pool.n);
	size_t kept = 0;

	for (size_t i = 0; i < m->pool.n && kept < n; i++)
		if (m->pool.label[rows[i]] == class)
			rows[kept++] = rows[i];
	draw_select(out, m, rows, kept);
	free(rows);
}

void draw_repeated(struct drawn *out, struct material *m, size_t n, size_t times)
{
	uint32_t *rows = shuffle_pool(m, n), *group = allocate(n * times, sizeof(*group));

	for (size_t i = 0; i < n * times; i++)
		group[i] = rows[i % n];
	draw_select(out, m, group, n * times);
	free(rows);
	free(group);
}

void draw_spoil(struct drawn *d, struct material *m, double part)
{
	size_t wrong = (size_t)lround(part * (double)d->set.n), classes = d->set.labels.n;
	uint32_t *rows = allocate(d->set.n, sizeof(*rows));

	for (size_t i = 0; i < d->set.n; i++)
		rows[i] = (uint32_t)i;
	draw_rows(rows, d->set.n, wrong, &m->seed);
	for (size_t i = 0; i < wrong; i++) {
		uint16_t *label = &d->set.label[rows[i]];

		*label = (uint16_t)((*label + 1 + draw_below(&m->seed, classes - 1)) % classes);
		d->wrong[rows[i]] = true;
	}
	free(rows);
}

size_t draw_size_between(struct material *m, size_t least, size_t most)
{
	double from = elementary_log((double)least), to = elementary_log((double)most);

	return (size_t)lround(elementary_exp(from + draw_unit(&m->seed) * (to - from)));
}

void drawn_release(struct drawn *d)
{
	corpus_release(&d->set);
	free(d->wrong);
}

/* --- the truth --- */

/* Sums −⟨q, ∇ℓ⟩ under the moved head over the records of each dataset; the added ones come last. */
static void sum_influences(double sums[static MATERIAL_DATASETS + 1], const struct material *m,
			   const struct moved *moved, const double *q)
{
	size_t classes = m->train.labels.n;

	memset(sums, 0, (MATERIAL_DATASETS + 1) * sizeof(*sums));
	for (size_t i = 0; i < m->train.n; i++)
		sums[m->train.group[i]] +=
			ihvp_influence(q, moved->public.p + i * classes, classes,
				       corpus_row(&m->train, i), m->train.label[i]);
	for (size_t i = 0; i < moved->added->n; i++)
		sums[MATERIAL_DATASETS] +=
			ihvp_influence(q, moved->joined.p + i * classes, classes,
				       corpus_row(moved->added, i), moved->added->label[i]);
}

static double share_of_last(const double *sums)
{
	double all = 0;

	for (size_t d = 0; d <= MATERIAL_DATASETS; d++)
		all += fmax(0, sums[d]);
	return all > 0 ? fmax(0, sums[MATERIAL_DATASETS]) / all : 0;
}

/* The share by the mean gradient over `queries`. */
static double share_by(const struct material *m, const struct moved *moved,
		       const struct corpus *queries)
{
	size_t size = head_size(&moved->head);
	double *g = allocate(2 * size, sizeof(*g)), *q = g + size;
	double sums[MATERIAL_DATASETS + 1];
	struct err e = {0};

	head_mean_gradient(g, &moved->head, queries, HEAD_ALL_GROUPS);
	must(moved_invert(q, moved, g, 1e-6, &e), &e);
	sum_influences(sums, m, moved, q);
	free(g);
	return share_of_last(sums);
}

void truth_find(struct truth *t, const struct material *m, const struct corpus *added)
{
	const struct head *h = &m->model.head;
	struct err e = {0};

	must(moved_solve(&t->moved, &m->exact, h, added, forecast_ridge(&m->told.with, added->n),
			 NULL, NULL, &e),
	     &e);
	t->change = head_mean_loss(&t->moved.head, &m->half_b) / head_mean_loss(h, &m->half_b) - 1;
	t->customers =
		head_mean_loss(&t->moved.head, &m->customers) / head_mean_loss(h, &m->customers) -
		1;
	t->paid = share_by(m, &t->moved, &m->customers);
	t->by_b = share_by(m, &t->moved, &m->half_b);
}

void truth_epochs(double *shares, size_t n, struct material *m, const struct truth *t)
{
	uint32_t *rows = allocate(m->customers.n, sizeof(*rows));
	size_t each = m->artifact.forecast.inferences;

	for (size_t i = 0; i < n; i++) {
		struct corpus epoch;
		struct err e = {0};

		for (size_t k = 0; k < each; k++)
			rows[k] = (uint32_t)draw_below(&m->seed, m->customers.n);
		must(corpus_select(&epoch, &m->customers, rows, each), &e);
		shares[i] = share_by(m, &t->moved, &epoch);
		corpus_release(&epoch);
	}
	free(rows);
}

/*
 * Publishing a model: publish_artifact() checks that head, records and queries belong together,
 * then solve() goes through the slices. solve_slice() computes the gradient, the ihvp and DataInf
 * of one; after slice 0, the mean, measure_records() takes the quantiles and the datasets' sums
 * from it.
 */
#include "influence/publish.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/datainf.h"

#define MEAN   "mean"
#define SOLVER "newton-cg; conjugate gradients"

/* Checks that slice names differ and that each slice has a query. */
static enum status check_slices(const struct publication *p, struct err *e)
{
	struct labels names = {0};
	bool used[LIMIT_SLICES] = {true};
	enum status s = labels_add(&names, MEAN, strlen(MEAN), e);

	if (p->n_slices >= LIMIT_SLICES)
		s = err_set(e, ERR_LIMIT, "more than %d slices", LIMIT_SLICES - 1);
	for (size_t i = 0; i < p->n_slices && s == STATUS_OK; i++) {
		if (labels_find(&names, p->slices[i], strlen(p->slices[i])) >= 0)
			s = err_set(e, ERR_USAGE, "two slices are named %.64s", p->slices[i]);
		else
			s = labels_add(&names, p->slices[i], strlen(p->slices[i]), e);
	}
	for (size_t i = 0; i < p->queries->n && s == STATUS_OK; i++) {
		if (p->queries->group[i] > p->n_slices)
			s = err_set(e, ERR_USAGE, "query %zu belongs to no slice", i);
		else
			used[p->queries->group[i]] = true;
	}
	for (size_t i = 0; i <= p->n_slices && s == STATUS_OK; i++)
		if (!used[i])
			s = err_set(e, ERR_USAGE, "slice %s has no queries", names.name[i]);
	labels_release(&names);
	return s;
}

static enum status check(const struct publication *p, struct err *e)
{
	const struct head *h = &p->model->head;

	if (p->queries->n == 0)
		return err_set(e, ERR_USAGE, "there are no queries to evaluate on");
	if (p->records->n != h->n0 || !labels_equal(&p->records->labels, &h->labels))
		return err_set(e, ERR_MISMATCH, "the head was trained on other records");
	if (!labels_equal(&p->queries->labels, &h->labels))
		return err_set(e, ERR_MISMATCH, "the queries were read for another head");
	return check_slices(p, e);
}

static enum status allocate(struct artifact *a, const struct publication *p)
{
	size_t size = head_size(&p->model->head);

	a->slices = p->n_slices + 1;
	a->slice = calloc(a->slices, sizeof(*a->slice));
	a->w = malloc(size * sizeof(*a->w));
	a->q = malloc(a->slices * size * sizeof(*a->q));
	a->grad = malloc(a->slices * size * sizeof(*a->grad));
	a->datainf = malloc(a->slices * size * sizeof(*a->datainf));
	return a->slice != NULL && a->w != NULL && a->q != NULL && a->grad != NULL &&
			       a->datainf != NULL
		       ? labels_copy(&a->labels, &p->model->head.labels)
		       : ERR_MEMORY;
}

static void describe(struct artifact *a, const struct publication *p)
{
	const struct head *h = &p->model->head;

	a->recipe = h->recipe;
	a->lambda = h->lambda;
	a->ridge = h->ridge;
	a->records = h->n0;
	a->gradient_norm = h->gradient_norm;
	a->validation_records = p->queries->n;
	snprintf(a->solver, sizeof(a->solver), "%s", SOLVER);
	snprintf(a->manifests, sizeof(a->manifests), "%s", p->manifests);
	snprintf(a->slice[0], sizeof(a->slice[0]), "mean");
	for (size_t i = 0; i < p->n_slices; i++)
		snprintf(a->slice[i + 1], sizeof(a->slice[i + 1]), "%s", p->slices[i]);
}

static void to_float(float *out, const double *in, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (float)in[i];
}

/*
 * Computes gradient, ihvp and DataInf of one slice. `work` holds two [D][C]; the ihvp stays in its
 * second half.
 */
static enum status solve_slice(struct artifact *a, double *work, const struct hessian *H,
			       const struct publication *p, size_t slice, struct err *e)
{
	double *g = work, *q = work + H->size;
	size_t at = slice * H->size;
	struct cg_result r;
	enum status s;
	double loss = head_mean_gradient(g, &p->model->head, p->queries,
					 slice == 0 ? HEAD_ALL_GROUPS : (uint32_t)slice);

	if (slice == 0)
		a->validation_loss = loss;
	datainf_solve(q, H, g);
	to_float(a->datainf + at, q, H->size);
	s = ihvp_solve(q, &r, H, g, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "slice %s", a->slice[slice]);
	to_float(a->grad + at, g, H->size);
	to_float(a->q + at, q, H->size);
	a->residual = fmax(a->residual, r.residual);
	return STATUS_OK;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/*
 * Computes the influences of the training records on slice 0 (`q`), their percentiles, and the sums
 * of the datasets.
 */
static enum status measure_records(struct artifact *a, const struct hessian *H, const double *q,
				   const struct publication *p)
{
	size_t n = p->records->n;
	double *own = malloc(n * sizeof(*own));
	double *sums = calloc(p->model->datasets, sizeof(*sums));

	for (size_t i = 0; i < n && own != NULL && sums != NULL; i++) {
		own[i] = ihvp_influence(q, H->p + i * H->classes, H->classes,
					corpus_row(p->records, i), p->records->label[i]);
		if (p->records->group[i] < p->model->datasets)
			sums[p->records->group[i]] += own[i];
	}
	if (own != NULL && sums != NULL) {
		qsort(own, n, sizeof(*own), ascending);
		for (size_t i = 0; i < ARTIFACT_QUANTILES; i++)
			a->quantile[i] = (float)own[i * (n - 1) / (ARTIFACT_QUANTILES - 1)];
		for (size_t d = 0; d < p->model->datasets; d++)
			a->pool_influence += fmax(0, sums[d]);
	}
	free(own);
	free(sums);
	return own != NULL && sums != NULL ? STATUS_OK : ERR_MEMORY;
}

static enum status solve(struct artifact *a, const struct publication *p, struct err *e)
{
	struct hessian H = {0};
	double *work = malloc(2 * head_size(&p->model->head) * sizeof(*work));
	enum status s = work == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				     : hessian_init(&H, &p->model->head, p->records, e);

	for (size_t m = 0; m < a->slices && s == STATUS_OK; m++) {
		s = solve_slice(a, work, &H, p, m, e);
		if (s == STATUS_OK && m == 0)
			s = measure_records(a, &H, work + H.size, p);
	}
	if (s == STATUS_OK)
		to_float(a->w, p->model->head.w, H.size);
	hessian_release(&H);
	free(work);
	return s;
}

enum status publish_artifact(struct artifact *out, const struct publication *p, struct err *e)
{
	enum status s;

	*out = (struct artifact){0};
	if (corpus_sort_labels(p->records) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = check(p, e);
	if (s == STATUS_OK && allocate(out, p) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s != STATUS_OK)
		return s;
	describe(out, p);
	s = solve(out, p, e);
	if (s == STATUS_OK && p->additive_groups > 0)
		s = additive_measure(&out->additive, p->records, p->queries, out->lambda,
				     p->additive_groups, 0, p->seed, e);
	return s;
}

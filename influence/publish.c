/*
 * Publishing a model. publish_artifact() checks that head, records and queries belong together
 * (check, check_slices) and that no published row is a training record (check_rows); solve() then
 * goes through the slices of half A (solve_slice), and forecast() through what half B is for: the
 * two solutions, the datasets' sums, the quantiles, the curves, the trials.
 *
 * Invariant: no figure of half B depends on half A, but for the quantiles of A's influence, which
 * are taken over records that A has not seen.
 */
#include "influence/publish.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/publish_rows.h"

#define MEAN   "mean"
#define SOLVER "newton-cg; conjugate gradients"

/* Checks that slice names differ and that each slice has a query in half A. */
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
		else if (i % 2 == 0)
			used[p->queries->group[i]] = true;
	}
	for (size_t i = 0; i <= p->n_slices && s == STATUS_OK; i++)
		if (!used[i])
			s = err_set(e, ERR_USAGE,
				    "slice %s has no queries at even places of the file, which "
				    "are half A",
				    names.name[i]);
	labels_release(&names);
	return s;
}

/* An artifact beyond these limits could be written, and nobody could read it. */
static enum status check_limits(const struct publication *p, struct err *e)
{
	if (p->public->n > ARTIFACT_ROWS_MAX || p->queries->n / 2 > ARTIFACT_ROWS_MAX)
		return err_set(e, ERR_LIMIT,
			       "%zu public texts and %zu queries: an artifact holds %d and %d",
			       p->public->n, p->queries->n, ARTIFACT_ROWS_MAX,
			       2 * ARTIFACT_ROWS_MAX);
	if (p->trials > TRIALS_MAX)
		return err_set(e, ERR_LIMIT, "more than %d trials of forecasts", TRIALS_MAX);
	if (p->trials > 0 && p->records->n < TRIALS_MIN_RECORDS)
		return err_set(e, ERR_USAGE,
			       "trials of forecasts need %d records, and there are %zu: ask for 0 "
			       "trials",
			       TRIALS_MIN_RECORDS, p->records->n);
	if (p->inferences == 0 || p->inferences > ARTIFACT_INFERENCES_MAX)
		return err_set(e, ERR_RANGE, "an epoch has 1 to %d inferences",
			       ARTIFACT_INFERENCES_MAX);
	return STATUS_OK;
}

static enum status check(const struct publication *p, struct err *e)
{
	enum status s;

	const struct head *h = &p->model->head;

	if (p->queries->n < 2)
		return err_set(e, ERR_USAGE,
			       "there are %zu queries to evaluate on; two halves need two at least",
			       p->queries->n);
	if (p->public->n == 0)
		return err_set(e, ERR_USAGE,
			       "there are no public texts: forecasts need some of the domain, "
			       "about 1000");
	if (p->records->n != h->n0 || !labels_equal(&p->records->labels, &h->labels))
		return err_set(e, ERR_MISMATCH, "the head was trained on other records");
	if (!labels_equal(&p->queries->labels, &h->labels))
		return err_set(e, ERR_MISMATCH, "the queries were read for another head");
	s = check_limits(p, e);
	return s == STATUS_OK ? check_slices(p, e) : s;
}

static enum status allocate(struct artifact *a, const struct publication *p)
{
	size_t size = head_size(&p->model->head);
	struct artifact_forecast *f = &a->forecast;

	a->slices = p->n_slices + 1;
	a->slice = calloc(a->slices, sizeof(*a->slice));
	a->w = malloc(size * sizeof(*a->w));
	a->q = malloc(a->slices * size * sizeof(*a->q));
	f->loss_solution = malloc(size * sizeof(*f->loss_solution));
	f->weight_solution = malloc(size * sizeof(*f->weight_solution));
	f->trials = calloc(p->trials + 1, sizeof(*f->trials));
	return a->slice != NULL && a->w != NULL && a->q != NULL && f->loss_solution != NULL &&
			       f->weight_solution != NULL && f->trials != NULL
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
	a->validation_records = a->forecast.held_out.n;
	snprintf(a->solver, sizeof(a->solver), "%s", SOLVER);
	snprintf(a->manifests, sizeof(a->manifests), "%s", p->manifests);
	snprintf(a->slice[0], sizeof(a->slice[0]), "mean");
	for (size_t i = 0; i < p->n_slices; i++)
		snprintf(a->slice[i + 1], sizeof(a->slice[i + 1]), "%s", p->slices[i]);
	a->forecast.known = true;
	a->forecast.rescales = p->rescales;
	a->forecast.inferences = p->inferences;
	a->forecast.seed = p->seed;
}

static void to_float(float *out, const double *in, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (float)in[i];
}

/*
 * Computes gradient and ihvp of one slice of half A. `work` holds two [D][C]; the ihvp stays in its
 * second half.
 */
static enum status solve_slice(struct artifact *a, double *work, const struct hessian *H,
			       const struct publication *p, const struct corpus *half, size_t slice,
			       struct err *e)
{
	double *g = work, *q = work + H->size;
	struct cg_result r;
	enum status s;

	head_mean_gradient(g, &p->model->head, half,
			   slice == 0 ? HEAD_ALL_GROUPS : (uint32_t)slice);
	s = ihvp_solve(q, &r, H, g, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "slice %s", a->slice[slice]);
	to_float(a->q + slice * H->size, q, H->size);
	a->residual = fmax(a->residual, r.residual);
	return STATUS_OK;
}

/* The part of the artifact that comes from half A, and the quantiles of its influence over B. */
static enum status solve(struct artifact *a, const struct publication *p, const struct hessian *H,
			 const struct corpus *half, double *work, struct err *e)
{
	enum status s = STATUS_OK;

	to_float(a->w, p->model->head.w, H->size);
	for (size_t m = 0; m < a->slices && s == STATUS_OK; m++) {
		s = solve_slice(a, work, H, p, half, m, e);
		if (s == STATUS_OK && m == 0)
			s = publish_rows_quantiles(a->quantile, &p->model->head, work + H->size,
						   &a->forecast.held_out, e);
	}
	return s;
}

/* Sums the influences of the datasets on half B, of which clipping leaves out the negative ones. */
static enum status sum_datasets(struct artifact *a, const struct hessian *H, const double *q,
				const struct publication *p, struct err *e)
{
	double *sums = calloc(p->model->datasets + 1, sizeof(*sums));

	if (sums == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < p->records->n; i++)
		if (p->records->group[i] < p->model->datasets)
			sums[p->records->group[i]] +=
				ihvp_influence(q, H->p + i * H->classes, H->classes,
					       corpus_row(p->records, i), p->records->label[i]);
	for (size_t d = 0; d < p->model->datasets; d++) {
		a->pool_influence += fmax(0, sums[d]);
		a->forecast.negatives += fmax(0, -sums[d]);
	}
	free(sums);
	return STATUS_OK;
}

/* The solutions by which forecasts correct the curvature of the public rows. */
static enum status solve_pairs(struct artifact *a, const struct publication *p,
			       const struct hessian *H, double *work, struct err *e)
{
	double *g = work, *q = work + H->size;
	struct cg_result r;
	enum status s;

	a->validation_loss =
		head_mean_gradient(g, &p->model->head, &a->forecast.held_out, HEAD_ALL_GROUPS);
	s = ihvp_solve(q, &r, H, g, e);
	if (s == STATUS_OK) {
		a->residual = fmax(a->residual, r.residual);
		s = sum_datasets(a, H, q, p, e);
	}
	for (size_t k = 0; k < H->size; k++)
		a->forecast.loss_solution[k] = (float)(q[k] / H->n0);
	if (s == STATUS_OK)
		s = ihvp_solve(q, &r, H, p->model->head.w, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "what forecasts need");
	a->residual = fmax(a->residual, r.residual);
	for (size_t k = 0; k < H->size; k++)
		a->forecast.weight_solution[k] = (float)(q[k] / H->n0);
	return STATUS_OK;
}

static enum status make_trials(struct artifact *a, const struct publication *p, struct err *e)
{
	const struct trials_setting setting = {.records = p->records,
					       .public = p->public,
					       .held_out = &a->forecast.held_out,
					       .lambda = a->lambda,
					       .rescales = p->rescales,
					       .seed = p->seed,
					       .progress = p->progress,
					       .user = p->user};

	a->forecast.n_trials = p->trials;
	return p->trials > 0 ? trials_make(a->forecast.trials, p->trials, &setting, e) : STATUS_OK;
}

/* Computes everything. `half` is A; B is in the artifact already. */
static enum status compute(struct artifact *a, const struct publication *p,
			   const struct corpus *half, struct err *e)
{
	struct hessian H = {0};
	double *work = malloc(2 * head_size(&p->model->head) * sizeof(*work));
	enum status s = work == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				     : hessian_init(&H, &p->model->head, p->records, e);

	if (s == STATUS_OK)
		s = solve(a, p, &H, half, work, e);
	if (s == STATUS_OK)
		s = solve_pairs(a, p, &H, work, e);
	if (s == STATUS_OK)
		s = publish_rows_curves(&a->forecast.curves, &p->model->head, p->queries, e);
	if (s == STATUS_OK)
		s = make_trials(a, p, e);
	if (s == STATUS_OK && p->additive_groups > 0)
		s = additive_measure(&a->additive, p->records, p->queries, a->lambda,
				     p->additive_groups, 0, p->seed, e);
	hessian_release(&H);
	free(work);
	return s;
}

enum status publish_artifact(struct artifact *out, const struct publication *p, struct err *e)
{
	struct corpus half = {0};
	enum status s;

	*out = (struct artifact){0};
	if (corpus_sort_labels(p->records) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = check(p, e);
	if (s == STATUS_OK)
		s = publish_rows_check(p->records, p->queries, p->public, e);
	if (s == STATUS_OK && allocate(out, p) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = publish_rows_split(&half, &out->forecast.held_out, p->queries, e);
	if (s == STATUS_OK)
		s = publish_rows_copy(&out->forecast.public, p->public, e);
	if (s == STATUS_OK) {
		describe(out, p);
		s = compute(out, p, &half, e);
	}
	corpus_release(&half);
	return s;
}

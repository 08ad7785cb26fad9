/*
 * Training for an operator. After the head is trained, one equation for each dataset gives its R_D
 * (solve_datasets); train_attribute() then needs no solution, only products.
 */
#include "influence/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Whether the names of datasets can be told apart and stored. */
static bool ids_usable(const char *const *ids, size_t k)
{
	if (k == 0 || k > LIMIT_MODEL_DATASETS)
		return false;
	for (size_t i = 0; i < k; i++) {
		size_t len = strlen(ids[i]);

		if (len == 0 || len > TRAIN_ID_MAX || !text_is_utf8(ids[i], len))
			return false;
		for (size_t j = 0; j < i; j++)
			if (strcmp(ids[i], ids[j]) == 0)
				return false;
	}
	return true;
}

static enum status allocate(struct trained *t, size_t k, struct err *e)
{
	size_t size = head_size(&t->head);

	/* The file of the head holds as many doubles, and is no longer than a model may be. */
	if (size * k > LIMIT_MODEL / sizeof(double))
		return err_set(e, ERR_LIMIT, "%zu datasets of %zu weights are too much", k, size);
	t->datasets = k;
	t->dataset = calloc(k, sizeof(*t->dataset));
	t->r = calloc(k * size, sizeof(*t->r));
	if (t->dataset == NULL || t->r == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	return STATUS_OK;
}

/* Solves R_D = (H_J/n₀)⁻¹ Σ_{i∈D} ∇ℓ_i for every dataset. */
static enum status solve_datasets(struct trained *t, const struct corpus *c, struct err *e)
{
	size_t size = head_size(&t->head), classes = t->head.labels.n;
	double *sums = calloc(t->datasets * size, sizeof(*sums));
	struct hessian H = {0};
	enum status s = ERR_MEMORY;

	if (sums == NULL)
		return err_set(e, s, "out of memory");
	s = hessian_init(&H, &t->head, c, e);
	for (size_t i = 0; i < c->n && s == STATUS_OK; i++)
		head_add_gradient(sums + c->group[i] * size, H.p + i * classes, classes,
				  corpus_row(c, i), c->label[i], 1);
	for (size_t d = 0; d < t->datasets && s == STATUS_OK; d++) {
		struct cg_result r;

		s = ihvp_solve(t->r + d * size, &r, &H, sums + d * size, e);
		t->residual = fmax(t->residual, r.residual);
	}
	hessian_release(&H);
	free(sums);
	return s;
}

enum status train_model(struct trained *t, struct corpus *c, const char *const *ids, size_t k,
			double lambda, struct err *e)
{
	enum status s;

	*t = (struct trained){0};
	if (!ids_usable(ids, k))
		return err_set(e, ERR_USAGE,
			       "datasets need different names of 1 to %d bytes, at most %d of them",
			       TRAIN_ID_MAX, LIMIT_MODEL_DATASETS);
	for (size_t i = 0; i < c->n; i++)
		if (c->group[i] >= k)
			return err_set(e, ERR_USAGE, "record %zu belongs to no dataset", i);
	if (corpus_sort_labels(c) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = head_train(&t->head, c, lambda, e);
	if (s == STATUS_OK)
		s = allocate(t, k, e);
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < k; i++)
		snprintf(t->dataset[i], sizeof(t->dataset[i]), "%s", ids[i]);
	return solve_datasets(t, c, e);
}

void train_release(struct trained *t)
{
	if (t == NULL)
		return;
	head_release(&t->head);
	free(t->dataset);
	free(t->r);
	*t = (struct trained){0};
}

enum status train_attribute(struct train_attribution *out, const struct trained *t, struct sparse x,
			    uint16_t y, struct err *e)
{
	size_t size = head_size(&t->head), classes = t->head.labels.n;
	double p[LIMIT_CLASSES];

	out->loss = head_loss(p, &t->head, x, y);
	out->predicted = 0;
	for (size_t c = 1; c < classes; c++)
		if (p[c] > p[out->predicted])
			out->predicted = (uint16_t)c;
	out->probability = p[out->predicted];
	for (size_t d = 0; d < t->datasets; d++) {
		double influence = ihvp_influence(t->r + d * size, p, classes, x, y);

		if (units_from_double(&out->influence[d], influence) != STATUS_OK)
			return err_set(e, ERR_RANGE,
				       "dataset %s: an influence of %g is too large to pay by",
				       t->dataset[d], influence);
	}
	return STATUS_OK;
}

/*
 * A head file's numbers are single precision, and solving needs doubles. The right sides of the
 * two published solutions are not published: the gradient of the held-out loss follows from head
 * and held-out records, the weights are the head's own.
 */
#include "influence/forecaster.h"

#include <stdlib.h>

static enum status make_head(struct head *h, const struct artifact *a)
{
	enum status s;

	*h = (struct head){.recipe = a->recipe,
			   .lambda = a->lambda,
			   .ridge = a->ridge,
			   .n0 = a->records,
			   .gradient_norm = a->gradient_norm};
	s = labels_copy(&h->labels, &a->labels);
	if (s != STATUS_OK)
		return s;
	h->w = malloc(head_size(h) * sizeof(*h->w));
	for (size_t k = 0; h->w != NULL && k < head_size(h); k++)
		h->w[k] = (double)a->w[k];
	return h->w != NULL ? STATUS_OK : ERR_MEMORY;
}

/* The pairs in doubles; what was solved for is computed anew from what the artifact shows. */
static enum status make_curvature(struct artifact_forecaster *f, const struct artifact *a,
				  struct err *e)
{
	size_t size = head_size(&f->head);
	double *work = malloc(3 * size * sizeof(*work));
	double *loss = work, *gradient = work + size, *weights = work + 2 * size;
	const struct curvature_pair pairs[] = {{loss, gradient}, {weights, f->head.w}};
	enum status s;

	if (work == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t k = 0; k < size; k++) {
		loss[k] = (double)a->forecast.loss_solution[k];
		weights[k] = (double)a->forecast.weight_solution[k];
	}
	f->with.loss =
		head_mean_gradient(gradient, &f->head, &a->forecast.held_out, HEAD_ALL_GROUPS);
	s = curvature_init(&f->curvature, &f->head, &a->forecast.public, pairs, ARRAY_SIZE(pairs),
			   e);
	free(work);
	return s;
}

enum status forecaster_init(struct artifact_forecaster *out, const struct artifact *a,
			    struct err *e)
{
	enum status s;

	*out = (struct artifact_forecaster){.with = {.head = &out->head,
						     .curvature = &out->curvature,
						     .held_out = &a->forecast.held_out,
						     .rescales = a->forecast.rescales}};
	if (!a->forecast.known)
		return err_set(e, ERR_NOT_FOUND,
			       "the model's file is of version 1, which has no forecasts");
	s = make_head(&out->head, a);
	return s == STATUS_OK ? make_curvature(out, a, e) : err_set(e, s, "out of memory");
}

void forecaster_release(struct artifact_forecaster *f)
{
	head_release(&f->head);
	curvature_release(&f->curvature);
}

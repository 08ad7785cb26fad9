/*
 * The head is moved (join_forecast), one solution gives the influence of every record on the mean
 * held-out loss (sum_all), the sums of the datasets become shares (make_shares), and their scatter
 * is drawn (influence/join_epochs.h).
 */
#include "influence/join.h"

#include <math.h>
#include <stdlib.h>

#include "influence/moved.h"

/* As good as what is paid by, up to the minimum itself, which is found to MOVED_TOLERANCE. */
#define JOIN_TOLERANCE 1e-7

/* The same datasets have the same scatter every time. */
#define EPOCHS_SEED 1

/* Adds the influences of `rows` to the sums of their groups; groups from `n` on have none. */
static void sum_groups(double *sums, size_t n, const double *q, const double *p, size_t classes,
		       const struct corpus *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->group[i] < n)
			sums[rows->group[i]] += ihvp_influence(q, p + i * classes, classes,
							       corpus_row(rows, i), rows->label[i]);
}

/* Makes shares of sums. Only parts of the whole are asked for, so that sums need no scale. */
static void make_shares(struct join *out, size_t old, size_t n)
{
	double whole = 0;

	for (size_t d = 0; d < old; d++)
		whole += out->old[d] = fmax(0, out->old[d]);
	for (size_t d = 0; d < n; d++)
		whole += out->fresh[d] = fmax(0, out->fresh[d]);
	for (size_t d = 0; d < old && whole > 0; d++)
		out->old[d] /= whole;
	for (size_t d = 0; d < n && whole > 0; d++)
		out->all += out->fresh[d] /= whole;
}

static enum status sum_all(struct join *out, const struct moved *m, const struct trained *model,
			   const struct corpus *records, const struct corpus *held_out, size_t n,
			   struct err *e)
{
	size_t size = head_size(&m->head), classes = m->head.labels.n;
	double *g = malloc(2 * size * sizeof(*g)), *q = g + size, before, after;
	enum status s = g == NULL ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;

	if (s == STATUS_OK) {
		before = head_mean_loss(&model->head, held_out);
		after = head_mean_gradient(g, &m->head, held_out, HEAD_ALL_GROUPS);
		out->change = before > 0 ? after / before - 1 : 0;
		s = moved_invert(q, m, g, JOIN_TOLERANCE, e);
	}
	if (s == STATUS_OK) {
		sum_groups(out->old, model->datasets, q, m->public.p, classes, records);
		sum_groups(out->fresh, n, q, m->joined.p, classes, m->added);
		make_shares(out, model->datasets, n);
	}
	free(g);
	return s;
}

enum status join_forecast(struct join *out, const struct trained *model,
			  const struct corpus *records, const struct corpus *held_out,
			  const struct join_rule *rule, const struct corpus *added, size_t n,
			  struct err *e)
{
	const struct head *h = &model->head;
	double ridge = rule->rescales ? h->lambda * (double)(h->n0 + added->n) : h->ridge;
	struct curvature B = {.pairs = 0};
	struct moved m = {.extra = 0};
	enum status s;

	if (added->n == 0 || held_out->n == 0)
		return err_set(e, ERR_USAGE,
			       "a forecast needs records that the model can learn from, and two "
			       "queries");
	if (records->n != h->n0 || !labels_equal(&records->labels, &h->labels))
		return err_set(e, ERR_MISMATCH, "the head was trained on other records");
	out->old = calloc(model->datasets + 1, sizeof(*out->old));
	out->fresh = calloc(n + 1, sizeof(*out->fresh));
	out->scatter = calloc(n + 1, sizeof(*out->scatter));
	s = out->old == NULL || out->fresh == NULL || out->scatter == NULL
		    ? err_set(e, ERR_MEMORY, "out of memory")
		    : curvature_init(&B, h, records, NULL, 0, e);
	if (s == STATUS_OK)
		s = moved_solve(&m, &B, h, added, ridge, NULL, NULL, e);
	if (s == STATUS_OK)
		s = sum_all(out, &m, model, records, held_out, n, e);
	if (s == STATUS_OK)
		s = join_epochs_draw(
			out->scatter, &m,
			(struct join_part[]){
				{.rows = records, .p = m.public.p, .n = model->datasets},
				{.rows = added, .p = m.joined.p, .first = model->datasets, .n = n}},
			held_out, rule->inferences, EPOCHS_SEED, e);
	moved_release(&m);
	curvature_release(&B);
	return s;
}

void join_release(struct join *j)
{
	free(j->old);
	free(j->fresh);
	free(j->scatter);
	*j = (struct join){.all = 0};
}

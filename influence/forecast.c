#include "influence/forecast.h"

double forecast_ridge(const struct forecaster *f, size_t added)
{
	return f->rescales ? f->head->lambda * (double)(f->head->n0 + added) : f->head->ridge;
}

static bool is_one_class(const struct corpus *c)
{
	size_t count[LIMIT_CLASSES] = {0}, most = 0;

	for (size_t i = 0; i < c->n; i++)
		if (++count[c->label[i]] > most)
			most = count[c->label[i]];
	return c->n >= FORECAST_ONE_CLASS_RECORDS &&
	       (double)most >= FORECAST_ONE_CLASS_PART * (double)c->n;
}

enum status forecast_make(struct forecast *out, struct moved *moved, const struct forecaster *f,
			  const struct corpus *added, struct err *e)
{
	enum status s;

	*out = (struct forecast){.size = (double)added->n / (double)f->head->n0,
				 .surprise = head_mean_loss(f->head, added) / f->loss,
				 .one_class = is_one_class(added)};
	*moved = (struct moved){.extra = 0};
	if (added->n == 0)
		return err_set(e, ERR_USAGE, "there are no records to add");
	s = moved_solve(moved, f->curvature, f->head, added, forecast_ridge(f, added->n), e);
	if (s != STATUS_OK)
		return s;
	out->distance = moved->distance;
	out->change = head_mean_loss(&moved->head, f->held_out) / f->loss - 1;
	return STATUS_OK;
}

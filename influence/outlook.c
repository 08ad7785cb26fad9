/*
 * One moved head serves both figures: the loss is evaluated there, and the share is solved for
 * there. Either may be unknown without the other.
 */
#include "influence/outlook.h"

/* Epochs are drawn by it: the same set has the same scatter every time. */
#define EPOCH_SEED 1

static void tell_nothing(struct outlook *out, const char *why)
{
	out->known = false;
	out->why = why;
}

static enum status tell_interval(struct outlook *out, const struct forecast *told,
				 const struct artifact *a)
{
	struct interval around;
	enum status s = interval_around(&around, told, a->forecast.trials, a->forecast.n_trials);

	if (s != STATUS_OK)
		return s;
	out->why = interval_reason_text(around.reason);
	out->known = around.reason == INTERVAL_KNOWN;
	out->change = told->change;
	out->low = around.low;
	out->high = around.high;
	return STATUS_OK;
}

/* A share needs others to share with. */
static enum status tell_pool_share(struct outlook *out, const struct moved *moved,
				   const struct artifact_forecaster *f, const struct artifact *a,
				   struct err *e)
{
	enum status s = forecast_pool_share(&out->share, moved, &f->with, a->forecast.negatives,
					    a->forecast.inferences, EPOCH_SEED, e);

	out->has_share = s == STATUS_OK && a->pool_influence > 0;
	return s == ERR_RANGE ? STATUS_OK : s;
}

enum status outlook_make(struct outlook *out, const struct artifact_forecaster *f,
			 const struct artifact *a, const struct corpus *added, struct err *e)
{
	struct forecast told;
	struct moved moved;
	enum status s;

	*out = (struct outlook){.records = added->n, .why = ""};
	if (added->n == 0) {
		tell_nothing(out, "no record is left that the model could learn from");
		return STATUS_OK;
	}
	if (added->n > a->records) {
		tell_nothing(out, interval_reason_text(INTERVAL_TOO_LARGE));
		return STATUS_OK;
	}
	s = forecast_make(&told, &moved, &f->with, added, e);
	if (s == STATUS_OK)
		s = tell_interval(out, &told, a);
	if (s == STATUS_OK)
		s = tell_pool_share(out, &moved, f, a, e);
	/* Numbers of the artifact by which no minimum is found are no fault of the set. */
	if (s == ERR_RANGE) {
		tell_nothing(out, "no change can be computed with the numbers of the model's file");
		s = STATUS_OK;
	}
	moved_release(&moved);
	return s;
}

/*
 * One moved head serves both figures: the loss is evaluated there, and the share is solved for
 * there. Either may be unknown without the other.
 */
#include "influence/outlook.h"

#include <stdlib.h>

#include "influence/copies.h"

/* With a smaller part of the held-out texts left, too little is told of the others. */
#define LEAST_LEFT 0.5

/* Epochs are drawn by it: the same set has the same scatter every time. */
#define EPOCH_SEED 1

static void tell_nothing(struct outlook *out, const char *why)
{
	out->known = false;
	out->why = why;
}

/*
 * Takes the held-out records that the set repeats out of `with`. Out: `rest`, what `with` then has.
 */
static enum status leave_repeated_out(struct outlook *out, struct forecaster *with,
				      struct corpus *rest, const struct corpus *added)
{
	const struct corpus *all = with->held_out;
	bool *repeated = malloc(all->n + 1);
	uint32_t *rows = malloc((all->n + 1) * sizeof(*rows));
	size_t copies = 0, n = 0;
	enum status s = ERR_MEMORY;

	if (repeated != NULL && rows != NULL)
		s = copies_find(repeated, &copies, all, added, COPIES_NEARLY);
	if (s == STATUS_OK && (added->n < OUTLOOK_COPIES_RECORDS ||
			       (double)copies <= OUTLOOK_COPIES * (double)added->n))
		s = copies_find(repeated, &copies, all, added, COPIES_SAME);
	for (size_t i = 0; i < all->n && s == STATUS_OK; i++)
		if (!repeated[i])
			rows[n++] = (uint32_t)i;
	if (s == STATUS_OK && n < all->n)
		s = corpus_select(rest, all, rows, n);
	if (s == STATUS_OK && n < all->n) {
		with->held_out = rest;
		with->loss = head_mean_loss(with->head, rest);
		out->repeated = all->n - n;
		out->copies = copies;
	}
	free(repeated);
	free(rows);
	return s;
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
				   const struct forecaster *with, const struct artifact *a,
				   struct err *e)
{
	enum status s = forecast_pool_share(&out->share, moved, with, a->forecast.negatives,
					    a->forecast.inferences, EPOCH_SEED, e);

	out->has_share = s == STATUS_OK && a->pool_influence > 0;
	return s == ERR_RANGE ? STATUS_OK : s;
}

/* Tells everything of a set of a usual size, by the held-out records that it does not repeat. */
static enum status tell(struct outlook *out, const struct forecaster *with,
			const struct artifact *a, const struct corpus *added, struct err *e)
{
	struct forecast told;
	struct moved moved;
	enum status s = forecast_make(&told, &moved, with, added, e);

	if (s == STATUS_OK)
		s = tell_interval(out, &told, a);
	if (s == STATUS_OK)
		s = tell_pool_share(out, &moved, with, a, e);
	/* Numbers of the artifact by which no minimum is found are no fault of the set. */
	if (s == ERR_RANGE) {
		tell_nothing(out, "no change can be computed with the numbers of the model's file");
		s = STATUS_OK;
	}
	moved_release(&moved);
	return s;
}

enum status outlook_make(struct outlook *out, const struct artifact_forecaster *f,
			 const struct artifact *a, const struct corpus *added, struct err *e)
{
	struct forecaster with = f->with;
	struct corpus rest = {.n = 0};
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
	s = leave_repeated_out(out, &with, &rest, added);
	if (s != STATUS_OK)
		err_set(e, s, "out of memory");
	else if ((double)with.held_out->n < LEAST_LEFT * (double)f->with.held_out->n)
		tell_nothing(out, "the set repeats most of the publisher's held-out texts");
	else
		s = tell(out, &with, a, added, e);
	corpus_release(&rest);
	return s;
}

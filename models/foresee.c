/*
 * Rows are copied while records are read; the model is made ready to forecast with when the first
 * outcome is asked for. The reason why nothing can be foreseen is kept, and every outcome has it.
 */
#include "models/foresee.h"

#include <stdio.h>
#include <stdlib.h>

#include "influence/outlook.h"

static bool is_cancelled(void *task)
{
	return task_cancelled(task);
}

enum status begin_foresight(struct foresight *out, const struct artifact *a, struct task *task,
			    struct err *e)
{
	*out = (struct foresight){.artifact = a, .stop = {is_cancelled, task}};
	if (!a->forecast.known)
		out->why = "the model's file is of version 1, which has no forecasts";
	return corpus_init(&out->rows, &a->recipe, &a->labels, e);
}

void end_foresight(struct foresight *f)
{
	corpus_release(&f->rows);
	free(f->start.w);
	if (f->ready)
		forecaster_release(&f->with);
	*f = (struct foresight){.why = NULL};
}

/* One row more than the model has is enough to know that there are too many. */
enum status add_foresight(struct foresight *f, struct sparse x, uint16_t label, uint32_t record,
			  struct err *e)
{
	enum status s = STATUS_OK;

	f->records++;
	if (f->why == NULL && f->rows.n <= f->artifact->records)
		s = corpus_add_row(&f->rows, x, label, record);
	if (s == ERR_LIMIT) {
		f->why = "the set has more words than a forecast can be made of";
		s = STATUS_OK;
	}
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

/* Forecasts that a file promises and does not have are no reason to keep its scores back. */
static enum status prepare(struct foresight *f, struct err *e)
{
	struct err why = {0};
	enum status s;

	if (f->ready || f->why != NULL)
		return STATUS_OK;
	f->ready = true;
	s = forecaster_init(&f->with, f->artifact, &why);
	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	if (s != STATUS_OK)
		f->why = "the forecasts of the model's file cannot be computed with";
	f->start.w = malloc(artifact_size(f->artifact) * sizeof(*f->start.w));
	if (f->start.w == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	f->with.with.start = &f->start;
	f->with.with.stop = &f->stop;
	return STATUS_OK;
}

/* Copies the rows of the records that stay, with what else the rows are of. */
static enum status select_staying(struct corpus *out, const struct foresight *f,
				  foresight_stays *stays, const void *user)
{
	uint32_t *rows = malloc((f->rows.n + 1) * sizeof(*rows));
	enum status s = ERR_MEMORY;
	size_t n = 0;

	for (size_t i = 0; i < f->rows.n && rows != NULL; i++)
		if (stays(user, f->rows.group[i]))
			rows[n++] = (uint32_t)i;
	if (rows != NULL)
		s = corpus_select(out, &f->rows, rows, n);
	free(rows);
	return s;
}

static void copy_outlook(struct preview_outcome *out, const struct outlook *told)
{
	*out = (struct preview_outcome){.records = told->records,
					.known = told->known,
					.has_share = told->has_share,
					.copies = told->copies,
					.repeated = told->repeated};
	snprintf(out->why, sizeof(out->why), "%s", told->why);
	if (told->known) {
		out->change = told->change;
		out->low = told->low;
		out->high = told->high;
	}
	if (told->has_share) {
		out->share = told->share.expected;
		out->share_mean = told->share.mean;
		out->share_low = told->share.low;
		out->share_high = told->share.high;
	}
}

enum status foresee(struct preview_outcome *out, struct foresight *f, foresight_stays *stays,
		    const void *user, struct err *e)
{
	struct corpus some = {.n = 0};
	struct outlook told;
	enum status s = prepare(f, e);

	*out = (struct preview_outcome){.records = f->records};
	if (s != STATUS_OK)
		return s;
	/* Rows beyond the model's own were not kept: no part of such a set is known either. */
	if (f->why != NULL || f->records > f->artifact->records) {
		snprintf(out->why, sizeof(out->why), "%s",
			 f->why != NULL ? f->why : interval_reason_text(INTERVAL_TOO_LARGE));
		return STATUS_OK;
	}
	if (stays != NULL)
		s = select_staying(&some, f, stays, user);
	if (s == STATUS_OK)
		s = outlook_make(&told, &f->with, f->artifact, stays != NULL ? &some : &f->rows, e);
	if (s == STATUS_OK)
		copy_outlook(out, &told);
	corpus_release(&some);
	return s == ERR_MEMORY ? err_set(e, s, "out of memory") : s;
}

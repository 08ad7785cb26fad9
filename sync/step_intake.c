/*
 * The datanet's answers about datasets: received, accepted, rejected and why. They move the row of
 * a dataset that is attested and not revoked, and no other.
 */
#include "sync/step_intake.h"

#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/datasets.h"
#include "sync/context.h"

struct dataset_rows {
	struct cache_dataset *rows;
	size_t n;
};

static enum status get_datasets(struct cache *cache, void *arg, struct err *e)
{
	struct dataset_rows *d = arg;

	return cache_datasets_all(cache, &d->rows, &d->n, e);
}

/* Returns the state of the row after the datanet's answer. Only the chain says "revoked". */
static enum cache_dataset_state state_after(const struct cache_dataset *row,
					    const struct datanet_dataset *d)
{
	switch (d->status) {
	case INTAKE_RECEIVED: return CACHE_DATASET_RECEIVED;
	case INTAKE_ACCEPTED:
		return d->n_models > 0 ? CACHE_DATASET_IN_MODEL : CACHE_DATASET_ACCEPTED;
	case INTAKE_REJECTED: return CACHE_DATASET_REJECTED;
	case INTAKE_REVOKED: return row->state;
	}
	return row->state;
}

struct intake_answer {
	const struct hash *uid;
	struct datanet_dataset answer;
	struct cache_dataset row; /* as it is after the answer was stored */
	bool news;		  /* the answer changed its state */
};

/* Reads the row again: an upload or a revocation may have moved it while the answer came. */
static enum status put_answer(struct cache *cache, void *arg, struct err *e)
{
	struct intake_answer *a = arg;
	struct cache_dataset *row = &a->row;
	enum cache_dataset_state next;
	enum status s = cache_datasets_by_uid(cache, row, a->uid, e);

	if (s == ERR_NOT_FOUND || (s == STATUS_OK && row->state == CACHE_DATASET_REVOKED))
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	next = state_after(row, &a->answer);
	if (next == row->state)
		return STATUS_OK;
	a->news = true;
	row->state = next;
	row->updated_at = clock_now();
	text_clean(row->note, sizeof(row->note), a->answer.reason, strlen(a->answer.reason));
	if ((next == CACHE_DATASET_ACCEPTED || next == CACHE_DATASET_IN_MODEL) &&
	    row->accepted_at == 0)
		row->accepted_at = row->updated_at;
	return cache_datasets_put(cache, row, e);
}

/* Asks about one dataset. Most answers change nothing, and then nothing is written. */
static enum status ask_intake(struct sync_context *c, const struct cache_dataset *row,
			      struct err *e)
{
	struct intake_answer a = {.uid = &row->uid};
	enum status s = datanet_dataset(&c->session->datanet, &a.answer, &row->uid, e);
	enum cache_dataset_state now;

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s == STATUS_OK && state_after(row, &a.answer) != row->state)
		s = store_write(c->app, put_answer, &a, e);
	if (s != STATUS_OK || !a.news)
		return s;
	now = a.row.state;
	note_event_of(c->app,
		      &(struct event_owner){.datanet = &a.row.datanet, .account = &a.row.account},
		      "datasets", TRUST_REPORTED, "%s is %s%s%s", a.row.name,
		      now == CACHE_DATASET_IN_MODEL   ? "in the current model"
		      : now == CACHE_DATASET_ACCEPTED ? "accepted"
		      : now == CACHE_DATASET_REJECTED ? "rejected"
						      : "received by the datanet",
		      a.row.note[0] != '\0' ? ": " : "", a.row.note);
	return s;
}

enum status sync_intake(struct sync_context *c, struct err *e)
{
	const struct address *datanet = &profile_datanet(c->app->profile)->address;
	struct dataset_rows all = {0};
	enum status s = store_read(c->app, get_datasets, &all, e);

	for (size_t i = 0; i < all.n && s == STATUS_OK && !task_cancelled(c->task); i++)
		if (!hash_is_zero(&all.rows[i].uid) && all.rows[i].state != CACHE_DATASET_REVOKED &&
		    address_equal(&all.rows[i].datanet, datanet))
			s = ask_intake(c, &all.rows[i], e);
	free(all.rows);
	return s;
}

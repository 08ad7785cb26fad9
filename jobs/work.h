/*
 * Use cases off the UI thread. The dashboard starts them here; subcommands call the same use cases
 * directly. Each piece of work has a cancel flag, progress, and ends by one call of its `done` on
 * the UI thread, from work_poll().
 *
 * States: queued → running → ended (done called) ; cancelling is asked for and may come too late.
 */
#ifndef JOBS_WORK_H
#define JOBS_WORK_H

#include <stdbool.h>

#include "act/act.h"
#include "app/export.h"
#include "app/preview.h"
#include "app/snapshot.h"
#include "base/secret.h"
#include "sync/upload.h"

struct app;
struct work;

/* How an ended piece of work is told. `error` has text when `status` is not STATUS_OK. */
struct work_result {
	enum status status;
	struct err error;
	char text[160];		       /* what was done, for the message line; may be "" */
	struct act *act;	       /* of prepare and sign; taken over by the receiver */
	struct preview *preview;       /* of a preview; taken over by the receiver */
	char *path;		       /* of a file written; taken over (free) */
	struct intake_question intake; /* of checking the intake key */
	bool reopen;	       /* the app must be closed and opened again: another network */
	struct secret *phrase; /* of revealing the phrase; taken over */
};

typedef void work_done(void *user, struct work_result *result);

struct work_progress {
	char what[64];	      /* "hashing records", "uploading" */
	uint64_t done, total; /* total 0: unknown */
	double rate;	      /* units of done a second; 0 unknown */
	const char *unit;     /* "records", "bytes" */
};

/* Starts the threads (store, net, workers). The dashboard only. */
MUST_CHECK enum status work_start(struct app *app, struct err *e);

/* Cancels, closes the signer, drains the store, joins; within 2 s. */
void work_stop(struct app *app);

/* Readable when there is something for work_poll(): a new snapshot, progress, or an ended work. */
int work_fd(const struct app *app);

/* Calls `done` of ended works. UI thread. */
void work_poll(struct app *app);

/* The newest snapshot, with a reference for the caller. Never NULL after work_start(). */
const struct snapshot *work_snapshot(struct app *app);

/* Asks a piece of work to stop; its `done` comes with ERR_CANCELLED. */
void work_cancel(struct app *app, struct work *w);

/* Copies the progress of `w`. False when it has ended or has none to tell. */
bool work_progress(struct app *app, const struct work *w, struct work_progress *out);

#endif

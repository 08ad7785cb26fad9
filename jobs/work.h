/*
 * Pieces of work: use cases that run off the UI thread. The dashboard starts them with the
 * functions of start_*.h; subcommands call the same use cases directly. Each piece of work has a
 * cancel flag and progress, and ends by one call of its `done` on the UI thread, from work_poll().
 *
 * States: queued → running → ended (`done` called). A cancellation may come too late to matter.
 */
#ifndef JOBS_WORK_H
#define JOBS_WORK_H

#include <stdbool.h>

#include "act/act.h"
#include "act/preview_records.h"
#include "app/snapshot.h"
#include "lists/export.h"
#include "models/comparison.h"
#include "models/preview.h"
#include "sync/bring_claims.h"
#include "sync/upload.h"

struct app;
struct work;

/*
 * The outcome of a piece of work, handed to its `done`. `error` has text when `status` is not
 * STATUS_OK. `done` owns what the pointers lead to: it frees with release_result() what it does
 * not keep.
 */
struct work_result {
	enum status status;
	struct err error;
	struct sentence text;	 /* the line that says what was done; may be empty */
	struct act *act;	 /* the act to review, or the one that was signed or sent */
	struct preview *preview; /* the preview that was made */
	const struct comparison *comparison; /* the comparison that was made, with a reference */
	struct whole_record *record;	     /* the record that was read; empty after a failure */
	struct brought_claims *brought;	     /* claims of a payer's file; free_brought_claims() */
	char *path;			     /* the file that was written; free() it */
	struct intake_question intake;	     /* set by start_check_intake() */
	bool reopen; /* the app must be closed and opened again: another profile */
};

/* Called once for each piece of work, on the UI thread. `user` is what was given at its start. */
typedef void work_done(void *user, struct work_result *result);

/* How far a piece of work is. */
struct work_progress {
	char what[64];	      /* "hashing records", "uploading" */
	uint64_t done, total; /* total 0: unknown */
	double rate;	      /* units a second since the start; 0: unknown */
	const char *unit;     /* "records", "bytes" */
};

/*
 * Starts the store thread and a thread for each lane. Only the dashboard does this.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_IO; after a failure nothing runs.
 */
MUST_CHECK enum status work_start(struct app *app, struct err *e);

/* Cancels all work, waits for the threads and stores what is still to be stored; within 2 s. */
void work_stop(struct app *app);

/* The descriptor that is readable when there is a new snapshot, progress, or an ended work. */
int work_fd(const struct app *app);

/*
 * Calls `done` of each piece of work that has ended, and lends the terminal where the signer asks:
 * it returns once the answer is there. UI thread.
 */
void work_poll(struct app *app);

/* The UI's part while the signer has the terminal, to ask a person. UI thread. */
struct work_lender {
	void (*suspend)(void *user);	/* gives the terminal up */
	bool (*is_stopped)(void *user); /* byline is to end: the question ends then, too */
	void (*resume)(void *user);	/* takes it again */
	void *user;
};

/* Lets the signer ask. Without it whatever asks ends with ERR_CANCELLED. After work_start(). */
void work_lend_terminal(struct app *app, const struct work_lender *lender);

/* The newest snapshot, with a reference for the caller. Never NULL after work_start(). */
const struct snapshot *work_snapshot(struct app *app);

/*
 * The app of the network and datanet of a row, for work on it; `app` itself when the row is of no
 * network.
 */
struct app *work_scope(struct app *app, const struct snapshot *s, const struct snapshot_owner *of);

/* Asks a piece of work to stop; its `done` comes with ERR_CANCELLED. */
void work_cancel(struct app *app, struct work *w);

/* Copies the progress of `w`. Returns: false while it has reported none. */
bool work_progress(struct app *app, const struct work *w, struct work_progress *out);

#endif

/*
 * Runs jobs on the cache; nothing else reaches it. With threads running, jobs go to the store
 * thread, which owns the only read-write handle; before that (subcommands) they run in place.
 */
#ifndef APP_STORE_THREAD_H
#define APP_STORE_THREAD_H

#include "app/app.h"
#include "app/snapshot.h"
#include "cache/db.h"

/* Work on the cache. It must not keep `cache`, which other jobs use next. */
typedef enum status store_job(struct cache *cache, void *arg, struct err *e);

/*
 * Runs `job` in one write transaction and waits: committed when it returns STATUS_OK, rolled back
 * otherwise. The dashboard's snapshot is renewed afterwards. Never called from the UI thread.
 */
MUST_CHECK enum status store_write(struct app *app, store_job *job, void *arg, struct err *e);

/* As store_write() without a transaction, for reading. */
MUST_CHECK enum status store_read(struct app *app, store_job *job, void *arg, struct err *e);

/* Makes a new snapshot although no row changed: the vault was locked, a sync began. Any thread. */
void store_refresh(struct app *app);

/* Calls into the rooms above the store thread, which knows neither of them. */
struct store_hooks {
	/* Makes the snapshot that is published after a change; load_snapshot(). */
	enum status (*load)(struct app *app, const struct snapshot **out, struct err *e);
	/* Called on the store thread after a new snapshot was published. */
	void (*on_snapshot)(struct app *app);
};

/*
 * Starts the thread and publishes a first snapshot. `hooks` outlive the thread.
 * Returns: STATUS_OK, ERR_IO, ERR_MEMORY, whatever `load` says; store_stop() after each of them.
 */
MUST_CHECK enum status store_start(struct app *app, const struct store_hooks *hooks, struct err *e);

/* Runs the jobs that wait, and ends the thread. Without one it does nothing. */
void store_stop(struct app *app);

/* The newest snapshot, with a reference for the caller. Never NULL after store_start(). */
const struct snapshot *store_snapshot(struct app *app);

#endif

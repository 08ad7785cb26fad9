/*
 * The one way to the cache. With threads running, jobs go to the store thread, which owns the only
 * read-write handle; before that (subcommands) they run in place.
 */
#ifndef APP_STORE_THREAD_H
#define APP_STORE_THREAD_H

#include "app/app.h"
#include "cache/db.h"
#include "chain/trust.h"

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

/* Logs an event for "since you last looked" and to the log file. */
void note_event(struct app *app, const char *area, enum trust trust, const char *format, ...)
	PRINTF(4, 5);

#endif

/*
 * Sync, audit, export and upkeep, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it. It returns NULL when out of memory; `done`
 * is not called then. Texts are copied.
 */
#ifndef JOBS_START_SYNC_H
#define JOBS_START_SYNC_H

#include "jobs/work.h"
#include "lists/export.h"

/*
 * Syncs everything, asking also the nodes that are resting after a failure. Fails when the datanet
 * could not be read, even though the chain was.
 */
struct work *start_sync(struct app *app, work_done *done, void *user);

/* Audits every settled epoch; `full` fetches the whole documents and computes them again. */
struct work *start_audit(struct app *app, bool full, work_done *done, void *user);

/* Writes a table as a new CSV file. */
struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user);

/* Writes a preview as a new CSV file; holds a reference to it meanwhile. */
struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user);

/* Marks every event up to now as seen. */
void start_mark_seen(struct app *app);

/* Looks through the whole cache file; damage that is found becomes an event. */
void start_damage_check(struct app *app);

#endif

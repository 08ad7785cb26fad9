/*
 * Sync, audit, export and upkeep, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it, or NULL when out of memory; `done` is not
 * called then. Secrets and acts are taken over, also then. Texts are copied.
 */
#ifndef JOBS_START_SYNC_H
#define JOBS_START_SYNC_H

#include "app/export.h"
#include "jobs/work.h"

struct work *start_sync(struct app *app, work_done *done, void *user);
/* Audits every settled epoch; `full` fetches and redoes the whole documents. */
struct work *start_audit(struct app *app, bool full, work_done *done, void *user);
/* Writes a table, or a preview, as a new CSV file. */
struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user);
struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user);

/* Everything up to now counts as seen. */
void start_mark_seen(struct app *app);

/* Queues a look through the whole cache file; damage that it finds becomes an event. */
void start_damage_check(struct app *app);

#endif

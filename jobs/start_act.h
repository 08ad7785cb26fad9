/*
 * Claims and transfers, and signing and sending of every act, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it, or NULL when out of memory; `done` is not
 * called then. Secrets and acts are taken over, also then. Texts are copied.
 */
#ifndef JOBS_START_ACT_H
#define JOBS_START_ACT_H

#include "jobs/work.h"

/*
 * A transfer of `amount` (decimal text) of a pinned token (its address, or the native symbol) from
 * the shown account: an act to review.
 */
struct work *start_prepare_send(struct app *app, const char *token, const char *amount,
				const struct address *to, work_done *done, void *user);
/* Claims. */
struct work *start_prepare_claim(struct app *app, const struct address *distributor,
				 work_done *done, void *user);
struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user);
struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user);
/* An own transaction that is signed, to be sent (again). */
struct work *start_open_transaction(struct app *app, const struct hash *hash, work_done *done,
				    void *user);
struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user);
struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user);
/* Ends once it is broadcast; what becomes of it comes with snapshots and events. */
struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user);

#endif

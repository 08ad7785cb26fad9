/*
 * Datasets, uploads and previews, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it, or NULL when out of memory; `done` is not
 * called then. Secrets and acts are taken over, also then. Texts are copied.
 */
#ifndef JOBS_START_DATASET_H
#define JOBS_START_DATASET_H

#include "jobs/work.h"

/* Datasets: hash and attest (an act to review), upload, verify, revoke, write a disclosure. */
struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user);
struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user);
/* Before the first upload: which key it goes to; the user types the confirmation. */
struct work *start_check_intake(struct app *app, work_done *done, void *user);
struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user);
struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user);
struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user);
/* A preview of a file against the current model; downloads the model when it is not there. */
struct work *start_preview(struct app *app, const char *path, work_done *done, void *user);

#endif

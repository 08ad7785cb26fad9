/*
 * Datasets, uploads and previews, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it. It returns NULL when out of memory; `done`
 * is not called then. Texts are copied.
 */
#ifndef JOBS_START_DATASET_H
#define JOBS_START_DATASET_H

#include "jobs/work.h"

/*
 * Commits to the records of a file and prepares the attestation of that commitment. The result has
 * the act to review.
 */
struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user);

/*
 * Offers the records of the dataset with this root to the datanet of `app` (act/offer.h), and
 * prepares the attestation of that commitment. An empty name means the proposed one.
 */
struct work *start_prepare_offer(struct app *app, const struct hash *root, const char *name,
				 work_done *done, void *user);

/* Uploads the attested dataset of this root, or resumes that. The vault must be unlocked. */
struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user);

/*
 * Asks the datanet for its intake key, before the first upload. The result says whether the user
 * must confirm that key.
 */
struct work *start_check_intake(struct app *app, work_done *done, void *user);

/* Stores that the user confirmed the intake key that `q` names. */
struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user);

/* Prepares the revocation of the attestation `uid`. The result has the act to review. */
struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user);

/* Writes a disclosure of record `index` of a dataset to a new file. */
struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user);

/*
 * Scores the records of a file against the current model; downloads the model when it is not on
 * disk. Takes over the rules for labels that the model lacks. The result has the preview.
 */
struct work *start_preview(struct app *app, const char *path, struct label_rule *take_rules,
			   size_t n_rules, work_done *done, void *user);

/* Reads one record of a preview whole. The result has the record; holds a reference to `p`. */
struct work *start_read_record(struct app *app, const struct preview *p, uint64_t index,
			       work_done *done, void *user);

/*
 * Writes `n` records of a preview, whose numbers ascend, to a file, which is overwritten only with
 * `replace`. The result has the file's path. Takes the array over; holds a reference to `p`.
 */
struct work *start_keep_records(struct app *app, const struct preview *p, uint64_t *take_records,
				size_t n, const char *path, bool replace, work_done *done,
				void *user);

#endif

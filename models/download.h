/* The network's current model on this disk: downloaded at first use, checked at every use. */
#ifndef MODELS_DOWNLOAD_H
#define MODELS_DOWNLOAD_H

#include "app/app.h"
#include "cache/models.h"
#include "influence/artifact.h"

/*
 * Finds the model that the datanet uses now and downloads its file unless it is here already.
 * Models that no datanet of any network needs are removed from the spool folder then. Where the
 * datanet cannot be reached or does not serve it, an older one that is still here is found.
 * Out:     `out`  its row; `path` is where the file is; `current` false: an older one
 * Returns: STATUS_OK, ERR_NOT_FOUND when no sync has named a model yet, ERR_PROOF_MISMATCH when the
 *          datanet sent another file than the one it names, a failure of the download.
 */
MUST_CHECK enum status fetch_model(struct app *app, struct task *task, struct cache_model *out,
				   struct err *e);

/* When the datanet last said which model it uses, seconds since 1970; 0 when that is not known. */
int64_t find_model_time(struct app *app, const struct address *datanet);

/*
 * Finds the newest model of the datanet whose file is on this disk, and asks nobody. Of the fields
 * of `out` as fetch_model().
 * Returns: STATUS_OK, ERR_NOT_FOUND when there is none.
 */
MUST_CHECK enum status find_model_here(struct app *app, struct cache_model *out, struct err *e);

/* Reads the file of the model with this hash. ERR_NOT_FOUND when it is not on this disk. */
MUST_CHECK enum status load_model_here(struct app *app, struct artifact *out,
				       const struct hash *hash, struct err *e);

/*
 * Notes an event where the file of a model, which was read, has other figures than its publisher
 * attests. To be called when either of the two becomes known.
 */
void note_contradiction(struct app *app, const struct cache_model *m);

/*
 * Reads the file of a downloaded model, whose hash is known. Release `out` with artifact_release(),
 * also after a failure.
 * Returns: STATUS_OK, ERR_DAMAGED when the file is another than the one downloaded, which is
 *          removed then, ERR_PARSE, …
 */
MUST_CHECK enum status load_model(struct artifact *out, const char *path, const struct hash *hash,
				  struct err *e);

/*
 * The same of a file that is the user's own, which is never removed.
 * Out:     `hash`  of the file
 */
MUST_CHECK enum status load_own_model(struct artifact *out, struct hash *hash, const char *path,
				      struct err *e);

#endif

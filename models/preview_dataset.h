/* Scores a dataset that lies somewhere on this disk against the network's current model. */
#ifndef MODELS_PREVIEW_DATASET_H
#define MODELS_PREVIEW_DATASET_H

#include "app/app.h"
#include "models/preview.h"

/*
 * Scores the records at `path` against the current model of the network. `kind` NULL: guessed.
 * Out:     `out`  given back with preview_unref()
 * Returns: STATUS_OK, ERR_NOT_FOUND without a model, ERR_PARSE, ERR_CANCELLED, ERR_RANGE when the
 *          model gives a record no finite score, …
 */
MUST_CHECK enum status preview_dataset(struct app *app, struct task *task, struct preview **out,
				       const char *path, const char *kind, struct err *e);

#endif

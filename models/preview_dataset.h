/* Scores a dataset that lies somewhere on this disk against the network's current model. */
#ifndef MODELS_PREVIEW_DATASET_H
#define MODELS_PREVIEW_DATASET_H

#include "app/app.h"
#include "models/preview.h"

/* The records, and what the user says of them. */
struct preview_plan {
	const char *path;
	const char *kind;		/* NULL: guessed */
	const struct label_rule *rules; /* for labels that the model lacks */
	size_t n_rules;
};

/*
 * Scores the records of a plan against the current model of the network.
 * Out:     `out`  given back with preview_unref()
 * Returns: STATUS_OK, ERR_NOT_FOUND without a model, ERR_PARSE, ERR_CANCELLED, ERR_RANGE when the
 *          model gives a record no finite score, …
 */
MUST_CHECK enum status preview_dataset(struct app *app, struct task *task, struct preview **out,
				       const struct preview_plan *plan, struct err *e);

#endif

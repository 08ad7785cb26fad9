/* For those who run a datanet: trains a model on datasets. */
#ifndef OPERATOR_MODEL_TRAIN_H
#define OPERATOR_MODEL_TRAIN_H

#include "app/task.h"
#include "base/json.h"

/*
 * Trains on the datasets that the spec file names (app/training_set.h) and writes the head file
 * `out`.
 * Out:     `summary`  for --json: the file, records, datasets, how well the solver converged; freed
 *                     by the caller
 * Returns: STATUS_OK, a failure of the spec, the training or the file.
 */
MUST_CHECK enum status model_train(struct task *task, struct json **summary, const char *spec,
				   const char *out, struct err *e);

#endif

/* For those who run a datanet: attributes answers of a model to the datasets it was trained on. */
#ifndef OPERATOR_MODEL_ATTRIBUTE_H
#define OPERATOR_MODEL_ATTRIBUTE_H

#include "app/task.h"
#include "base/json.h"

/*
 * Attributes every query of the file `queries` to every dataset of the head file.
 * Out:     `result`  {model, queries: [{id, predicted, probability, loss, influence}]}; freed by
 *                    the caller
 * Returns: STATUS_OK, ERR_NOT_FOUND for a label that the model does not have, ERR_CANCELLED, a
 *          failure of the files.
 */
MUST_CHECK enum status model_attribute(struct task *task, struct json **result, const char *head,
				       const char *queries, struct err *e);

#endif

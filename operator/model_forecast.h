/* For those who run a datanet: what datasets would earn if all of them joined the model. */
#ifndef OPERATOR_MODEL_FORECAST_H
#define OPERATOR_MODEL_FORECAST_H

#include "app/task.h"
#include "base/json.h"
#include "operator/model_files.h"

/*
 * Joins the `n` datasets in `folders` (operator/training_folder.h) at once, and tells by half B of
 * the queries what each dataset, old or new, would earn of a pool (influence/join.h).
 * In:      `files`   of which public texts and training manifest are not needed
 * Out:     `result`  {head, records, added, validation_records, change, share, datasets: [{folder,
 *                    records, skipped, share}], trained_on: [{dataset, share}]}; freed by the
 *                    caller
 * Returns: STATUS_OK, ERR_USAGE, ERR_MISMATCH when the datasets of the spec are not those of the
 *          head, ERR_CANCELLED, a failure of the files.
 */
MUST_CHECK enum status model_forecast(struct task *task, struct json **result,
				      const struct model_files *files, const char *const *folders,
				      size_t n, struct err *e);

#endif

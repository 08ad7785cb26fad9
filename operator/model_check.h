/* For those who run a datanet, and whoever has its records: does an artifact say what is so? */
#ifndef OPERATOR_MODEL_CHECK_H
#define OPERATOR_MODEL_CHECK_H

#include "app/task.h"
#include "base/json.h"
#include "operator/model_files.h"

/*
 * Computes the artifact at `path` again from `files`, its trials redrawn from its seed, and
 * compares (influence/artifact_claims.h).
 * Out:     `result`  {model, head, compared, worst, claims: [{name, deviation, allowed, holds}]};
 *                    also with ERR_DAMAGED; freed by the caller
 * Returns: STATUS_OK; ERR_DAMAGED naming the claims that do not hold; ERR_USAGE for an artifact
 *          without forecasts; ERR_MISMATCH when the datasets are not those of the head;
 *          ERR_CANCELLED; a failure of the files.
 */
MUST_CHECK enum status model_check(struct task *task, struct json **result, const char *path,
				   const struct model_files *files, struct err *e);

#endif

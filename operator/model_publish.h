/* For those who run a datanet: makes the artifact that contributors preview their records with. */
#ifndef OPERATOR_MODEL_PUBLISH_H
#define OPERATOR_MODEL_PUBLISH_H

#include "app/task.h"
#include "base/json.h"
#include "operator/model_files.h"

/* Trials of forecasts, unless the publisher says otherwise, and the most that may be made. */
#define MODEL_TRIALS	 240
#define MODEL_TRIALS_MAX 2000

/*
 * Writes the public artifact of a trained head. Without a training manifest the artifact names the
 * manifests of the datasets by one hash over all of them, which nobody can look up.
 * In:      `out`              the artifact
 *          `trials`           of forecasts; 0: none are made, and no interval is told
 *          `additive_groups`  of the additive test; 0: the test is not made
 * Out:     `summary`          for --json; freed by the caller
 * Returns: STATUS_OK, ERR_MISMATCH when the datasets are not those of the head, ERR_VERSION for a
 *          training manifest of another format, ERR_LIMIT for too many slices, a failure of the
 *          files.
 */
MUST_CHECK enum status model_publish(struct task *task, struct json **summary,
				     const struct model_files *files, const char *out,
				     uint64_t trials, uint64_t additive_groups, struct err *e);

#endif

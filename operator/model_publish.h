/* For those who run a datanet: makes the artifact that contributors preview their records with. */
#ifndef OPERATOR_MODEL_PUBLISH_H
#define OPERATOR_MODEL_PUBLISH_H

#include "app/task.h"
#include "base/json.h"

/*
 * Writes the public artifact `out` of a trained head. `spec` names the datasets that it was trained
 * on, `queries` is a file of held-out records.
 * In:      `additive_groups`  of the additive test; 0: the test is not made
 * Out:     `summary`          for --json; freed by the caller
 * Returns: STATUS_OK, ERR_MISMATCH when the datasets are not those of the head, ERR_LIMIT for too
 *          many slices, a failure of the files.
 */
MUST_CHECK enum status model_publish(struct task *task, struct json **summary, const char *spec,
				     const char *head, const char *queries, const char *out,
				     uint64_t additive_groups, struct err *e);

#endif

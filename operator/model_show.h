/* Reads a model's file and says what it is. */
#ifndef OPERATOR_MODEL_SHOW_H
#define OPERATOR_MODEL_SHOW_H

#include "base/json.h"

/*
 * Describes the artifact at `path`: labels, sizes, solver, the tests that its publisher made.
 * Out:     `result`  freed by the caller
 * Returns: STATUS_OK, ERR_NOT_FOUND, a failure of artifact_read().
 */
MUST_CHECK enum status model_show(struct json **result, const char *path, struct err *e);

#endif

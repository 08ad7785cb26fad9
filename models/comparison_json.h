/* A comparison for scripts. */
#ifndef MODELS_COMPARISON_JSON_H
#define MODELS_COMPARISON_JSON_H

#include "base/json.h"
#include "models/comparison.h"

/*
 * The comparison as docs/schemas/cli describes it. The caller frees it; NULL when out of memory.
 */
struct json *comparison_to_json(const struct comparison *c);

#endif

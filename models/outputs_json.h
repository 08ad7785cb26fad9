/* The words that outputs share with records, for scripts. */
#ifndef MODELS_OUTPUTS_JSON_H
#define MODELS_OUTPUTS_JSON_H

#include "base/json.h"
#include "models/outputs.h"

/*
 * The comparison as docs/schemas/cli describes it, with the first `most` rows of each list. The
 * caller frees it; NULL when out of memory.
 */
struct json *outputs_preview_to_json(const struct outputs_preview *p, size_t most);

#endif

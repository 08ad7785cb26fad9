/* A preview for scripts. */
#ifndef MODELS_PREVIEW_JSON_H
#define MODELS_PREVIEW_JSON_H

#include "base/json.h"
#include "models/preview.h"

/*
 * The preview as docs/schemas/cli describes it, with at most `ends` rows from each end of the list.
 * The caller frees it; NULL when out of memory.
 */
struct json *preview_to_json(const struct preview *p, size_t ends);

#endif

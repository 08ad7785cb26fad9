/* A preview for scripts. */
#ifndef APP_PREVIEW_JSON_H
#define APP_PREVIEW_JSON_H

#include "app/preview.h"
#include "base/json.h"

/*
 * The preview as docs/schemas/cli describes it, with at most `ends` rows from each end of the list.
 * The caller frees it; NULL when out of memory.
 */
struct json *preview_to_json(const struct preview *p, size_t ends);

#endif

/* The words that outputs share with records, for scripts. */
#ifndef APP_OUTPUTS_JSON_H
#define APP_OUTPUTS_JSON_H

#include "app/outputs.h"
#include "base/json.h"

/*
 * The comparison as docs/schemas/cli describes it, with the first `most` rows of each list. The
 * caller frees it; NULL when out of memory.
 */
struct json *outputs_preview_to_json(const struct outputs_preview *p, size_t most);

#endif

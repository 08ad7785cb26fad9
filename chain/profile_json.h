/* Writing a profile (chain/profile.h). */
#ifndef CHAIN_PROFILE_JSON_H
#define CHAIN_PROFILE_JSON_H

#include "base/json.h"
#include "chain/profile.h"

/*
 * The profile as a JSON object that profile_parse() reads again. The caller frees. NULL when out of
 * memory.
 */
struct json *profile_json(const struct profile *p);

#endif

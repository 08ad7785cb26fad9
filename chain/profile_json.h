/* Writing a profile. */
#ifndef CHAIN_PROFILE_JSON_H
#define CHAIN_PROFILE_JSON_H

#include "base/json.h"
#include "chain/profile.h"

/* As a JSON object in the same format; the caller frees. NULL when out of memory. */
struct json *profile_json(const struct profile *p);

#endif

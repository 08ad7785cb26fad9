/* An act as JSON. */
#ifndef ACT_ACT_TO_JSON_H
#define ACT_ACT_TO_JSON_H

#include "act/act.h"
#include "base/json.h"

/* The act as JSON for --json: decoded fields, facts, hashes, raw when signed. */
struct json *act_to_json(const struct act *act);

#endif

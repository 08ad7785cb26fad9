/* An act as JSON. */
#ifndef ACT_ACT_TO_JSON_H
#define ACT_ACT_TO_JSON_H

#include "act/act.h"
#include "app/app.h"
#include "base/json.h"

/*
 * The act for a reply: decoded fields, facts, hashes, raw when signed; of the network of the
 * profile in use.
 */
struct json *act_to_json(const struct app *app, const struct act *act);

#endif

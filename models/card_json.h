/* A card's answers for scripts. */
#ifndef MODELS_CARD_JSON_H
#define MODELS_CARD_JSON_H

#include "base/json.h"
#include "models/check_card.h"

/* The answers as docs/schemas/cli/models-card.schema.json describes them. NULL: out of memory. */
struct json *card_json(const struct checked_card *c);

#endif

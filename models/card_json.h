/* A card's answers for scripts. */
#ifndef MODELS_CARD_JSON_H
#define MODELS_CARD_JSON_H

#include "base/json.h"
#include "models/check_card.h"

/* The answers as docs/schemas/cli/models-card.schema.json describes them. NULL: out of memory. */
struct json *card_json(const struct checked_card *c);

/* The words for how a version states its training set, and for the state of a dataset. Static. */
const char *card_json_training(enum card_training t);
const char *card_json_commitment(enum card_commitment s);

/* The word for a question: "trained", "contributed", "paid", "owns". Static. */
const char *card_json_question(enum card_question q);

#endif

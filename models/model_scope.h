/* The datanet that a model's name means, where several are followed. */
#ifndef MODELS_MODEL_SCOPE_H
#define MODELS_MODEL_SCOPE_H

#include "app/app.h"
#include "chain/hash.h"

/*
 * Finds the scope whose datanet has the model `name`, as is_model_meant() reads it. With one
 * datanet it is that one, whatever the cache knows of its models.
 * Out:     artifact  hash of the only model that is meant; "" where the cache knows none or several
 * Returns: STATUS_OK; ERR_NOT_FOUND when no datanet is known to have it; ERR_USAGE when several
 *          have; ERR_UNSUPPORTED without a datanet; a failure of load_snapshot().
 */
MUST_CHECK enum status find_model_scope(struct app *app, struct app **out,
					char artifact[static HASH_TEXT_SIZE], const char *name,
					struct err *e);

#endif

/* The pools of a datanet's newest settled epochs, and how many accounts share them. */
#ifndef MODELS_SOURCE_POOL_H
#define MODELS_SOURCE_POOL_H

#include "models/sources.h"

/*
 * Fills the pool of the newest epochs of the app's datanet, and how many accounts the newest one
 * pays. The number of accounts is asked of the datanet, and stays unknown where it cannot be had or
 * its list is another than the attested one.
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status find_source_pool(struct app *app, struct task *task,
					struct model_source *out, struct err *e);

#endif

/* The terms of a datanet: which data it takes, what it pays for it, and among how many accounts. */
#ifndef MODELS_SOURCE_TERMS_H
#define MODELS_SOURCE_TERMS_H

#include "models/sources.h"

/*
 * Fills what the app's datanet said of the data that it takes, the pool of its newest epochs, and
 * how many accounts the newest one pays. The number of accounts is asked of the datanet, and stays
 * unknown where it cannot be had or its list is another than the attested one.
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status find_source_terms(struct app *app, struct task *task,
					 struct model_source *out, struct err *e);

#endif

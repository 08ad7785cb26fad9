/* The versions of a datanet's model in a snapshot. */
#ifndef APP_LOAD_MODELS_H
#define APP_LOAD_MODELS_H

#include "app/load_rows.h"

/* Appends the models of the datanet that is loaded, and completes its row with its fee split. */
MUST_CHECK enum status load_models(struct loading *l, struct err *e);

#endif

/* The step of a sync that asks the datanet about the accounts' datasets. */
#ifndef SYNC_STEP_INTAKE_H
#define SYNC_STEP_INTAKE_H

#include "sync/context.h"

/*
 * Asks the datanet about each attested dataset and stores its answer. A new state becomes an event.
 */
MUST_CHECK enum status sync_intake(struct sync_context *c, struct err *e);

#endif

/* The step of a sync that asks the datanet about the accounts' datasets. */
#ifndef SYNC_STEP_INTAKE_H
#define SYNC_STEP_INTAKE_H

#include "sync/context.h"

/* Stores what the datanet says of the accounts' datasets. */
MUST_CHECK enum status sync_intake(struct sync_context *c, struct err *e);

#endif

/* The step of a sync that asks the datanet to describe itself. */
#ifndef SYNC_STEP_DATANET_H
#define SYNC_STEP_DATANET_H

#include "client/datanet.h"
#include "sync/context.h"

/* Stores how the datanet describes itself: its current model, its next settlement, its fee. */
MUST_CHECK enum status sync_datanet(struct sync_context *c, struct err *e);

/*
 * Asks the datanet to describe itself, and checks that the pinned address signed the answer.
 * Returns: STATUS_OK, ERR_SIGNATURE, or why the datanet could not be asked.
 */
MUST_CHECK enum status check_datanet(struct app *app, struct session *session,
				     struct datanet_info *info, struct err *e);

#endif

/* The steps of a sync that ask the datanet who it is, for claims, and for live attributions. */
#ifndef SYNC_STEP_DATANET_H
#define SYNC_STEP_DATANET_H

#include "client/datanet.h"
#include "sync/context.h"

/* Who the datanet is (its signature checked), its model, epoch and intake. */
MUST_CHECK enum status sync_datanet(struct sync_context *c, struct err *e);

/*
 * Asks the datanet who it is and checks that the pinned address signed the answer. ERR_SIGNATURE, …
 */
MUST_CHECK enum status check_datanet(struct app *app, struct session *session,
				     struct datanet_info *info, struct err *e);

/* The accounts' claims, folded to the proven roots. */
MUST_CHECK enum status sync_claims(struct sync_context *c, struct err *e);

/* New live attributions; where the datanet's list was read to its end, count_attributions(). */
MUST_CHECK enum status sync_attributions(struct sync_context *c, struct err *e);

#endif

/* The attestations that an account made before, perhaps from another machine. */
#ifndef SYNC_ATTESTED_BEFORE_H
#define SYNC_ATTESTED_BEFORE_H

#include "app/app.h"

/*
 * Reads from the chain which datasets the shown account has attested, so that a commitment to the
 * same records is recognised (act/recognise.h).
 * In:      `again`  also when a sync has looked for them before: another may be there by now
 * Returns: STATUS_OK; ERR_UNREACHABLE offline when nobody has looked; or why the chain could not be
 *          read. Nothing that is known is lost then.
 */
MUST_CHECK enum status read_attested_before(struct app *app, struct task *task, bool again,
					    struct err *e);

#endif

/* Finds own claims that cannot be paid any more, before somebody tries to send them. */
#ifndef ACT_CLAIM_VOID_H
#define ACT_CLAIM_VOID_H

#include "app/session_private.h"

/*
 * Looks at every claim that is prepared, signed or dropped, and moves those to void that the
 * distributor would refuse at the session's agreed block. Nothing is concluded from what one server
 * alone says where nodes could agree.
 * Returns: STATUS_OK, or the first failure, after which the other claims were looked at all the
 *          same.
 */
MUST_CHECK enum status void_moved_claims(struct app *app, struct session *session, struct err *e);

#endif

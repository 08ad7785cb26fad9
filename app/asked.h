/* Questions of a session to its nodes, added to those that the cache knows of. */
#ifndef APP_ASKED_H
#define APP_ASKED_H

#include "app/session_private.h"
#include "app/snapshot.h"

/*
 * Adds the requests that the nodes got since the last call to those of this minute. Nodes of which
 * the session notes that they were asked about accounts (`told`) have learned `accounts`, and the
 * note is taken back. What cannot be stored now is kept for the next call.
 * Returns: STATUS_OK, also where nothing is new, or files are read-only; a failure of the cache.
 */
MUST_CHECK enum status save_asked(struct session *session, const struct snapshot_account *accounts,
				  size_t n, struct err *e);

#endif

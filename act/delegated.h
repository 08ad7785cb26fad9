/* Warnings of accounts that run a contract's code (EIP-7702), for the review of an act. */
#ifndef ACT_DELEGATED_H
#define ACT_DELEGATED_H

#include "act/act.h"
#include "app/session_private.h"

/*
 * Warns in the review when `address` delegates, or has code that no node shows. Called once
 * act->warning has the other obstacles. The confirmation stays as it is: a delegation hinders
 * nothing, and the account's holder signed it before.
 * Returns: STATUS_OK, also where there is nothing to warn of; the failures of the two readings.
 */
MUST_CHECK enum status warn_of_delegation(struct session *session, struct act *act,
					  const struct address *address, struct err *e);

#endif

/* Claims that are signed together, told as one. */
#ifndef ACT_CLAIM_JOINT_H
#define ACT_CLAIM_JOINT_H

#include "act/act.h"

/*
 * Tells of claims that others are signed with: their sum where all are of one token, and the end of
 * the hash of all, whose digits the signer asks for.
 * In/Out: first->joint; facts more. One claim alone stays as it is.
 */
void tell_joint_claims(struct act *first);

#endif

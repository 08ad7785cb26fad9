/* The review of a claim from a payer (chain/payer.h). For chain/descriptor.c. */
#ifndef CHAIN_DESCRIPTOR_CLAIM_H
#define CHAIN_DESCRIPTOR_CLAIM_H

#include "chain/descriptor_private.h"

/*
 * Describes the transaction if it is a claim: of the kind of the pinned payer that it goes to, or
 * of any kind when its target is not pinned. Returns: false, and adds nothing, for anything else.
 */
bool descriptor_claim(const struct descriptor_review *r);

#endif

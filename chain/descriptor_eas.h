/* The review of attestations. Only descriptor.c uses this. */
#ifndef CHAIN_DESCRIPTOR_EAS_H
#define CHAIN_DESCRIPTOR_EAS_H

#include <stdbool.h>

struct descriptor_review;

/*
 * Describe an attestation; a revocation. Each returns false, and adds nothing, when the transaction
 * is another call.
 */
bool descriptor_eas_attest(const struct descriptor_review *r);
bool descriptor_eas_revoke(const struct descriptor_review *r);

#endif

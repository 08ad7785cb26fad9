/* Attestations of EAS. client/anchor.h says how they are known and lists the common errors. */
#ifndef CLIENT_ATTESTATIONS_H
#define CLIENT_ATTESTATIONS_H

#include "chain/attestation.h"
#include "chain/eas.h"
#include "client/anchor.h"

/*
 * Reads `n` attestations of the profile's EAS into out[0..n-1]: proven by storage slots where the
 * profile names them, else by comparing getAttestation(). The caller calls attestation_release()
 * for each with status STATUS_OK.
 * Returns: STATUS_OK, and each has a status of its own; ERR_UNSUPPORTED without EAS in the profile.
 */
MUST_CHECK enum status attestations_read(struct nodes *nodes, struct attestation_reading *out,
					 const struct anchor *anchor, const struct hash *uids,
					 size_t n, struct err *e);

#endif

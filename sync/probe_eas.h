/* The part of a probe that reads the attestation service. */
#ifndef SYNC_PROBE_EAS_H
#define SYNC_PROBE_EAS_H

#include "sync/probe_fact.h"

/*
 * Reads the attestation service of the profile; where it names none, one at the usual address is
 * looked for. Returns: as probe_network().
 */
MUST_CHECK enum status probe_eas(struct probe *p);

#endif

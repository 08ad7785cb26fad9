/* The part of a probe that reads payers, and Story's contracts. */
#ifndef SYNC_PROBE_PAYER_H
#define SYNC_PROBE_PAYER_H

#include "sync/probe_fact.h"

/* Reads the payer with this index. Returns: as probe_network(). */
MUST_CHECK enum status probe_payer(struct probe *p, size_t i);

/*
 * Reads the contracts that the object "story" pins, and their slots, by the first vault that the
 * profile has as a payer. Returns: as probe_network().
 */
MUST_CHECK enum status probe_payer_story(struct probe *p);

#endif

/* The part of a probe that reads a payer. */
#ifndef SYNC_PROBE_PAYER_H
#define SYNC_PROBE_PAYER_H

#include "sync/probe_fact.h"

/* Reads the payer with this index. Returns: as probe_network(). */
MUST_CHECK enum status probe_payer(struct probe *p, size_t i);

#endif

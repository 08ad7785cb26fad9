/* The part of a probe that reads a token. */
#ifndef SYNC_PROBE_TOKEN_H
#define SYNC_PROBE_TOKEN_H

#include "sync/probe_fact.h"

/* Reads the token with this index. Returns: as probe_network(). */
MUST_CHECK enum status probe_token(struct probe *p, size_t i);

#endif

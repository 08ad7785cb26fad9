/* The state of a transaction's row, as the snapshot has it. */
#ifndef APP_OWN_STATE_H
#define APP_OWN_STATE_H

#include "app/snapshot.h"
#include "cache/transactions.h"

/* The snapshot's state for one of the cache; snapshot_tx_word() has its word. */
enum own_state own_state_of(enum cache_tx_state s);

#endif

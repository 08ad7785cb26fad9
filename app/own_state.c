#include "app/own_state.h"

enum own_state own_state_of(enum cache_tx_state s)
{
	switch (s) {
	case CACHE_TX_DRAFT: return OWN_PREPARED;
	case CACHE_TX_SIGNED: return OWN_SIGNED;
	case CACHE_TX_SENT: return OWN_SENT;
	case CACHE_TX_MINED: return OWN_MINED;
	case CACHE_TX_CONFIRMED: return OWN_CONFIRMED;
	case CACHE_TX_FAILED: return OWN_FAILED;
	case CACHE_TX_REPLACED: return OWN_REPLACED;
	case CACHE_TX_DROPPED: return OWN_DROPPED;
	case CACHE_TX_VOID: return OWN_VOID;
	case CACHE_TX_CANCELLED: return OWN_CANCELLED;
	case CACHE_TX_EXPIRED: return OWN_EXPIRED;
	}
	/* A damaged cache may hold a number that is no state. */
	return OWN_PREPARED;
}

#include "app/tx_word.h"

const char *tx_word(enum cache_tx_state s)
{
	switch (s) {
	case CACHE_TX_DRAFT: return "prepared";
	case CACHE_TX_SIGNED: return "signed";
	case CACHE_TX_SENT: return "sent, waiting";
	case CACHE_TX_MINED: return "in a block";
	case CACHE_TX_CONFIRMED: return "confirmed";
	case CACHE_TX_FAILED: return "failed";
	case CACHE_TX_REPLACED: return "replaced";
	case CACHE_TX_DROPPED: return "dropped";
	case CACHE_TX_VOID: return "void";
	case CACHE_TX_CANCELLED: return "cancelled";
	case CACHE_TX_EXPIRED: return "expired";
	}
	return "unknown";
}

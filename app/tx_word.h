/* The state of a transaction in words. */
#ifndef APP_TX_WORD_H
#define APP_TX_WORD_H

#include "cache/transactions.h"

/* One to three words for lists and scripts, static: "signed", "sent, waiting", "in a block". */
const char *tx_word(enum cache_tx_state s);

#endif

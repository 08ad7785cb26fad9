/* The name of a transaction in a message. */
#ifndef ACT_TX_NAME_H
#define ACT_TX_NAME_H

#include "chain/sentence.h"

#define TX_NAME_SIZE 256

/* Writes what a transaction does, amounts shown: 60 cells at most, U+2026 marks a cut. */
void tx_name(char out[static TX_NAME_SIZE], const struct sentence *what);

#endif

/* The rows of the contract calls that give power away. */
#ifndef CHAIN_MEANING_CALLS_H
#define CHAIN_MEANING_CALLS_H

#include "chain/meaning_row.h"

extern const struct meaning_table meaning_calls_table;

#endif

/* The rows of the typed documents that give power away. */
#ifndef CHAIN_MEANING_TYPED_H
#define CHAIN_MEANING_TYPED_H

#include "chain/meaning_row.h"

extern const struct meaning_table meaning_typed_table;

#endif

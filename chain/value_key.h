/* A value as one number, by which a million of them are sorted. */
#ifndef CHAIN_VALUE_KEY_H
#define CHAIN_VALUE_KEY_H

#include "chain/value.h"

/*
 * A number of the same order: value_compare() of two values of one column is never < 0 where the
 * first has the greater key. Equal keys say nothing.
 */
uint64_t value_key(const struct value *v);

#endif

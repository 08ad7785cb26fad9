/*
 * Values as words of 64 bits, by which a million of them are sorted: the order of two values of one
 * column (value_compare()) is that of the first word in which they differ.
 */
#ifndef CHAIN_VALUE_KEY_H
#define CHAIN_VALUE_KEY_H

#include "chain/value.h"

/* Word `i` of the value; 0 behind its last one. */
uint64_t value_key(const struct value *v, size_t i);

/* How many words it has: 1 at least. */
size_t value_key_words(const struct value *v);

#endif

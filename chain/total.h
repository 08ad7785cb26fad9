/*
 * Totals: sums of amounts of one token. Every total that is shown is made and formatted here, so
 * that one sum reads the same wherever it is told. Pure.
 */
#ifndef CHAIN_TOTAL_H
#define CHAIN_TOTAL_H

#include "chain/value.h"

/* All zero is the sum of nothing. */
struct total {
	struct u256 sum;
	bool over; /* the sum does not fit 256 bits, and `sum` means nothing */
};

/* Adds an amount. */
void total_add(struct total *t, const struct u256 *amount);

/*
 * Makes a total a value, which people read rounded to the nearest unit of the last place: unlike an
 * amount that can be spent, it may read as half a unit more than there is. Not known when it is
 * over.
 */
void total_value(struct value *out, const struct total *t, const char *symbol, unsigned decimals);

#endif

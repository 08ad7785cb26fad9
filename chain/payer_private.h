/* The kinds of payers, one a file. For the table in chain/payer.c. */
#ifndef CHAIN_PAYER_PRIVATE_H
#define CHAIN_PAYER_PRIVATE_H

#include "chain/payer.h"

extern const struct payer_kind payer_urd, payer_merkl, payer_merkle, payer_eigenlayer, payer_reppo,
	payer_story;

#endif

/* The balances that a payer holds of the tokens that it owes. */
#ifndef SYNC_PAYER_FUNDS_H
#define SYNC_PAYER_FUNDS_H

#include "cache/dues.h"
#include "client/chainstate.h"
#include "sync/context.h"

/* One token of a payer. */
struct payer_funds {
	struct address token;
	enum status status; /* STATUS_OK: `held` is set; ERR_PENDING: its proof waits */
	struct slot_value held;
};

/*
 * Reads how much the payer of `n` rows holds of each of their tokens: proven where the profile pins
 * the token's balances, else as nodes agree on the contract's answer. A token that cannot be read
 * keeps no other from being read.
 * Out:     `out` of `n_out` tokens, freed by the caller
 * Returns: STATUS_OK; ERR_MEMORY, ERR_CANCELLED; else the first failure of a token, with all others
 *          in `out`.
 */
MUST_CHECK enum status read_payer_funds(struct sync_context *c, struct payer_funds **out,
					size_t *n_out, const struct cache_due *rows, size_t n,
					struct err *e);

/* The funds in a token, or NULL where they were not asked for. */
const struct payer_funds *find_payer_funds(const struct payer_funds *funds, size_t n,
					   const struct address *token);

#endif

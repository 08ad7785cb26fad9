/*
 * Tokens that the profile does not pin and that a payer pays in: their names, as nodes agree on
 * them; and which of them the user wants to see.
 */
#ifndef CACHE_FOREIGN_TOKENS_H
#define CACHE_FOREIGN_TOKENS_H

#include "cache/db.h"
#include "chain/address.h"
#include "chain/trust.h"

struct cache_foreign_token {
	struct address token;
	char symbol[16]; /* cleaned and cut; "" when the contract tells none, or no decimals */
	uint32_t decimals;
	enum trust trust; /* AGREED at best */
	int64_t as_of;	  /* the time of the block; 0 = never read */
	bool asked;	  /* the user wants what it pays shown */
};

/* Stores the names of `n` tokens; `asked` stays as it was. */
MUST_CHECK enum status cache_foreign_tokens_put(struct cache *c,
						const struct cache_foreign_token *tokens, size_t n,
						struct err *e);

/* Lists all tokens whose name was read or that the user asked for, by address. */
MUST_CHECK enum status cache_foreign_tokens_all(struct cache *c, struct cache_foreign_token **out,
						size_t *n, struct err *e);

/* Notes whether the user wants to see a token. */
MUST_CHECK enum status cache_foreign_tokens_ask(struct cache *c, const struct address *token,
						bool asked, struct err *e);

#endif

/* The name and the decimals by which amounts of a token are shown. */
#ifndef APP_TOKEN_UNIT_H
#define APP_TOKEN_UNIT_H

#include "app/snapshot_dues.h"
#include "cache/foreign_tokens.h"
#include "chain/profile.h"

struct token_unit {
	enum due_token known;
	char symbol[16]; /* the token's own word; "" for an unknown one */
	/* Amounts stand beside it: a symbol that imitates another gives way to the address. */
	char unit[SNAPSHOT_DUE_UNIT_SIZE];
	unsigned decimals; /* 0 for an unknown one, whose amounts are in its smallest unit */
	enum trust trust;  /* in symbol and decimals */
};

/* Finds a token in the profile, or else among the `n` rows of tokens that nodes agreed on. */
void find_token_unit(struct token_unit *out, const struct profile *p,
		     const struct cache_foreign_token *foreign, size_t n,
		     const struct address *token);

/*
 * Whether a token may be listed and claimed unasked: the profile pins it, the payer `d` is pinned
 * with it, or the user asked for it. Any other one can be anybody's, unless the user brought the
 * file that names it.
 * In: `foreign`  the `n` rows of tokens of the network
 */
bool token_unit_is_expected(const struct profile *p, const struct profile_distributor *d,
			    const struct cache_foreign_token *foreign, size_t n,
			    const struct address *token);

#endif

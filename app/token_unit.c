#include "app/token_unit.h"

#include <stdio.h>
#include <string.h>

#include "base/lookalike.h"
#include "chain/trust.h"

/*
 * Whether the symbol looks like that of a pinned token or of the chain's coin, like an address,
 * which stands in the place of a symbol, or like the mark of a figure that is known better.
 */
static bool imitates(const struct profile *p, const char *symbol)
{
	for (size_t i = 0; i < p->n_tokens; i++)
		if (lookalike_within(symbol, p->tokens[i].symbol))
			return true;
	return lookalike_within(symbol, p->native_symbol) || strncmp(symbol, "0x", 2) == 0 ||
	       strstr(symbol, trust_mark(TRUST_PROVEN, false)) != NULL ||
	       strstr(symbol, trust_mark(TRUST_AGREED, false)) != NULL;
}

/* A token that no sync has asked about yet has no row. */
static const struct cache_foreign_token *row_of(const struct cache_foreign_token *rows, size_t n,
						const struct address *token)
{
	for (size_t i = 0; i < n; i++)
		if (address_equal(&rows[i].token, token))
			return &rows[i];
	return NULL;
}

void find_token_unit(struct token_unit *out, const struct profile *p,
		     const struct cache_foreign_token *foreign, size_t n,
		     const struct address *token)
{
	const struct profile_token *pinned = profile_token(p, token);
	const struct cache_foreign_token *row = row_of(foreign, n, token);
	char address[ADDRESS_TEXT_SIZE];

	*out = (struct token_unit){.known = DUE_TOKEN_UNKNOWN, .trust = TRUST_REPORTED};
	/* A token that the profile pins is asked of nobody. */
	if (pinned != NULL) {
		out->known = DUE_TOKEN_PINNED;
		snprintf(out->symbol, sizeof(out->symbol), "%s", pinned->symbol);
		out->decimals = pinned->decimals;
		out->trust = TRUST_PROVEN;
	} else if (row != NULL && row->symbol[0] != '\0' && row->decimals <= AMOUNT_DECIMALS_MAX) {
		out->known = imitates(p, row->symbol) ? DUE_TOKEN_IMITATES : DUE_TOKEN_AGREED;
		memcpy(out->symbol, row->symbol, sizeof(out->symbol));
		out->decimals = row->decimals;
		out->trust = trust_min(row->trust, TRUST_AGREED);
	}
	/* The address, which no other token can have, stands in place of a name that misleads. */
	address_format_short(address, token, true);
	snprintf(out->unit, sizeof(out->unit), "%.*s", (int)sizeof(out->unit) - 1,
		 out->known == DUE_TOKEN_IMITATES ? address : out->symbol);
}

bool token_unit_is_expected(const struct profile *p, const struct profile_distributor *d,
			    const struct cache_foreign_token *foreign, size_t n,
			    const struct address *token)
{
	bool known = profile_token(p, token) != NULL || address_equal(&d->token, token);

	for (size_t i = 0; i < n && !known; i++)
		known = foreign[i].asked && address_equal(&foreign[i].token, token);
	return known;
}

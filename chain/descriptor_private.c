#include "chain/descriptor_private.h"

#include <stdio.h>

void descriptor_begin(const struct descriptor_review *r, enum intent intent, const char *title)
{
	const struct profile *p = r->profile;

	r->out->intent = intent;
	snprintf(r->out->title, sizeof(r->out->title), "%s", title);
	if (p != NULL)
		descriptor_field_add(r->out, "Network", PINNED, "%s (chain %llu)", p->title,
				     (unsigned long long)r->tx->chain_id);
	else if (r->tx->chain_id != 0)
		descriptor_field_add(r->out, "Network", NOT_IN_PROFILE, "chain %llu",
				     (unsigned long long)r->tx->chain_id);
	else
		descriptor_field_add(r->out, "Network", "valid on every chain (before EIP-155)",
				     "any");
	descriptor_field_add_address(r->out, "From", r->from, "");
}

/*
 * Adds an amount of the token at `token`, with the profile's decimals or else in the smallest unit.
 */
void descriptor_add_amount(const struct descriptor_review *r, const char *label,
			   const struct tokens *v, const struct address *token)
{
	const struct profile_token *t =
		r->profile != NULL ? profile_token(r->profile, token) : NULL;
	char text[AMOUNT_TEXT_SIZE];

	r->out->amounts++;
	r->out->amount = r->out->n;
	amount_format_exact(text, &v->raw, t != NULL ? t->decimals : 0);
	if (t != NULL)
		descriptor_field_add(r->out, label, "", "%s %s", text, t->symbol);
	else
		descriptor_field_add(r->out, label, "decimals unverified",
				     "%s of the smallest unit", text);
}

void descriptor_add_token(const struct descriptor_review *r, const struct address *token)
{
	const struct profile_token *t =
		r->profile != NULL ? profile_token(r->profile, token) : NULL;
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, token);
	if (t != NULL)
		descriptor_field_add(r->out, "Token", PINNED, "%s %s", t->symbol, text);
	else
		descriptor_field_add(r->out, "Token", NOT_IN_PROFILE, "%s", text);
}

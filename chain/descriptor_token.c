#include "chain/descriptor_private.h"

/*
 * Adds an amount of the token at `token`, with the profile's decimals or else in the smallest unit.
 */
void descriptor_add_amount(const struct descriptor_review *r, const char *label,
			   const struct tokens *v, const struct address *token)
{
	const struct profile_token *t =
		r->profile != NULL ? profile_token(r->profile, token) : NULL;
	char text[AMOUNT_TEXT_SIZE];

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

/*
 * Whose row it is: every row of a snapshot that is of a network begins with its owner, from which
 * network, datanet, account, and the token of its sums are taken.
 */
#include "lists/columns_context.h"

#include <string.h>

#include "app/owner.h"

void columns_context_network(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_network *n = owner_network(s, row);

	if (n != NULL)
		value_set_text(out, n->name, sizeof(n->name));
}

void columns_context_datanet(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_datanet *d = owner_datanet(s, row);

	if (d != NULL)
		value_set_text(out, d->name, sizeof(d->name));
}

void columns_context_account(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_account *a = owner_account(s, row);

	if (a != NULL)
		value_set_address(out, &a->address);
}

void columns_context_token(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_royalty *r = owner_royalty(s, row);

	if (r != NULL)
		value_set_address(out, &r->token);
}

void columns_context_symbol(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_royalty *r = owner_royalty(s, row);

	if (r != NULL)
		value_set_text(out, r->symbol, sizeof(r->symbol));
}

/* Decimals 0 where nothing pays: an amount is in the smallest unit then. */
struct value_unit columns_context_unit(const struct snapshot *s, const struct snapshot_owner *of)
{
	const struct snapshot_royalty *r = owner_royalty(s, of);
	struct value_unit unit = {.decimals = 0};

	if (r != NULL) {
		memcpy(unit.symbol, r->symbol, sizeof(unit.symbol));
		unit.decimals = r->decimals;
	}
	return unit;
}

void columns_context_coin(struct value *out, const struct snapshot *s,
			  const struct snapshot_owner *of, const struct figure *f)
{
	const struct snapshot_network *n = owner_network(s, of);

	if (n != NULL)
		columns_context_figure(out, f, n->native_symbol, n->native_decimals);
}

void columns_context_figure(struct value *out, const struct figure *f, const char *symbol,
			    unsigned decimals)
{
	value_set_amount(out, &f->value, symbol, decimals);
	out->known = f->known;
	out->figure = true;
	out->trust = f->trust;
	out->block = f->block;
	out->as_of = f->as_of;
	out->doubt = f->doubt;
}

/*
 * Whose row it is, where the row itself does not say: taken from its snapshot, which is of one
 * network, one datanet and one shown account today.
 */
#include <string.h>

#include "app/columns_context.h"

void columns_context_network(struct value *out, const struct snapshot *s, const void *row)
{
	(void)row;
	value_set_text(out, s->network, sizeof(s->network));
}

void columns_context_datanet(struct value *out, const struct snapshot *s, const void *row)
{
	(void)row;
	value_set_text(out, s->datanet, sizeof(s->datanet));
}

void columns_context_account(struct value *out, const struct snapshot *s, const void *row)
{
	(void)row;
	if (s->has_account)
		value_set_address(out, &s->accounts[s->account].address);
}

void columns_context_token(struct value *out, const struct snapshot *s, const void *row)
{
	(void)row;
	if (s->n_royalties > 0)
		value_set_address(out, &s->royalties[0].token);
}

void columns_context_symbol(struct value *out, const struct snapshot *s, const void *row)
{
	(void)row;
	if (s->n_royalties > 0)
		value_set_text(out, s->royalties[0].symbol, sizeof(s->royalties[0].symbol));
}

/* Decimals 0 where nothing pays: an amount is in the smallest unit then. */
struct value_unit columns_context_unit(const struct snapshot *s)
{
	struct value_unit unit = {.decimals = 0};

	if (s->n_royalties > 0) {
		memcpy(unit.symbol, s->royalties[0].symbol, sizeof(unit.symbol));
		unit.decimals = s->royalties[0].decimals;
	}
	return unit;
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

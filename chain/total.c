#include "chain/total.h"

void total_add(struct total *t, const struct u256 *amount)
{
	t->over = t->over || u256_add(&t->sum, &t->sum, amount) != STATUS_OK;
}

void total_value(struct value *out, const struct total *t, const char *symbol, unsigned decimals)
{
	*out = (struct value){.type = VALUE_AMOUNT, .places = VALUE_TOTAL};
	value_set_amount(out, &t->sum, symbol, decimals);
	out->known = !t->over;
}

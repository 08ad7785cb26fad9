/* The coin that pays for gas is owed by nobody, and so is in no row of royalties. */
#include "cli/account_figures.h"

#include "models/columns.h"

static const struct {
	const char *label, *column;
} names[CMD_ACCOUNT_FIGURES_EACH] = {{"claimable", "claimable"},
				     {"on its way", "on_its_way"},
				     {"accruing", "accruing"},
				     {"claimed", "claimed"},
				     {"wallet", "wallet"}};

size_t cmd_account_figures_count(const struct snapshot *s)
{
	return 1 + CMD_ACCOUNT_FIGURES_EACH * s->n_royalties;
}

const char *cmd_account_figures_value(struct value *out, const struct snapshot *s, size_t i)
{
	const struct column_table *t = columns_of(ROW_ROYALTY);
	const struct figure *gas = &s->native_balance;

	if (i != CMD_ACCOUNT_FIGURES_GAS) {
		size_t name = (i - 1) % CMD_ACCOUNT_FIGURES_EACH;

		column_value(out, column_find(t, names[name].column), s,
			     column_row(t, s, (i - 1) / CMD_ACCOUNT_FIGURES_EACH));
		return names[name].label;
	}
	*out = (struct value){.type = VALUE_AMOUNT, .figure = true, .trust = gas->trust};
	value_set_amount(out, &gas->value, s->native_symbol, s->native_decimals);
	out->known = gas->known;
	out->block = gas->block;
	out->as_of = gas->as_of;
	out->doubt = gas->doubt;
	return "gas money";
}

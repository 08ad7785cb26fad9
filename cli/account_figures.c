/* The coin that pays for gas is owed by nobody, and so is in no row of royalties. */
#include "cli/account_figures.h"

#include "app/owner.h"
#include "cli/print.h"
#include "models/columns.h"

static const struct {
	const char *label, *column;
} names[CMD_ACCOUNT_FIGURES_EACH] = {
	{"claimable", "claimable"}, {"on its way", "on_its_way"},
	{"accruing", "accruing"},   {"claimed", "claimed"},
	{"wallet", "wallet"},	    {CMD_ACCOUNT_FIGURES_FUNDS, "funds"}};

/* Coins first, then each distributor has the figures of `names`. */
size_t cmd_account_figures_count(const struct snapshot *s)
{
	return s->n_coins + CMD_ACCOUNT_FIGURES_EACH * s->n_royalties;
}

const struct snapshot_royalty *cmd_account_figures_royalty(const struct snapshot *s, size_t i)
{
	return i < s->n_coins ? NULL : &s->royalties[(i - s->n_coins) / CMD_ACCOUNT_FIGURES_EACH];
}

const struct snapshot_owner *cmd_account_figures_owner(const struct snapshot *s, size_t i)
{
	return i < s->n_coins ? &s->coins[i].of : &cmd_account_figures_royalty(s, i)->of;
}

const char *cmd_account_figures_value(struct value *out, const struct snapshot *s, size_t i)
{
	const struct column_table *t = columns_of(ROW_ROYALTY), *coin = columns_of(ROW_COIN);
	size_t name;

	/* Nobody owes coins, so that they have a table of their own. */
	if (i < s->n_coins) {
		column_value(out, column_find(coin, "balance"), s, &s->coins[i]);
		return "gas money";
	}
	name = (i - s->n_coins) % CMD_ACCOUNT_FIGURES_EACH;
	column_value(out, column_find(t, names[name].column), s, cmd_account_figures_royalty(s, i));
	return names[name].label;
}

void cmd_account_figures_audits(const struct cli *cli, const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_standings; i++) {
		const struct snapshot_standing *standing = &s->standings[i];
		const struct snapshot_datanet *datanet = owner_datanet(s, &standing->of);
		const struct snapshot_account *account = owner_account(s, &standing->of);
		char address[ADDRESS_TEXT_SIZE];

		/* No epoch is settled there: nothing was judged. */
		if (standing->audit_text[0] == '\0')
			continue;
		address_format_short(address, &account->address, cli->ascii);
		if (s->n_standings == 1)
			cmd_print_line(cli, "Audit: %s", standing->audit_text);
		else
			cmd_print_line(cli, "Audit of %s%s%s, %s: %s",
				       datanet != NULL ? datanet->name : "no datanet",
				       s->n_networks > 1 ? " on " : "",
				       s->n_networks > 1 ? owner_network(s, &standing->of)->name
							 : "",
				       account->label[0] != '\0' ? account->label : address,
				       standing->audit_text);
	}
}

/* byline balance: what one account is owed, what it has, and how each figure is known. */
#include <stdio.h>

#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"

static command_run run;

const struct command cmd_balance = {
	.name = "balance",
	.synopsis = "balance",
	.summary = "What you are owed and what you have",
	.help = "Each figure has its mark: proven against block headers that the nodes agree on,\n"
		"agreed by the nodes, reported by one server, or disputed. When the network\n"
		"cannot be reached, the last figures are shown and the exit code is 4.\n",
	.run = run,
};

/* One distributor: what it owes in its token, and what a claim would cost in gas. */
static struct json *royalty_object(const struct snapshot *s, const struct snapshot_royalty *r)
{
	const struct cmd_unit unit = {r->symbol, r->decimals};
	const struct cmd_unit native = {s->native_symbol, s->native_decimals};
	struct json *o = json_new_object();

	cmd_add_address(o, "distributor", &r->distributor);
	cmd_add_address(o, "token", &r->token);
	json_add_text(o, "symbol", r->symbol);
	cmd_add_figure(o, "claimable", &r->claimable, &unit);
	cmd_add_figure(o, "accruing", &r->accruing, &unit);
	cmd_add_figure(o, "claimed", &r->claimed, &unit);
	cmd_add_figure(o, "cumulative", &r->cumulative, &unit);
	cmd_add_figure(o, "wallet", &r->wallet, &unit);
	cmd_add_figure(o, "gas", &r->gas, &native);
	json_add_bool(o, "underfunded", r->underfunded);
	cmd_add_time(o, "new_root_valid", r->pending_at);
	return o;
}

/* The coin of the network stands apart: it pays gas and is owed by nobody. */
static enum status print_json(const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	const struct cmd_unit native = {s->native_symbol, s->native_decimals};
	struct json *top = json_new_object(), *list = json_new_array();

	cmd_fresh_add(top, f);
	cmd_add_figure(top, "native", &s->native_balance, &native);
	for (size_t i = 0; i < s->n_royalties; i++)
		json_add(list, NULL, royalty_object(s, &s->royalties[i]));
	json_add(top, "royalties", list);
	return cmd_print_json(top, e);
}

/*
 * A row for one figure. `flaw` is a word behind the mark, such as " underfunded"; a figure that
 * is not known has a dash and no time.
 */
static void add_row(struct cmd_grid *g, const struct cli *cli, const char *label,
		    const struct figure *figure, const struct cmd_unit *unit, const char *flaw)
{
	char amount[AMOUNT_TEXT_SIZE] = "-", time[CLOCK_LOCAL_SIZE];

	if (figure->known)
		amount_format(amount, &figure->value, unit->decimals, 6);
	cmd_format_time(time, figure->known ? figure->as_of : 0);
	cmd_grid_add(g, "%s", label);
	cmd_grid_add(g, "%s", amount);
	cmd_grid_add(g, "%s %s%s", unit->symbol,
		     cmd_format_mark(cli, figure->known ? figure->trust : TRUST_NONE), flaw);
	cmd_grid_add(g, "%s", time);
}

/* Names the next step, or why there is none: no claim succeeds at an underfunded distributor. */
static void hint_next(const struct cli *cli, const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];

		if (r->underfunded)
			cmd_print_hint(cli,
				       "The distributor holds less %s than it owes you: a claim "
				       "would fail.",
				       r->symbol);
		else if (r->claimable.known && !u256_is_zero(&r->claimable.value))
			cmd_print_hint(cli, "Next: byline claim prepare --sign --send");
		if (r->pending_at != 0)
			cmd_print_hint(cli, "New totals take effect soon: a claim prepared before "
					    "then may have to be prepared again.");
	}
}

/* Prints the account, a row for each figure, and how old and how well known the figures are. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	const struct cmd_unit native = {s->native_symbol, s->native_decimals};
	char address[ADDRESS_TEXT_SIZE];
	struct cmd_grid g;
	enum status status;

	address_format(address, &s->accounts[s->account].address);
	cmd_print_line(cli, "%s%s%s\n", address,
		       s->accounts[s->account].label[0] != '\0' ? " " : "",
		       s->accounts[s->account].label);
	cmd_grid_init(&g, "lrlr");
	cmd_grid_head(&g, "", "AMOUNT", "UNIT", "AS OF", NULL);
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];
		const struct cmd_unit unit = {r->symbol, r->decimals};

		add_row(&g, cli, "claimable", &r->claimable, &unit,
			r->underfunded ? " underfunded" : "");
		add_row(&g, cli, "accruing", &r->accruing, &unit, "");
		add_row(&g, cli, "claimed", &r->claimed, &unit, "");
		add_row(&g, cli, "wallet", &r->wallet, &unit, "");
	}
	add_row(&g, cli, "gas money", &s->native_balance, &native, "");
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_print_line(cli, "%s", "");
	if (s->audit_text[0] != '\0')
		cmd_print_line(cli, "Audit: %s", s->audit_text);
	cmd_fresh_print(cli, f);
	hint_next(cli, s);
	return status;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_balance, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	s = cli->json ? print_json(&f, e) : print_text(cli, &f, e);
	return cmd_fresh_end(cli, &f, s, false);
}

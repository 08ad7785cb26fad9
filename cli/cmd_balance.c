/*
 * byline balance: what the accounts are owed, what they have, and how each figure is known. Text
 * has a line for each figure (cli/account_figures.h), JSON an object for each distributor.
 *
 * print_text() goes account by account (print_figures(), add_row()), then says how well the figures
 * are known (note_doubts()) and what comes next (hint_next()).
 */
#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "cli/account_figures.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/meant.h"
#include "cli/print.h"
#include "cli/rows.h"

static command_run run;

const struct command cmd_balance = {
	.name = "balance",
	.synopsis = "balance",
	.summary = "What you are owed and what you have",
	.help = "Each figure has its mark: proven against block headers that the nodes agree on,\n"
		"agreed by the nodes, reported by one server, or disputed. Where no network can\n"
		"be reached, the last figures are shown and the exit code is 4; where one of\n"
		"several is missing or not agreed, it is 5.\n",
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT,
};

/* The coin of the network stands apart: it pays gas and is owed by nobody. */
static enum status print_data(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	struct cmd_rows royalties, coins;
	struct json *top;
	enum status s;

	cmd_rows_init(&royalties, ROW_ROYALTY, f->snapshot);
	cmd_rows_init(&coins, ROW_COIN, f->snapshot);
	if (cli->json) {
		top = json_new_object();
		cmd_rows_add(top, &royalties);
		cmd_rows_add(top, &coins);
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_rows_print(cli, &royalties, "", e);
	putchar('\n');
	return s == STATUS_OK ? cmd_rows_print(cli, &coins, "", e) : s;
}

/*
 * Adds the cells of one figure. One that is not known has a dash and no time; one whose block is
 * older than the network's pace allows is marked as old.
 */
static void add_figure(struct cmd_grid *g, const struct cli *cli, const char *label,
		       const struct value *v, uint32_t max_age_s, const char *flaw)
{
	const struct value_style style = cmd_format_style(cli);
	char amount[VALUE_TEXT_SIZE] = "-", time[CLOCK_LOCAL_SIZE];
	bool old = v->known && v->block != 0 && v->as_of + max_age_s < clock_now();

	if (v->known)
		value_text(amount, sizeof(amount), v, &style);
	cmd_format_time(time, v->known ? v->as_of : 0);
	cmd_grid_add(g, "%s", label);
	cmd_grid_add(g, "%s", amount);
	cmd_grid_add(g, "%s %s %s%s%s", v->unit.symbol,
		     cmd_format_mark(cli, v->known ? v->trust : TRUST_NONE), old ? "old" : "",
		     old && flaw[0] != '\0' ? ", " : "", flaw);
	cmd_grid_add(g, "%s", time);
}

/* The cells that a row of figures has beside the figure itself. */
struct table {
	const struct snapshot *s;
	struct cmd_rows rows;
	struct cmd_grid grid;
	bool networks, payers; /* they differ, so that each row names its own */
};

/* Adds the row of one figure, with whose it is. */
static void add_row(struct table *t, const struct cli *cli, size_t i)
{
	const struct snapshot_royalty *r = cmd_account_figures_royalty(t->s, i);
	const struct snapshot_network *n = owner_network(t->s, cmd_account_figures_owner(t->s, i));
	char payer[CMD_ROWS_CELL_SIZE] = "", flaw[CMD_ROWS_CELL_SIZE] = "";
	struct value v;
	const char *label = cmd_account_figures_value(&v, t->s, i);

	/* Mostly nothing is on its way, which needs no line. */
	if (strcmp(label, "on its way") == 0 && (!v.known || u256_is_zero(&v.amount)))
		return;
	if (r != NULL)
		cmd_rows_cell(payer, cli, &t->rows, r, "distributor");
	/* A payer that holds too little is named at the first: what can be claimed. */
	if (r != NULL && strcmp(label, "claimable") == 0)
		cmd_rows_cell(flaw, cli, &t->rows, r, "underfunded");
	add_figure(&t->grid, cli, label, &v, n->max_age_s, flaw);
	if (t->networks)
		cmd_grid_add(&t->grid, "%s", n->name);
	if (t->payers)
		cmd_grid_add(&t->grid, "%s", payer);
}

/* Prints a row for each figure of one account, the gas last on each network. */
static enum status print_figures(struct cli *cli, const struct snapshot *s, uint16_t account,
				 struct err *e)
{
	struct table t = {.s = s, .networks = s->n_networks > 1};
	size_t n = cmd_account_figures_count(s), payers = 0;

	for (size_t i = 0; i < s->n_royalties; i++)
		payers += s->royalties[i].of.account == account;
	t.payers = payers > 1;
	cmd_rows_init(&t.rows, ROW_ROYALTY, s);
	cmd_grid_init(&t.grid, t.networks && t.payers	? "lrlrll"
			       : t.networks || t.payers ? "lrlrl"
							: "lrlr");
	cmd_grid_head(&t.grid, "");
	cmd_grid_head(&t.grid, "AMOUNT");
	cmd_grid_head(&t.grid, "UNIT");
	cmd_grid_head(&t.grid, "AS OF");
	if (t.networks)
		cmd_grid_head(&t.grid, "NETWORK");
	if (t.payers)
		cmd_grid_head(&t.grid, "PAYER");
	for (size_t network = 0; network < s->n_networks; network++)
		for (size_t k = 0; k < n; k++) {
			size_t i = (k + s->n_coins) % n;
			const struct snapshot_owner *of = cmd_account_figures_owner(s, i);

			if (of->network == network && of->account == account)
				add_row(&t, cli, i);
		}
	return cmd_grid_print(cli, &t.grid, stdout, e);
}

/*
 * Names for each reason the figures that are not proven because of it, and what helps. An estimate
 * is no proof by its nature and needs no remark.
 */
static void note_doubts(const struct cli *cli, const struct snapshot *s)
{
	for (enum doubt d = DOUBT_NO_PROOF; d < DOUBT_ESTIMATE; d++) {
		char figures[256] = "";
		size_t len = 0;

		for (size_t i = 0; i < cmd_account_figures_count(s); i++) {
			struct value v;
			const char *label = cmd_account_figures_value(&v, s, i);

			if (v.known && v.doubt == d && strstr(figures, label) == NULL &&
			    len < sizeof(figures))
				len += (size_t)snprintf(figures + len, sizeof(figures) - len,
							"%s%s", len > 0 ? ", " : "", label);
		}
		if (len > 0)
			cmd_print_hint(cli, "Not proven: %s. Reason: %s%s%s.", figures,
				       doubt_reason(d), doubt_remedy(d)[0] != '\0' ? "; " : "",
				       doubt_remedy(d));
	}
}

/* Names the next step, or why there is none: no claim succeeds at an underfunded distributor. */
static void hint_next(const struct cli *cli, const struct snapshot *s)
{
	char words[SCOPE_WORDS];

	if (snapshot_find_claimable(s) == NULL && snapshot_find_on_its_way(s) != NULL)
		cmd_print_hint(cli, "All of it is on its way; see: byline claim status");
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];
		const struct snapshot_network *n = owner_network(s, &r->of);
		bool can_send = n->agreement.met || !n->agreement.asked;

		if (r->underfunded)
			cmd_print_hint(cli,
				       "The distributor holds less %s than it owes you: a claim "
				       "would fail.",
				       r->symbol);
		else if (r->claimable.known && !u256_is_zero(&r->claimable.value) && can_send)
			cmd_print_hint(cli, "Next: byline claim prepare --sign --send%s",
				       cmd_meant_row(words, cli, s, &r->of));
		if (r->pending_at != 0)
			cmd_print_hint(cli, "New totals take effect soon: a claim prepared before "
					    "then may have to be prepared again.");
	}
}

/* The account stays the holder's own, but whatever it gets runs through this contract's code. */
static void print_delegations(const struct cli *cli, const struct snapshot *s, uint16_t account)
{
	char to[ADDRESS_TEXT_SIZE];
	bool any = false;

	for (size_t i = 0; i < s->n_coins; i++) {
		const struct snapshot_coin *coin = &s->coins[i];

		if (!coin->delegates || coin->of.account != account)
			continue;
		address_format(to, &coin->delegate);
		cmd_print_line(cli, "delegated to %s on %s (EIP-7702) %s", to,
			       owner_network(s, &coin->of)->name,
			       cmd_format_mark(cli, coin->delegate_trust));
		any = true;
	}
	if (any)
		cmd_print_line(cli, "%s", "");
}

static enum status print_account(struct cli *cli, const struct snapshot *s, uint16_t account,
				 struct err *e)
{
	const struct snapshot_account *a = &s->accounts[account];
	char address[ADDRESS_TEXT_SIZE];
	enum status status;

	address_format(address, &a->address);
	cmd_print_line(cli, "%s%s%s\n", address, a->label[0] != '\0' ? " " : "", a->label);
	print_delegations(cli, s, account);
	status = print_figures(cli, s, account, e);
	cmd_print_line(cli, "%s", "");
	return status;
}

/* Prints each account with its figures, and how old and how well known they are. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < s->n_accounts && status == STATUS_OK; i++)
		if (!s->one_account || i == s->account)
			status = print_account(cli, s, (uint16_t)i, e);
	cmd_account_figures_audits(cli, s);
	cmd_fresh_print(cli, f);
	note_doubts(cli, s);
	if (snapshot_find_fault(s) != NULL)
		cmd_print_hint(cli, "What is wrong, and what can be done: byline audit");
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
	s = cmd_print_is_data(cli) ? print_data(cli, &f, e) : print_text(cli, &f, e);
	return cmd_fresh_end(cli, &f, s, false);
}

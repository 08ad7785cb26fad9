/*
 * byline balance: what one account is owed, what it has, and how each figure is known. Text has a
 * line for each figure (cli/account_figures.h), JSON an object for each distributor.
 */
#include <stdio.h>
#include <string.h>

#include "cli/account_figures.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/rows.h"

static command_run run;

const struct command cmd_balance = {
	.name = "balance",
	.synopsis = "balance",
	.summary = "What you are owed and what you have",
	.help = "Each figure has its mark: proven against block headers that the nodes agree on,\n"
		"agreed by the nodes, reported by one server, or disputed. When the network\n"
		"cannot be reached, the last figures are shown and the exit code is 4.\n",
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

/* Prints a row for each figure, the gas last; the payer stands beside when there are several. */
static enum status print_figures(struct cli *cli, const struct snapshot *s, struct err *e)
{
	char payer[CMD_ROWS_CELL_SIZE], flaw[CMD_ROWS_CELL_SIZE];
	bool several = s->n_royalties > 1;
	struct cmd_rows rows;
	struct cmd_grid g;
	struct value v;

	cmd_rows_init(&rows, ROW_ROYALTY, s);
	cmd_grid_init(&g, several ? "lrlrl" : "lrlr");
	cmd_grid_head(&g, "");
	cmd_grid_head(&g, "AMOUNT");
	cmd_grid_head(&g, "UNIT");
	cmd_grid_head(&g, "AS OF");
	if (several)
		cmd_grid_head(&g, "PAYER");
	for (size_t i = 0; i + 1 < cmd_account_figures_count(s); i++) {
		const struct snapshot_royalty *r = &s->royalties[i / CMD_ACCOUNT_FIGURES_EACH];
		bool first = i % CMD_ACCOUNT_FIGURES_EACH == 0;
		const char *label = cmd_account_figures_value(&v, s, i + 1);

		/* Mostly nothing is on its way, which needs no line. */
		if (strcmp(label, "on its way") == 0 && (!v.known || u256_is_zero(&v.amount)))
			continue;

		/* A payer that holds too little is named at the first: what can be claimed. */
		cmd_rows_cell(flaw, cli, &rows, r, "underfunded");
		cmd_rows_cell(payer, cli, &rows, r, "distributor");
		add_figure(&g, cli, label, &v, s->max_age_s, first ? flaw : "");
		if (several)
			cmd_grid_add(&g, "%s", payer);
	}
	add_figure(&g, cli, cmd_account_figures_value(&v, s, CMD_ACCOUNT_FIGURES_GAS), &v,
		   s->max_age_s, "");
	if (several)
		cmd_grid_add(&g, "%s", "");
	return cmd_grid_print(cli, &g, stdout, e);
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
	bool can_send = s->agreement.met || !s->agreement.asked;

	if (snapshot_find_claimable(s) == NULL && snapshot_find_on_its_way(s) != NULL)
		cmd_print_hint(cli, "All of it is on its way; see: byline claim status");
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];

		if (r->underfunded)
			cmd_print_hint(cli,
				       "The distributor holds less %s than it owes you: a claim "
				       "would fail.",
				       r->symbol);
		else if (r->claimable.known && !u256_is_zero(&r->claimable.value) && can_send)
			cmd_print_hint(cli, "Next: byline claim prepare --sign --send");
		if (r->pending_at != 0)
			cmd_print_hint(cli, "New totals take effect soon: a claim prepared before "
					    "then may have to be prepared again.");
	}
}

/* Prints the account, its figures, and how old and how well known they are. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	char address[ADDRESS_TEXT_SIZE];
	enum status status;

	address_format(address, &s->accounts[s->account].address);
	cmd_print_line(cli, "%s%s%s\n", address,
		       s->accounts[s->account].label[0] != '\0' ? " " : "",
		       s->accounts[s->account].label);
	status = print_figures(cli, s, e);
	cmd_print_line(cli, "%s", "");
	if (s->audit_text[0] != '\0')
		cmd_print_line(cli, "Audit: %s", s->audit_text);
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

/*
 * The answers in sentences and tables.
 *
 * cmd_card_print(), the last function, prints the head with block and publisher, then the answer to
 * each of the four questions by a function of its own, then what nobody has stated. A mark stands
 * behind what folds to the card's block; what the datanet only signs, or what nobody proves, says
 * so.
 */
#include "cli/card_text.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "card/terms.h"
#include "card/verify.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/print.h"

/* Contributors and epochs shown; --json has all. */
#define ROWS_SHOWN 10

static const char *mark_of(const struct cli *cli, const struct checked_card *c)
{
	return cmd_format_mark(cli, judge_card_trust(c->confirmed));
}

/* Where no profile names the token, nobody knows its decimals: smallest units are shown. */
static void amount_text(char *out, size_t cap, const struct cli *cli, const struct checked_card *c,
			const struct tokens *amount)
{
	const struct value_style style = cmd_format_style(cli);
	struct value v = {.type = VALUE_AMOUNT, .places = AMOUNT_PLACES};
	char text[VALUE_TEXT_SIZE];

	value_set_amount(&v, &amount->raw, c->token.symbol, c->token.decimals);
	value_text(text, sizeof(text), &v, &style);
	snprintf(out, cap, "%s %s", text,
		 c->token.symbol[0] != '\0' ? c->token.symbol : "smallest units");
}

static void print_head(const struct cli *cli, const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;
	char time[CLOCK_LOCAL_SIZE], hash[HASH_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];

	hash_format(hash, &a->artifact);
	cmd_print_line(cli, "%s%s\n  artifact  %s", a->name,
		       a->current ? "" : " (not the model in use)", hash);
	address_format(address, &a->publisher);
	cmd_print_line(cli, "  publisher %s (%s)", address,
		       c->datanet[0] != '\0' ? c->datanet : "no profile here names it");
	hash_format(hash, &a->block.hash);
	cmd_format_time(time, (int64_t)a->timestamp);
	cmd_print_line(cli, "  block     %llu %s %s", (unsigned long long)a->block.number, hash,
		       mark_of(cli, c));
	cmd_print_line(cli, "  of        %s, chain %llu%s%s", time, (unsigned long long)a->chain_id,
		       c->has_profile ? ", network " : "", c->network);
}

/* The mark behind figures says that the publisher attested them, and not that they are true. */
static void print_trained(const struct cli *cli, const struct checked_card *c)
{
	const struct card_version *v = &c->answers.versions[0];
	char time[CLOCK_LOCAL_SIZE], address[ADDRESS_TEXT_SIZE];

	cmd_print_line(cli, "\nWho trained it?");
	address_format(address, &c->answers.publisher);
	cmd_format_time(time, (int64_t)v->attested);
	if (v->model.version > 0)
		cmd_print_line(cli, "  %s attested it as version %llu of %s at %s %s", address,
			       (unsigned long long)v->model.version, v->model.name, time,
			       mark_of(cli, c));
	else
		cmd_print_line(cli, "  %s names it and attests nothing", address);
	if (v->figures == NULL)
		return;
	cmd_print_line(cli, "  Its own figures, attested by the publisher %s", mark_of(cli, c));
	for (size_t i = 0; i < v->figures->n; i++) {
		const struct card_figure *f = &v->figures->members[i];
		char clean[80];

		text_clean(clean, sizeof(clean), f->text, strlen(f->text));
		cmd_print_line(cli, "    %s  %s", f->name, clean);
	}
}

/* The accounts are in the order of their influence. */
static enum status print_accounts(const struct cli *cli, const struct checked_card *c,
				  struct err *e)
{
	const struct card_answers *a = &c->answers;
	struct cmd_grid g;

	cmd_grid_init(&g, "lrrrr");
	cmd_grid_head(&g, "account");
	cmd_grid_head(&g, "datasets");
	cmd_grid_head(&g, "records");
	cmd_grid_head(&g, "influence");
	cmd_grid_head(&g, "due");
	for (size_t i = 0; i < a->n_accounts && i < ROWS_SHOWN; i++) {
		const struct card_account *row = &a->accounts[i];
		char address[ADDRESS_TEXT_SIZE], due[VALUE_TEXT_SIZE + 32];
		unsigned bp = compute_card_share(&row->influence, &a->influence);

		address_format(address, &row->account);
		amount_text(due, sizeof(due), cli, c, &row->due);
		cmd_grid_add(&g, "%s", address);
		cmd_grid_add(&g, "%zu", row->datasets);
		cmd_grid_add(&g, "%llu", (unsigned long long)row->records);
		cmd_grid_add(&g, "%u.%02u %%", bp / 100, bp % 100);
		cmd_grid_add(&g, "%s", due);
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

static enum status print_contributed(const struct cli *cli, const struct checked_card *c,
				     struct err *e)
{
	const struct card_answers *a = &c->answers;
	enum status s = STATUS_OK;

	cmd_print_line(cli, "\nWho contributed?");
	if (a->versions[0].training != CARD_TRAINING_GIVEN)
		cmd_print_line(cli, "  Not stated: no training manifest.");
	else
		cmd_print_line(cli, "  %zu datasets with %llu records %s",
			       a->versions[0].manifest.n, (unsigned long long)a->records,
			       mark_of(cli, c));
	if (a->n_accounts > 0)
		s = print_accounts(cli, c, e);
	if (a->n_accounts > 0)
		cmd_print_line(cli,
			       "  The ten largest have %u.%02u %% of the influence and %u.%02u %% "
			       "of the records.",
			       a->top_influence_bp / 100, a->top_influence_bp % 100,
			       a->top_records_bp / 100, a->top_records_bp % 100);
	if (a->withdrawn > 0)
		cmd_print_line(cli, "  Withdrawn, so that the next version must do without: %zu.",
			       a->withdrawn);
	if (a->unknown > 0)
		cmd_print_line(cli, "  Committed to this datanet by nobody: %zu.", a->unknown);
	if (a->unnamed + a->misdirected > 0)
		cmd_print_line(cli,
			       "  Paid lines for datasets that the manifest does not name: %zu; to "
			       "another account than the contributor's: %zu.",
			       a->unnamed, a->misdirected);
	return s;
}

/* The newest epochs; the words of the last column are those of byline audit. */
static enum status print_epochs(const struct cli *cli, const struct checked_card *c, struct err *e)
{
	const struct card_answers *a = &c->answers;
	struct cmd_grid g;

	cmd_grid_init(&g, "rrrl");
	cmd_grid_head(&g, "epoch");
	cmd_grid_head(&g, "pool");
	cmd_grid_head(&g, "paid");
	cmd_grid_head(&g, "sums");
	for (size_t i = 0; i < a->n_epochs && i < ROWS_SHOWN; i++) {
		const struct card_epoch *epoch = &a->epochs[i];
		char pool[VALUE_TEXT_SIZE + 32], paid[VALUE_TEXT_SIZE + 32];

		amount_text(pool, sizeof(pool), cli, c, &epoch->st.pool);
		amount_text(paid, sizeof(paid), cli, c, &epoch->paid);
		cmd_grid_add(&g, "%llu", (unsigned long long)epoch->st.epoch);
		cmd_grid_add(&g, "%s", pool);
		cmd_grid_add(&g, "%s", epoch->given ? paid : "-");
		cmd_grid_add(&g, "%s",
			     !epoch->given ? "not given"
					   : statement_fault_phrase(epoch->finding.fault));
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

static const char *verdict_word(enum card_verdict v, const char *holds, const char *fails)
{
	switch (v) {
	case CARD_OPEN: return "not told by this card";
	case CARD_HOLDS: return holds;
	case CARD_FAILS: return fails;
	}
	return "";
}

static enum status print_paid(const struct cli *cli, const struct checked_card *c, struct err *e)
{
	const struct card_answers *a = &c->answers;
	char address[ADDRESS_TEXT_SIZE], funds[VALUE_TEXT_SIZE + 32];
	enum status s = STATUS_OK;

	cmd_print_line(cli, "\nWho is paid when it earns?");
	cmd_print_line(cli, "  Contributors get %u.%02u %% of each fee (signed by the publisher).",
		       (unsigned)a->contributors_bp / 100, (unsigned)a->contributors_bp % 100);
	if (!u256_is_zero(&a->pool.raw))
		cmd_print_line(cli, "  Over the epochs in the card %u.%02u %% reached them. %s",
			       a->reached_bp / 100, a->reached_bp % 100, mark_of(cli, c));
	if (a->n_epochs > 0)
		s = print_epochs(cli, c, e);
	address_format(address, &a->distributor);
	if (a->has_root)
		cmd_print_line(cli,
			       "  Distributor %s: whether its root follows from the epochs: "
			       "%s %s",
			       address, verdict_word(a->root_follows, "yes", "NO"),
			       mark_of(cli, c));
	amount_text(funds, sizeof(funds), cli, c, &a->balance);
	if (a->has_balance)
		cmd_print_line(cli, "  It has %s; whether that covers what is owed: %s %s", funds,
			       verdict_word(a->funded, "yes", "NO"), mark_of(cli, c));
	return s;
}

/* Prints what each licence of an expression asks. */
static void print_terms(const struct cli *cli, const char *what, const char *expression)
{
	char id[TERMS_ID_SIZE];

	for (const char *at = expression; terms_next(id, &at);) {
		const char *asks = terms_of(id);

		cmd_print_line(cli, "  %s: %s asks: %s", what, id,
			       asks != NULL ? asks : "see its text");
	}
}

/* Whether an earlier dataset of this version has the same licence. */
static bool is_told(const struct card_answers *a, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (a->datasets[before].records > 0 &&
		    strcmp(a->datasets[before].commitment.license,
			   a->datasets[i].commitment.license) == 0)
			return true;
	return false;
}

/* Licences of all parts, each once, then how each version came about. */
static void print_owns(const struct cli *cli, const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;

	cmd_print_line(cli, "\nWho owns the improvements?");
	print_terms(cli, "the weights", a->versions[0].model.license);
	for (size_t i = 0; i < a->n_datasets; i++)
		if (a->datasets[i].records > 0 && !is_told(a, i))
			print_terms(cli, "records", a->datasets[i].commitment.license);
	for (size_t i = 0; i < a->n_versions && a->versions[i].model.version > 0; i++) {
		const struct card_version *v = &a->versions[i];
		const char *loss = find_card_figure(v->figures, "validation_loss");
		char changed[80] = "what entered is not stated", clean[40] = "not stated";

		if (v->compared)
			snprintf(changed, sizeof(changed), "%zu datasets entered, %zu left ",
				 v->entered, v->left);
		if (loss != NULL)
			text_clean(clean, sizeof(clean), loss, strlen(loss));
		cmd_print_line(cli, "  version %llu: %s%s; held-out loss %s%s%s",
			       (unsigned long long)v->model.version, changed,
			       v->compared ? mark_of(cli, c) : "", clean, loss != NULL ? " " : "",
			       loss != NULL ? mark_of(cli, c) : "");
	}
}

/* A gap is told in the words of its own table (card/answers.h). */
static void print_gaps(const struct cli *cli, const struct checked_card *c)
{
	if (c->answers.gaps != 0)
		cmd_print_line(cli, "\nNot stated:");
	for (int gap = 0; gap < CARD_GAPS; gap++)
		if ((c->answers.gaps & 1U << gap) != 0)
			cmd_print_line(cli, "  - %s", describe_card_gap((enum card_gap)gap));
	if (!c->has_profile)
		cmd_print_line(cli,
			       "\nNo profile on this machine is of chain %llu: that the "
			       "contracts are the right ones is the publisher's word.",
			       (unsigned long long)c->answers.chain_id);
}

enum status cmd_card_print(const struct cli *cli, const struct checked_card *c, struct err *e)
{
	enum status s;

	print_head(cli, c);
	print_trained(cli, c);
	s = print_contributed(cli, c, e);
	if (s == STATUS_OK)
		s = print_paid(cli, c, e);
	print_owns(cli, c);
	print_gaps(cli, c);
	return s;
}

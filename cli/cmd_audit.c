/*
 * byline audit: checks the sums that the accounts are paid by, and prints for each datanet the
 * verdict, one finding for each epoch, and what no audit can show. Exit code 5 when some verdict is
 * not a good one.
 *
 * run() syncs, audit_all() judges each account at each datanet, print_audits() makes rows of their
 * epochs and prints both by print_json() or print_text(). Both sums of a verdict are shown with all
 * their digits.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/owner.h"
#include "app/scope.h"
#include "app/session.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/meant.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "sync/audit.h"

struct audit_options {
	bool full;
};

static const struct cmd_option options[] = {
	CMD_FLAG("full", struct audit_options, full),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_audit = {
	.name = "audit",
	.synopsis = "audit [--full]",
	.summary = "Whether the sums are right that you are paid by",
	.help = "Proves your line (leaf) of each epoch's statement, computes its amount again and\n"
		"compares it with the attributions that were seen live. The sum must be what the\n"
		"distributor entitles you to by its root in force, and that root must name the\n"
		"statement that was paid. Each account is judged by its own lines. Epochs settled\n"
		"after that statement wait for the next root: they are counted apart and are no\n"
		"fault. Exit code 5 when something is not as it should be, or is not known as of\n"
		"this block.\n"
		"  --full  also fetches each whole statement and computes everybody's amounts\n",
	.options = options,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT,
};

/*
 * Makes a sum of amounts a value, in the token of the royalties. All its digits are shown, also to
 * people: the two sums of an audit are there to be compared. One that is not known as of the block
 * is not zero.
 */
static struct value sum_value(const struct snapshot *s, const struct snapshot_owner *of, bool known,
			      const struct tokens *amount)
{
	const struct snapshot_royalty *r = owner_royalty(s, of);
	struct value v = {.type = VALUE_AMOUNT, .places = VALUE_EXACT};

	value_set_amount(&v, &amount->raw, r != NULL ? r->symbol : "", r != NULL ? r->decimals : 0);
	v.known = known;
	return v;
}

/* The trust of the cumulative amount alone; that of the verdict is the worst of all figures. */
static enum trust cumulative_trust(const struct audit_verdict *v)
{
	return v->sum.has_cumulative ? v->sum.trust : TRUST_NONE;
}

/* One account at one datanet, with its report. */
struct audited {
	struct snapshot_owner of;
	struct audit_report report;
};

/* All of them; `sound` when each one is. */
struct audits {
	const struct snapshot *snapshot;
	struct audited *list;
	size_t n;
	bool sound;
	struct err skipped; /* why one of them was not made */
};

/* A script gets every count and both sums, so that it can judge by its own rule. */
static struct json *audit_object(const struct snapshot *s, const struct audited *a)
{
	const struct snapshot_datanet *datanet = owner_datanet(s, &a->of);
	const struct audit_verdict *v = &a->report.verdict;
	const struct value own_sum = sum_value(s, &a->of, v->sum.has_paid, &v->sum.own);
	const struct value cumulative =
		sum_value(s, &a->of, v->sum.has_cumulative, &v->sum.cumulative);
	const struct value_style exact = {.exact = true};
	struct json *o = json_new_object();
	char verdict[AUDIT_TEXT_SIZE];

	cmd_rows_add_owner(o, s, &a->of);
	json_add_text(o, "datanet", datanet != NULL ? datanet->name : "");
	if (datanet != NULL)
		member_add_address(o, "datanet_address", &datanet->address);
	else
		json_add_null(o, "datanet_address");
	json_add_bool(o, "sound", v->all_sound);
	soundness_text(verdict, sizeof(verdict), v->parts, v->n_parts, &exact);
	json_add_text(o, "verdict", verdict);
	json_add_text(o, "trust", trust_word(v->trust));
	json_add_number(o, "epochs_sound", v->sound);
	json_add_number(o, "epochs_faulty", v->faulty);
	json_add_number(o, "epochs_waiting", v->waiting);
	json_add_number(o, "epochs_counted", v->counted);
	json_add_bool(o, "chain_whole", v->chain_whole);
	json_add_bool(o, "sum_known", v->sum.known);
	json_add_bool(o, "sum_matches", v->sum.matches);
	member_add_amount(o, "own_sum", &own_sum);
	member_add_amount(o, "cumulative", &cumulative);
	json_add_text(o, "cumulative_trust", trust_word(cumulative_trust(v)));
	return o;
}

static enum status print_json(struct cli *cli, const struct audits *a,
			      const struct cmd_rows *epochs, struct err *e)
{
	struct json *top = json_new_object(), *list = json_new_array();
	struct json *lines = json_new_array();

	json_add_bool(top, "full", a->list[0].report.full);
	json_add_bool(top, "sound", a->sound);
	for (size_t i = 0; i < a->n; i++)
		json_add(list, NULL, audit_object(a->snapshot, &a->list[i]));
	json_add(top, "audits", list);
	cmd_rows_add(top, epochs);
	for (const char *const *line = a->list[0].report.not_shown; *line != NULL; line++)
		json_add_text(lines, NULL, *line);
	json_add(top, "not_shown", lines);
	return cmd_print_reply(cli, top, e);
}

/* Prints "LABEL 12.5 OPEN MARK", or that the amount is not known, which is not the same as zero. */
static void print_sum(const struct cli *cli, const char *label, const struct value *v,
		      const char *mark)
{
	const struct value_style style = cmd_format_style(cli);
	char text[VALUE_TEXT_SIZE];

	value_text(text, sizeof(text), v, &style);
	if (v->known)
		cmd_print_line(cli, "%-37s %s %s %s", label, text, value_unit(v), mark);
	else
		cmd_print_line(cli, "%-37s not known as of this block", label);
}

/* Names the ways out of a fault: what to keep, whom to ask, and that the rest can be claimed. */
static void hint_fault(const struct cli *cli, const struct snapshot *s,
		       const struct snapshot_owner *of)
{
	const struct snapshot_datanet *datanet = owner_datanet(s, of);
	char address[ADDRESS_TEXT_SIZE], words[SCOPE_WORDS];

	cmd_print_hint(cli,
		       "Keep the evidence: byline audit --full --json >FILE. Every number in it");
	cmd_print_hint(cli, "can be redone from the chain by anybody.");
	if (datanet != NULL) {
		address_format(address, &datanet->address);
		cmd_print_hint(cli, "Ask %s, which attested it:", datanet->name);
		cmd_print_hint(cli, "  %s", address);
	}
	if (snapshot_find_claimable(s) != NULL)
		cmd_print_hint(cli,
			       "What is there can be claimed all the same: byline claim prepare%s",
			       cmd_meant_row(words, cli, s, of));
}

/* Prints the verdict on one account at one datanet, named where there are several. */
static void print_verdict(const struct cli *cli, const struct audits *all, const struct audited *a)
{
	const struct snapshot *s = all->snapshot;
	const struct audit_verdict *v = &a->report.verdict;
	const struct value own_sum = sum_value(s, &a->of, v->sum.has_paid, &v->sum.own);
	const struct value cumulative =
		sum_value(s, &a->of, v->sum.has_cumulative, &v->sum.cumulative);
	char address[ADDRESS_TEXT_SIZE];

	address_format_short(address, &owner_account(s, &a->of)->address, cli->ascii);
	if (all->n > 1)
		cmd_print_line(cli, "\n%s of %s, %s:",
			       owner_datanet(s, &a->of) != NULL ? owner_datanet(s, &a->of)->name
								: "no datanet",
			       owner_network(s, &a->of)->name, address);
	cmd_print_line(cli, "%s%s", all->n > 1 ? "" : "\n", v->text);
	print_sum(cli, "Own sum up to the epoch that is paid:", &own_sum, "");
	print_sum(cli, "The distributor entitles to:", &cumulative,
		  cmd_format_mark(cli, cumulative_trust(v)));
	cmd_print_line(cli, "Live attributions compared with what was settled: %zu of %zu epochs.",
		       v->counted, v->n);
	cmd_print_line(cli, "Statements %s.",
		       v->chain_whole ? "without gaps" : "with a gap: one is missing");
	if (v->faulty > 0)
		hint_fault(cli, s, &a->of);
}

/* Prints the epochs, the verdicts with their sums, and what no audit can show. */
static enum status print_text(struct cli *cli, const struct audits *a,
			      const struct cmd_rows *epochs, struct err *e)
{
	enum status s = cmd_rows_print(cli, epochs, "epoch own state finding", e);

	for (size_t i = 0; i < a->n; i++)
		print_verdict(cli, a, &a->list[i]);
	cmd_print_line(cli, "\nNot shown by this:");
	for (const char *const *line = a->list[0].report.not_shown; *line != NULL; line++)
		cmd_print_line(cli, "  - %s", *line);
	if (!a->list[0].report.full)
		cmd_print_hint(cli,
			       "Next: byline audit --full redoes the other contributors' shares "
			       "too.");
	return s;
}

/*
 * Names the audit that could not be made, and remembers why for the exit code. Where no epoch is
 * settled there is nothing to audit, which is no failure beside other datanets.
 */
static enum status skip(struct audits *out, const struct snapshot_owner *of, struct err *why)
{
	if (why->code == ERR_CANCELLED || why->code == ERR_MEMORY)
		return why->code;
	if (out->skipped.code == STATUS_OK || out->skipped.code == ERR_NOT_FOUND)
		out->skipped = *why;
	if (why->code != ERR_NOT_FOUND)
		fprintf(stderr, "byline: %s: %s\n", owner_network(out->snapshot, of)->name,
			why->text);
	*why = (struct err){0};
	return STATUS_OK;
}

/* Audits each account at each datanet. Fails when not one audit could be made. */
static enum status audit_all(struct cli *cli, struct audits *out, bool full, struct err *e)
{
	const struct snapshot *s = out->snapshot;
	enum status status = STATUS_OK;

	out->list = calloc(s->n_standings + 1, sizeof(*out->list));
	if (out->list == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	out->sound = true;
	for (size_t i = 0; i < s->n_standings && status == STATUS_OK; i++) {
		struct audited *a = &out->list[out->n];

		/* A session is of one network, and stays with the task. */
		end_session(&cli->task);
		a->of = s->standings[i].of;
		status = audit_account(cmd_meant_scope(cli, s, &a->of), &cli->task, &a->report,
				       &s->accounts[a->of.account].address, full, e);
		if (status != STATUS_OK) {
			status = skip(out, &a->of, e);
			continue;
		}
		out->sound = out->sound && a->report.verdict.all_sound;
		out->n++;
	}
	if (status != STATUS_OK || out->n > 0)
		return status;
	if (out->skipped.code != STATUS_OK)
		*e = out->skipped;
	else
		err_set(e, ERR_NOT_FOUND, "no datanet is followed that could be audited");
	return e->code;
}

/* The epochs of all audits as rows that say whose they are. */
static struct snapshot_audited *make_rows(const struct audits *a, size_t *n)
{
	struct snapshot_audited *rows;
	size_t all = 0;

	for (size_t i = 0; i < a->n; i++)
		all += a->list[i].report.n;
	rows = calloc(all + 1, sizeof(*rows));
	*n = 0;
	for (size_t i = 0; rows != NULL && i < a->n; i++)
		for (size_t k = 0; k < a->list[i].report.n; k++)
			rows[(*n)++] = (struct snapshot_audited){
				.of = a->list[i].of, .epoch = a->list[i].report.epochs[k]};
	return rows;
}

static enum status print_audits(struct cli *cli, const struct audits *a, struct err *e)
{
	struct cmd_rows epochs = {.table = columns_of(ROW_AUDIT_EPOCH), .snapshot = a->snapshot};
	struct snapshot_audited *rows = make_rows(a, &epochs.n);
	enum status s;

	if (rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	epochs.rows = rows;
	s = cli->json ? print_json(cli, a, &epochs, e) : print_text(cli, a, &epochs, e);
	free(rows);
	return s;
}

/* The report names the faults; the exit code tells scripts that there are some. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct audit_options o = {0};
	struct audits a = {.n = 0};
	struct cmd_fresh f;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_audit, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, true, e);
	if (s != STATUS_OK)
		return s;
	a.snapshot = f.snapshot;
	s = audit_all(cli, &a, o.full, e);
	cmd_progress_end();
	if (s == STATUS_OK)
		s = print_audits(cli, &a, e);
	for (size_t i = 0; i < a.n; i++)
		audit_report_release(&a.list[i].report);
	free(a.list);
	if (s != STATUS_OK) {
		snapshot_unref(f.snapshot);
		free(f.syncs);
		return s;
	}
	s = cmd_fresh_end(cli, &f, s, true);
	if (s == STATUS_OK && a.skipped.code != ERR_NOT_FOUND)
		s = a.skipped.code;
	return s == STATUS_OK && !a.sound ? ERR_MISMATCH : s;
}

/*
 * byline audit: checks the sums that an account is paid by, and prints the verdict, one finding
 * for each epoch, and what no audit can show. Exit code 5 when the verdict is not a good one.
 *
 * run() has the use case judge, makes rows of its epochs (make_rows()) and prints both by
 * print_json() or print_text(). Both sums of a verdict are shown with all their digits.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/load.h"
#include "app/owner.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
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
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT | CMD_NEEDS_ONE | CMD_NEEDS_DATANET,
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

/* A script gets every count and both sums, so that it can judge by its own rule. */
static enum status print_json(struct cli *cli, const struct audit_report *r,
			      const struct cmd_rows *epochs, const struct snapshot_owner *of,
			      struct err *e)
{
	const struct snapshot *s = epochs->snapshot;
	const struct snapshot_datanet *datanet = owner_datanet(s, of);
	const struct audit_verdict *v = &r->verdict;
	const struct value own_sum = sum_value(s, of, v->sum.has_paid, &v->sum.own);
	const struct value cumulative = sum_value(s, of, v->sum.has_cumulative, &v->sum.cumulative);
	const struct value_style exact = {.exact = true};
	struct json *top = json_new_object(), *not_shown = json_new_array();
	char verdict[AUDIT_TEXT_SIZE];

	cmd_envelope_note_all(cli, s);
	cmd_rows_add_owner(top, s, of);
	json_add_bool(top, "full", r->full);
	json_add_bool(top, "sound", v->all_sound);
	soundness_text(verdict, sizeof(verdict), v->parts, v->n_parts, &exact);
	json_add_text(top, "verdict", verdict);
	json_add_text(top, "trust", trust_word(v->trust));
	json_add_number(top, "epochs_sound", v->sound);
	json_add_number(top, "epochs_faulty", v->faulty);
	json_add_number(top, "epochs_waiting", v->waiting);
	json_add_number(top, "epochs_counted", v->counted);
	json_add_bool(top, "chain_whole", v->chain_whole);
	json_add_bool(top, "sum_known", v->sum.known);
	json_add_bool(top, "sum_matches", v->sum.matches);
	member_add_amount(top, "own_sum", &own_sum);
	member_add_amount(top, "cumulative", &cumulative);
	json_add_text(top, "cumulative_trust", trust_word(cumulative_trust(v)));
	cmd_rows_add(top, epochs);
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		json_add_text(not_shown, NULL, *line);
	json_add(top, "not_shown", not_shown);
	json_add_text(top, "datanet", datanet != NULL ? datanet->name : "");
	if (datanet != NULL)
		member_add_address(top, "datanet_address", &datanet->address);
	else
		json_add_null(top, "datanet_address");
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
	char address[ADDRESS_TEXT_SIZE];

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
			       "What is there can be claimed all the same: byline claim prepare");
}

/* Prints the epochs, the verdict, both sums that must be equal, and what no audit can show. */
static enum status print_text(struct cli *cli, const struct audit_report *r,
			      const struct cmd_rows *epochs, const struct snapshot_owner *of,
			      struct err *e)
{
	const struct snapshot *shown = epochs->snapshot;
	const struct audit_verdict *v = &r->verdict;
	const struct value own_sum = sum_value(shown, of, v->sum.has_paid, &v->sum.own);
	const struct value cumulative =
		sum_value(shown, of, v->sum.has_cumulative, &v->sum.cumulative);
	enum status s = cmd_rows_print(cli, epochs, "epoch own state finding", e);

	cmd_print_line(cli, "\n%s", v->text);
	print_sum(cli, "Own sum up to the epoch that is paid:", &own_sum, "");
	print_sum(cli, "The distributor entitles to:", &cumulative,
		  cmd_format_mark(cli, cumulative_trust(v)));
	cmd_print_line(cli, "Live attributions compared with what was settled: %zu of %zu epochs.",
		       v->counted, v->n);
	cmd_print_line(cli, "Statements %s.",
		       v->chain_whole ? "without gaps" : "with a gap: one is missing");
	cmd_print_line(cli, "\nNot shown by this:");
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		cmd_print_line(cli, "  - %s", *line);
	if (v->faulty > 0)
		hint_fault(cli, shown, of);
	if (!r->full)
		cmd_print_hint(cli,
			       "Next: byline audit --full redoes the other contributors' shares "
			       "too.");
	return s;
}

/* The epochs as rows that say whose they are. */
static enum status make_rows(struct snapshot_audited **out, const struct audit_report *r,
			     const struct snapshot_owner *of, struct err *e)
{
	*out = calloc(r->n + 1, sizeof(**out));
	if (*out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = (struct snapshot_audited){.of = *of, .epoch = r->epochs[i]};
	return STATUS_OK;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct audit_options o = {0};
	struct audit_report report;
	struct cmd_rows epochs = {.table = columns_of(ROW_AUDIT_EPOCH)};
	struct snapshot_audited *rows = NULL;
	struct snapshot_owner of;
	bool sound;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_audit, e);

	if (s == STATUS_OK)
		s = audit_epochs(cli->app, &cli->task, &report, o.full, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	s = load_snapshot(cli->app, &epochs.snapshot, e);
	if (s == STATUS_OK) {
		of = (struct snapshot_owner){0, epochs.snapshot->n_datanets > 0 ? 0 : SNAPSHOT_NONE,
					     (uint16_t)epochs.snapshot->account};
		s = make_rows(&rows, &report, &of, e);
	}
	epochs.rows = rows;
	epochs.n = report.n;
	if (s == STATUS_OK)
		s = cli->json ? print_json(cli, &report, &epochs, &of, e)
			      : print_text(cli, &report, &epochs, &of, e);
	snapshot_unref(epochs.snapshot);
	free(rows);
	sound = report.verdict.all_sound;
	audit_report_release(&report);
	/* The report names the faults; the exit code tells scripts that there are some. */
	if (s == STATUS_OK && !sound) {
		cli->failure_printed = true;
		return ERR_MISMATCH;
	}
	return s;
}

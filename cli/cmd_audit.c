/*
 * byline audit: checks the sums that an account is paid by, and prints the verdict, one finding
 * for each epoch, and what no audit can show. Exit code 5 when the verdict is not a good one.
 */
#include <stdio.h>

#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/unit.h"
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
};

/* `counted`: live attributions of that epoch were seen and compared. */
static struct json *epoch_object(const struct audit_epoch *epoch, const struct cmd_unit *unit)
{
	struct json *o = json_new_object();

	json_add_u64(o, "epoch", epoch->epoch);
	json_add_text(o, "state", audit_state_word(epoch->state));
	json_add_text(o, "finding", epoch->finding);
	json_add_bool(o, "counted", epoch->counted);
	cmd_add_amount(o, "own", &epoch->own.raw, unit);
	return o;
}

/* An amount that is not known as of the block is null and not zero. */
static void add_known(struct json *o, const char *name, bool known, const struct tokens *amount,
		      const struct cmd_unit *unit)
{
	if (known)
		cmd_add_amount(o, name, &amount->raw, unit);
	else
		json_add_null(o, name);
}

/* A script gets every count and both sums, so that it can judge by its own rule. */
static enum status print_json(const struct audit_report *r, const struct cmd_unit *unit,
			      struct err *e)
{
	struct json *top = json_new_object(), *epochs = json_new_array(),
		    *not_shown = json_new_array();

	json_add_bool(top, "full", r->full);
	json_add_bool(top, "sound", r->all_sound);
	json_add_text(top, "verdict", r->verdict);
	json_add_text(top, "trust", trust_word(r->trust));
	json_add_u64(top, "epochs_sound", r->sound);
	json_add_u64(top, "epochs_faulty", r->faulty);
	json_add_u64(top, "epochs_waiting", r->waiting);
	json_add_u64(top, "epochs_counted", r->counted);
	json_add_bool(top, "chain_whole", r->chain_whole);
	json_add_bool(top, "sum_known", r->sum_known);
	json_add_bool(top, "sum_matches", r->sum_matches);
	add_known(top, "own_sum", r->has_own_sum, &r->own_sum, unit);
	add_known(top, "cumulative", r->has_cumulative, &r->cumulative, unit);
	json_add_text(top, "cumulative_trust", trust_word(r->cumulative_trust));
	for (size_t i = 0; i < r->n; i++)
		json_add(epochs, NULL, epoch_object(&r->epochs[i], unit));
	json_add(top, "epochs", epochs);
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		json_add_text(not_shown, NULL, *line);
	json_add(top, "not_shown", not_shown);
	return cmd_print_json(top, e);
}

/* A row for each epoch, with its finding in words. */
static enum status print_epochs(struct cli *cli, const struct audit_report *r,
				const struct cmd_unit *unit, struct err *e)
{
	char own[AMOUNT_TEXT_SIZE];
	struct cmd_grid g;

	cmd_grid_init(&g, "rrlll");
	cmd_grid_head(&g, "EPOCH", "OWN", "", "AUDIT", "FINDING", NULL);
	for (size_t i = 0; i < r->n; i++) {
		amount_format(own, &r->epochs[i].own.raw, unit->decimals, 6);
		cmd_grid_add(&g, "%llu", (unsigned long long)r->epochs[i].epoch);
		cmd_grid_add(&g, "%s", own);
		cmd_grid_add(&g, "%s", unit->symbol);
		cmd_grid_add(&g, "%s", audit_state_word(r->epochs[i].state));
		cmd_grid_add(&g, "%s", r->epochs[i].finding);
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Prints "LABEL 12.5 OPEN MARK", or that the amount is not known, which is not the same as zero. */
static void print_amount(const struct cli *cli, const char *label, bool known,
			 const struct tokens *amount, const struct cmd_unit *unit, const char *mark)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, &amount->raw, unit->decimals);
	if (known)
		cmd_print_line(cli, "%-37s %s %s %s", label, text, unit->symbol, mark);
	else
		cmd_print_line(cli, "%-37s not known as of this block", label);
}

/* Prints the epochs, the verdict, both sums that must be equal, and what no audit can show. */
static enum status print_text(struct cli *cli, const struct audit_report *r,
			      const struct cmd_unit *unit, struct err *e)
{
	enum status s = print_epochs(cli, r, unit, e);

	cmd_print_line(cli, "\n%s", r->verdict);
	print_amount(cli, "Own sum up to the epoch that is paid:", r->has_own_sum, &r->own_sum,
		     unit, "");
	print_amount(cli, "The distributor entitles to:", r->has_cumulative, &r->cumulative, unit,
		     cmd_format_mark(cli, r->cumulative_trust));
	cmd_print_line(cli, "Live attributions compared with what was settled: %zu of %zu epochs.",
		       r->counted, r->n);
	cmd_print_line(cli, "Statements %s.",
		       r->chain_whole ? "without gaps" : "with a gap: one is missing");
	cmd_print_line(cli, "\nNot shown by this:");
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		cmd_print_line(cli, "  - %s", *line);
	if (!r->full)
		cmd_print_hint(cli,
			       "Next: byline audit --full redoes the other contributors' shares "
			       "too.");
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct audit_options o = {0};
	struct audit_report report;
	struct cmd_unit unit;
	bool sound;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_audit, e);

	if (s == STATUS_OK)
		s = audit_epochs(cli->app, &cli->task, &report, o.full, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	cmd_unit_of_royalties(cli, &unit);
	s = cli->json ? print_json(&report, &unit, e) : print_text(cli, &report, &unit, e);
	sound = report.all_sound;
	audit_report_release(&report);
	/* The report names the faults; the exit code tells scripts that there are some. */
	if (s == STATUS_OK && !sound) {
		cli->failure_printed = true;
		return ERR_MISMATCH;
	}
	return s;
}

/*
 * byline dataset offer: commits to the records of a dataset that is here once more, for another
 * datanet. offer() makes the second commitment, says what that means, and with --attest goes on to
 * its attestation, as dataset commit does.
 */
#include "act/offer.h"
#include "chain/profile.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/committed.h"
#include "cli/flow.h"
#include "cli/flow_options.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/progress.h"

struct offer_options {
	struct cmd_flow_options act;
	const char *name;
	bool attest;
};

static const struct cmd_option options[] = {
	CMD_VALUE("name", "TEXT", struct offer_options, name),
	CMD_FLAG("attest", struct offer_options, attest),
	CMD_FLOW_OPTIONS(struct offer_options, act),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_dataset_offer = {
	.name = "offer",
	.synopsis = "dataset offer NAME [OPTIONS]",
	.summary = "commit to its records for another datanet too",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_VAULT | CMD_NEEDS_NETWORK | CMD_NEEDS_ONE | CMD_NEEDS_DATANET,
};

/* Says once what a second commitment is, and what it costs and shows. */
static void explain(struct cli *cli, const struct commit_result *r, const char *from)
{
	const struct profile *p;

	if (r->already || require_profile(cli->app, &p, NULL) != STATUS_OK)
		return;
	cmd_print_line(cli,
		       "This is a second commitment to the records of %s, with a root of its own. "
		       "%s on %s sees this one alone.\n"
		       "It has cost nothing so far. To attest it costs a fee in %s, which is shown "
		       "before you sign; the records are then uploaded to this datanet too.",
		       from, profile_datanet(p)->name, p->name, p->native_symbol);
}

static enum status offer(struct cli *cli, struct json *top, const struct offer_options *o,
			 const char *name, struct err *e)
{
	struct commit_result result = {.already = false};
	char from[64];
	enum status s = cmd_own_vault_unlock(cli, e);

	if (s == STATUS_OK)
		s = offer_dataset(cli->app, &cli->task, &result, from, name, o->name, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	cmd_committed_tell(cli, top, &result);
	explain(cli, &result, from);
	return cmd_committed_go_on(cli, top, &result, NULL, o->attest ? &o->act : NULL, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct offer_options o = {0};
	struct json *top;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_dataset_offer, e);

	if (s == STATUS_OK)
		s = cmd_flow_options_check_attest(&o.act, o.attest, e);
	if (s != STATUS_OK)
		return s;
	top = cmd_print_is_data(cli) ? json_new_object() : NULL;
	return cmd_flow_end(cli, top, offer(cli, top, &o, argv[0], e), e);
}

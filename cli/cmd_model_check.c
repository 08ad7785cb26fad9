/*
 * byline model check: computes an artifact again from what its publisher has, and names the claims
 * that do not hold.
 */
#include "operator/model_check.h"

#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"

static const struct cmd_option options[] = {
	CMD_VALUE("spec", "S", struct model_files, spec),
	CMD_VALUE("head", "HEAD", struct model_files, head),
	CMD_VALUE("queries", "Q", struct model_files, queries),
	CMD_VALUE("public", "P", struct model_files, public),
	CMD_VALUE("training", "FILE", struct model_files, training),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_model_check = {
	.name = "check",
	.synopsis = "model check ARTIFACT --spec S --head HEAD --queries Q --public P",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
};

/* A line for each claim, which a person reads faster than the members of an array. */
static void print_claims(const struct cli *cli, const struct json *result)
{
	const struct json *list = json_get(result, "claims");

	cmd_print_line(cli, "%-26s %-12s %-10s", "claim", "deviation", "allowed");
	for (const struct json *c = json_first(list); c != NULL; c = json_next(c)) {
		const char *deviation = json_text(json_get(c, "deviation"));

		cmd_print_line(cli, "%-26s %-12s %-10s %s", json_text(json_get(c, "name")),
			       deviation != NULL ? deviation : "other shape",
			       json_text(json_get(c, "allowed")),
			       json_truth(json_get(c, "holds")) ? "" : "does not hold");
	}
	cmd_print_line(cli, "nearest to what is allowed: %s", json_text(json_get(result, "worst")));
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_files o = {0};
	struct json *result = NULL;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_model_check, e);

	if (s == STATUS_OK &&
	    (o.spec == NULL || o.head == NULL || o.queries == NULL || o.public == NULL))
		return err_set(e, ERR_USAGE,
			       "--spec, --head, --queries and --public are needed; see byline "
			       "help model");
	if (s == STATUS_OK)
		s = model_check(&cli->task, &result, argv[0], &o, e);
	cmd_progress_end();
	if (result == NULL)
		return s;
	if (cmd_print_is_data(cli) && s == STATUS_OK)
		return cmd_print_reply(cli, result, e);
	if (cmd_print_is_data(cli)) {
		cmd_print_error(cli, result, e);
		return s;
	}
	print_claims(cli, result);
	json_free(result);
	return s;
}

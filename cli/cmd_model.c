/*
 * byline model: the mathematics, for those who run a datanet. Training, publishing and
 * attributing read datasets from folders and write files; none needs a configuration, a vault or
 * a network.
 */
#include <string.h>

#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "operator/model_attribute.h"
#include "operator/model_publish.h"
#include "operator/model_show.h"
#include "operator/model_train.h"

/* Each member takes those of the options that it uses. */
struct model_options {
	const char *spec, *head, *queries, *public, *training, *out, *groups, *trials;
};

static const struct cmd_option train_options[] = {
	CMD_VALUE("spec", "S", struct model_options, spec),
	CMD_VALUE("out", "HEAD", struct model_options, out),
	CMD_OPTIONS_END,
};

static const struct cmd_option publish_options[] = {
	CMD_VALUE("spec", "S", struct model_options, spec),
	CMD_VALUE("head", "HEAD", struct model_options, head),
	CMD_VALUE("queries", "Q", struct model_options, queries),
	CMD_VALUE("out", "ARTIFACT", struct model_options, out),
	CMD_VALUE("training", "FILE", struct model_options, training),
	CMD_VALUE("public", "P", struct model_options, public),
	CMD_VALUE("trials", "N", struct model_options, trials),
	CMD_VALUE("additive-groups", "N", struct model_options, groups),
	CMD_OPTIONS_END,
};

static const struct cmd_option attribute_options[] = {
	CMD_VALUE("spec", "S", struct model_options, spec),
	CMD_VALUE("head", "HEAD", struct model_options, head),
	CMD_VALUE("queries", "Q", struct model_options, queries),
	CMD_OPTIONS_END,
};

static command_run run_train, run_publish, run_attribute, run_show;

static const struct command train_command = {
	.name = "train",
	.synopsis = "model train --spec S --out HEAD",
	.options = train_options,
	.run = run_train,
};

static const struct command publish_command = {
	.name = "publish",
	.synopsis = "model publish --spec S --head HEAD --queries Q --public P --out ARTIFACT",
	.options = publish_options,
	.run = run_publish,
};

static const struct command attribute_command = {
	.name = "attribute",
	.synopsis = "model attribute --spec S --head HEAD --queries Q",
	.options = attribute_options,
	.run = run_attribute,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "model show ARTIFACT",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_show,
};

static const struct command *const members[] = {
	&train_command,
	&publish_command,
	&attribute_command,
	&cmd_model_forecast,
	&cmd_model_check,
	&show_command,
	NULL,
};

const struct command cmd_model = {
	.name = "model",
	.summary = "For those who run a datanet",
	.help = "  --training FILE      publish: the artifact names this training manifest\n"
		"  --trials N           publish: tries forecasts on N groups of records, from\n"
		"                       which their intervals come (240; 0: no interval is told)\n"
		"  --additive-groups N  publish: tests whether influences add up, on N groups\n"
		"publish and show print as \"figures\" the hash by which a publisher attests what\n"
		"the artifact says of itself (docs/datanet-api.md).\n"
		"S names datasets and their folders, Q holds one query a line, P one text a line\n"
		"that anybody may see, about 1000 of the domain; see docs/formats.md. Queries and\n"
		"texts that are training records are refused, and so are texts that are queries.\n"
		"check computes an artifact again, its trials redrawn from its seed, and names\n"
		"each claim that does not hold (exit code 7; --training as with publish).\n"
		"forecast joins the datasets of all folders at once, and tells what part of a\n"
		"pool each would earn, by every other query, and between which shares nine of\n"
		"ten epochs lie, and ten epochs together, by the inferences that S says an\n"
		"epoch has. Needs no configuration.\n",
	.members = members,
	.without_app = true,
};

/* ERR_USAGE for an option without which the member can do nothing. */
static enum status need(const char *value, const char *name, struct err *e)
{
	if (value == NULL)
		return err_set(e, ERR_USAGE, "--%s is needed; see byline help model", name);
	return STATUS_OK;
}

/* Ends the progress line, and prints the result unless the work failed. */
static enum status print(struct cli *cli, enum status s, struct json *take_result, struct err *e)
{
	cmd_progress_end();
	return s == STATUS_OK ? cmd_print_summary(cli, take_result, e) : s;
}

static enum status run_train(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	enum status s = cmd_args_take(&o, argc, argv, &train_command, e);

	if (s == STATUS_OK)
		s = need(o.spec, "spec", e);
	if (s == STATUS_OK)
		s = need(o.out, "out", e);
	if (s == STATUS_OK)
		s = model_train(&cli->task, &result, o.spec, o.out, e);
	return print(cli, s, result, e);
}

/* The additive test trains the model again for each group, so it is made only on request. */
static enum status run_publish(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	uint64_t groups = 0, trials = MODEL_TRIALS;
	enum status s = cmd_args_take(&o, argc, argv, &publish_command, e);

	if (s == STATUS_OK)
		s = need(o.spec, "spec", e);
	if (s == STATUS_OK)
		s = need(o.head, "head", e);
	if (s == STATUS_OK)
		s = need(o.queries, "queries", e);
	if (s == STATUS_OK)
		s = need(o.public, "public", e);
	if (s == STATUS_OK)
		s = need(o.out, "out", e);
	/* An artifact with more trials would be refused by everybody who reads it. */
	if (s == STATUS_OK && o.trials != NULL &&
	    (parse_u64(&trials, o.trials, strlen(o.trials)) != STATUS_OK ||
	     trials > MODEL_TRIALS_MAX))
		s = err_set(e, ERR_USAGE, "--trials takes a number up to %d", MODEL_TRIALS_MAX);
	if (s == STATUS_OK && o.groups != NULL &&
	    parse_u64(&groups, o.groups, strlen(o.groups)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--additive-groups takes a number");
	if (s == STATUS_OK)
		s = model_publish(&cli->task, &result,
				  &(struct model_files){.spec = o.spec,
							.head = o.head,
							.queries = o.queries,
							.public = o.public,
							.training = o.training},
				  o.out, trials, groups, e);
	return print(cli, s, result, e);
}

/* The head file names its datasets itself; --spec is taken so that all three are called alike. */
static enum status run_attribute(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	enum status s = cmd_args_take(&o, argc, argv, &attribute_command, e);

	if (s == STATUS_OK)
		s = need(o.head, "head", e);
	if (s == STATUS_OK)
		s = need(o.queries, "queries", e);
	if (s == STATUS_OK)
		s = model_attribute(&cli->task, &result, o.head, o.queries, e);
	return print(cli, s, result, e);
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct json *result = NULL;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = model_show(&result, argv[0], e);
	return print(cli, s, result, e);
}

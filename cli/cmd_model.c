/* byline model: the mathematics, for those who run a datanet. Needs no configuration. */
#include <string.h>

#include "app/model.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/output.h"

struct model_options {
	const char *spec, *head, *queries, *out, *groups;
};

static enum status take(struct model_options *o, int *n, int argc, char **argv, struct err *e)
{
	const struct option_spec specs[] = {
		{"spec", NULL, &o->spec},
		{"head", NULL, &o->head},
		{"queries", NULL, &o->queries},
		{"out", NULL, &o->out},
		{"additive-groups", NULL, &o->groups},
		{NULL, NULL, NULL},
	};

	return cmd_take_options(n, argc, argv, specs, false, e);
}

static enum status need(const char *value, const char *name, struct err *e)
{
	if (value == NULL)
		return err_set(e, ERR_USAGE, "--%s is missing; see byline help model", name);
	return STATUS_OK;
}

static enum status print(struct cli *cli, enum status s, struct json *take_result, struct err *e)
{
	cmd_end_progress();
	return s == STATUS_OK ? cmd_print_summary(cli, take_result, e) : s;
}

static enum status run_train(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	int n;
	enum status s = take(&o, &n, argc, argv, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("model")->synopsis, e);
	if (s == STATUS_OK)
		s = need(o.spec, "spec", e);
	if (s == STATUS_OK)
		s = need(o.out, "out", e);
	if (s == STATUS_OK)
		s = model_train(&cli->task, &result, o.spec, o.out, e);
	return print(cli, s, result, e);
}

static enum status run_publish(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	uint64_t groups = 0;
	int n;
	enum status s = take(&o, &n, argc, argv, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("model")->synopsis, e);
	if (s == STATUS_OK)
		s = need(o.spec, "spec", e);
	if (s == STATUS_OK)
		s = need(o.head, "head", e);
	if (s == STATUS_OK)
		s = need(o.queries, "queries", e);
	if (s == STATUS_OK)
		s = need(o.out, "out", e);
	if (s == STATUS_OK && o.groups != NULL &&
	    parse_u64(&groups, o.groups, strlen(o.groups)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--additive-groups takes a number");
	if (s == STATUS_OK)
		s = model_publish(&cli->task, &result, o.spec, o.head, o.queries, o.out, groups, e);
	return print(cli, s, result, e);
}

/* The head names its datasets itself; --spec is taken too, so that all three are called alike. */
static enum status run_attribute(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_options o = {0};
	struct json *result = NULL;
	int n;
	enum status s = take(&o, &n, argc, argv, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("model")->synopsis, e);
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
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("model")->synopsis, e);

	if (s == STATUS_OK)
		s = model_show(&result, argv[0], e);
	return print(cli, s, result, e);
}

enum status cmd_model(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"train", run_train},
		{"publish", run_publish},
		{"attribute", run_attribute},
		{"show", run_show},
		{NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "model", e);
}

/* byline model forecast: what datasets would earn if all of them joined a model at once. */
#include "operator/model_forecast.h"

#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/progress.h"

static const struct cmd_option options[] = {
	CMD_VALUE("spec", "S", struct model_files, spec),
	CMD_VALUE("head", "HEAD", struct model_files, head),
	CMD_VALUE("queries", "Q", struct model_files, queries),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_model_forecast = {
	.name = "forecast",
	.synopsis = "model forecast --spec S --head HEAD --queries Q DATASET...",
	.options = options,
	.min_operands = 1,
	.max_operands = CMD_MANY_OPERANDS,
	.run = run,
};

/* Nothing is published here, so that no public texts are asked for. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct model_files o = {0};
	struct json *result = NULL;
	size_t n = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_model_forecast, e);

	if (s == STATUS_OK && (o.spec == NULL || o.head == NULL || o.queries == NULL))
		return err_set(e, ERR_USAGE,
			       "--spec, --head and --queries are needed; see byline help model");
	/* Where the options stood, argv has NULL behind the operands. */
	while (n < (size_t)argc && argv[n] != NULL)
		n++;
	if (s == STATUS_OK)
		s = model_forecast(&cli->task, &result, &o, (const char *const *)argv, n, e);
	cmd_progress_end();
	return s == STATUS_OK ? cmd_print_summary(cli, result, e) : s;
}

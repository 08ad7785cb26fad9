/*
 * byline info: prints where the files are and which protections are in use. describe_app() makes
 * the document; text and JSON show the same members.
 */
#include "app/info.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"

static command_run run;

const struct command cmd_info = {
	.name = "info",
	.synopsis = "info",
	.summary = "Every path and every protection in use",
	.run = run,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct json *top = NULL;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_info, e);

	if (s == STATUS_OK)
		s = describe_app(cli->app, &top, e);
	return s == STATUS_OK ? cmd_print_summary(cli, top, e) : s;
}

/*
 * byline info: prints where the files are, which protections are in use, and how much of the disk
 * holds what goes away by itself. describe_app() makes the document; text and JSON show the same
 * members.
 */
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "lists/info.h"
#include "sync/leftovers.h"

static command_run run;

const struct command cmd_info = {
	.name = "info",
	.synopsis = "info",
	.summary = "Every path and every protection in use",
	.run = run,
};

/* Sizes of what byline makes and deletes by itself. */
static struct json *describe_disk(struct app *app)
{
	struct json *disk = json_new_object();
	struct leftovers l;

	measure_leftovers(app, &l);
	json_add_number(disk, "sealed_bytes", l.sealed);
	json_add_number(disk, "model_bytes", l.models);
	json_add_number(disk, "temporary_bytes", l.temporary);
	return disk;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct json *top = NULL;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_info, e);

	if (s == STATUS_OK)
		s = describe_app(cli->app, &top, e);
	if (s == STATUS_OK)
		json_add(top, "disk", describe_disk(cli->app));
	return s == STATUS_OK ? cmd_print_summary(cli, top, e) : s;
}

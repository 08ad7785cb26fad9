/* byline info: every path and every protection in use. */
#include "app/info.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/output.h"

enum status cmd_info(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct json *top = NULL;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("info")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = describe_app(cli->app, &top, e);
	return s == STATUS_OK ? cmd_print_summary(cli, top, e) : s;
}

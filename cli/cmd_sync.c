/* byline sync: bring the cache up to date. */
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/fresh.h"
#include "cli/output.h"

enum status cmd_sync(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("sync")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = require_online(cli->app, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "write the cache", e);
	if (s == STATUS_OK)
		s = cmd_load_fresh(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	if (cli->json) {
		struct json *top = json_new_object();

		cmd_add_fresh(top, &f);
		json_add_u64(top, "datasets", f.snapshot->n_datasets);
		json_add_u64(top, "epochs", f.snapshot->n_epochs);
		json_add_u64(top, "attributions", f.snapshot->attributions_total);
		s = cmd_print_json(top, e);
	} else {
		cmd_say_fresh(cli, &f);
		cmd_say(cli, "%zu datasets, %zu settled epochs, %llu attributions",
			f.snapshot->n_datasets, f.snapshot->n_epochs,
			(unsigned long long)f.snapshot->attributions_total);
		if (!f.snapshot->has_account)
			cmd_hint(cli, "No account yet. Next: byline init, or: byline account watch "
				      "ADDRESS");
	}
	return cmd_end_fresh(cli, &f, s, true);
}

/* byline dataset prove: one record shown to somebody, and nothing of the others. */
#include <string.h>

#include "app/commit.h"
#include "app/prove.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/output.h"

enum status cmd_dataset_prove(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *out = NULL;
	const struct option_spec specs[] = {
		{"out", NULL, &out},
		{NULL, NULL, NULL},
	};
	struct hash root, uid;
	struct json *top;
	uint64_t index = 0;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 2, 2, cmd_find("dataset")->synopsis, e);
	if (s == STATUS_OK && out == NULL)
		s = err_set(e, ERR_USAGE, "--out FILE says where the disclosure goes");
	if (s == STATUS_OK && parse_u64(&index, argv[1], strlen(argv[1])) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "\"%.32s\" is not the number of a record (from 0)",
			    argv[1]);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = prove_record(cli->app, &cli->task, &root, index, out, e);
	cmd_end_progress();
	if (s != STATUS_OK)
		return s;
	if (!cli->json) {
		cmd_say(cli, "Wrote %s: record %llu with its proof", out,
			(unsigned long long)index);
		cmd_hint(cli, "Whoever gets it checks it with: byline dataset verify %s", out);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "file", out);
	json_add_hex(top, "root", root.bytes, sizeof(root.bytes));
	json_add_hex(top, "uid", uid.bytes, sizeof(uid.bytes));
	json_add_u64(top, "record", index);
	return cmd_print_json(top, e);
}

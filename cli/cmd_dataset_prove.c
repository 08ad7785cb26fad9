/*
 * byline dataset prove: writes a disclosure, one record with its proof. It reveals nothing of the
 * others.
 */
#include <string.h>

#include "act/choose_network.h"
#include "act/prove.h"
#include "base/file.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/progress.h"

struct prove_options {
	const char *out;
};

static const struct cmd_option options[] = {
	CMD_VALUE("out", "FILE", struct prove_options, out),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_dataset_prove = {
	.name = "prove",
	.synopsis = "dataset prove NAME N --out FILE",
	.summary = "show record N to somebody (the first is 0)",
	.options = options,
	.min_operands = 2,
	.max_operands = 2,
	.run = run,
	.needs = CMD_NEEDS_VAULT | CMD_NEEDS_NETWORK,
};

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct prove_options o = {0};
	struct hash root, uid;
	struct json *top;
	uint64_t index = 0;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_dataset_prove, e);

	if (s == STATUS_OK && o.out == NULL)
		s = err_set(e, ERR_USAGE, "name the file for the disclosure: --out FILE");
	if (s == STATUS_OK && parse_u64(&index, argv[1], strlen(argv[1])) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "\"%.32s\" is not the number of a record; the first is 0",
			    argv[1]);
	if (s == STATUS_OK)
		s = choose_network_of_dataset(&cli->app, NULL, argv[0], e);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK)
		s = file_check_new(o.out, e);
	/* The proof needs the key of the dataset, which is derived from the vault. */
	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = prove_record(cli->app, &cli->task, &root, index, o.out, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "Wrote %s: record %llu with its proof", o.out,
			       (unsigned long long)index);
		cmd_print_hint(cli,
			       "The person who gets it checks it with: byline dataset verify %s",
			       o.out);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "file", o.out);
	json_add_hex(top, "root", root.bytes, sizeof(root.bytes));
	json_add_hex(top, "uid", uid.bytes, sizeof(uid.bytes));
	json_add_number(top, "record", index);
	return cmd_print_reply(cli, top, e);
}

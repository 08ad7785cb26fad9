/*
 * byline backup: saves what the network cannot give back, or shows the recovery phrase. The two
 * exclude each other, so that FILE is missing exactly with --show-phrase.
 */
#include "app/backup.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"

struct backup_options {
	bool show_phrase;
};

static const struct cmd_option options[] = {
	CMD_FLAG("show-phrase", struct backup_options, show_phrase),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_backup = {
	.name = "backup",
	.synopsis = "backup FILE | --show-phrase",
	.summary = "Saves what the network cannot give back",
	.help = "Writes own transactions, labels and datasets of every network to FILE, and\n"
		"the vault, encrypted as it is, to FILE.vault. Records are not in it.\n"
		"  --show-phrase  shows the recovery phrase on the terminal instead\n",
	.options = options,
	.max_operands = 1,
	.run = run,
};

/* The phrase is worth as much as all keys, so that showing it takes the passphrase itself. */
static enum status show_phrase(struct cli *cli, struct err *e)
{
	struct secret *passphrase = NULL;
	enum status s = cmd_prompt_passphrase(cli, &passphrase, "Passphrase: ", false, e);

	if (s == STATUS_OK)
		s = unlock_vault(cli->app, passphrase, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_show_phrase(cli, passphrase, e);
	secret_free(passphrase);
	if (s == STATUS_OK && cli->json) {
		struct json *top = json_new_object();

		json_add_bool(top, "phrase_shown", true);
		s = cmd_print_json(top, e);
	}
	return s;
}

/* Prints how much was written, so that a person sees whether a network is missing. */
static enum status print_result(struct cli *cli, const struct backup_result *r, const char *path,
				struct err *e)
{
	struct json *top;

	if (!cli->json) {
		cmd_print_line(cli,
			       "Wrote %s: %llu accounts; from %llu networks %llu datasets, %llu "
			       "transactions, %llu claims",
			       path, (unsigned long long)r->accounts,
			       (unsigned long long)r->networks, (unsigned long long)r->datasets,
			       (unsigned long long)r->transactions, (unsigned long long)r->claims);
		/* A person who only watches accounts has no vault. */
		if (r->has_vault)
			cmd_print_line(cli, "Wrote %s.vault: the vault, encrypted as it is", path);
		cmd_print_hint(cli, "Keep both away from this machine. The recovery phrase alone "
				    "also restores the vault: byline backup --show-phrase");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "file", path);
	if (r->has_vault)
		json_add_textf(top, "vault_file", "%s.vault", path);
	else
		json_add_null(top, "vault_file");
	json_add_u64(top, "accounts", r->accounts);
	json_add_u64(top, "networks", r->networks);
	json_add_u64(top, "datasets", r->datasets);
	json_add_u64(top, "transactions", r->transactions);
	json_add_u64(top, "claims", r->claims);
	return cmd_print_json(top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct backup_options o = {0};
	struct backup_result result;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_backup, e);

	if (s == STATUS_OK && o.show_phrase != (argv[0] == NULL))
		return cmd_args_usage(&cmd_backup, e);
	if (s == STATUS_OK && o.show_phrase)
		return show_phrase(cli, e);
	if (s == STATUS_OK)
		s = write_backup(cli->app, &result, argv[0], e);
	return s == STATUS_OK ? print_result(cli, &result, argv[0], e) : s;
}

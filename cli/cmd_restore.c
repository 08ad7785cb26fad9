/*
 * byline restore: makes a vault from its recovery phrase, or from a copy of its file. Neither
 * overwrites a vault that is there.
 */
#include "app/create_vault.h"
#include "app/vault_state.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"

struct restore_options {
	const char *vault;
};

static const struct cmd_option options[] = {
	CMD_VALUE("vault", "FILE", struct restore_options, vault),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_restore = {
	.name = "restore",
	.synopsis = "restore [--vault FILE]",
	.summary = "Makes a vault from its recovery phrase",
	.help = "Asks for the phrase (12 to 24 English words) and a new passphrase. With\n"
		"--passphrase-fd the descriptor gives the phrase in its first line and the\n"
		"passphrase in its second.\n"
		"  --vault FILE  from a copy of the vault file instead, such as byline backup\n"
		"                writes; it keeps its passphrase\n",
	.options = options,
	.run = run,
};

/* The phrase holds no passphrase, so that a new one is asked for. */
static enum status from_phrase(struct cli *cli, struct err *e)
{
	struct secret *phrase = NULL, *passphrase = NULL;
	enum status s = cmd_prompt_secret(cli, &phrase, "Recovery phrase: ", e);

	if (s == STATUS_OK)
		s = cmd_prompt_passphrase(cli, &passphrase, "New passphrase: ", true, e);
	if (s == STATUS_OK)
		s = restore_vault(cli->app, phrase, passphrase, e);
	secret_free(phrase);
	secret_free(passphrase);
	return s;
}

/* The copy keeps its passphrase, which must open it before it is taken. */
static enum status from_file(struct cli *cli, const char *path, struct err *e)
{
	struct secret *passphrase = NULL;
	enum status s = cmd_prompt_passphrase(cli, &passphrase, "Passphrase: ", false, e);

	if (s == STATUS_OK)
		s = restore_vault_file(cli->app, path, passphrase, e);
	secret_free(passphrase);
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct restore_options o = {0};
	enum status s = cmd_args_take(&o, argc, argv, &cmd_restore, e);

	if (s == STATUS_OK)
		s = require_no_vault(cli->app, e);
	if (s == STATUS_OK)
		s = o.vault != NULL ? from_file(cli, o.vault, e) : from_phrase(cli, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_print(cli, "Restored", e);
	if (s == STATUS_OK)
		cmd_print_hint(cli,
			       "Next: byline account new adds further accounts, byline sync finds "
			       "your datasets.");
	return s;
}

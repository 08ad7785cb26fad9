/*
 * byline dataset upload: seals the records of a dataset to the datanet and sends them. An upload
 * that was interrupted goes on where it was.
 */
#include <stdio.h>

#include "act/choose_network.h"
#include "act/prove.h"
#include "base/text.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/meant.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/prompt.h"
#include "sync/sync.h"
#include "sync/upload.h"

struct upload_options {
	const char *confirm;
};

static const struct cmd_option options[] = {
	CMD_VALUE("confirm", "DIGITS", struct upload_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_dataset_upload = {
	.name = "upload",
	.synopsis = "dataset upload NAME",
	.summary = "seal the records and send them, resumably",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_VAULT | CMD_NEEDS_NETWORK,
};

/*
 * Lets a person compare the datanet's intake key before anything is sealed to it: a server that
 * put a key of its own there could read the records.
 */
static enum status settle_intake(struct cli *cli, const char *confirm, struct err *e)
{
	struct intake_question q;
	char id[HASH_TEXT_SIZE], prompt[256];
	enum status s = check_intake(cli->app, &cli->task, &q, e);

	if (s != STATUS_OK || !q.asked)
		return s;
	hash_format(id, &q.id);
	fprintf(stderr,
		"%s\n  %s\nCompare it with what the operator publishes: whoever has its secret "
		"half reads your records.\n",
		q.changed ? "The datanet has ANOTHER intake key than the one you confirmed:"
			  : "The datanet's intake key, for the first time:",
		id);
	snprintf(prompt, sizeof(prompt), "Type its last eight digits to trust it: ");
	/* A script that gives --expect means a signing hash, so that must not confirm a key. */
	s = confirm != NULL || cli->expect == NULL
		    ? cmd_prompt_confirm(cli, confirm, q.confirm, prompt, e)
		    : err_set(e, ERR_REFUSED,
			      "--expect does not confirm the intake key; give its last eight "
			      "digits with "
			      "--confirm");
	return s == STATUS_OK ? confirm_intake(cli->app, &q, e) : s;
}

static enum status print_result(struct cli *cli, const char *name, const struct hash *root,
				const struct hash *uid, bool already, struct err *e)
{
	char words[SCOPE_WORDS], quoted[TEXT_SHELL_SIZE(64)], cut[65];
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		snprintf(cut, sizeof(cut), "%s", name);
		text_shell(quoted, sizeof(quoted), cut);
		cmd_print_line(cli,
			       already ? "The datanet has %s already; nothing was sent."
				       : "Uploaded %s.",
			       name);
		cmd_print_hint(cli, "Next: byline dataset show %s%s says when it is accepted.",
			       quoted, cmd_meant_given(words, cli));
		return STATUS_OK;
	}
	cmd_envelope_note_cached(cli);
	top = json_new_object();
	json_add_hex(top, "root", root->bytes, sizeof(root->bytes));
	json_add_hex(top, "uid", uid->bytes, sizeof(uid->bytes));
	json_add_bool(top, "uploaded", true);
	json_add_bool(top, "already", already);
	return cmd_print_reply(cli, top, e);
}

/* Finds the dataset and its attestation, which may be so new that no sync has seen it. */
static enum status find_attested(struct cli *cli, struct hash *root, struct hash *uid,
				 const char *name, struct err *e)
{
	char words[SCOPE_WORDS];
	enum status s = find_dataset(cli->app, root, uid, name, e);

	if (s != STATUS_OK || !hash_is_zero(uid))
		return s;
	s = sync_network(cli->app, &cli->task, NULL, e);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, root, uid, name, e);
	if (s == STATUS_OK && hash_is_zero(uid))
		s = err_set(e, ERR_NOT_FOUND,
			    "%.64s is not attested yet; run: byline dataset commit %.64s --attest "
			    "--send%s",
			    name, name, cmd_meant_given(words, cli));
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct upload_options o = {0};
	struct hash root, uid;
	bool arrived = false;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_dataset_upload, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "upload", e);
	if (s == STATUS_OK)
		s = choose_network_of_dataset(&cli->app, NULL, argv[0], e);
	if (s == STATUS_OK)
		s = find_attested(cli, &root, &uid, argv[0], e);
	/* An upload that is repeated asks for nothing and sends nothing. */
	if (s == STATUS_OK)
		s = check_arrival(cli->app, &cli->task, &arrived, &root, e);
	if (s == STATUS_OK && arrived)
		return print_result(cli, argv[0], &root, &uid, true, e);
	if (s == STATUS_OK)
		s = settle_intake(cli, o.confirm, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = upload_dataset(cli->app, &cli->task, &root, e);
	cmd_progress_end();
	return s == STATUS_OK ? print_result(cli, argv[0], &root, &uid, false, e) : s;
}

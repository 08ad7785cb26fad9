/*
 * byline restore: makes a vault from its recovery phrase, or from a copy of its file, neither of
 * which overwrites a vault that is there; or brings back a whole backup, of which it adds what is
 * absent.
 */
#include "app/create_vault.h"
#include "app/vault_state.h"
#include "backup/document.h"
#include "backup/restore.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/grid.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/read.h"
#include "cli/remembered.h"

struct restore_options {
	const char *vault, *backup, *address;
	bool password;
};

static const struct cmd_option options[] = {
	CMD_VALUE("address", "ADDRESS", struct restore_options, address),
	CMD_VALUE("backup", "FILE", struct restore_options, backup),
	CMD_VALUE("vault", "FILE", struct restore_options, vault),
	CMD_FLAG("with-passphrase", struct restore_options, password),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_restore = {
	.name = "restore",
	.synopsis = "restore [OPTIONS]",
	.summary = "Brings back a vault, or all of a backup",
	.help = "Asks for the phrase (12 to 24 English words) and a new passphrase. With\n"
		"--passphrase-fd the descriptor gives the phrase in its first line and the\n"
		"passphrase in its last. The words may stand as they were written down: the\n"
		"first four letters of each are enough, numbers in front do not matter.\n"
		"  --backup FILE  everything that byline backup wrote, into an empty folder or\n"
		"                 beside a vault of the same phrase; adds what is absent and\n"
		"                 overwrites nothing, so that it can be repeated\n"
		"  --vault FILE   the vault alone, from a copy of its file; it keeps its\n"
		"                 passphrase\n"
		"  --with-passphrase  asks for the extra passphrase, or 25th word, that some\n"
		"                 wallets add to a phrase; with another one, other accounts come\n"
		"  --address ADDRESS  one that you remember of the phrase: it is looked for at\n"
		"                 the usual paths, and the account that has it is added; on a\n"
		"                 terminal byline asks for it\n"
		"After a phrase, and after a copy of a vault that --address stands beside, the\n"
		"nodes are asked whether the first accounts of the phrase were ever used, unless\n"
		"--offline is given.\n",
	.options = options,
	.run = run,
};

/* An address that is remembered is asked for before anything secret is typed. */
static enum status from_phrase(struct cli *cli, const struct restore_options *o,
			       struct cmd_remembered *r, struct err *e)
{
	enum status s = cmd_remembered_ask(cli, r, o->address, e);

	if (s == STATUS_OK)
		s = restore_vault(cli->app, o->password, e);
	return s == STATUS_OK ? cmd_remembered_look(cli, r, e) : s;
}

/* The copy keeps its passphrase, which must open it before it is taken. */
static enum status from_file(struct cli *cli, const struct restore_options *o,
			     struct cmd_remembered *r, struct err *e)
{
	enum status s = STATUS_OK;

	*r = (struct cmd_remembered){.given = o->address != NULL};
	if (r->given)
		s = cmd_read_address(&r->address, o->address, e);
	if (s == STATUS_OK)
		s = restore_vault_file(cli->app, o->vault, e);
	return s == STATUS_OK && r->given ? cmd_remembered_look(cli, r, e) : s;
}

/* A backup is no vault, although it has one in it; its own command is named. */
static enum status refuse_backup(const char *path, struct err *e)
{
	if (!is_backup_file(path))
		return STATUS_OK;
	return err_set(e, ERR_USAGE,
		       "%s is a backup, which has more than a vault in it; run: byline restore "
		       "--backup %s",
		       path, path);
}

static enum status print_json(struct cli *cli, const struct backup_report *r, const char *path,
			      struct err *e)
{
	struct json *top = json_new_object(), *parts = json_new_array(), *notes = json_new_array();

	for (int i = 0; i < BACKUP_PARTS; i++) {
		const struct backup_tally *t = &r->parts[i];
		struct json *row = json_new_object();

		json_add_text(row, "part", report_part_name((enum backup_part)i));
		json_add_number(row, "added", t->added);
		json_add_number(row, "there", t->there);
		json_add_number(row, "left_out", t->left_out);
		json_add(parts, NULL, row);
	}
	json_add_text(top, "file", path);
	json_add(top, "parts", parts);
	for (const struct json *n = json_first(r->notes); n != NULL; n = json_next(n))
		json_add_text(notes, NULL, json_text(n));
	json_add(top, "notes", notes);
	return cmd_print_reply(cli, top, e);
}

/* A part that has nothing is told too: that nothing was in the backup is news. */
static enum status print_restored(struct cli *cli, const struct backup_report *r, const char *path,
				  struct err *e)
{
	static const char *const heads[] = {"PART", "ADDED", "THERE ALREADY", "LEFT OUT"};
	static const char *const names[] = {"part", "added", "there", "left_out"};
	struct cmd_grid g;
	enum status s;

	if (cli->json)
		return print_json(cli, r, path, e);
	cmd_grid_init(&g, "lrrr");
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		cmd_grid_head(&g, cli->plain ? names[i] : heads[i]);
	for (int i = 0; i < BACKUP_PARTS; i++) {
		const struct backup_tally *t = &r->parts[i];

		cmd_grid_add(&g, "%s", report_part_name((enum backup_part)i));
		cmd_grid_add(&g, "%llu", (unsigned long long)t->added);
		cmd_grid_add(&g, "%llu", (unsigned long long)t->there);
		cmd_grid_add(&g, "%llu", (unsigned long long)t->left_out);
	}
	s = cmd_grid_print(cli, &g, stdout, e);
	for (const struct json *n = json_first(r->notes); n != NULL; n = json_next(n))
		cmd_print_line(cli, "%s", json_text(n));
	return s;
}

/* With nobody to ask the vault comes back unopened, if there is none here. */
static enum status from_backup(struct cli *cli, const char *path, struct err *e)
{
	struct backup_report report = {.notes = NULL};
	bool wants = false;
	enum status s = restore_wants_passphrase(&wants, path, e);
	const bool opens = (wants || has_vault(cli->app)) && cmd_prompt_is_possible(cli);

	if (s == STATUS_OK && opens)
		cmd_print_hint(cli, has_vault(cli->app)
					    ? "The vault here is opened first."
					    : "The vault in the backup is opened first.");
	if (s == STATUS_OK)
		s = restore_backup(cli->app, &report, path, opens, e);
	if (s == STATUS_OK)
		s = print_restored(cli, &report, path, e);
	report_release(&report);
	if (s == STATUS_OK)
		cmd_print_hint(cli, "Next: byline sync reads again what the network has.");
	return s;
}

/* The vault is there: all that follows is told, and nothing of it undoes that. */
static enum status print_vault(struct cli *cli, const struct cmd_remembered *r, struct err *e)
{
	struct json *top = NULL;
	enum status s;

	if (cmd_print_is_data(cli)) {
		if (r->n_used > 0)
			cmd_envelope_note_cached(cli);
		top = json_new_object();
		cmd_remembered_add(top, r);
		cmd_remembered_add_used(top, r);
	}
	s = cmd_own_vault_print(cli, "Restored", top, e);
	if (s != STATUS_OK)
		return s;
	cmd_remembered_print(cli, r);
	cmd_remembered_print_used(cli, r);
	cmd_print_hint(cli, "Next: byline account new adds further accounts, byline sync finds "
			    "your datasets. Labels and own transactions come from a backup: "
			    "byline restore --backup FILE");
	return STATUS_OK;
}

/* A backup brings a vault or finds one; the other ways make it, where there is none. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct restore_options o = {0};
	struct cmd_remembered r = {.given = false};
	enum status s = cmd_args_take(&o, argc, argv, &cmd_restore, e);

	if (s == STATUS_OK && ((o.backup != NULL) + (o.vault != NULL) + o.password > 1 ||
			       (o.backup != NULL && o.address != NULL)))
		return cmd_args_usage(&cmd_restore, e);
	if (s == STATUS_OK && o.backup != NULL)
		return from_backup(cli, o.backup, e);
	if (s == STATUS_OK && o.vault != NULL)
		s = refuse_backup(o.vault, e);
	if (s == STATUS_OK)
		s = require_no_vault(cli->app, e);
	if (s == STATUS_OK)
		s = o.vault != NULL ? from_file(cli, &o, &r, e) : from_phrase(cli, &o, &r, e);
	if (s == STATUS_OK)
		s = print_vault(cli, &r, e);
	cmd_remembered_release(&r);
	return s;
}

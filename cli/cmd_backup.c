/*
 * byline backup: saves what the network cannot give back (write), tries out such a file (check),
 * shows the recovery phrase (show_phrase), or tries out the paper that has it (drill). The four
 * exclude each other. The passphrase is asked for only where something stays sealed or untried
 * without it; with no terminal to ask on, the first two go on and say what is left out.
 */
#include "app/passphrase.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "backup/drill.h"
#include "backup/restore.h"
#include "backup/save.h"
#include "base/file.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/grid.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"

struct backup_options {
	bool show_phrase, drill;
	const char *check;
};

static const struct cmd_option options[] = {
	CMD_VALUE("check", "FILE", struct backup_options, check),
	CMD_FLAG("drill", struct backup_options, drill),
	CMD_FLAG("show-phrase", struct backup_options, show_phrase),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_backup = {
	.name = "backup",
	.synopsis = "backup FILE | --check FILE | --drill | --show-phrase",
	.summary = "Saves what the network cannot give back",
	.help = "Writes accounts, labels, own transactions and claims, datasets with their\n"
		"nonces, network profiles, settings, history, the signer's journal and the vault,\n"
		"encrypted as it is, to FILE. Records are not in it: the files to keep beside it\n"
		"are named. Keys in the addresses of nodes are in it encrypted only, which takes\n"
		"the passphrase. byline restore brings all of it back.\n"
		"  --check FILE   tries FILE: restores it into a private folder that is deleted\n"
		"                 afterwards, and compares it with what is here\n"
		"  --drill        tries what you wrote down: asks on the terminal for some words\n"
		"                 of the recovery phrase, and notes when they were right\n"
		"  --show-phrase  shows the recovery phrase on the terminal instead\n",
	.options = options,
	.max_operands = 1,
	.run = run,
};

/* The phrase is worth as much as all keys, so that showing it takes the passphrase itself. */
static enum status show_phrase(struct cli *cli, struct err *e)
{
	enum status s = cmd_own_vault_check_terminal(e);

	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_show_phrase(cli, e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		struct json *top = json_new_object();

		json_add_bool(top, "phrase_shown", true);
		s = cmd_print_reply(cli, top, e);
	}
	return s;
}

/* Only a person who has the paper can do it, so that nothing but a terminal is asked. */
static enum status drill(struct cli *cli, struct err *e)
{
	struct json *top;
	enum status s = cmd_own_vault_check_terminal(e);

	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = verify_phrase(cli->app, e);
	if (s != STATUS_OK)
		return s;
	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "The words are right. The vault keeps when you tried them.");
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_bool(top, "drilled", true);
	return cmd_print_reply(cli, top, e);
}

static void print_notes(const struct cli *cli, const struct json *notes)
{
	for (const struct json *n = json_first(notes); n != NULL; n = json_next(n))
		cmd_print_line(cli, "  %s", json_text(n));
}

static void add_notes(struct json *top, const struct json *notes)
{
	struct json *list = json_new_array();

	for (const struct json *n = json_first(notes); n != NULL; n = json_next(n))
		json_add_text(list, NULL, json_text(n));
	json_add(top, "notes", list);
}

/* Prints how much was written, so that a person sees whether a network is missing. */
static enum status print_written(struct cli *cli, const struct backup_report *r, const char *path,
				 struct err *e)
{
	struct json *top, *parts;

	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "Wrote %s%s:", path,
			       r->parts[BACKUP_VAULT].added > 0
				       ? ", the vault in it as encrypted as it is"
				       : "");
		for (int i = BACKUP_ACCOUNTS; i < BACKUP_PARTS; i++)
			if (r->parts[i].added > 0)
				cmd_print_line(cli, "  %llu %s",
					       (unsigned long long)r->parts[i].added,
					       report_part_name((enum backup_part)i));
		if (json_count(r->notes) > 0)
			cmd_print_line(cli, "Not in it:");
		print_notes(cli, r->notes);
		cmd_print_hint(
			cli, "Keep it away from this machine, and try it: byline backup --check %s",
			path);
		return STATUS_OK;
	}
	top = json_new_object();
	parts = json_new_array();
	for (int i = 0; i < BACKUP_PARTS; i++) {
		struct json *row = json_new_object();

		json_add_text(row, "part", report_part_name((enum backup_part)i));
		json_add_number(row, "saved", r->parts[i].added);
		json_add(parts, NULL, row);
	}
	json_add_text(top, "file", path);
	json_add(top, "parts", parts);
	add_notes(top, r->notes);
	return cmd_print_reply(cli, top, e);
}

/*
 * Opens the vault when a node's address has a key. Without a terminal the backup is written
 * without those keys, and says so.
 */
static enum status unlock_for_keys(struct cli *cli, struct err *e)
{
	if (!save_wants_vault(cli->app) || is_unlocked(cli->app) || !cmd_prompt_is_possible(cli))
		return STATUS_OK;
	cmd_print_hint(cli, "The passphrase seals the keys in your nodes' addresses.");
	return unlock_vault(cli->app, e);
}

static enum status write(struct cli *cli, const char *path, struct err *e)
{
	struct backup_report report = {.notes = NULL};
	enum status s = file_check_new(path, e);

	if (s == STATUS_OK)
		s = unlock_for_keys(cli, e);
	if (s == STATUS_OK)
		s = write_backup(cli->app, &report, path, e);
	if (s == STATUS_OK)
		s = print_written(cli, &report, path, e);
	report_release(&report);
	return s;
}

/* The JSON has a row for each part, also for those that are empty on both sides. */
static enum status print_drill_json(struct cli *cli, const struct drill *d, const char *path,
				    struct err *e)
{
	struct json *top = json_new_object(), *rows = json_new_array();

	for (int i = 0; i < BACKUP_PARTS; i++) {
		struct json *row = json_new_object();

		json_add_text(row, "part", report_part_name((enum backup_part)i));
		json_add_number(row, "comes_back", d->parts[i].comes_back);
		json_add_number(row, "left_out", d->parts[i].left_out);
		json_add_number(row, "here", d->parts[i].here);
		json_add_number(row, "missing", d->parts[i].missing);
		json_add(rows, NULL, row);
	}
	json_add_text(top, "file", path);
	json_add(top, "parts", rows);
	json_add_bool(top, "vault_opened", d->vault_opened);
	add_notes(top, d->notes);
	return cmd_print_reply(cli, top, e);
}

static enum status print_drill(struct cli *cli, const struct drill *d, const char *path,
			       struct err *e)
{
	static const char *const heads[] = {"PART", "COMES BACK", "HERE NOW", "NOT IN IT"};
	static const char *const names[] = {"part", "comes_back", "here", "missing"};
	uint64_t missing = 0;
	struct cmd_grid g;
	enum status s;

	if (cli->json)
		return print_drill_json(cli, d, path, e);
	cmd_grid_init(&g, "lrrr");
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		cmd_grid_head(&g, cli->plain ? names[i] : heads[i]);
	for (int i = 0; i < BACKUP_PARTS; i++) {
		const struct drill_row *row = &d->parts[i];

		cmd_grid_add(&g, "%s", report_part_name((enum backup_part)i));
		cmd_grid_add(&g, "%llu", (unsigned long long)row->comes_back);
		cmd_grid_add(&g, "%llu", (unsigned long long)row->here);
		cmd_grid_add(&g, "%llu", (unsigned long long)row->missing);
		missing += row->missing;
	}
	s = cmd_grid_print(cli, &g, stdout, e);
	if (d->parts[BACKUP_VAULT].comes_back > 0)
		cmd_print_line(cli, d->vault_opened ? "The passphrase opens the vault in it."
						    : "The vault in it was not opened.");
	print_notes(cli, d->notes);
	if (missing > 0)
		cmd_print_hint(cli, "Some of what is here is not in it as it is now. Next: byline "
				    "backup FILE");
	return s;
}

/* With no terminal to ask on the vault stays locked, and is only looked at from outside. */
static enum status check(struct cli *cli, const char *path, struct err *e)
{
	struct drill drill = {.notes = NULL};
	bool wants = false;
	enum status s = restore_wants_passphrase(&wants, path, e);

	wants = wants && cmd_prompt_is_possible(cli);
	if (s == STATUS_OK && wants)
		cmd_print_hint(cli, "The vault in the backup is opened.");
	if (s == STATUS_OK)
		s = drill_backup(cli->app, &drill, path, wants, e);
	if (s == STATUS_OK)
		s = print_drill(cli, &drill, path, e);
	release_drill(&drill);
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct backup_options o = {0};
	enum status s = cmd_args_take(&o, argc, argv, &cmd_backup, e);

	if (s != STATUS_OK)
		return s;
	if ((argv[0] != NULL) + o.show_phrase + o.drill + (o.check != NULL) != 1)
		return cmd_args_usage(&cmd_backup, e);
	if (o.drill)
		return drill(cli, e);
	if (o.show_phrase)
		return show_phrase(cli, e);
	return o.check != NULL ? check(cli, o.check, e) : write(cli, argv[0], e);
}

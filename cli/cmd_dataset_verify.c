/*
 * byline dataset verify: checks a disclosure that somebody sent, or that the records of an own
 * dataset are as they were committed to. An operand that is a file is a disclosure.
 */
#include <stdio.h>
#include <unistd.h>

#include "act/choose_network.h"
#include "act/prove.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/progress.h"

static command_run run;

const struct command cmd_dataset_verify = {
	.name = "verify",
	.synopsis = "dataset verify FILE|NAME",
	.summary = "check a disclosure, or your own records",
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
};

/* Prints what a valid disclosure shows, and what it does not show. */
static enum status print_record(struct cli *cli, const struct verify_result *r, struct err *e)
{
	char uid[HASH_TEXT_SIZE], attester[ADDRESS_TEXT_SIZE], time[CLOCK_LOCAL_SIZE];

	(void)e;
	hash_format(uid, &r->attestation);
	address_format(attester, &r->attester);
	cmd_format_time(time, r->attested_at);
	cmd_print_line(cli, "The record is number %llu of %llu in dataset %s\ncommitted to by %s",
		       (unsigned long long)r->index, (unsigned long long)r->records, uid, attester);
	if (r->on_chain)
		cmd_print_line(cli, "attested on chain at %s %s%s", time,
			       cmd_format_mark(cli, r->trust),
			       r->revoked ? ", and REVOKED since" : "");
	else
		cmd_print_line(cli, "The attestation itself was not looked up (offline).");
	cmd_print_line(cli, "\nNot shown:");
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		cmd_print_line(cli, "  - %s", *line);
	return STATUS_OK;
}

static enum status print_record_json(struct cli *cli, const struct verify_result *r, struct err *e)
{
	struct json *top = json_new_object(), *list = json_new_array();

	if (r->on_chain)
		cmd_envelope_note_cached(cli);
	json_add_bool(top, "valid", true);
	json_add_hex(top, "uid", r->attestation.bytes, sizeof(r->attestation.bytes));
	member_add_address(top, "attester", &r->attester);
	json_add_number(top, "record", r->index);
	json_add_number(top, "records", r->records);
	json_add_bool(top, "on_chain", r->on_chain);
	json_add_text(top, "trust", trust_word(r->trust));
	member_add_time(top, "attested", r->attested_at);
	json_add_bool(top, "revoked", r->revoked);
	for (const char *const *line = r->not_shown; *line != NULL; line++)
		json_add_text(list, NULL, *line);
	json_add(top, "not_shown", list);
	return cmd_print_reply(cli, top, e);
}

/* Needs no vault. Offline the proof is checked, and the attestation is not looked up. */
static enum status verify_file(struct cli *cli, const char *path, struct err *e)
{
	struct verify_result r = {0};
	enum status s;

	choose_network_of_file(&cli->app, path);
	s = verify_record(cli->app, &cli->task, &r, path, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	return cmd_print_is_data(cli) ? print_record_json(cli, &r, e) : print_record(cli, &r, e);
}

/* Hashes the records again with the key of the dataset, which is in the vault. */
static enum status verify_own(struct cli *cli, const char *name, struct err *e)
{
	struct hash root, uid;
	struct json *top;
	enum status s = choose_network_of_dataset(&cli->app, NULL, name, e);

	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, name, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = verify_dataset(cli->app, &cli->task, &root, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "Every record of %s is as it was committed to.", name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_bool(top, "valid", true);
	json_add_hex(top, "root", root.bytes, sizeof(root.bytes));
	if (hash_is_zero(&uid))
		json_add_null(top, "uid");
	else
		member_add_hash(top, "uid", &uid);
	return cmd_print_reply(cli, top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_dataset_verify, e);

	if (s != STATUS_OK)
		return s;
	return access(argv[0], F_OK) == 0 ? verify_file(cli, argv[0], e)
					  : verify_own(cli, argv[0], e);
}

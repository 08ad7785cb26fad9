/*
 * Commands that commit, dataset commit and dataset offer, end alike: print the result, then either
 * attest it or name the step that does.
 */
#include "cli/committed.h"

#include "act/attest.h"
#include "act/tx_file.h"
#include "cli/flow.h"
#include "cli/meant.h"
#include "cli/print.h"

/* Adds "commitment" to the JSON; nothing without --json. */
static void add_result(struct json *top, const struct commit_result *r)
{
	struct json *o;

	if (top == NULL)
		return;
	o = json_new_object();
	json_add_hex(o, "root", r->root.bytes, sizeof(r->root.bytes));
	json_add_hex(o, "manifest", r->manifest.bytes, sizeof(r->manifest.bytes));
	json_add_number(o, "records", r->records);
	json_add_number(o, "bytes", r->bytes);
	json_add_number(o, "duplicates", r->duplicates);
	json_add_number(o, "without_text", r->without_text);
	json_add_text(o, "name", r->name);
	json_add_bool(o, "already", r->already);
	json_add_bool(o, "rebuilt", r->rebuilt);
	if (r->untaken[0] != '\0')
		json_add_text(o, "untaken", r->untaken);
	else
		json_add_null(o, "untaken");
	if (hash_is_zero(&r->uid))
		json_add_null(o, "uid");
	else
		json_add_hex(o, "uid", r->uid.bytes, sizeof(r->uid.bytes));
	json_add(top, "commitment", o);
}

/* Prints the commitment: whether it is a new one, under which name, and what may surprise. */
static void print_result(struct cli *cli, const struct commit_result *r)
{
	char root[HASH_TEXT_SIZE], uid[HASH_TEXT_SIZE];

	hash_format(root, &r->root);
	hash_format(uid, &r->uid);
	if (r->already && !hash_is_zero(&r->uid))
		cmd_print_line(cli,
			       "These %llu records are attested already, as %s: nothing is to pay"
			       "%s\nRoot %s\nDataset id %s",
			       (unsigned long long)r->records, r->name,
			       r->rebuilt ? "\nThis machine can prove, verify and upload them now"
					  : "",
			       root, uid);
	else if (r->already)
		cmd_print_line(cli,
			       "These %llu records are already committed to here as %s\nRoot %s",
			       (unsigned long long)r->records, r->name, root);
	else
		cmd_print_line(cli, "Committed to %llu records, %llu bytes, as %s\nRoot %s",
			       (unsigned long long)r->records, (unsigned long long)r->bytes,
			       r->name, root);
	if (r->other[0] != '\0')
		cmd_print_line(cli, "Another commitment has as many records and bytes. %s",
			       r->other);
	if (!r->already && r->duplicates > 0)
		cmd_print_line(
			cli, "%llu records are in a dataset of yours already, or twice in this one",
			(unsigned long long)r->duplicates);
	if (r->untaken[0] != '\0')
		cmd_print_line(cli, "%s", r->untaken);
	if (r->without_text > 0)
		cmd_print_line(cli, "%llu records have no text: no model learns from them",
			       (unsigned long long)r->without_text);
}

void cmd_committed_tell(struct cli *cli, struct json *top, const struct commit_result *r)
{
	print_result(cli, r);
	add_result(top, r);
}

/* Names the next step for a commitment that is attested already. */
static void hint_upload(struct cli *cli, const struct hash *root)
{
	char text[HASH_TEXT_SIZE], words[SCOPE_WORDS];

	hash_format(text, root);
	cmd_print_hint(cli, "Next: byline dataset upload %.10s%s", text,
		       cmd_meant_given(words, cli));
}

/* Names the next step for a commitment that is on this machine alone. */
static void hint_attest(struct cli *cli, const struct hash *root)
{
	const struct profile *profile;
	char text[HASH_TEXT_SIZE], words[SCOPE_WORDS];
	bool chosen = require_profile(cli->app, &profile, NULL) == STATUS_OK;

	hash_format(text, root);
	cmd_print_hint(cli,
		       "Nothing has left this machine. Next: %sbyline dataset commit %s --attest "
		       "--send%s",
		       chosen ? "" : "byline network follow NAME, then: ", text,
		       cmd_meant_given(words, cli));
}

enum status cmd_committed_go_on(struct cli *cli, struct json *top, const struct commit_result *r,
				const struct hash *replaces, const struct cmd_flow_options *act,
				struct err *e)
{
	struct act *prepared = NULL;
	enum status s;

	if (!hash_is_zero(&r->uid)) {
		hint_upload(cli, &r->root);
		return STATUS_OK;
	}
	if (act == NULL) {
		hint_attest(cli, &r->root);
		return STATUS_OK;
	}
	s = prepare_attest(cli->app, &cli->task, &prepared, &r->root, replaces, e);
	if (s == STATUS_OK)
		s = cmd_flow_run(cli, top, prepared, act, export_act, e);
	if (s == STATUS_OK && act->send && !act->wait.no_wait)
		hint_upload(cli, &r->root);
	return s;
}

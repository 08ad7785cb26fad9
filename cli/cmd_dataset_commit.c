/* byline dataset commit: hash the records, and attest what came out. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "act/attest.h"
#include "act/tx_file.h"
#include "app/commit.h"
#include "app/prove.h"
#include "app/unlock.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/output.h"
#include "cli/values.h"

struct commit_options {
	struct commit_plan plan;
	struct cmd_act_options act;
	const char *replaces;
	bool attest;
	struct hash replaced;
};

static enum status take(struct commit_options *o, int *n, int argc, char **argv, struct err *e)
{
	const struct option_spec specs[] = {
		{"name", NULL, &o->plan.name},
		{"license", NULL, &o->plan.license},
		{"text", NULL, &o->plan.text_name},
		{"label", NULL, &o->plan.label_name},
		{"kind", NULL, &o->plan.kind},
		{"replaces", NULL, &o->replaces},
		{"keep", &o->plan.keep, NULL},
		{"attest", &o->attest, NULL},
		CMD_ACT_OPTIONS(o->act),
		{NULL, NULL, NULL},
	};
	enum status s = cmd_take_options(n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(*n, 1, 1, cmd_find("dataset")->synopsis, e);
	if (s == STATUS_OK && !o->attest &&
	    (o->act.prepare || o->act.send || o->act.out != NULL || o->act.confirm != NULL))
		s = err_set(e, ERR_USAGE,
			    "--prepare, --send, --out and --confirm go with --attest");
	return s == STATUS_OK ? cmd_check_act(&o->act, e) : s;
}

/* The version that is replaced, by name, root or uid; its attestation is what counts. */
static enum status find_replaced(struct cli *cli, struct commit_options *o, struct err *e)
{
	struct hash root;
	enum status s;

	if (o->replaces == NULL)
		return STATUS_OK;
	o->plan.replaces = &o->replaced;
	if (hash_parse(&o->replaced, o->replaces, strlen(o->replaces)) == STATUS_OK &&
	    find_dataset(cli->app, &root, &o->replaced, o->replaces, NULL) != STATUS_OK)
		return STATUS_OK; /* a uid that this machine does not know */
	s = find_dataset(cli->app, &root, &o->replaced, o->replaces, e);
	if (s == STATUS_OK && hash_is_zero(&o->replaced))
		s = err_set(e, ERR_NOT_FOUND, "%.64s is not attested: there is nothing to replace",
			    o->replaces);
	return s;
}

static void add_result(struct json *top, const struct commit_result *r)
{
	struct json *o;

	if (top == NULL)
		return;
	o = json_new_object();
	json_add_hex(o, "root", r->root.bytes, sizeof(r->root.bytes));
	json_add_hex(o, "manifest", r->manifest.bytes, sizeof(r->manifest.bytes));
	json_add_u64(o, "records", r->records);
	json_add_u64(o, "bytes", r->bytes);
	json_add_u64(o, "duplicates", r->duplicates);
	json_add(top, "commitment", o);
}

static enum status hash_records(struct cli *cli, struct json *top, struct hash *root,
				const struct commit_plan *plan, struct err *e)
{
	struct commit_result result;
	char text[HASH_TEXT_SIZE];
	enum status s = cmd_unlock(cli, e);

	if (s == STATUS_OK)
		s = commit_dataset(cli->app, &cli->task, &result, plan, e);
	cmd_end_progress();
	if (s != STATUS_OK)
		return s;
	*root = result.root;
	hash_format(text, &result.root);
	cmd_say(cli, "Committed to %llu records, %llu bytes\nRoot %s",
		(unsigned long long)result.records, (unsigned long long)result.bytes, text);
	if (result.duplicates > 0)
		cmd_say(cli, "%llu records are in a dataset of yours already, or twice in this one",
			(unsigned long long)result.duplicates);
	add_result(top, &result);
	return STATUS_OK;
}

static enum status attest(struct cli *cli, struct json *top, const struct hash *root,
			  const struct commit_options *o, struct err *e)
{
	struct act *act = NULL;
	char text[HASH_TEXT_SIZE];
	enum status s = prepare_attest(cli->app, &cli->task, &act, root, o->plan.replaces, e);

	if (s == STATUS_OK)
		s = cmd_run_act(cli, top, act, &o->act, export_act, e);
	if (s == STATUS_OK && o->act.send && !o->act.wait.no_wait) {
		hash_format(text, root);
		cmd_hint(cli, "Next: byline dataset upload %.10s", text);
	}
	return s;
}

static enum status commit(struct cli *cli, struct json *top, struct commit_options *o,
			  struct err *e)
{
	struct hash root, uid;
	char text[HASH_TEXT_SIZE];
	bool is_known;
	enum status s = find_replaced(cli, o, e);

	if (s != STATUS_OK)
		return s;
	/* With --attest the operand may be a dataset that was committed to before. */
	is_known = o->attest && access(o->plan.path, F_OK) != 0;
	if (is_known)
		s = find_dataset(cli->app, &root, &uid, o->plan.path, e);
	else
		s = require_license(o->plan.license, e);
	if (s == STATUS_OK && !is_known)
		s = hash_records(cli, top, &root, &o->plan, e);
	if (s == STATUS_OK && o->attest)
		return attest(cli, top, &root, o, e);
	if (s == STATUS_OK) {
		hash_format(text, &root);
		cmd_hint(cli,
			 "Nothing has left this machine. Next: byline dataset commit %s "
			 "--attest --send",
			 text);
	}
	return s;
}

enum status cmd_dataset_commit(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct commit_options o = {0};
	struct json *top;
	int n;
	enum status s = take(&o, &n, argc, argv, e);

	if (s != STATUS_OK)
		return s;
	o.plan.path = argv[0];
	top = cli->json ? json_new_object() : NULL;
	return cmd_end_act(cli, top, commit(cli, top, &o, e), e);
}

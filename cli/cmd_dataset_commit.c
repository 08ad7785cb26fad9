/*
 * byline dataset commit: hashes records into a commitment, and with --attest attests it on chain.
 *
 * commit() is the way through: find what is replaced, hash the records or take a commitment made
 * before, then go on to its attestation (cli/committed.h). Hashing and attesting are separate
 * acts: the first sends nothing, and its result is printed even when the second fails.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "act/choose_network.h"
#include "act/commit.h"
#include "act/prove.h"
#include "app/scope.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/committed.h"
#include "cli/flow.h"
#include "cli/flow_options.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "sync/attested_before.h"

struct commit_options {
	struct commit_plan plan;
	struct cmd_flow_options act;
	const char *replaces;
	bool attest;
	struct hash replaced;
};

static const struct cmd_option options[] = {
	CMD_VALUE("name", "TEXT", struct commit_options, plan.name),
	CMD_VALUE("kind", "K", struct commit_options, plan.kind),
	CMD_VALUE("text", "NAME", struct commit_options, plan.text_name),
	CMD_VALUE("label", "NAME", struct commit_options, plan.label_name),
	CMD_VALUE("license", "ID", struct commit_options, plan.license),
	CMD_VALUE("replaces", "NAME", struct commit_options, replaces),
	CMD_FLAG("keep", struct commit_options, plan.keep),
	CMD_FLAG("attest", struct commit_options, attest),
	CMD_FLOW_OPTIONS(struct commit_options, act),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_dataset_commit = {
	.name = "commit",
	.synopsis = "dataset commit PATH [OPTIONS]",
	.summary = "hash the records; nothing leaves the machine",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_VAULT,
};

/* Reads the options. Those of an act on chain have no meaning without --attest. */
static enum status take_options(struct commit_options *o, int argc, char **argv, struct err *e)
{
	enum status s = cmd_args_take(o, argc, argv, &cmd_dataset_commit, e);

	return s == STATUS_OK ? cmd_flow_options_check_attest(&o->act, o->attest, e) : s;
}

/*
 * Finds the version that --replaces names: a name or root of this machine, or any uid. Its
 * attestation is what the new one refers to.
 */
static enum status find_replaced(struct cli *cli, struct commit_options *o, struct err *e)
{
	struct hash root;
	enum status s;

	if (o->replaces == NULL)
		return STATUS_OK;
	o->plan.replaces = &o->replaced;
	if (hash_parse(&o->replaced, o->replaces, strlen(o->replaces)) == STATUS_OK &&
	    find_dataset(cli->app, &root, &o->replaced, o->replaces, NULL) != STATUS_OK)
		return STATUS_OK; /* a uid of another machine */
	s = find_dataset(cli->app, &root, &o->replaced, o->replaces, e);
	if (s == STATUS_OK && hash_is_zero(&o->replaced))
		s = err_set(e, ERR_NOT_FOUND, "%.64s is not attested: there is nothing to replace",
			    o->replaces);
	return s;
}

/*
 * Reads from the chain what the account has attested, before the records are hashed: another
 * machine with the same phrase may have attested them. Plain commits do so once; an attestation is
 * paid for, so that it is preceded by a look each time. A chain that does not answer is only said.
 */
static void look_on_chain(struct cli *cli, bool attest)
{
	const struct profile *profile;
	struct err why = {0};

	if (require_profile(cli->app, &profile, &why) != STATUS_OK) {
		cmd_print_hint(cli,
			       "No network is followed, so that no chain was asked whether these "
			       "records are attested already. The first network that is used "
			       "takes the dataset over.");
		return;
	}
	if (read_attested_before(cli->app, &cli->task, attest, &why) != STATUS_OK)
		fprintf(stderr,
			"byline: the chain was not asked whether these records are attested "
			"already: %s\n",
			why.text);
}

/*
 * Hashes the records. The vault is needed for it, because each leaf is blinded with a key of the
 * dataset.
 */
static enum status hash_records(struct cli *cli, struct json *top, struct commit_result *result,
				const struct commit_options *o, struct err *e)
{
	enum status s = cmd_own_vault_unlock(cli, e);

	if (s == STATUS_OK)
		look_on_chain(cli, o->attest);
	if (s == STATUS_OK)
		s = commit_dataset(cli->app, &cli->task, result, &o->plan, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	cmd_committed_tell(cli, top, result);
	return STATUS_OK;
}

/*
 * An attestation is on a chain, and of a datanet; a commitment alone is on this machine. A
 * commitment made before says which, records do not.
 */
static enum status choose_network(struct cli *cli, const struct commit_options *o, bool is_known,
				  struct err *e)
{
	const struct profile *profile;
	bool has_datanet = false;
	enum status s =
		is_known ? choose_network_of_dataset(&cli->app, &has_datanet, o->plan.path, e)
			 : STATUS_OK;

	if (s == STATUS_OK && (o->attest || scope_networks(cli->app) > 1))
		s = require_profile(cli->app, &profile, e);
	return s == STATUS_OK && !has_datanet ? scope_require_datanet(cli->app, e) : s;
}

static enum status commit(struct cli *cli, struct json *top, struct commit_options *o,
			  struct err *e)
{
	struct commit_result result = {.already = false};
	struct hash root, uid;
	/* With --attest a PATH that is no file may name a commitment made before. */
	bool is_known = o->attest && access(o->plan.path, F_OK) != 0;
	enum status s = choose_network(cli, o, is_known, e);

	if (s == STATUS_OK)
		s = find_replaced(cli, o, e);
	if (s != STATUS_OK)
		return s;
	if (is_known)
		s = find_dataset(cli->app, &root, &uid, o->plan.path, e);
	if (is_known && s == STATUS_OK)
		s = read_commitment(cli->app, &result, &root, e);
	else if (!is_known)
		s = require_license(o->plan.license, e);
	if (s == STATUS_OK && !is_known)
		s = hash_records(cli, top, &result, o, e);
	if (s == STATUS_OK && is_known && !hash_is_zero(&result.uid))
		cmd_committed_tell(cli, top, &result);
	return s == STATUS_OK ? cmd_committed_go_on(cli, top, &result, o->plan.replaces,
						    o->attest ? &o->act : NULL, e)
			      : s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct commit_options o = {0};
	struct json *top;
	enum status s = take_options(&o, argc, argv, e);

	if (s != STATUS_OK)
		return s;
	o.plan.path = argv[0];
	top = cmd_print_is_data(cli) ? json_new_object() : NULL;
	return cmd_flow_end(cli, top, commit(cli, top, &o, e), e);
}

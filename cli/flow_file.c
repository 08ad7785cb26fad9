/*
 * Acts that are kept in files. The machine that prepared an act writes it, another may sign it,
 * and the first one sends it; `claim` and `tx` only differ in how they open and write a file.
 */
#include "cli/flow_file.h"

#include <unistd.h>

#include "act/act_to_json.h"
#include "act/choose_network.h"
#include "app/open.h"
#include "base/file.h"
#include "cli/args.h"
#include "cli/own_vault.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/read.h"

struct sign_file_options {
	const char *out;     /* --out SIGNED: where the signed act goes */
	const char *confirm; /* --confirm TEXT: what would be typed */
	const char *allow;   /* --allow NAMES: what it may give away */
};

const struct cmd_option cmd_flow_file_sign_options[] = {
	CMD_VALUE("out", "SIGNED", struct sign_file_options, out),
	CMD_VALUE("confirm", "TEXT", struct sign_file_options, confirm),
	CMD_OPTIONS_END,
};

const struct cmd_option cmd_flow_file_allow_options[] = {
	CMD_VALUE("out", "SIGNED", struct sign_file_options, out),
	CMD_VALUE("confirm", "TEXT", struct sign_file_options, confirm),
	CMD_VALUE("allow", "NAMES", struct sign_file_options, allow),
	CMD_OPTIONS_END,
};

struct send_file_options {
	struct cmd_wait_options wait;
};

const struct cmd_option cmd_flow_file_send_options[] = {
	CMD_WAIT_OPTIONS(struct send_file_options, wait),
	CMD_OPTIONS_END,
};

enum status cmd_flow_file_show(struct cli *cli, const struct act *act, const char *path,
			       struct err *e)
{
	struct json *top;
	enum status s;

	if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add(top, "act", act_to_json(cli->app, act));
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_flow_review(cli, act, false, e);
	cmd_print_hint(cli, "Next: byline %s sign %s --out SIGNED", cmd_flow_family(act), path);
	return s;
}

/*
 * Shows an opened act, lets it be confirmed and signs it. An act that is signed already is only
 * written again, without a confirmation.
 */
static enum status sign_opened(struct cli *cli, struct act *act, const struct sign_file_options *o,
			       cmd_flow_file_write *sign_to, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	const struct profile *profile;
	bool is_new = act->state == ACT_PREPARED;
	enum status s = is_new ? cmd_own_vault_require(cli, e) : STATUS_OK;

	if (s == STATUS_OK)
		s = danger_parse(&act->allowed, o->allow, e);
	if (s == STATUS_OK)
		s = require_profile(cli->app, &profile, e);
	/* Before a person has read the review and typed the confirmation. */
	if (s == STATUS_OK && o->out != NULL)
		s = file_check_new(o->out, e);
	if (s == STATUS_OK && (!cmd_print_is_data(cli) || cli->expect == NULL))
		s = cmd_flow_review(cli, act, is_new && cli->expect == NULL, e);
	/* Refused before anybody types a word; the signer looks again. */
	if (s == STATUS_OK && is_new)
		s = meaning_check(&act->descriptor.meaning, act->allowed, e);
	if (s == STATUS_OK)
		s = is_new ? cmd_flow_expect(cli, act, o->confirm, &expect, &room, e)
			   : cmd_read_expect(cli, &expect, &room, e);
	if (s == STATUS_OK && is_new)
		s = cmd_prompt_require_person(cli, e);
	if (s == STATUS_OK && is_new)
		s = cmd_own_vault_unlock(cli, e);
	return s == STATUS_OK ? sign_to(cli->app, act, expect, o->out, e) : s;
}

static void print_signed(const struct cli *cli, const struct act *act, const char *out)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &act->hash);
	cmd_print_line(cli, "Signed: %s", out != NULL ? out : hash);
	if (out != NULL)
		cmd_print_hint(cli, "Next, on the machine that prepared it: byline %s send %s",
			       cmd_flow_family(act), out);
	else
		cmd_print_hint(cli, "Not sent yet. Send it with: byline %s send %s",
			       cmd_flow_family(act), hash);
}

enum status cmd_flow_file_choose(struct cli *cli, enum own_list list, const char *name,
				 struct err *e)
{
	return is_own_name(name) ? choose_network_of_own(&cli->app, list, name, e)
				 : choose_profile_of_file(&cli->app, name, e);
}

/* Only a network that is followed is asked to take a transaction. A file has to be there. */
static enum status choose_to_send(struct cli *cli, enum own_list list, const char *name,
				  struct err *e)
{
	const struct profile *profile;

	if (is_own_name(name))
		return choose_network_of_own(&cli->app, list, name, e);
	choose_network_of_file(&cli->app, name);
	return access(name, F_OK) == 0 ? require_profile(cli->app, &profile, e) : STATUS_OK;
}

enum status cmd_flow_file_sign(struct cli *cli, int argc, char **argv,
			       const struct command *command, enum own_list list,
			       cmd_flow_file_open *open, cmd_flow_file_write *sign_to,
			       struct err *e)
{
	struct sign_file_options o = {0};
	struct json *top = NULL;
	struct act *act = NULL;
	enum status s = cmd_args_take(&o, argc, argv, command, e);

	if (s == STATUS_OK)
		s = cmd_flow_file_choose(cli, list, argv[0], e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, argv[0], e);
	/* Another machine sends the claim, so that its signature must go into a file. */
	if (s == STATUS_OK && act->kind == ACT_CLAIM && o.out == NULL)
		s = err_set(e, ERR_USAGE, "name the file for the signed claim: --out SIGNED");
	if (s == STATUS_OK)
		s = sign_opened(cli, act, &o, sign_to, e);
	if (s == STATUS_OK) {
		top = cmd_print_is_data(cli) ? json_new_object() : NULL;
		cmd_flow_add_outcome(cli, top, act, o.out, false);
		print_signed(cli, act, o.out);
	}
	free_act(act);
	return cmd_flow_end(cli, top, s, e);
}

enum status cmd_flow_file_send(struct cli *cli, int argc, char **argv,
			       const struct command *command, enum own_list list,
			       cmd_flow_file_open *open, struct err *e)
{
	struct send_file_options o = {0};
	struct json *top = cmd_print_is_data(cli) ? json_new_object() : NULL;
	struct act *act = NULL;
	enum status s = cmd_args_take(&o, argc, argv, command, e);

	if (s == STATUS_OK)
		s = cmd_flow_options_check_wait(&o.wait, e);
	if (s == STATUS_OK)
		s = choose_to_send(cli, list, argv[0], e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, argv[0], e);
	if (s == STATUS_OK && !cmd_print_is_data(cli))
		s = cmd_flow_review(cli, act, false, e);
	if (s == STATUS_OK)
		s = cmd_flow_send(cli, top, act, &o.wait, e);
	free_act(act);
	return cmd_flow_end(cli, top, s, e);
}

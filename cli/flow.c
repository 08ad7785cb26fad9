#include "cli/flow.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "act/follow.h"
#include "act/to_json.h"
#include "app/unlock.h"
#include "base/parse.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/prompt.h"
#include "cli/values.h"
#include "act/sign.h"
#include "act/send.h"

enum status cmd_require_vault(const struct cli *cli, struct err *e)
{
	if (has_vault(cli->app))
		return STATUS_OK;
	return err_set(e, ERR_NOT_FOUND,
		       "there is no vault yet; run: byline init, or: byline restore");
}

static enum status require_unused(const char *path, struct err *e)
{
	if (path == NULL || access(path, F_OK) != 0)
		return STATUS_OK;
	return err_set(e, ERR_EXISTS, "%s exists and is not overwritten; choose another name",
		       path);
}

enum status cmd_unlock(struct cli *cli, struct err *e)
{
	struct secret *passphrase = NULL;
	enum status s;

	if (is_unlocked(cli->app))
		return STATUS_OK;
	s = cmd_require_vault(cli, e);
	if (s != STATUS_OK)
		return s;
	s = cmd_ask_passphrase(cli, &passphrase, "Passphrase: ", false, e);
	if (s == STATUS_OK)
		s = unlock_vault(cli->app, passphrase, e);
	secret_free(passphrase);
	return s;
}

enum status cmd_review(const struct cli *cli, const struct act *act, struct err *e)
{
	FILE *to = cli->json ? stderr : stdout;
	char hash[HASH_TEXT_SIZE];
	struct cmd_grid g;
	enum status s;

	fprintf(to, "%s: %s\n%s\n\n", act->title, act->descriptor.title, act->summary);
	cmd_grid_init(&g, "lll");
	for (size_t i = 0; i < act->descriptor.n; i++) {
		const struct descriptor_field *f = &act->descriptor.fields[i];

		cmd_grid_add(&g, "  %s", f->label);
		cmd_grid_add(&g, "%s", f->value);
		cmd_grid_add(&g, "%s", f->note);
	}
	for (size_t i = 0; i < act->n_facts; i++) {
		const struct act_fact *f = &act->facts[i];

		cmd_grid_add(&g, "  %s", f->label);
		cmd_grid_add(&g, "%s %s", f->value, cmd_mark(cli, f->trust));
		cmd_grid_add(&g, "%s", f->note);
	}
	hash_format(hash, &act->signing_hash);
	cmd_grid_add(&g, "  Signing hash");
	cmd_grid_add(&g, "%s", hash);
	cmd_grid_add(&g, "%s", "");
	s = cmd_grid_print(cli, &g, to, e);
	fprintf(to, "\n%s%s", act->warning, act->warning[0] != '\0' ? "\n\n" : "");
	fflush(to);
	return s;
}

enum status cmd_confirm_as(const char *confirm, const char *wanted, const char *prompt,
			   struct err *e)
{
	if (confirm == NULL)
		return cmd_confirm(prompt, wanted, e);
	if (strcmp(confirm, wanted) != 0)
		return err_set(e, ERR_REFUSED,
			       "--confirm is not what is asked for; nothing was done");
	return STATUS_OK;
}

/* A script knows by --expect what it signs, but not what that collides with. */
static enum status confirm_act(const struct cli *cli, const struct act *act, const char *confirm,
			       struct err *e)
{
	if (cli->expect != NULL && act->earlier == 0)
		return STATUS_OK;
	if (confirm == NULL && cli->expect != NULL && !isatty(STDIN_FILENO))
		return err_set(e, ERR_REFUSED,
			       "%s; --confirm takes the last four digits of its hash",
			       act->warning);
	return cmd_confirm_as(confirm, act->confirm, act->confirm_prompt, e);
}

static enum status check_wait(struct cmd_wait_options *w, struct err *e)
{
	w->timeout_s = CMD_TIMEOUT_S;
	if (w->timeout != NULL &&
	    parse_u64(&w->timeout_s, w->timeout, strlen(w->timeout)) != STATUS_OK)
		return err_set(e, ERR_USAGE, "--timeout takes a number of seconds");
	if (w->timeout != NULL && w->no_wait)
		return err_set(e, ERR_USAGE, "--timeout and --no-wait exclude each other");
	return STATUS_OK;
}

enum status cmd_check_act(struct cmd_act_options *o, struct err *e)
{
	if ((o->prepare || o->out != NULL) && o->send)
		return err_set(e, ERR_USAGE, "--send does not go with --prepare or --out");
	return check_wait(&o->wait, e);
}

enum status cmd_take_act(struct cmd_act_options *o, int argc, char **argv, int operands,
			 const char *family, struct err *e)
{
	const struct option_spec specs[] = {CMD_ACT_OPTIONS(*o), {NULL, NULL, NULL}};
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, operands, operands, cmd_find(family)->synopsis, e);
	return s == STATUS_OK ? cmd_check_act(o, e) : s;
}

/* What became of an act, for scripts. */
static void add_outcome(struct json *top, const struct act *act, const char *file, bool confirmed)
{
	if (top == NULL)
		return;
	json_add(top, "act", act_to_json(act));
	if (file != NULL)
		json_add_text(top, "file", file);
	else
		json_add_null(top, "file");
	json_add_bool(top, "confirmed", confirmed);
}

/* Waits for what is sent. That it is sent must not be lost when that fails. */
static enum status await(struct cli *cli, const struct act *act, uint64_t timeout_s, struct err *e)
{
	char hash[HASH_TEXT_SIZE];
	enum status s = await_transaction(cli->app, &cli->task, &act->hash, timeout_s, e);

	cmd_end_progress();
	if (s == STATUS_OK) {
		cmd_say(cli, "Confirmed.");
		return s;
	}
	hash_format(hash, &act->hash);
	if (s == ERR_REVERTED || s == ERR_CHANGED)
		return err_prefix(e, s, "sent, and it failed (byline tx show %s)", hash);
	return err_prefix(
		e, s,
		"sent and still pending; every sync follows it: byline tx list; to give it "
		"up: byline tx cancel %s",
		hash);
}

/* Sends what is signed and waits until it is final, as `w` says. Adds its outcome to `top`. */
static enum status send(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_wait_options *w, struct err *e)
{
	char hash[HASH_TEXT_SIZE];
	enum status s = send_act(cli->app, &cli->task, act, e);

	cmd_end_progress();
	hash_format(hash, &act->hash);
	if (act->state != ACT_SENT)
		return s == ERR_EXISTS
			       ? s
			       : err_prefix(e, s, "signed but not sent (byline tx send %s)", hash);
	cmd_say(cli, "Sent: %s", hash);
	if (s == STATUS_OK && w->no_wait)
		cmd_hint(cli, "Follow it with: byline tx show %s", hash);
	else if (s == STATUS_OK)
		s = await(cli, act, w->timeout_s, e);
	add_outcome(top, act, NULL, s == STATUS_OK && !w->no_wait);
	return s;
}

static enum status keep(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_act_options *o, cmd_export *write, struct err *e)
{
	enum status s = o->out != NULL ? write(cli->app, act, o->out, e) : STATUS_OK;

	if (s != STATUS_OK)
		return s;
	add_outcome(top, act, o->out, false);
	if (o->out != NULL)
		cmd_hint(cli, "Kept in %s. Sign it with: byline %s sign %s --out SIGNED", o->out,
			 act->kind == ACT_CLAIM ? "claim" : "tx", o->out);
	else
		cmd_hint(cli, "Nothing was signed or kept.");
	return STATUS_OK;
}

static enum status sign(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_act_options *o, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	char hash[HASH_TEXT_SIZE];
	enum status s = cmd_parse_expect(cli, &expect, &room, e);

	if (s == STATUS_OK)
		s = confirm_act(cli, act, o->confirm, e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = sign_act(cli->app, act, expect, e);
	if (s != STATUS_OK)
		return s;
	if (o->send) {
		s = send(cli, top, act, &o->wait, e);
		/* That it is signed must not be lost either. */
		if (act->state != ACT_SENT)
			add_outcome(top, act, NULL, false);
		return s;
	}
	hash_format(hash, &act->hash);
	cmd_say(cli, "Signed: %s", hash);
	cmd_hint(cli, "Not sent yet. Send it with: byline tx send %s", hash);
	add_outcome(top, act, NULL, false);
	return STATUS_OK;
}

enum status cmd_run_act(struct cli *cli, struct json *top, struct act *take_act,
			const struct cmd_act_options *o, cmd_export *write, struct err *e)
{
	bool only_keep = o->prepare || o->out != NULL;
	/* With --json a person sees the review only when there is something to confirm. */
	bool shown = !cli->json || (!only_keep && cli->expect == NULL && o->confirm == NULL);
	enum status s = STATUS_OK;

	cmd_end_progress();
	if (!only_keep)
		s = cmd_require_vault(cli, e);
	if (s == STATUS_OK && shown)
		s = cmd_review(cli, take_act, e);
	if (s == STATUS_OK)
		s = only_keep ? keep(cli, top, take_act, o, write, e)
			      : sign(cli, top, take_act, o, e);
	free_act(take_act);
	return s;
}

enum status cmd_end_act(struct cli *cli, struct json *take_top, enum status s, struct err *e)
{
	if (take_top == NULL)
		return s;
	if (s != STATUS_OK && json_first(take_top) == NULL) {
		json_free(take_top);
		return s;
	}
	if (s == STATUS_OK)
		return cmd_print_json(take_top, e);
	e->code = s;
	cmd_complain(cli, take_top, e);
	return s;
}

enum status cmd_act(struct cli *cli, struct act *take_act, const struct cmd_act_options *o,
		    cmd_export *write, struct err *e)
{
	struct json *top = cli->json ? json_new_object() : NULL;

	return cmd_end_act(cli, top, cmd_run_act(cli, top, take_act, o, write, e), e);
}

/* Shows an opened act, has it confirmed and signs it; what is signed already is only written. */
static enum status sign_opened(struct cli *cli, struct act *act, const char *confirm,
			       const char *out, cmd_sign_to *sign_to, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	const struct profile *profile;
	bool is_new = act->state == ACT_PREPARED;
	enum status s = is_new ? cmd_require_vault(cli, e) : STATUS_OK;

	if (s == STATUS_OK)
		s = require_profile(cli->app, &profile, e);
	if (s == STATUS_OK)
		s = require_unused(out, e);
	if (s == STATUS_OK)
		s = cmd_parse_expect(cli, &expect, &room, e);
	if (s == STATUS_OK && (!cli->json || (expect == NULL && confirm == NULL)))
		s = cmd_review(cli, act, e);
	if (s == STATUS_OK && is_new)
		s = confirm_act(cli, act, confirm, e);
	if (s == STATUS_OK && is_new)
		s = cmd_unlock(cli, e);
	return s == STATUS_OK ? sign_to(cli->app, act, expect, out, e) : s;
}

static void tell_signed(const struct cli *cli, const struct act *act, const char *out,
			const char *family)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &act->hash);
	cmd_say(cli, "Signed: %s", out != NULL ? out : hash);
	if (out != NULL)
		cmd_hint(cli, "Next, on the machine that prepared it: byline %s send %s", family,
			 out);
	else
		cmd_hint(cli, "Not sent yet. Send it with: byline %s send %s", family, hash);
}

enum status cmd_sign_file(struct cli *cli, int argc, char **argv, const char *family,
			  cmd_open *open, cmd_sign_to *sign_to, struct err *e)
{
	const char *out = NULL, *confirm = NULL;
	const struct option_spec specs[] = {
		{"out", NULL, &out},
		{"confirm", NULL, &confirm},
		{NULL, NULL, NULL},
	};
	struct json *top = NULL;
	struct act *act = NULL;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find(family)->synopsis, e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, argv[0], e);
	if (s == STATUS_OK && act->kind == ACT_CLAIM && out == NULL)
		s = err_set(e, ERR_USAGE, "--out FILE says where the signed claim goes");
	if (s == STATUS_OK)
		s = sign_opened(cli, act, confirm, out, sign_to, e);
	if (s == STATUS_OK) {
		top = cli->json ? json_new_object() : NULL;
		add_outcome(top, act, out, false);
		tell_signed(cli, act, out, family);
	}
	free_act(act);
	return cmd_end_act(cli, top, s, e);
}

enum status cmd_send_file(struct cli *cli, int argc, char **argv, const char *family,
			  cmd_open *open, struct err *e)
{
	struct cmd_wait_options wait = {0};
	const struct option_spec specs[] = {CMD_WAIT_OPTIONS(wait), {NULL, NULL, NULL}};
	struct json *top = cli->json ? json_new_object() : NULL;
	struct act *act = NULL;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find(family)->synopsis, e);
	if (s == STATUS_OK)
		s = check_wait(&wait, e);
	if (s == STATUS_OK)
		s = open(cli->app, &act, argv[0], e);
	if (s == STATUS_OK && !cli->json)
		s = cmd_review(cli, act, e);
	if (s == STATUS_OK)
		s = send(cli, top, act, &wait, e);
	free_act(act);
	return cmd_end_act(cli, top, s, e);
}

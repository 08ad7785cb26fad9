#include "cli/flow.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/follow.h"
#include "app/unlock.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/prompt.h"
#include "cli/values.h"

enum status cmd_require_vault(const struct cli *cli, struct err *e)
{
	if (has_vault(cli->app))
		return STATUS_OK;
	return err_set(e, ERR_NOT_FOUND,
		       "there is no vault yet; run: byline init, or: byline restore");
}

enum status cmd_require_unused(const char *path, struct err *e)
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

enum status cmd_confirm_signing(const struct cli *cli, const char *confirm, const char *wanted,
				const char *prompt, struct err *e)
{
	if (cli->expect != NULL)
		return STATUS_OK;
	if (confirm == NULL)
		return cmd_confirm(prompt, wanted, e);
	if (strcmp(confirm, wanted) != 0)
		return err_set(e, ERR_REFUSED,
			       "--confirm is not what is asked for; nothing was done");
	return STATUS_OK;
}

/* That it is signed, or sent, must not be lost when what follows fails. */
static enum status but(const char *done, const struct act *act, const char *remedy, enum status s,
		       struct err *e)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &act->hash);
	return err_prefix(e, s, "%s (byline tx %s %s)", done, remedy, hash);
}

static void add_act(struct json *top, const struct act *act)
{
	if (top != NULL)
		json_add(top, "act", act_to_json(act));
}

enum status cmd_send_act(struct cli *cli, struct json *top, struct act *act, bool no_wait,
			 struct err *e)
{
	char hash[HASH_TEXT_SIZE];
	enum status s = send_act(cli->app, &cli->task, act, e);

	cmd_end_progress();
	if (s != STATUS_OK)
		return but("signed but not sent", act, "send", s, e);
	hash_format(hash, &act->hash);
	cmd_say(cli, "Sent: %s", hash);
	if (!no_wait) {
		s = await_transaction(cli->app, &cli->task, &act->hash, e);
		cmd_end_progress();
		if (s != STATUS_OK)
			return but("sent but not confirmed", act, "show", s, e);
		cmd_say(cli, "Confirmed.");
	} else {
		cmd_hint(cli, "Follow it with: byline tx show %s", hash);
	}
	add_act(top, act);
	if (top != NULL) {
		json_add_null(top, "file");
		json_add_bool(top, "confirmed", !no_wait);
	}
	return STATUS_OK;
}

static enum status keep(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_act_options *o, cmd_export *write, struct err *e)
{
	enum status s = o->out != NULL ? write(cli->app, act, o->out, e) : STATUS_OK;

	if (s != STATUS_OK)
		return s;
	add_act(top, act);
	if (top != NULL && o->out != NULL)
		json_add_text(top, "file", o->out);
	else if (top != NULL)
		json_add_null(top, "file");
	if (top != NULL)
		json_add_bool(top, "confirmed", false);
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
		s = cmd_confirm_signing(cli, o->confirm, act->confirm, act->confirm_prompt, e);
	if (s == STATUS_OK)
		s = cmd_unlock(cli, e);
	if (s == STATUS_OK)
		s = sign_act(cli->app, act, expect, e);
	if (s != STATUS_OK)
		return s;
	if (o->send)
		return cmd_send_act(cli, top, act, o->no_wait, e);
	hash_format(hash, &act->hash);
	cmd_say(cli, "Signed: %s", hash);
	cmd_hint(cli, "Not sent yet. Send it with: byline tx send %s", hash);
	add_act(top, act);
	if (top != NULL) {
		json_add_null(top, "file");
		json_add_bool(top, "confirmed", false);
	}
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
	if (only_keep && o->send)
		s = err_set(e, ERR_USAGE, "--send does not go with --prepare or --out");
	if (s == STATUS_OK && !only_keep)
		s = cmd_require_vault(cli, e);
	if (s == STATUS_OK && shown)
		s = cmd_review(cli, take_act, e);
	if (s == STATUS_OK)
		s = only_keep ? keep(cli, top, take_act, o, write, e)
			      : sign(cli, top, take_act, o, e);
	free_act(cli->app, take_act);
	return s;
}

enum status cmd_act(struct cli *cli, struct act *take_act, const struct cmd_act_options *o,
		    cmd_export *write, struct err *e)
{
	struct json *top = cli->json ? json_new_object() : NULL;
	enum status s = cmd_run_act(cli, top, take_act, o, write, e);

	if (s == STATUS_OK && cli->json)
		return cmd_print_json(top, e);
	json_free(top);
	return s;
}

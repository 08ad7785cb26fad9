/*
 * How an act on chain goes: review, confirmation, signature, sending, waiting.
 *
 * Read cmd_flow_run() first: it takes a prepared act either to keep(), which signs nothing, or to
 * sign(), which may go on to cmd_flow_send(). Each of them adds what it did to the JSON of the
 * command as soon as it is done. The invariant is that a transaction that was signed or sent is
 * always reported, also when a later step fails: otherwise a script would make a second one.
 * cmd_flow_end() therefore prints the JSON of a failed command too, with its error.
 */
#include "cli/flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_to_json.h"
#include "act/confirm.h"
#include "act/expect.h"
#include "act/follow.h"
#include "act/send.h"
#include "act/sign.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/meant.h"
#include "cli/own_vault.h"
#include "cli/pager.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/prompt.h"
#include "cli/read.h"

/* The fields decoded from the act's own bytes, then facts from elsewhere with their trust marks. */
static void add_lines(const struct cli *cli, struct cmd_grid *g, const struct act *act)
{
	char hash[HASH_TEXT_SIZE];

	for (size_t i = 0; i < act->descriptor.n; i++) {
		const struct descriptor_field *f = &act->descriptor.fields[i];

		cmd_grid_add(g, "  %s", f->label);
		cmd_grid_add(g, "%s", f->value);
		cmd_grid_add(g, "%s", f->note);
	}
	for (size_t i = 0; i < act->n_facts; i++) {
		const struct act_fact *f = &act->facts[i];

		cmd_grid_add(g, "  %s", f->label);
		cmd_grid_add(g, "%s %s", f->value, cmd_format_mark(cli, f->trust));
		cmd_grid_add(g, "%s", f->note);
	}
	hash_format(hash, &act->signing_hash);
	cmd_grid_add(g, "  Signing hash");
	cmd_grid_add(g, "%s", hash);
	cmd_grid_add(g, "%s", "");
}

enum status cmd_flow_review(const struct cli *cli, const struct act *act, bool asks, struct err *e)
{
	const struct value_style style = cmd_format_style(cli);
	char summary[SENTENCE_TEXT_SIZE], *text = NULL;
	size_t len = 0;
	struct buf review;
	struct cmd_grid g;
	FILE *to = open_memstream(&text, &len);
	enum status s;

	if (to == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	sentence_text(summary, sizeof(summary), &act->summary, &style);
	fprintf(to, "%s: %s\n%s\n\n", act->title, act->descriptor.title, summary);
	cmd_grid_init(&g, "lll");
	add_lines(cli, &g, act);
	s = cmd_grid_print(cli, &g, to, e);
	fprintf(to, "\n%s%s", act->warning, act->warning[0] != '\0' ? "\n\n" : "");
	/* The top may be on an earlier page: what decides stands beside the prompt once more. */
	if (asks)
		fprintf(to, "%s\n", summary);
	if (fclose(to) != 0 && s == STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	buf_init(&review, SIZE_MAX);
	buf_add(&review, text, len);
	if (s == STATUS_OK)
		s = cmd_pager_print(cli, &review, cmd_print_is_data(cli) ? stderr : stdout, asks,
				    e);
	buf_release(&review);
	free(text);
	return s;
}

/*
 * A script that knows the signing hash knows what it signs, but not of an earlier transaction in
 * the way, nor what is given away: those need --confirm as well. A person confirms at the signer's
 * own prompt.
 */
enum status cmd_flow_expect(const struct cli *cli, const struct act *act, const char *confirm,
			    const struct hash **expect, struct hash *room, struct err *e)
{
	enum status s = cmd_read_expect(cli, expect, room, e);

	if (s != STATUS_OK)
		return s;
	if (*expect == NULL)
		return confirm == NULL
			       ? STATUS_OK
			       : err_set(e, ERR_USAGE,
					 "--confirm counts beside --expect HASH alone; without it "
					 "the signer asks on the terminal");
	s = require_confirmation(act, confirm, e);
	return s == STATUS_OK ? expect_digest(cli->app, *expect, confirm, e) : s;
}

const char *cmd_flow_family(const struct act *act)
{
	return act->kind == ACT_CLAIM ? "claim" : "tx";
}

void cmd_flow_add_outcome(struct cli *cli, struct json *top, const struct act *act,
			  const char *file, bool confirmed)
{
	if (top == NULL)
		return;
	cmd_envelope_note_cached(cli);
	json_add(top, "act", act_to_json(cli->app, act));
	if (file != NULL)
		json_add_text(top, "file", file);
	else
		json_add_null(top, "file");
	json_add_bool(top, "confirmed", confirmed);
}

/* Waits until the transaction is final. A failure message begins with the fact that it was sent. */
static enum status await(struct cli *cli, const struct act *act, uint64_t timeout_s, struct err *e)
{
	char hash[HASH_TEXT_SIZE];
	enum status s = await_transaction(cli->app, &cli->task, &act->hash, timeout_s, e);

	cmd_progress_end();
	if (s == STATUS_OK) {
		cmd_print_line(cli, "Confirmed.");
		return s;
	}
	hash_format(hash, &act->hash);
	if (s == ERR_REVERTED || s == ERR_CHANGED)
		return err_prefix(e, s, "it was sent, and failed (byline tx show %s)", hash);
	return err_prefix(
		e, s,
		"it was sent and is still pending; every sync follows it (byline tx list), and "
		"byline tx cancel %s ends it",
		hash);
}

enum status cmd_flow_send(struct cli *cli, struct json *top, struct act *act,
			  const struct cmd_wait_options *w, struct err *e)
{
	char hash[HASH_TEXT_SIZE], words[SCOPE_WORDS];
	bool was_signed = act->state == ACT_SIGNED;
	enum status s = send_act(cli->app, &cli->task, act, e);

	cmd_progress_end();
	hash_format(hash, &act->hash);
	/* An act that was sent before, or cannot be sent any more, says so by itself. */
	if (act->state != ACT_SENT || !was_signed)
		return s == ERR_EXISTS || s == ERR_CHANGED || s == ERR_EXPIRED || !was_signed
			       ? s
			       : err_prefix(e, s, "signed but not sent (byline tx send %s)", hash);
	cmd_print_line(cli, "Sent: %s", hash);
	if (s == STATUS_OK && w->no_wait)
		cmd_print_hint(cli, "Follow it with: byline tx show %s%s", hash,
			       cmd_meant_given(words, cli));
	else if (s == STATUS_OK)
		s = await(cli, act, w->timeout_s, e);
	cmd_flow_add_outcome(cli, top, act, NULL, s == STATUS_OK && !w->no_wait);
	return s;
}

/* Ends before the signature: --out writes a file for another machine or a later time. */
static enum status keep(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_flow_options *o, cmd_flow_export *write, struct err *e)
{
	/* A script may give the text of all obstacles, of which this one is a part. */
	const char *confirm = o->confirm != NULL && text_has_words(o->confirm, act->hindrance)
				      ? act->hindrance
				      : o->confirm;
	enum status s = STATUS_OK;

	/* Only one of two with one nonce can happen: the user goes first, or waits. */
	if (o->out != NULL && act_export_asks(act))
		s = cmd_prompt_confirm(cli, confirm, act->hindrance,
				       act->reuses
					       ? "Type the last four digits of the earlier one's "
						 "hash to write this: "
					       : "Type FIRST to write this and make that file "
						 "void: ",
				       e);
	if (s == STATUS_OK && o->out != NULL)
		s = write(cli->app, act, o->out, e);
	if (s != STATUS_OK)
		return s;
	cmd_flow_add_outcome(cli, top, act, o->out, false);
	if (o->out != NULL)
		cmd_print_hint(cli, "Kept in %s. Sign it with: byline %s sign %s --out SIGNED",
			       o->out, cmd_flow_family(act), o->out);
	else
		cmd_print_hint(cli, "Nothing was signed or kept.");
	return STATUS_OK;
}

static enum status sign(struct cli *cli, struct json *top, struct act *act,
			const struct cmd_flow_options *o, struct err *e)
{
	const struct hash *expect;
	struct hash room;
	char hash[HASH_TEXT_SIZE], words[SCOPE_WORDS];
	enum status s = cmd_flow_expect(cli, act, o->confirm, &expect, &room, e);

	if (s == STATUS_OK)
		s = cmd_prompt_require_person(cli, e);
	if (s == STATUS_OK)
		s = cmd_own_vault_unlock(cli, e);
	if (s == STATUS_OK)
		s = sign_act(cli->app, act, expect, e);
	if (s != STATUS_OK)
		return s;
	if (o->send) {
		s = cmd_flow_send(cli, top, act, &o->wait, e);
		/* The act is signed, so a script must learn its hash although it was not sent. */
		if (act->state != ACT_SENT)
			cmd_flow_add_outcome(cli, top, act, NULL, false);
		return s;
	}
	hash_format(hash, &act->hash);
	cmd_print_line(cli, "Signed: %s", hash);
	cmd_print_hint(cli, "Not sent yet. Send it with: byline tx send %s%s", hash,
		       cmd_meant_given(words, cli));
	cmd_flow_add_outcome(cli, top, act, NULL, false);
	return STATUS_OK;
}

enum status cmd_flow_run(struct cli *cli, struct json *top, struct act *take_act,
			 const struct cmd_flow_options *o, cmd_flow_export *write, struct err *e)
{
	bool only_keep = o->prepare || o->out != NULL;
	/* With --json the review is for a person who has to confirm it, and for nobody else. */
	bool asks =
		only_keep ? act_export_asks(take_act) && o->confirm == NULL : cli->expect == NULL;
	bool shown = !cmd_print_is_data(cli) || asks;
	enum status s = STATUS_OK;

	cmd_progress_end();
	/* Nobody reads a review and confirms it for a file that cannot be written. */
	if (o->out != NULL)
		s = file_check_new(o->out, e);
	else if (!only_keep)
		s = cmd_own_vault_require(cli, e);
	if (s == STATUS_OK && shown)
		s = cmd_flow_review(cli, take_act, asks, e);
	if (s == STATUS_OK)
		s = only_keep ? keep(cli, top, take_act, o, write, e)
			      : sign(cli, top, take_act, o, e);
	free_act(take_act);
	return s;
}

enum status cmd_flow_end(struct cli *cli, struct json *take_top, enum status s, struct err *e)
{
	if (take_top == NULL)
		return s;
	if (s != STATUS_OK && json_first(take_top) == NULL) {
		json_free(take_top);
		return s;
	}
	if (s == STATUS_OK)
		return cmd_print_reply(cli, take_top, e);
	e->code = s;
	cmd_print_error(cli, take_top, e);
	return s;
}

enum status cmd_flow_act(struct cli *cli, struct act *take_act, const struct cmd_flow_options *o,
			 cmd_flow_export *write, struct err *e)
{
	struct json *top = cmd_print_is_data(cli) ? json_new_object() : NULL;

	return cmd_flow_end(cli, top, cmd_flow_run(cli, top, take_act, o, write, e), e);
}

enum status cmd_flow_forgotten(struct cli *cli, const struct forgotten *gone, struct err *e)
{
	const struct value_style style = cmd_format_style(cli);
	char what[SENTENCE_TEXT_SIZE];
	struct json *top;

	sentence_text(what, sizeof(what), &gone->what, &style);
	if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add_text(top, "forgotten", what);
		if (gone->file[0] != '\0')
			json_add_text(top, "file", gone->file);
		else
			json_add_null(top, "file");
		return cmd_print_reply(cli, top, e);
	}
	cmd_print_line(cli, "Forgotten: %s", what);
	if (gone->file[0] != '\0')
		cmd_print_hint(cli, "Its file is still there: delete %s, so that nobody signs it.",
			       gone->file);
	return STATUS_OK;
}

/*
 * byline claim add: claims that the user brings, from a payer's file, or from a pod or an IP. A
 * payer that the network's profile does not pin is shown with its facts first, and pinned once a
 * person has typed the network's name.
 */
#include <stdio.h>
#include <string.h>

#include "app/network.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/brought.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/read.h"

struct claim_add_options {
	const char *contract, *preset, *token, *cycle, *name, *pod, *epoch, *ip, *confirm;
};

static const struct cmd_option options[] = {
	CMD_VALUE("contract", "ADDRESS", struct claim_add_options, contract),
	CMD_VALUE("preset", "NAME", struct claim_add_options, preset),
	CMD_VALUE("token", "ADDRESS", struct claim_add_options, token),
	CMD_VALUE("cycle", "N", struct claim_add_options, cycle),
	CMD_VALUE("name", "TEXT", struct claim_add_options, name),
	CMD_VALUE("pod", "N", struct claim_add_options, pod),
	CMD_VALUE("epoch", "A[-B]", struct claim_add_options, epoch),
	CMD_VALUE("ip", "ADDRESS", struct claim_add_options, ip),
	CMD_VALUE("confirm", "NETWORK", struct claim_add_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_claim_add = {
	.name = "add",
	.synopsis = "claim add [FILE] [OPTIONS]",
	.summary = "brings claims of payers beside datanets",
	.options = options,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT | CMD_NEEDS_NODES | CMD_NEEDS_ONE,
};

/* The addresses of the options, which `struct claim_origin` points to. */
struct claim_add_room {
	struct address contract, token, ip;
};

/* An option that was not given leaves NULL. */
static enum status read_optional(const struct address **out, struct address *room, const char *text,
				 struct err *e)
{
	enum status s = text != NULL ? cmd_read_address(room, text, e) : STATUS_OK;

	*out = text != NULL && s == STATUS_OK ? room : NULL;
	return s;
}

static enum status read_count(uint64_t *out, const char *option, const char *text, size_t len,
			      struct err *e)
{
	if (parse_u64(out, text, len) == STATUS_OK)
		return STATUS_OK;
	return err_set(e, ERR_USAGE, "%s takes a whole number, and not \"%.40s\"", option, text);
}

/* Reads "12" and "12-20". */
static enum status read_epochs(struct claim_origin *out, const char *text, struct err *e)
{
	const char *dash = strchr(text, '-');
	const size_t first = dash != NULL ? (size_t)(dash - text) : strlen(text);
	enum status s = read_count(&out->first_epoch, "--epoch", text, first, e);

	out->last_epoch = out->first_epoch;
	if (s == STATUS_OK && dash != NULL)
		s = read_count(&out->last_epoch, "--epoch", dash + 1, strlen(dash + 1), e);
	if (s == STATUS_OK && (out->last_epoch < out->first_epoch ||
			       out->last_epoch - out->first_epoch >= BRING_EPOCHS))
		return err_set(e, ERR_USAGE,
			       "--epoch takes one epoch, or the first and the last "
			       "of at most %d",
			       BRING_EPOCHS);
	return s;
}

/* One of the three ways, and what belongs to it. */
static enum status check_way(const struct claim_add_options *o, const char *path, struct err *e)
{
	const int ways = (path != NULL) + (o->pod != NULL) + (o->ip != NULL);

	if (ways != 1)
		return err_set(e, ERR_USAGE,
			       ways == 0 ? "name a file, --pod N or --ip ADDRESS"
					 : "a file, --pod and --ip exclude each other");
	if ((o->pod != NULL) != (o->epoch != NULL))
		return err_set(e, ERR_USAGE, "--pod and --epoch need each other");
	if (o->ip == NULL && o->contract == NULL)
		return err_set(e, ERR_USAGE,
			       "--contract ADDRESS is missing: the contract that pays");
	if (o->ip != NULL && (o->contract != NULL || o->preset != NULL))
		return err_set(e, ERR_USAGE,
			       "--ip finds the vault by itself; leave out --contract and --preset");
	if (o->cycle != NULL && path == NULL)
		return err_set(e, ERR_USAGE, "--cycle is for a file");
	return STATUS_OK;
}

static enum status take_origin(struct claim_origin *out, struct claim_add_room *room,
			       const struct claim_add_options *o, const char *path, struct err *e)
{
	enum status s = check_way(o, path, e);

	*out = (struct claim_origin){.path = path,
				     .preset = o->preset,
				     .name = o->name,
				     .has_cycle = o->cycle != NULL,
				     .has_pod = o->pod != NULL};
	if (s == STATUS_OK)
		s = read_optional(&out->contract, &room->contract, o->contract, e);
	if (s == STATUS_OK)
		s = read_optional(&out->token, &room->token, o->token, e);
	if (s == STATUS_OK)
		s = read_optional(&out->ip, &room->ip, o->ip, e);
	if (s == STATUS_OK && o->cycle != NULL)
		s = read_count(&out->cycle, "--cycle", o->cycle, strlen(o->cycle), e);
	if (s == STATUS_OK && o->pod != NULL)
		s = read_count(&out->pod, "--pod", o->pod, strlen(o->pod), e);
	return s == STATUS_OK && o->epoch != NULL ? read_epochs(out, o->epoch, e) : s;
}

/* A new payer decides about money: the network's name is typed for it. */
static enum status confirm(const struct cli *cli, const struct claim_add_options *o,
			   const struct brought_claims *b, const struct cmd_changes *changes,
			   struct err *e)
{
	enum status s = cmd_brought_print_payer(cli, b, e);

	if (s == STATUS_OK)
		s = cmd_changes_show(cli, changes, e);
	return s == STATUS_OK ? cmd_changes_confirm(cli, o->confirm, b->profile.name, e) : s;
}

/* Rows of a payer that is pinned are written at once: they change nothing but what is shown. */
static enum status keep(struct cli *cli, const struct claim_add_options *o,
			struct brought_claims *b, const char *file, struct err *e)
{
	const struct profile *before;
	struct cmd_changes changes = {.n = 0};
	struct json *top;
	enum status s = require_profile(cli->app, &before, e);

	if (s == STATUS_OK)
		s = cmd_changes_find(&changes, before, &b->profile, e);
	if (s == STATUS_OK && b->is_new)
		s = confirm(cli, o, b, &changes, e);
	if (s == STATUS_OK)
		s = keep_brought_claims(cli->app, b, e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		cmd_envelope_note_cached(cli);
		top = json_new_object();
		cmd_brought_add(top, b, file);
		json_add(top, "changes", cmd_changes_json(&changes));
		s = cmd_print_reply(cli, top, e);
	} else if (s == STATUS_OK) {
		s = cmd_brought_print(cli, b, file, e);
	}
	cmd_changes_release(&changes);
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct claim_add_options o = {0};
	struct claim_add_room room;
	struct claim_origin from;
	struct brought_claims brought = {.payer = 0};
	enum status s = cmd_args_take(&o, argc, argv, &cmd_claim_add, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "add claims", e);
	if (s == STATUS_OK)
		s = take_origin(&from, &room, &o, argv[0], e);
	if (s != STATUS_OK)
		return s;
	s = bring_claims(cli->app, &cli->task, &brought, &from, e);
	cmd_progress_end();
	if (s == STATUS_OK)
		s = keep(cli, &o, &brought, argv[0], e);
	release_brought_claims(&brought);
	return s;
}

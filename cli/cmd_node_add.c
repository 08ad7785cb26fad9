/*
 * byline node add and node remove: a node of the user's own beside those of a profile. Its address
 * may have a key in it, so that it can be read from standard input, stays out of the list of
 * processes and the shell's history then, and is never printed whole (chain/node_url.h).
 */
#include <stdio.h>
#include <string.h>

#include "app/ask_chain.h"
#include "app/network.h"
#include "base/buf.h"
#include "chain/node_url.h"
#include "chain/profile_nodes.h"
#include "cli/args.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"

struct node_options {
	const char *operator;
	const char *name;
	const char *confirm;
	bool relay;
};

static const struct cmd_option add_options[] = {
	CMD_VALUE("operator", "NAME", struct node_options, operator),
	CMD_FLAG("relay", struct node_options, relay),
	CMD_VALUE("name", "N", struct node_options, name),
	CMD_VALUE("confirm", "NETWORK", struct node_options, confirm),
	CMD_OPTIONS_END,
};

static const struct cmd_option remove_options[] = {
	CMD_VALUE("confirm", "NETWORK", struct node_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run_add, run_remove;

const struct command cmd_node_add = {
	.name = "add",
	.synopsis = "node add URL --operator NAME",
	.summary = "asks a node of your own as well",
	.options = add_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_add,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ONE,
};

const struct command cmd_node_remove = {
	.name = "remove",
	.synopsis = "node remove NAME",
	.summary = "asks a node no more",
	.options = remove_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_remove,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ONE,
};

/* Tells what became of the profile, and of the quorum, which follows the voices. */
static enum status tell(struct cli *cli, const char *done, const char *node,
			const struct profile *p, const struct cmd_changes *changes, struct err *e)
{
	struct json *top;

	if (cmd_print_is_data(cli)) {
		cmd_envelope_note_cached(cli);
		top = json_new_object();
		json_add_text(top, "network", p->name);
		json_add_text(top, "node", node);
		json_add_number(top, "quorum", p->quorum);
		json_add_number(top, "voices", profile_voices(p));
		json_add_bool(top, "can_agree", profile_can_agree(p));
		json_add(top, "changes", cmd_changes_json(changes));
		return cmd_print_reply(cli, top, e);
	}
	cmd_print_line(cli, "%s %s, network %s: %u of %zu voices must say the same", done, node,
		       p->name, p->quorum, profile_voices(p));
	if (!profile_can_agree(p))
		cmd_print_hint(cli, "Too few operators to agree: every figure is one server's word "
				    "(reported).");
	return STATUS_OK;
}

/* Shows what changes, asks, and writes. Nothing is asked where nothing changes. */
static enum status keep(struct cli *cli, const struct node_options *o, const char *done,
			const char *node, const struct profile *before, const struct profile *after,
			struct err *e)
{
	struct cmd_changes changes;
	enum status s = cmd_changes_find(&changes, before, after, e);
	bool same = s == STATUS_OK && changes.n == 0;

	if (s == STATUS_OK && !same)
		s = cmd_changes_show(cli, &changes, e);
	if (s == STATUS_OK && !same)
		s = cmd_changes_confirm(cli, o->confirm, after->name, e);
	if (s == STATUS_OK && !same)
		s = change_network(cli->app, after, e);
	if (s == STATUS_OK)
		s = tell(cli, same ? "Unchanged: node" : done, node, after, &changes, e);
	cmd_changes_release(&changes);
	return s;
}

/* Reads an address from standard input: one line. */
static enum status read_url(char *out, size_t cap, struct err *e)
{
	if (fgets(out, (int)cap, stdin) == NULL)
		return err_set(e, ERR_USAGE, "standard input has no address of a node");
	if (strlen(out) == cap - 1 && out[cap - 2] != '\n')
		return err_set(e, ERR_USAGE, "the address is longer than %zu characters", cap - 2);
	out[strcspn(out, "\r\n")] = '\0';
	return STATUS_OK;
}

/* Refuses what is too long: a name or an address that was cut would be another one. */
static enum status take_text(char *out, size_t cap, const char *text, const char *what,
			     struct err *e)
{
	if (strlen(text) >= cap)
		return err_set(e, ERR_USAGE, "%s is longer than %zu characters", what, cap - 1);
	snprintf(out, cap, "%s", text);
	return STATUS_OK;
}

/* Makes a node of the command line. A relay has no operator of its own. */
static enum status take_node(struct profile_node *out, const struct node_options *o,
			     const char *url, struct err *e)
{
	enum status s;

	*out = (struct profile_node){.relay = o->relay};
	if ((o->operator!= NULL) == o->relay)
		return err_set(e, ERR_USAGE,
			       o->relay
				       ? "a relay has no operator: --relay and --operator "
					 "exclude each other"
				       : "--operator NAME is missing: whoever runs the node. Nodes "
					 "of one operator count once; --relay is for a service "
					 "that passes questions on");
	s = strcmp(url, "-") == 0 ? read_url(out->url, sizeof(out->url), e)
				  : take_text(out->url, sizeof(out->url), url, "the address", e);
	if (s == STATUS_OK && o->operator!= NULL)
		s = take_text(out->operator, sizeof(out->operator), o->operator, "--operator", e);
	if (s == STATUS_OK && o->name != NULL)
		s = take_text(out->name, sizeof(out->name), o->name, "--name", e);
	return s;
}

static enum status run_add(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct node_options o = {0};
	const struct profile *before;
	struct profile after;
	struct profile_node node;
	char name[32];
	enum status s = cmd_args_take(&o, argc, argv, &cmd_node_add, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "change a network", e);
	if (s == STATUS_OK)
		s = require_profile(cli->app, &before, e);
	if (s == STATUS_OK)
		s = take_node(&node, &o, argv[0], e);
	if (s != STATUS_OK)
		return s;
	/* The profile of the running process stays as it is; the next one reads the file. */
	after = *before;
	s = profile_nodes_add(&after, &node, name, e);
	if (s == STATUS_OK && after.n_nodes > before->n_nodes && !cli->options.offline) {
		memcpy(node.name, name, sizeof(node.name));
		s = ask_chain(cli->app, &cli->task, &node, after.chain_id, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "the node was not added (--offline does not ask it)");
	}
	return s == STATUS_OK ? keep(cli, &o, "Added", name, before, &after, e) : s;
}

static enum status run_remove(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct node_options o = {0};
	const struct profile *before;
	struct profile after;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_node_remove, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "change a network", e);
	if (s == STATUS_OK)
		s = require_profile(cli->app, &before, e);
	if (s != STATUS_OK)
		return s;
	after = *before;
	s = profile_nodes_remove(&after, argv[0], e);
	return s == STATUS_OK ? keep(cli, &o, "Removed", argv[0], before, &after, e) : s;
}

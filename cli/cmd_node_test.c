/*
 * byline node test: what each node is able to do, as it was found by trying, and what byline will
 * use it for. Without a URL a sync follows, with what was learned, and the list of the nodes; the
 * exit code reports every node that is not well, while that of a sync only needs enough of them.
 */
#include <stdio.h>

#include "cli/args.h"
#include "cli/cmd_node.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "sync/examine_nodes.h"

static command_run run;

const struct command cmd_node_test = {
	.name = "test",
	.synopsis = "node test [NAME|URL]",
	.summary = "what each one can do, and whether it is well",
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES | CMD_NEEDS_ONE,
};

/* The uses that byline has for a node, in the order in which they are told. */
static size_t list_uses(const char *uses[static 5], const struct node_findings *f)
{
	size_t n = 0;

	if (f->status != STATUS_OK)
		return 0;
	uses[n++] = "blocks";
	if (f->proves)
		uses[n++] = "proofs";
	if (f->searches)
		uses[n++] = "events";
	if (f->receipts)
		uses[n++] = "receipts";
	uses[n++] = "transactions";
	return n;
}

/* Depth is what decides: most public nodes prove their newest block only. */
static const char *proofs_word(const struct node_findings *f)
{
	return !f->proves ? "none" : f->proven_depth > 0 ? "deep" : "newest";
}

/* Adds a number, null for one that is not known. */
static void add_known(struct json *o, const char *name, uint64_t v, bool known)
{
	if (known)
		json_add_number(o, name, v);
	else
		json_add_null(o, name);
}

static struct json *finding_json(const struct node_findings *f)
{
	struct json *o = json_new_object(), *list = json_new_array();
	bool ok = f->status == STATUS_OK;
	const char *uses[5];
	size_t n = list_uses(uses, f);

	json_add_text(o, "name", f->name);
	json_add_text(o, "operator", f->operator);
	json_add_text(o, "url", f->url);
	json_add_bool(o, "answers", ok);
	json_add_text(o, "why", f->why);
	add_known(o, "chain_id", f->chain_id, f->chain_id != 0);
	add_known(o, "head", f->head, ok);
	add_known(o, "head_age_s", f->head_age_s > 0 ? (uint64_t)f->head_age_s : 0, ok);
	json_add_text(o, "client", f->client);
	json_add_text(o, "proofs", ok ? proofs_word(f) : "unknown");
	add_known(o, "proven_depth", f->proven_depth, f->proves);
	json_add_bool(o, "capabilities", f->has_capabilities);
	add_known(o, "proofs_from", f->proofs_from, f->has_capabilities && f->proofs_from > 0);
	add_known(o, "span", f->span, f->searches);
	add_known(o, "span_refused", f->span_refused, f->span_refused > 0);
	add_known(o, "most_events", f->events, f->searches);
	json_add_bool(o, "receipts", f->receipts);
	json_add_bool(o, "batches", f->batches);
	json_add_number(o, "requests", f->requests);
	json_add_number(o, "took_ms", f->took_ms);
	json_add_bool(o, "slowed_down", f->limited);
	for (size_t i = 0; i < n; i++)
		json_add_text(list, NULL, uses[i]);
	json_add(o, "used_for", list);
	return o;
}

static struct json *findings_json(const struct examination *x)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < x->n; i++)
		json_add(list, NULL, finding_json(&x->nodes[i]));
	return list;
}

/* The lines about proofs and events, which decide what a node is good for. */
static void print_reach(const struct cli *cli, const struct node_findings *f)
{
	char more[64] = "";

	if (f->proofs_from > 0)
		snprintf(more, sizeof(more), "; it says from block %llu on",
			 (unsigned long long)f->proofs_from);
	if (!f->proves)
		cmd_print_line(cli, "  proofs    none%s", more);
	else if (f->proven_depth == 0)
		cmd_print_line(cli, "  proofs    at its newest block only%s", more);
	else
		cmd_print_line(cli, "  proofs    down to %llu blocks below its newest%s",
			       (unsigned long long)f->proven_depth, more);
	if (!f->searches)
		cmd_print_line(cli, "  events    none: it searches no blocks");
	else if (f->span_refused > 0)
		cmd_print_line(cli, "  events    %llu blocks at once; %llu are refused",
			       (unsigned long long)f->span, (unsigned long long)f->span_refused);
	else
		cmd_print_line(cli, "  events    %llu blocks at once", (unsigned long long)f->span);
}

/* One node, a line for each thing that a person chooses a node by. */
static void print_finding(const struct cli *cli, const struct node_findings *f)
{
	char line[128] = "";
	const char *uses[5];
	size_t n = list_uses(uses, f), len = 0;

	cmd_print_line(cli, "%s (%s) %s", f->name, f->operator, f->url);
	if (f->status != STATUS_OK) {
		cmd_print_line(cli, "  ! %s", f->why);
		cmd_print_line(cli, "  used for  nothing\n");
		return;
	}
	cmd_print_line(cli, "  head      %llu, %lld s old, chain %llu", (unsigned long long)f->head,
		       (long long)f->head_age_s, (unsigned long long)f->chain_id);
	if (f->client[0] != '\0')
		cmd_print_line(cli, "  client    %s", f->client);
	print_reach(cli, f);
	cmd_print_line(cli, "  offers    %s, %s, %s", f->receipts ? "receipts" : "no receipts",
		       f->batches ? "batches" : "no batches",
		       f->has_capabilities ? "eth_capabilities" : "no eth_capabilities");
	cmd_print_line(cli, "  rate      %u requests in %.1f s, %s", f->requests,
		       (double)f->took_ms / 1000,
		       f->limited ? "then it asked for fewer" : "none refused for being too many");
	for (size_t i = 0; i < n && len < sizeof(line); i++)
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%s", i > 0 ? ", " : "",
					uses[i]);
	cmd_print_line(cli, "  used for  %s\n", line);
}

/*
 * The exit code of a test: whether every node is well. What a node cannot do is no fault: others
 * are asked for it.
 */
static enum status judge(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_nodes; i++) {
		switch (s->nodes[i].state) {
		case PEER_OK:
		case PEER_BEHIND:
		case PEER_RETURNING:
		case PEER_UNKNOWN: break;
		case PEER_STALLED:
		case PEER_UNREACHABLE:
		case PEER_LIMITED: return ERR_UNREACHABLE;
		case PEER_WRONG_CHAIN:
		case PEER_UNSETTLED:
		case PEER_DISPUTED: return ERR_NOT_AGREED;
		}
	}
	return STATUS_OK;
}

/* A node at an address alone: there is no list to show, and no other to compare it with. */
static enum status tell_one(struct cli *cli, const struct examination *x, struct err *e)
{
	const struct node_findings *f = &x->nodes[0];
	struct json *top;
	enum status s = STATUS_OK;

	if (cmd_print_is_data(cli)) {
		cmd_envelope_note_cached(cli);
		top = json_new_object();
		json_add(top, "abilities", findings_json(x));
		s = cmd_print_reply(cli, top, e);
	}
	if (s != STATUS_OK || f->status == STATUS_OK)
		return s;
	cli->failure_printed = true;
	return f->status == ERR_NOT_AGREED ? f->status : ERR_UNREACHABLE;
}

static enum status tell_all(struct cli *cli, const struct examination *x, struct err *e)
{
	struct cmd_fresh f;
	enum status verdict, s = cmd_fresh_load(cli, &f, false, e);

	if (s != STATUS_OK)
		return s;
	verdict = judge(f.snapshot);
	s = cmd_node_print(cli, &f, cli->json ? findings_json(x) : NULL, e);
	s = cmd_fresh_end(cli, &f, s, false);
	return s != STATUS_OK ? s : verdict;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct examination x = {.n = 0};
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_node_test, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "keep what the nodes said", e);
	if (s == STATUS_OK)
		s = examine_nodes(cli->app, &cli->task, argv[0], &x, e);
	cmd_progress_end();
	for (size_t i = 0; s == STATUS_OK && i < x.n && !cmd_print_is_data(cli); i++)
		print_finding(cli, &x.nodes[i]);
	if (s == STATUS_OK)
		s = argv[0] != NULL ? tell_one(cli, &x, e) : tell_all(cli, &x, e);
	release_examination(&x);
	return s;
}

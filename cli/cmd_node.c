/*
 * byline node: the nodes of the network, how well they answer, and where they contradicted each
 * other. test differs from list in its exit code, which reports every node that is not well.
 */
#include <stdio.h>

#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"

static command_run run_list, run_test;

static const struct command list_command = {
	.name = "list",
	.synopsis = "node list",
	.summary = "what is known of them",
	.run = run_list,
};

static const struct command test_command = {
	.name = "test",
	.synopsis = "node test",
	.summary = "asks each one now; exit code 4 or 5 when one is not well",
	.run = run_test,
};

static const struct command *const members[] = {&list_command, &test_command, NULL};

const struct command cmd_node = {
	.name = "node",
	.summary = "The nodes, and how well they agree",
	.members = members,
};

/* A node as JSON. "agrees" is the share of its answers that agreed, null before the first. */
static struct json *node_object(const struct snapshot_node *n)
{
	struct json *o = json_new_object();

	json_add_text(o, "name", n->name);
	json_add_text(o, "operator", n->operator);
	json_add_text(o, "url", n->url);
	json_add_text(o, "state", peer_state_word(n->state));
	json_add_text(o, "detail", n->detail);
	json_add_u64(o, "head", n->head);
	json_add_u64(o, "lag", n->lag);
	json_add_u64(o, "latency_p50_ms", n->p50_ms);
	json_add_u64(o, "latency_p95_ms", n->p95_ms);
	if (n->agrees >= 0)
		json_add_textf(o, "agrees", "%.6f", n->agrees);
	else
		json_add_null(o, "agrees");
	cmd_add_time(o, "last_reply", n->last_reply);
	cmd_add_time(o, "retry_at", n->retry_at);
	return o;
}

/* A contradiction as JSON: the value of the node, and the value that the others agreed on. */
static struct json *dispute_object(const struct snapshot_dispute *d)
{
	struct json *o = json_new_object();

	cmd_add_time(o, "time", d->time);
	json_add_text(o, "node", d->node);
	json_add_text(o, "what", d->what);
	json_add_text(o, "said", d->said);
	json_add_text(o, "agreed", d->agreed);
	json_add_u64(o, "block", d->block);
	return o;
}

static enum status print_json(const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct json *top = json_new_object(), *nodes = json_new_array(),
		    *disputes = json_new_array();

	cmd_fresh_add(top, f);
	json_add_u64(top, "quorum", s->quorum);
	for (size_t i = 0; i < s->n_nodes; i++)
		json_add(nodes, NULL, node_object(&s->nodes[i]));
	json_add(top, "nodes", nodes);
	/* Ten contradictions fit below the nodes; --json has all that are kept. */
	for (size_t i = 0; i < s->n_disputes; i++)
		json_add(disputes, NULL, dispute_object(&s->disputes[i]));
	json_add(top, "disputes", disputes);
	return cmd_print_json(top, e);
}

/* A node as a row of text. */
static void add_row(struct cmd_grid *g, const struct snapshot_node *n)
{
	char time[CLOCK_LOCAL_SIZE];

	cmd_format_time(time, n->last_reply);
	cmd_grid_add(g, "%s", n->name);
	cmd_grid_add(g, "%s", n->operator);
	cmd_grid_add(g, "%llu", (unsigned long long)n->head);
	cmd_grid_add(g, "%llu", (unsigned long long)n->lag);
	cmd_grid_add(g, "%u", n->p50_ms);
	cmd_grid_add(g, "%u ms", n->p95_ms);
	if (n->agrees >= 0)
		cmd_grid_add(g, "%.1f %%", 100 * n->agrees);
	else
		cmd_grid_add(g, "-");
	cmd_grid_add(g, "%s", time);
	cmd_grid_add(g, "%s", peer_state_word(n->state));
	cmd_grid_add(g, "%s", n->detail);
}

static enum status print_text(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	char time[CLOCK_LOCAL_SIZE];
	struct cmd_grid g;
	enum status status;

	cmd_grid_init(&g, "llrrrrrrll");
	cmd_grid_head(&g, "NODE", "OPERATOR", "HEAD", "LAG", "P50", "P95", "AGREES", "LAST REPLY",
		      "STATE", "", NULL);
	for (size_t i = 0; i < s->n_nodes; i++)
		add_row(&g, &s->nodes[i]);
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_fresh_print(cli, f);
	for (size_t i = 0; i < s->n_disputes && i < 10; i++) {
		const struct snapshot_dispute *d = &s->disputes[i];

		cmd_format_time(time, d->time);
		cmd_print_line(cli,
			       "%s %s %s said %s about %s at block %llu; the agreed value is %s",
			       cmd_format_mark(cli, TRUST_DISPUTED), time, d->node, d->said,
			       d->what, (unsigned long long)d->block, d->agreed);
	}
	return status;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = cli->json ? print_json(&f, e) : print_text(cli, &f, e);
	return cmd_fresh_end(cli, &f, s, false);
}

/*
 * The exit code of a test: whether every node is well. A sync only needs enough of them, so that
 * its result says nothing about a single one.
 */
static enum status judge(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_nodes; i++) {
		switch (s->nodes[i].state) {
		case PEER_OK:
		case PEER_BEHIND:
		case PEER_UNKNOWN: break;
		case PEER_STALLED:
		case PEER_UNREACHABLE:
		case PEER_LIMITED: return ERR_UNREACHABLE;
		case PEER_WRONG_CHAIN:
		case PEER_DISPUTED: return ERR_NOT_AGREED;
		}
	}
	return STATUS_OK;
}

static enum status run_test(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status verdict, s = cmd_args_take(NULL, argc, argv, &test_command, e);

	if (s == STATUS_OK)
		s = require_online(cli->app, e);
	if (s == STATUS_OK)
		s = require_writable(cli->app, "keep what the nodes said", e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	verdict = judge(f.snapshot);
	s = cli->json ? print_json(&f, e) : print_text(cli, &f, e);
	s = cmd_fresh_end(cli, &f, s, false);
	return s != STATUS_OK ? s : verdict;
}

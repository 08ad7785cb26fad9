/*
 * byline node: the nodes of the network, how well they answer, and where they contradicted each
 * other. test differs from list in its exit code, which reports every node that is not well.
 */
#include <stdio.h>

#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/print.h"
#include "cli/rows.h"

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

/* Contradictions that fit below the nodes; --json has all that are kept. */
#define DISPUTES_SHOWN 10

static enum status print(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	struct cmd_rows nodes, disputes;
	struct json *top;
	enum status s;

	cmd_rows_init(&nodes, ROW_NODE, f->snapshot);
	cmd_rows_init(&disputes, ROW_DISPUTE, f->snapshot);
	if (cli->json) {
		top = json_new_object();
		cmd_fresh_add(top, f);
		json_add_u64(top, "quorum", f->snapshot->quorum);
		cmd_rows_add(top, &nodes);
		cmd_rows_add(top, &disputes);
		return cmd_print_json(top, e);
	}
	s = cmd_rows_print(cli, &nodes,
			   "name operator head lag latency_p50_ms latency_p95_ms agrees "
			   "last_reply state detail",
			   e);
	cmd_fresh_print(cli, f);
	if (disputes.n == 0 || s != STATUS_OK)
		return s;
	if (disputes.n > DISPUTES_SHOWN)
		disputes.n = DISPUTES_SHOWN;
	cmd_print_line(cli,
		       "\n%s contradictions, newest first:", cmd_format_mark(cli, TRUST_DISPUTED));
	return cmd_rows_print(cli, &disputes, "time node what said agreed block", e);
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = print(cli, &f, e);
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
	s = print(cli, &f, e);
	s = cmd_fresh_end(cli, &f, s, false);
	return s != STATUS_OK ? s : verdict;
}

/*
 * The options of acts on chain. Commands with options of their own put CMD_FLOW_OPTIONS() into
 * their table; the others use cmd_flow_options_table.
 */
#include "cli/flow_options.h"

#include <string.h>

#include "base/parse.h"
#include "cli/args.h"

/* CMD_FLOW_OPTIONS() names a member of a struct. */
struct only_flow {
	struct cmd_flow_options flow;
};

const struct cmd_option cmd_flow_options_table[] = {
	CMD_FLOW_OPTIONS(struct only_flow, flow),
	CMD_OPTIONS_END,
};

enum status cmd_flow_options_check_wait(struct cmd_wait_options *w, struct err *e)
{
	w->timeout_s = CMD_TIMEOUT_S;
	if (w->timeout != NULL &&
	    parse_u64(&w->timeout_s, w->timeout, strlen(w->timeout)) != STATUS_OK)
		return err_set(e, ERR_USAGE, "--timeout takes a number of seconds");
	if (w->timeout != NULL && w->no_wait)
		return err_set(e, ERR_USAGE, "--timeout and --no-wait exclude each other");
	return STATUS_OK;
}

/* --prepare and --out end before the signature, so that there is nothing to send. */
enum status cmd_flow_options_check(struct cmd_flow_options *o, struct err *e)
{
	if ((o->prepare || o->out != NULL) && o->send)
		return err_set(e, ERR_USAGE, "--send does not go with --prepare or --out");
	return cmd_flow_options_check_wait(&o->wait, e);
}

enum status cmd_flow_options_check_attest(struct cmd_flow_options *o, bool attest, struct err *e)
{
	if (!attest && (o->prepare || o->send || o->out != NULL || o->confirm != NULL))
		return err_set(e, ERR_USAGE,
			       "--prepare, --send, --out and --confirm need --attest");
	return cmd_flow_options_check(o, e);
}

enum status cmd_flow_options_take(struct cmd_flow_options *out, int argc, char **argv,
				  const struct command *command, struct err *e)
{
	struct only_flow o = {0};
	enum status s = cmd_args_take(&o, argc, argv, command, e);

	*out = o.flow;
	return s == STATUS_OK ? cmd_flow_options_check(out, e) : s;
}

/*
 * byline network follow, unfollow and use: which networks are shown. What is known of a network
 * stays when it is not followed any more.
 */
#include "cli/cmd_network_follow.h"

#include <stdio.h>

#include "act/follow.h"
#include "app/network.h"
#include "app/scope.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/prompt.h"

struct unfollow_options {
	const char *confirm;
};

static const struct cmd_option unfollow_options[] = {
	CMD_VALUE("confirm", "NAME", struct unfollow_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run_use, run_follow, run_unfollow;

const struct command cmd_network_use = {
	.name = "use",
	.synopsis = "network use NAME",
	.summary = "follows it, and shows it first",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_use,
};

const struct command cmd_network_follow = {
	.name = "follow",
	.synopsis = "network follow NAME",
	.summary = "shows it beside the others",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_follow,
};

const struct command cmd_network_unfollow = {
	.name = "unfollow",
	.synopsis = "network unfollow NAME",
	.summary = "leaves it alone; its history stays",
	.options = unfollow_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_unfollow,
};

enum status cmd_network_follow_print(struct cli *cli, const char *done, const struct profile *p,
				     bool in_use, struct json *take_changes, struct err *e)
{
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "%s %s: %s, chain %llu", done, p->name, p->title,
			       (unsigned long long)p->chain_id);
		cmd_print_hint(cli, in_use ? "Next: byline sync" : "Next: byline network follow %s",
			       p->name);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "name", p->name);
	json_add_number(top, "chain_id", p->chain_id);
	json_add_bool(top, "in_use", in_use);
	if (take_changes != NULL)
		json_add(top, "changes", take_changes);
	return cmd_print_reply(cli, top, e);
}

void cmd_network_follow_tell(const struct cli *cli, const char *name, const char *replaced)
{
	if (replaced[0] != '\0' && !cmd_print_is_data(cli))
		cmd_print_line(cli, "%s is the same chain as %s, which is not followed any more",
			       name, replaced);
}

/* One network of a chain gives way to another, since only one can be followed. */
static enum status run_use(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct profile profile;
	char replaced[32];
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_network_use, e);

	if (s == STATUS_OK)
		s = load_network(app_paths(cli->app), &profile, argv[0], e);
	if (s == STATUS_OK)
		s = use_network(cli->app, profile.name, replaced, e);
	if (s != STATUS_OK)
		return s;
	cmd_network_follow_tell(cli, profile.name, replaced);
	return cmd_network_follow_print(cli, "Following and showing first", &profile, true, NULL,
					e);
}

/* Nothing is asked: looking at a network costs nothing and signs nothing. */
static enum status run_follow(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct profile profile;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_network_follow, e);

	if (s == STATUS_OK)
		s = load_network(app_paths(cli->app), &profile, argv[0], e);
	if (s == STATUS_OK)
		s = follow_network(cli->app, profile.name, e);
	return s == STATUS_OK ? cmd_network_follow_print(cli, "Following", &profile, true, NULL, e)
			      : s;
}

/* Nobody looks at a transaction on a network that is not followed. */
static enum status confirm_unfollow(const struct cli *cli, const char *name, const char *confirm,
				    struct err *e)
{
	struct app *scope = scope_of_network(cli->app, name);
	size_t n = scope != NULL ? count_under_way(scope) : 0;
	char prompt[80];

	/* Nothing is lost by leaving a network where nothing is under way. */
	if (n == 0)
		return STATUS_OK;
	/* Scripts learn the reason as well. */
	fprintf(stderr,
		"%zu transaction%s of yours %s under way on %s. Nobody looks at %s until it is "
		"followed again.\n",
		n, n == 1 ? "" : "s", n == 1 ? "is" : "are", name, n == 1 ? "it" : "them");
	snprintf(prompt, sizeof(prompt), "Type %.32s to unfollow it: ", name);
	return cmd_prompt_confirm(cli, confirm, name, prompt, e);
}

static enum status run_unfollow(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct unfollow_options o = {0};
	struct json *top;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_network_unfollow, e);

	if (s == STATUS_OK)
		s = confirm_unfollow(cli, argv[0], o.confirm, e);
	if (s == STATUS_OK)
		s = leave_network(cli->app, argv[0], e);
	if (s != STATUS_OK)
		return s;
	/* No row of the cache goes: following it again shows all of it at once. */
	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli,
			       "%s is not followed any more; what is known of it stays on this "
			       "machine",
			       argv[0]);
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "name", argv[0]);
	return cmd_print_reply(cli, top, e);
}

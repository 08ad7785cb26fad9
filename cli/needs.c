#include "cli/needs.h"

#include "app/scope.h"
#include "app/shown_account.h"
#include "cli/own_vault.h"

static enum status require_network(struct cli *cli, struct err *e)
{
	return scope_networks(cli->app) > 0 ? STATUS_OK : refuse_no_network(e);
}

/* An act is for one network: it must be plain which. */
static enum status require_one(struct cli *cli, struct err *e)
{
	const struct profile *profile;

	if (scope_networks(cli->app) < 2)
		return STATUS_OK;
	return require_profile(cli->app, &profile, e);
}

static enum status require_datanet(struct cli *cli, struct err *e)
{
	return scope_require_datanet(cli->app, e);
}

static enum status require_account(struct cli *cli, struct err *e)
{
	struct address account;

	return shown_account(cli->app, &account, e);
}

static enum status require_vault(struct cli *cli, struct err *e)
{
	return cmd_own_vault_require(cli, e);
}

static enum status require_nodes(struct cli *cli, struct err *e)
{
	return require_online(cli->app, e);
}

/*
 * A vault comes first, since it says most about where a person stands: without it there is no
 * account either. The words stand behind "Needs" in the help of a command.
 */
static const struct {
	unsigned need;
	const char *word;
	enum status (*require)(struct cli *cli, struct err *e);
} table[] = {
	{CMD_NEEDS_VAULT, "the vault", require_vault},
	{CMD_NEEDS_NETWORK, "a network", require_network},
	{CMD_NEEDS_ONE, "--network, if several are followed", require_one},
	{CMD_NEEDS_DATANET, "--datanet, if it has several", require_datanet},
	{CMD_NEEDS_ACCOUNT, "an account", require_account},
	{CMD_NEEDS_NODES, "answers of its nodes, so not --offline", require_nodes},
};

enum status cmd_needs_check(struct cli *cli, unsigned needs, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < ARRAY_SIZE(table) && s == STATUS_OK; i++)
		if ((needs & table[i].need) != 0)
			s = table[i].require(cli, e);
	return s;
}

const char *cmd_needs_word(unsigned need)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].need == need)
			return table[i].word;
	return NULL;
}

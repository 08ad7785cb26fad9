/*
 * byline claim remove: takes back what `claim add` brought of one payer. The pin that it made goes
 * once a person has typed the network's name, as it came; one of the profile's own stays.
 */
#include <stdlib.h>

#include "app/network.h"
#include "chain/member.h"
#include "cli/args.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "sync/remove_brought.h"

struct claim_remove_options {
	const char *confirm;
};

static const struct cmd_option options[] = {
	CMD_VALUE("confirm", "NETWORK", struct claim_remove_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_claim_remove = {
	.name = "remove",
	.synopsis = "claim remove PAYER [OPTIONS]",
	.summary = "takes back what claim add brought",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ONE,
};

static struct json *reply_of(const struct brought_removal *r, const struct cmd_changes *changes)
{
	struct json *top = json_new_object(), *payer = json_new_object();

	json_add_text(top, "network", r->profile.name);
	member_add_address(payer, "address", &r->payer.contract.address);
	json_add_text(payer, "name", r->payer.name);
	json_add_bool(payer, "pinned", !r->unpins);
	json_add(top, "payer", payer);
	json_add_number(top, "removed", r->n_rows);
	json_add(top, "changes", cmd_changes_json(changes));
	return top;
}

/* A person who takes a payer back must not fear for what it paid, or for the profile. */
static void print_removal(const struct cli *cli, const struct brought_removal *r)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, &r->payer.contract.address);
	cmd_print_line(cli,
		       "%zu brought claim%s of %s %s gone. What was claimed stays in: byline "
		       "claim status",
		       r->n_rows, r->n_rows == 1 ? "" : "s", address,
		       r->n_rows == 1 ? "is" : "are");
	cmd_print_line(cli,
		       r->unpins
			       ? "Network %s does not pin this payer any more."
			       : "The pin of this payer is the profile's own: network %s keeps it.",
		       r->profile.name);
}

/* Nothing is asked where only claims go, which the file brings again. */
static enum status remove_now(struct cli *cli, const struct claim_remove_options *o,
			      struct brought_removal *r, struct err *e)
{
	struct cmd_changes changes = {.n = 0};
	const struct profile *before;
	enum status s = require_profile(cli->app, &before, e);

	if (s == STATUS_OK)
		s = cmd_changes_find(&changes, before, &r->profile, e);
	if (s == STATUS_OK && r->unpins)
		s = cmd_changes_show(cli, &changes, e);
	if (s == STATUS_OK && r->unpins)
		s = cmd_changes_confirm(cli, o->confirm, r->profile.name, e);
	if (s == STATUS_OK)
		s = remove_brought(cli->app, r, e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		cmd_envelope_note_cached(cli);
		s = cmd_print_reply(cli, reply_of(r, &changes), e);
	} else if (s == STATUS_OK) {
		print_removal(cli, r);
	}
	cmd_changes_release(&changes);
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct claim_remove_options o = {0};
	struct brought_removal *r = calloc(1, sizeof(*r));
	enum status s = cmd_args_take(&o, argc, argv, &cmd_claim_remove, e);

	if (s == STATUS_OK && r == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = require_writable(cli->app, "remove claims", e);
	if (s == STATUS_OK)
		s = find_brought(cli->app, r, argv[0], e);
	if (s == STATUS_OK)
		s = remove_now(cli, &o, r, e);
	free(r);
	return s;
}

/*
 * byline account watch: accounts without their keys, by an address or by an extended public key.
 * No vault is needed. A private key may be pasted by mistake: the operand is never printed.
 */
#include <string.h>

#include "act/watch_xpub.h"
#include "app/account.h"
#include "base/parse.h"
#include "chain/member.h"
#include "cli/account_print.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/read.h"

struct watch_options {
	const char *count, *label;
};

static const struct cmd_option options[] = {
	CMD_VALUE("count", "N", struct watch_options, count),
	CMD_VALUE("label", "TEXT", struct watch_options, label),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_account_watch = {
	.name = "watch",
	.synopsis = "account watch ADDRESS|XPUB [OPTIONS]",
	.summary = "shows one without its key",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
};

/* More are asked for by nobody: BIP-44 ends its search after 20 unused accounts. */
static enum status read_count(size_t *out, const char *text, struct err *e)
{
	uint64_t n = 1;

	if (text != NULL &&
	    (parse_u64(&n, text, strlen(text)) != STATUS_OK || n == 0 || n > WATCH_XPUB_MOST))
		return err_set(e, ERR_USAGE, "--count takes a number from 1 to %d",
			       WATCH_XPUB_MOST);
	*out = (size_t)n;
	return STATUS_OK;
}

/* An account of the vault is told as that: it was not added, and has a label of its own. */
static enum status print_list(struct cli *cli, const struct xpub_account *list, size_t n,
			      struct err *e)
{
	struct json *top, *rows;

	if (!cmd_print_is_data(cli)) {
		for (size_t i = 0; i < n; i++) {
			char text[ADDRESS_TEXT_SIZE];

			address_format(text, &list[i].address);
			cmd_print_line(cli, "%s %s (%s of the extended key)%s%s",
				       list[i].in_vault ? "In your vault:" : "Watching", text,
				       list[i].child, list[i].label[0] != '\0' ? " " : "",
				       list[i].in_vault ? "" : list[i].label);
		}
		return STATUS_OK;
	}
	top = json_new_object();
	rows = json_new_array();
	for (size_t i = 0; i < n; i++) {
		struct json *row = json_new_object();

		member_add_address(row, "address", &list[i].address);
		json_add_text(row, "child", list[i].child);
		json_add_text(row, "label", list[i].in_vault ? "" : list[i].label);
		json_add_bool(row, "in_vault", list[i].in_vault);
		json_add(rows, NULL, row);
	}
	json_add(top, "accounts", rows);
	return cmd_print_reply(cli, top, e);
}

static enum status watch_key(struct cli *cli, const char *text, const struct watch_options *o,
			     struct err *e)
{
	struct xpub_account list[WATCH_XPUB_MOST];
	size_t n = 0;
	enum status s = read_count(&n, o->count, e);

	if (s == STATUS_OK)
		s = watch_xpub(cli->app, list, text, n, o->label, e);
	return s == STATUS_OK ? print_list(cli, list, n, e) : s;
}

/* An address has no further accounts, so that --count would be taken for something else. */
static enum status watch_one(struct cli *cli, const char *text, const struct watch_options *o,
			     struct err *e)
{
	struct address address;
	enum status s = STATUS_OK;

	if (o->count != NULL)
		return err_set(e, ERR_USAGE,
			       "--count belongs to an extended public key, of which there are "
			       "several accounts");
	s = cmd_read_address(&address, text, e);
	if (s == STATUS_OK)
		s = watch_account(cli->app, &address, o->label, e);
	return s == STATUS_OK ? cmd_account_print(cli, "Watching", &address, e) : s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct watch_options o = {0};
	enum status s = cmd_args_take(&o, argc, argv, &cmd_account_watch, e);

	if (s == STATUS_OK)
		s = require_writable(cli->app, "add an account", e);
	if (s == STATUS_OK)
		s = is_extended_key(argv[0]) ? watch_key(cli, argv[0], &o, e)
					     : watch_one(cli, argv[0], &o, e);
	if (s == STATUS_OK)
		cmd_print_hint(cli, "Next: byline balance");
	return s;
}

/*
 * Values of the command line: a point in time, an expected hash, an account. A message names the
 * option or the operand and shows the form it takes.
 */
#include "cli/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "base/clock.h"

enum status cmd_read_since(int64_t *out, const char *text, struct err *e)
{
	char day[CLOCK_RFC3339_SIZE];

	*out = 0;
	if (text == NULL || clock_parse_rfc3339(out, text, strlen(text)) == STATUS_OK)
		return STATUS_OK;
	if (strlen(text) == 10) {
		/* A day means its beginning in UTC. */
		snprintf(day, sizeof(day), "%sT00:00:00Z", text);
		if (clock_parse_rfc3339(out, day, strlen(day)) == STATUS_OK)
			return STATUS_OK;
	}
	return err_set(e, ERR_USAGE,
		       "--since takes a day such as 2026-11-20, or a time such as "
		       "2026-11-20T14:00:00Z");
}

enum status cmd_read_expect(const struct cli *cli, const struct hash **out, struct hash *room,
			    struct err *e)
{
	*out = NULL;
	if (cli->expect == NULL)
		return STATUS_OK;
	if (hash_parse(room, cli->expect, strlen(cli->expect)) != STATUS_OK)
		return err_set(e, ERR_USAGE, "--expect takes a hash: 0x and 64 hex digits");
	*out = room;
	return STATUS_OK;
}

enum status cmd_read_address(struct address *out, const char *text, struct err *e)
{
	struct err why = {0};

	if (address_read(out, text, &why) == STATUS_OK)
		return STATUS_OK;
	return err_set(e, ERR_USAGE, "%s", why.text);
}

enum status cmd_read_account(struct cli *cli, struct address *out, const char *name, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0, i = 0;
	struct err why = {0};
	enum status s = address_read(out, name, &why);

	if (s == STATUS_OK)
		return s;
	if (name[0] == '\0')
		return err_set(
			e, ERR_USAGE,
			"an account is needed: an address, a label, or its number in the vault");
	/* A mistyped address is never looked up as a label. */
	if (s == ERR_MISMATCH || strncmp(name, "0x", 2) == 0)
		return err_set(e, ERR_PARSE, "%s", why.text);
	s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = find_account(&i, accounts, n, name, e);
	if (s == STATUS_OK)
		*out = accounts[i].address;
	free(accounts);
	return s;
}

/*
 * Values of the command line: times, an expected hash, an account. A message names the
 * option or the operand and shows the form it takes.
 */
#include "cli/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/lost_records.h"
#include "base/clock.h"
#include "base/zone.h"

/* Reads exactly `len` decimal digits. */
static bool read_digits(int *out, const char *text, size_t len)
{
	*out = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	return true;
}

/* Reads "2026-11" or "2026-11-20": the beginning of that, or with `end` of what follows it. */
static bool read_date(int64_t *out, const char *text, bool end, bool zoned)
{
	size_t len = strlen(text);
	int year, month, day = 1;

	if ((len != 7 && len != 10) || !read_digits(&year, text, 4) || text[4] != '-' ||
	    !read_digits(&month, text + 5, 2) || month < 1 || month > 12)
		return false;
	if (len == 7) {
		*out = zone_day(year, month + end, 1, zoned);
		return true;
	}
	if (text[7] != '-' || !read_digits(&day, text + 8, 2) || day < 1 ||
	    zone_day(year, month, day, false) >= zone_day(year, month + 1, 1, false))
		return false;
	*out = zone_day(year, month, day + end, zoned);
	return true;
}

/* Reads "7d", "12h" or "4w": so long before now. */
static bool read_back(int64_t *out, const char *text)
{
	size_t len = strlen(text);
	int n;

	if (len < 2 || len > 5 || !read_digits(&n, text, len - 1))
		return false;
	switch (text[len - 1]) {
	case 'h': *out = clock_now() - n * INT64_C(3600); break;
	case 'd': *out = clock_now() - n * INT64_C(86400); break;
	case 'w': *out = clock_now() - n * INT64_C(604800); break;
	default: return false; /* any other unit */
	}
	return true;
}

/* A point in time is part of what ends with it. */
static enum status read_time(int64_t *out, const char *option, const char *text, bool end,
			     bool zoned, struct err *e)
{
	if (read_date(out, text, end, zoned) || read_back(out, text))
		return STATUS_OK;
	if (clock_parse_rfc3339(out, text, strlen(text)) == STATUS_OK) {
		*out += end;
		return STATUS_OK;
	}
	return err_set(e, ERR_USAGE,
		       "--%s takes a month such as 2026-11, a day such as 2026-11-20, a time such "
		       "as 2026-11-20T14:00:00Z, or a span such as 7d",
		       option);
}

enum status cmd_read_times(struct column_span *out, const struct cmd_read_span *options,
			   struct err *e)
{
	const char *from = options->from != NULL ? options->from : options->since;
	enum status s = STATUS_OK;

	*out = (struct column_span){.zoned = options->tz != NULL};
	if (options->from != NULL && options->since != NULL)
		return err_set(e, ERR_USAGE, "--from and --since say the same: give one of them");
	if (out->zoned)
		s = zone_choose(options->tz, e);
	if (s == STATUS_OK && from != NULL)
		s = read_time(&out->from, options->from != NULL ? "from" : "since", from, false,
			      out->zoned, e);
	if (s == STATUS_OK && options->to != NULL)
		s = read_time(&out->until, "to", options->to, true, out->zoned, e);
	if (s == STATUS_OK && from != NULL && options->to != NULL && out->until <= out->from)
		s = err_set(e, ERR_USAGE, "--to %.32s ends before --from %.32s begins", options->to,
			    from);
	return s;
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
		s = n == 0 ? refuse_no_account(cli->app, e)
			   : find_account(&i, accounts, n, name, e);
	if (s == STATUS_OK)
		*out = accounts[i].address;
	free(accounts);
	return s;
}

#include "cli/values.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "chain/member.h"

void cmd_add_address(struct json *object, const char *name, const struct address *a)
{
	member_add_address(object, name, a);
}

void cmd_add_hash(struct json *object, const char *name, const struct hash *h)
{
	if (hash_is_zero(h))
		json_add_null(object, name);
	else
		json_add_hex(object, name, h->bytes, sizeof(h->bytes));
}

void cmd_add_time(struct json *object, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	if (seconds == 0) {
		json_add_null(object, name);
		return;
	}
	clock_format_rfc3339(text, seconds);
	json_add_text(object, name, text);
}

static struct json *amount_object(const struct u256 *raw, const struct cmd_unit *unit)
{
	struct json *amount = json_new_object();
	char text[AMOUNT_TEXT_SIZE];

	member_add_u256(amount, "raw", raw);
	amount_format_exact(text, raw, unit->decimals);
	json_add_text(amount, "text", text);
	json_add_text(amount, "symbol", unit->symbol);
	return amount;
}

void cmd_add_amount(struct json *object, const char *name, const struct u256 *raw,
		    const struct cmd_unit *unit)
{
	json_add(object, name, amount_object(raw, unit));
}

void cmd_add_figure(struct json *object, const char *name, const struct figure *f,
		    const struct cmd_unit *unit)
{
	struct json *figure;

	if (!f->known) {
		json_add_null(object, name);
		return;
	}
	figure = amount_object(&f->value, unit);
	json_add_text(figure, "trust", trust_word(f->trust));
	json_add_u64(figure, "block", f->block);
	cmd_add_time(figure, "as_of", f->as_of);
	json_add(object, name, figure);
}

const char *cmd_mark(const struct cli *cli, enum trust t)
{
	bool ascii = cli->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;

	if (cli->accessible)
		return trust_word(t);
	return trust_mark(t, ascii);
}

void cmd_figure_text(char out[static CMD_FIGURE_SIZE], const struct cli *cli,
		     const struct figure *f, const struct cmd_unit *unit)
{
	char text[AMOUNT_TEXT_SIZE];

	if (!f->known) {
		snprintf(out, CMD_FIGURE_SIZE, "-");
		return;
	}
	amount_format(text, &f->value, unit->decimals, 6);
	snprintf(out, CMD_FIGURE_SIZE, "%s %s %s", text, unit->symbol, cmd_mark(cli, f->trust));
}

void cmd_time_text(char out[static CLOCK_LOCAL_SIZE], int64_t seconds)
{
	if (seconds == 0)
		snprintf(out, CLOCK_LOCAL_SIZE, "-");
	else
		clock_format_local(out, seconds);
}

enum status cmd_parse_since(int64_t *out, const char *text, struct err *e)
{
	char day[CLOCK_RFC3339_SIZE];

	*out = 0;
	if (text == NULL || clock_parse_rfc3339(out, text, strlen(text)) == STATUS_OK)
		return STATUS_OK;
	if (strlen(text) == 10) {
		snprintf(day, sizeof(day), "%sT00:00:00Z", text);
		if (clock_parse_rfc3339(out, day, strlen(day)) == STATUS_OK)
			return STATUS_OK;
	}
	return err_set(e, ERR_USAGE,
		       "--since takes a day such as 2026-11-20, or a time such as "
		       "2026-11-20T14:00:00Z");
}

enum status cmd_parse_expect(const struct cli *cli, const struct hash **out, struct hash *room,
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

enum status cmd_parse_account(struct cli *cli, struct address *out, const char *name, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0, i = 0;
	enum status s = address_parse(out, name, strlen(name));

	if (s == STATUS_OK)
		return s;
	if (name[0] == '\0')
		return err_set(e, ERR_USAGE, "an account is needed, not an empty text");
	if (s == ERR_MISMATCH)
		return err_set(e, ERR_PARSE, "the checksum of %.42s is wrong: mistyped?", name);
	s = load_accounts(cli->app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = find_account(&i, accounts, n, name, e);
	if (s == STATUS_OK)
		*out = accounts[i].address;
	free(accounts);
	return s;
}

/*
 * Values as members of JSON objects. A value that is not known is null and never zero, so that a
 * script cannot take "not asked yet" for "nothing".
 */
#include "cli/add.h"

#include "base/clock.h"
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

/*
 * An amount twice: `raw` in the smallest unit for programs, `text` with its decimals for people.
 * Both are strings, because numbers of JSON lose digits.
 */
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

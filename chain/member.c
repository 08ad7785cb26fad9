/*
 * Members of documents as chain values: text first, then numbers and addresses, then the functions
 * that add members to a document.
 *
 * A message always names the member, because the documents come from elsewhere and a person may
 * have to find the place in one. Nothing is stored in the output before the member was read to its
 * end, except by member_hashes().
 */
#include "chain/member.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/text.h"
#include "chain/web_url.h"

enum status member_text(char *out, size_t cap, const struct json *object, const char *name,
			struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, name, e);

	if (s != STATUS_OK)
		return s;
	if (text[0] == '\0' || strlen(text) >= cap)
		return err_set(e, ERR_PARSE, "\"%s\" is empty or longer than %zu bytes", name,
			       cap - 1);
	/* A name with invisible characters could look like another name. */
	text_clean(out, cap, text, strlen(text));
	if (strcmp(out, text) != 0)
		return err_set(e, ERR_PARSE, "\"%s\" has control or invisible characters", name);
	return STATUS_OK;
}

enum status member_name(char *out, size_t cap, const struct json *object, const char *name,
			struct err *e)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	enum status s = member_text(out, cap, object, name, e);

	if (s == STATUS_OK && (out[strspn(out, allowed)] != '\0' || out[0] == '-'))
		return err_set(e, ERR_PARSE,
			       "\"%s\" may have only lower-case letters, digits and inner \"-\"",
			       name);
	return s;
}

enum status member_url(char *out, size_t cap, const struct json *object, const char *name,
		       struct err *e)
{
	enum status s = member_text(out, cap, object, name, e);
	struct err why = {0};

	if (s != STATUS_OK)
		return s;
	s = web_url_check(out, &why);
	return s == STATUS_OK ? s : err_set(e, s, "\"%s\" %s", name, why.text);
}

enum status member_hex(uint8_t *out, size_t len, const struct json *object, const char *name,
		       struct err *e)
{
	enum status s = json_get_hex(out, len, object, name, e);

	/* Two spellings of one hash would make two documents with one meaning. */
	if (s == STATUS_OK && strpbrk(json_text(json_get(object, name)), "ABCDEF") != NULL)
		s = err_set(e, ERR_PARSE, "\"%s\" must have its hex digits in lower case", name);
	return s;
}

enum status member_hash(struct hash *out, const struct json *object, const char *name,
			struct err *e)
{
	return json_get_hex(out->bytes, sizeof(out->bytes), object, name, e);
}

enum status member_hashes(struct hash *out, size_t *n, size_t most, const struct json *object,
			  const char *name, struct err *e)
{
	const struct json *array;
	enum status s = json_get_array(&array, object, name, e);

	*n = 0;
	if (s == STATUS_OK && json_count(array) > most)
		s = err_set(e, ERR_LIMIT, "\"%s\" has more than %zu hashes", name, most);
	if (s != STATUS_OK)
		return s;
	for (const struct json *h = json_first(array); h != NULL; h = json_next(h)) {
		const char *text = json_text(h);

		if (text == NULL || hash_parse(&out[*n], text, strlen(text)) != STATUS_OK)
			return err_set(e, ERR_PARSE, "\"%s[%zu]\" is not 0x and 64 hex digits",
				       name, *n);
		++*n;
	}
	return STATUS_OK;
}

enum status member_bytes(struct buf *out, const struct json *object, const char *name,
			 struct err *e)
{
	const char *text;
	uint8_t *room;
	size_t len;
	enum status s = json_get_text(&text, object, name, e);

	if (s != STATUS_OK)
		return s;
	/* Half of the characters is more than enough, because of the "0x". */
	len = strlen(text) / 2;
	room = buf_reserve(out, len);
	if (room == NULL)
		return err_set(e, buf_status(out), "\"%s\": %s", name,
			       status_phrase(buf_status(out)));
	s = hex_parse_var(room, &len, len, text, strlen(text));
	if (s != STATUS_OK)
		return err_set(e, ERR_PARSE, "\"%s\" is not 0x and hex digits", name);
	buf_grew(out, len);
	return STATUS_OK;
}

enum status member_address(struct address *out, const struct json *object, const char *name,
			   struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, object, name, e);

	if (s != STATUS_OK)
		return s;
	s = address_read(out, text, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "\"%s\"", name);
}

enum status member_number(unsigned *out, const struct json *object, const char *name, unsigned min,
			  unsigned max, struct err *e)
{
	uint64_t v;
	enum status s = json_get_u64(&v, object, name, e);

	if (s != STATUS_OK)
		return s;
	if (v < min || v > max)
		return err_set(e, ERR_RANGE, "\"%s\" is not from %u to %u", name, min, max);
	*out = (unsigned)v;
	return STATUS_OK;
}

enum status member_u256(struct u256 *out, const struct json *object, const char *name,
			struct err *e)
{
	const char *text = json_text(json_get(object, name));
	enum status s = text == NULL ? ERR_PARSE : u256_parse(out, text, strlen(text));

	if (s != STATUS_OK)
		return err_set(e, s, "\"%s\" is missing or not a decimal number in a string", name);
	return STATUS_OK;
}

enum status member_slot(struct hash *out, const struct json *object, const char *name,
			struct err *e)
{
	const char *text = json_text(json_get(object, name));
	struct u256 v;
	enum status s = ERR_PARSE;

	if (text == NULL || text[0] != '0' || text[1] != 'x') {
		s = member_u256(&v, object, name, e);
		if (s == STATUS_OK)
			u256_to_be(out->bytes, &v);
		return s;
	}
	/* The places of ERC-7201 are hashes, and only hashes have zeros in front. */
	if (hash_parse(out, text, strlen(text)) == STATUS_OK)
		return STATUS_OK;
	s = u256_parse_quantity(&v, text, strlen(text));
	if (s != STATUS_OK)
		return err_set(e, s, "\"%s\" is neither a decimal number nor one in hex", name);
	u256_to_be(out->bytes, &v);
	return STATUS_OK;
}

void member_add_address(struct json *object, const char *name, const struct address *a)
{
	json_add_hex(object, name, a->bytes, sizeof(a->bytes));
}

void member_add_hash(struct json *object, const char *name, const struct hash *h)
{
	json_add_hex(object, name, h->bytes, sizeof(h->bytes));
}

void member_add_hashes(struct json *object, const char *name, const struct hash *hashes, size_t n)
{
	struct json *array = json_new_array();

	for (size_t i = 0; i < n; i++)
		member_add_hash(array, NULL, &hashes[i]);
	json_add(object, name, array);
}

void member_add_u256(struct json *object, const char *name, const struct u256 *v)
{
	char text[U256_DECIMAL_SIZE];

	u256_format(text, v);
	json_add_text(object, name, text);
}

void member_add_slot(struct json *object, const char *name, const struct hash *slot)
{
	struct u256 v = u256_from_be(slot->bytes);
	uint64_t small;

	if (u256_to_u64(&small, &v) == STATUS_OK)
		member_add_u256(object, name, &v);
	else
		member_add_hash(object, name, slot);
}

void member_add_time(struct json *object, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	if (seconds == 0) {
		json_add_null(object, name);
		return;
	}
	clock_format_rfc3339(text, seconds);
	json_add_text(object, name, text);
}

void member_add_block(struct json *object, const char *name, uint64_t block)
{
	if (block != 0)
		json_add_number(object, name, block);
	else
		json_add_null(object, name);
}

/*
 * An amount stands there twice: `raw` in the smallest unit for programs, `text` with its decimals
 * for people. Both are strings, because numbers of JSON lose digits.
 */
void member_add_amount(struct json *object, const char *name, const struct value *v)
{
	struct json *amount;
	char text[AMOUNT_TEXT_SIZE];

	if (!v->known) {
		json_add_null(object, name);
		return;
	}
	amount = json_new_object();
	member_add_u256(amount, "raw", &v->amount);
	amount_format_exact(text, &v->amount, v->unit.decimals);
	json_add_text(amount, "text", text);
	json_add_text(amount, "symbol", v->unit.symbol);
	/* A figure also says how, where and when it became known, and why not better. */
	if (v->figure) {
		json_add_text(amount, "trust", trust_word(v->trust));
		member_add_block(amount, "block", v->block);
		member_add_time(amount, "as_of", v->as_of);
		if (v->doubt == DOUBT_NONE)
			json_add_null(amount, "why");
		else
			json_add_text(amount, "why", doubt_word(v->doubt));
	}
	json_add(object, name, amount);
}

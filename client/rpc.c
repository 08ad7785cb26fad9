/*
 * Nodes agree on JSON-RPC but not on errors, which are another file's matter (rpc_error.h). In
 * reading order: a request, replies that need mending (parse()), rpc_read_reply() and
 * rpc_read_refusal(), then values of results, which are read strictly, because figures depend on
 * them.
 */
#include "client/rpc.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "client/rpc_error.h"
#include "client/span_hint.h"

/* The status of an HTTP reply that says nothing beside its body. */
#define HTTP_OK 200

/* Digits of a number in a result: 32 bytes of them. More zeros in front are no number of a node. */
#define QUANTITY_DIGITS 64

void rpc_write_request(struct buf *out, uint32_t id, const char *method, const char *params)
{
	buf_addf(out, "{\"id\":%u,\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}", id, method,
		 params);
}

/* Whether the text at `p` is the escape of a zero byte or of half a character. */
static bool is_bad_escape(const uint8_t *p, size_t left)
{
	unsigned unit = 0;

	if (left < 6 || p[1] != 'u')
		return false;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_digit((char)p[i]);

		if (digit < 0)
			return false;
		unit = unit << 4 | (unsigned)digit;
	}
	return unit == 0 || (unit >= 0xd800 && unit <= 0xdfff);
}

/* Copies JSON, with a question mark in the place of each byte or escape that no text has. */
static void mend(struct buf *out, const uint8_t *p, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		n = p[i] == '\\' && len - i > 1 ? 2 : 1;
		if (p[i] == '\\' && is_bad_escape(p + i, len - i)) {
			n = 6;
			buf_add_str(out, "?");
		} else if (p[i] >= 0x80) {
			buf_add_str(out, "?");
		} else {
			buf_add(out, p + i, n);
		}
	}
}

/*
 * Parses a reply, an error's also when its texts need mending first. A result is never mended,
 * because figures depend on it.
 */
static enum status parse(struct json **out, const void *data, size_t len, struct err *e)
{
	struct err first = {0};
	struct buf mended;
	enum status s = json_parse(out, data, len, &first);

	if (s != ERR_PARSE)
		return s == STATUS_OK ? s : err_set(e, s, "%s", first.text);
	buf_init(&mended, LIMIT_RPC_LOGS);
	mend(&mended, data, len);
	s = buf_status(&mended);
	if (s == STATUS_OK)
		s = json_parse(out, mended.data, mended.len, NULL);
	if (s == STATUS_OK && json_get(*out, "error") == NULL) {
		json_free(*out);
		*out = NULL;
		s = ERR_PARSE;
	}
	buf_release(&mended);
	return s == STATUS_OK ? s : err_set(e, ERR_PARSE, "%s", first.text);
}

enum status rpc_read_reply(struct rpc_reply *out, uint32_t id, const char *method, const void *data,
			   size_t len, struct err *e)
{
	const struct json *error;
	const char *version;
	int64_t got;
	enum status s;

	*out = (struct rpc_reply){0};
	s = parse(&out->doc, data, len, e);
	if (s != STATUS_OK)
		return s;
	s = json_get_text(&version, out->doc, "jsonrpc", e);
	if (s == STATUS_OK && strcmp(version, "2.0") != 0)
		s = err_set(e, ERR_PARSE, "the reply is not JSON-RPC 2.0");
	error = json_get(out->doc, "error");
	out->result = json_get(out->doc, "result");
	/* Where both are there, one of them is null: JSON-RPC 1.0 had it so. */
	if (error != NULL && out->result != NULL && json_is_null(error))
		error = NULL;
	else if (error != NULL && json_is_null(out->result))
		out->result = NULL;
	if (s == STATUS_OK && (error != NULL) == (out->result != NULL))
		s = err_set(e, ERR_PARSE, "the reply has neither a result nor an error, or both");
	if (s == STATUS_OK &&
	    (json_integer(&got, json_get(out->doc, "id")) != STATUS_OK || got != (int64_t)id))
		s = err_set(e, ERR_MISMATCH, "the reply belongs to another request");
	if (s == STATUS_OK && error != NULL &&
	    (!json_is_object(error) || !json_is_number(json_get(error, "code"))))
		s = err_set(e, ERR_PARSE, "the reply has an error without a code");
	if (s == STATUS_OK && error != NULL)
		s = rpc_error_read(out, method, HTTP_OK, error, e);
	else if (s == STATUS_OK)
		out->meaning = answer_of_result(method, json_is_null(out->result));
	if (s != STATUS_OK)
		rpc_reply_release(out);
	return s;
}

enum status rpc_read_refusal(struct rpc_reply *out, const char *method, int http, const void *data,
			     size_t len)
{
	const struct json *error;
	enum status s;

	*out = (struct rpc_reply){0};
	s = parse(&out->doc, data, len, NULL);
	if (s != STATUS_OK)
		return s;
	error = json_get(out->doc, "error");
	/* Proxies that know nothing of JSON-RPC send {"message":…}. */
	s = rpc_error_read(out, method, http, error != NULL ? error : out->doc, NULL);
	if (s != STATUS_OK)
		rpc_reply_release(out);
	return s;
}

uint64_t rpc_span_hint(const struct rpc_reply *r, uint64_t asked)
{
	uint64_t blocks = 0;

	for (size_t i = 0; i < ARRAY_SIZE(r->words) && blocks == 0; i++)
		if (r->words[i] != NULL)
			blocks = span_hint(r->words[i], asked, r->meaning == ANSWER_TOO_MUCH);
	return blocks;
}

void rpc_reply_release(struct rpc_reply *r)
{
	if (r == NULL)
		return;
	json_free(r->doc);
	*r = (struct rpc_reply){0};
}

enum status rpc_quantity(struct u256 *out, const struct json *v)
{
	const char *text = json_text(v);
	char digits[QUANTITY_DIGITS + 3];
	size_t zeros = 0;

	if (text == NULL || strncmp(text, "0x", 2) != 0 || strlen(text) >= sizeof(digits))
		return ERR_PARSE;
	while (text[2 + zeros] == '0' && text[3 + zeros] != '\0')
		zeros++;
	snprintf(digits, sizeof(digits), "0x%s", text + 2 + zeros);
	return u256_parse_quantity(out, digits, strlen(digits));
}

enum status rpc_quantity_u64(uint64_t *out, const struct json *v)
{
	struct u256 wide;
	enum status s = rpc_quantity(&wide, v);

	return s == STATUS_OK ? u256_to_u64(out, &wide) : s;
}

enum status rpc_hash(struct hash *out, const struct json *v)
{
	const char *text = json_text(v);

	return text != NULL ? hash_parse(out, text, strlen(text)) : ERR_PARSE;
}

bool rpc_is_hash(const struct json *v, const struct hash *want)
{
	struct hash got;

	return rpc_hash(&got, v) == STATUS_OK && hash_equal(&got, want);
}

enum status rpc_address(struct address *out, const struct json *v)
{
	const char *text = json_text(v);

	/* Some nodes write checksums and some do not, so only the digits count. */
	return text != NULL ? hex_parse(out->bytes, sizeof(out->bytes), text, strlen(text))
			    : ERR_PARSE;
}

enum status rpc_data(struct buf *out, const struct json *v)
{
	const char *text = json_text(v);
	size_t len = text != NULL ? strlen(text) : 0;
	size_t size;
	uint8_t *to;

	if (len < 2)
		return ERR_PARSE;
	size = len / 2 - 1;
	to = buf_reserve(out, size);
	if (to == NULL)
		return buf_status(out);
	if (hex_parse_var(to, &size, size, text, len) != STATUS_OK)
		return ERR_PARSE;
	buf_grew(out, size);
	return STATUS_OK;
}

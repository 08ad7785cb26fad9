/*
 * Nodes agree on JSON-RPC but not on errors: the place of a contract's reason differs, and what an
 * error means is another file's matter (answer.h). In reading order: a request, the reason of a
 * revert, an error, replies that need mending (parse()), rpc_read_reply(), then values of results,
 * which are read strictly, because figures depend on them.
 */
#include "client/rpc.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/text.h"
#include "client/revert.h"

/* Bytes of a contract's reason. A contract can return more, but the text is cut anyway. */
#define REVERT_DATA (4 * KIB)

void rpc_write_request(struct buf *out, uint32_t id, const char *method, const char *params)
{
	buf_addf(out, "{\"id\":%u,\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}", id, method,
		 params);
}

/* Reads the reason from error.data: hex, on some nodes with "Reverted " in front. */
static void read_revert(struct rpc_reply *out, const char *text)
{
	uint8_t data[REVERT_DATA];
	char reason[LIMIT_REMOTE_TEXT];
	size_t len;

	if (strncmp(text, "Reverted ", 9) == 0)
		text += 9;
	if (hex_parse_var(data, &len, sizeof(data), text, strlen(text)) != STATUS_OK)
		return;
	revert_reason(reason, data, len);
	if (reason[0] != '\0')
		memcpy(out->message, reason, sizeof(reason));
}

static enum status read_error(struct rpc_reply *out, const char *method, const struct json *error,
			      struct err *e)
{
	const struct json *data = json_get(error, "data");
	const char *message;
	enum status s;

	if (!json_is_object(error) ||
	    json_integer(&out->code, json_get(error, "code")) != STATUS_OK)
		return err_set(e, ERR_PARSE, "the reply has an error without a code");
	s = json_get_text(&message, error, "message", e);
	if (s != STATUS_OK)
		return s;
	text_clean(out->message, sizeof(out->message), message, strlen(message));
	out->meaning = answer_of_error(method, out->code, out->message);
	if (out->meaning == ANSWER_REVERT && json_is_string(data))
		read_revert(out, json_text(data));
	return STATUS_OK;
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
	if (s == STATUS_OK && (error != NULL) == (out->result != NULL))
		s = err_set(e, ERR_PARSE, "the reply has neither a result nor an error, or both");
	if (s == STATUS_OK &&
	    (json_integer(&got, json_get(out->doc, "id")) != STATUS_OK || got != (int64_t)id))
		s = err_set(e, ERR_MISMATCH, "the reply belongs to another request");
	if (s == STATUS_OK && error != NULL)
		s = read_error(out, method, error, e);
	else if (s == STATUS_OK)
		out->meaning = answer_of_result(method, json_is_null(out->result));
	if (s != STATUS_OK)
		rpc_reply_release(out);
	return s;
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

	return text != NULL ? u256_parse_quantity(out, text, strlen(text)) : ERR_PARSE;
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

/*
 * Nodes agree on JSON-RPC but not on errors: codes and the place of a contract's reason differ, so
 * words are looked at too. Results are read strictly, because figures depend on them.
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

static enum status read_error(struct rpc_reply *out, const struct json *error, struct err *e)
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
	/* geth and anvil have code 3 for a revert; other nodes only write the word. */
	out->reverted = out->code == 3 || strcasestr(message, "revert") != NULL;
	if (out->reverted && json_is_string(data))
		read_revert(out, json_text(data));
	return STATUS_OK;
}

enum status rpc_read_reply(struct rpc_reply *out, uint32_t id, const void *data, size_t len,
			   struct err *e)
{
	const struct json *error;
	const char *version;
	int64_t got;
	enum status s;

	*out = (struct rpc_reply){0};
	s = json_parse(&out->doc, data, len, e);
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
		s = read_error(out, error, e);
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

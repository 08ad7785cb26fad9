#include "client/rpc.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/hex.h"
#include "base/text.h"
#include "chain/abi.h"

/* A reason is cut at LIMIT_REMOTE_TEXT; a contract can return much more. */
#define REVERT_DATA (4 * KIB)

void rpc_write_request(struct buf *out, uint32_t id, const char *method, const char *params)
{
	buf_addf(out, "{\"id\":%u,\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}", id, method,
		 params);
}

/* Errors that a token of today answers a transfer with (ERC-6093), by their selectors. */
static const struct {
	uint8_t selector[4];
	const char *reason;
} token_errors[] = {
	{{0xe4, 0x50, 0xd3, 0x8c}, "the account has too few tokens"},
	{{0xec, 0x44, 0x2f, 0x05}, "tokens cannot go to this address"},
};

/* An error that is not text: named, or its selector. */
static void format_custom_error(char out[static LIMIT_REMOTE_TEXT],
				const uint8_t selector[static 4])
{
	for (size_t i = 0; i < ARRAY_SIZE(token_errors); i++) {
		if (memcmp(selector, token_errors[i].selector, 4) == 0) {
			snprintf(out, LIMIT_REMOTE_TEXT, "%s", token_errors[i].reason);
			return;
		}
	}
	snprintf(out, LIMIT_REMOTE_TEXT, "error 0x%02x%02x%02x%02x", selector[0], selector[1],
		 selector[2], selector[3]);
}

void rpc_revert_reason(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len)
{
	static const uint8_t error_string[4] = {0x08, 0xc3, 0x79, 0xa0};
	static const uint8_t panic[4] = {0x4e, 0x48, 0x7b, 0x71};
	struct abi_reader r;
	const uint8_t *text;
	size_t text_len;
	uint64_t code;

	out[0] = '\0';
	if (len < 4)
		return;
	if (memcmp(data, error_string, 4) == 0 && abi_open(&r, data + 4, len - 4, 1) == STATUS_OK &&
	    abi_take_bytes(&r, &text, &text_len) == STATUS_OK && abi_close(&r) == STATUS_OK)
		text_clean(out, LIMIT_REMOTE_TEXT, text, text_len);
	else if (memcmp(data, panic, 4) == 0 && abi_open(&r, data + 4, len - 4, 1) == STATUS_OK &&
		 abi_take_u64(&r, &code) == STATUS_OK && abi_close(&r) == STATUS_OK)
		snprintf(out, LIMIT_REMOTE_TEXT, "panic 0x%02llx", (unsigned long long)code);
	else
		format_custom_error(out, data);
}

/* The revert data that nodes put in error.data: hex text, with "Reverted " before it on some. */
static void read_revert(struct rpc_reply *out, const char *text)
{
	uint8_t data[REVERT_DATA];
	char reason[LIMIT_REMOTE_TEXT];
	size_t len;

	if (strncmp(text, "Reverted ", 9) == 0)
		text += 9;
	if (hex_parse_var(data, &len, sizeof(data), text, strlen(text)) != STATUS_OK)
		return;
	rpc_revert_reason(reason, data, len);
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
		return err_set(e, ERR_PARSE, "the reply's error has no code");
	s = json_get_text(&message, error, "message", e);
	if (s != STATUS_OK)
		return s;
	text_clean(out->message, sizeof(out->message), message, strlen(message));
	/* 3 is geth's and anvil's code for it; others only say so in words. */
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
		s = err_set(e, ERR_PARSE, "the reply needs either a result or an error");
	if (s == STATUS_OK &&
	    (json_integer(&got, json_get(out->doc, "id")) != STATUS_OK || got != (int64_t)id))
		s = err_set(e, ERR_MISMATCH, "the reply is to another request");
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

enum status rpc_address(struct address *out, const struct json *v)
{
	const char *text = json_text(v);

	/* Some nodes write checksums, some do not: the digits are what counts. */
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

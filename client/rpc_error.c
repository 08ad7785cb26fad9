/*
 * Errors differ in where they put their words and a contract's data: beside the message, in an
 * object there, in the middle of a sentence. In reading order: the words beside the message, a
 * contract's data, rpc_error_read().
 */
#include "client/rpc_error.h"

#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "client/revert.h"
#include "client/wait_hint.h"

/* Bytes of a contract's reason. A contract can return more, but the text is cut anyway. */
#define REVERT_DATA (4 * KIB)

/* The text in error.data: that itself, or the member of it that providers are known to use. */
static const char *text_in(const struct json *data)
{
	static const char *const names[] = {"data", "result", "payload", "message", "reason"};
	const char *text = json_text(data);

	for (size_t i = 0; text == NULL && i < ARRAY_SIZE(names); i++)
		text = json_text(json_get(data, names[i]));
	return text != NULL ? text : "";
}

/*
 * Reads the reason from the first hex number in `text`: "0x…" as geth gives it, "Reverted 0x…" and
 * "err: 0x… (supplied gas 36000000)" as Nethermind does.
 */
static void read_revert(struct rpc_reply *out, const char *text)
{
	const char *hex = strstr(text, "0x");
	uint8_t data[REVERT_DATA];
	char reason[LIMIT_REMOTE_TEXT];
	size_t n = 2, len;

	if (hex == NULL)
		return;
	while (hex_digit(hex[n]) >= 0)
		n++;
	if (hex_parse_var(data, &len, sizeof(data), hex, n) != STATUS_OK)
		return;
	revert_reason(reason, data, len);
	if (reason[0] != '\0')
		memcpy(out->message, reason, sizeof(reason));
}

/* Joins the words beside the message to it, unless they are its own. */
static void join(struct rpc_reply *out, const char *detail)
{
	char both[2 * LIMIT_REMOTE_TEXT + 2];

	if (detail[0] == '\0' || strstr(out->message, detail) != NULL)
		return;
	snprintf(both, sizeof(both), "%s%s%s", out->message, out->message[0] != '\0' ? ": " : "",
		 detail);
	text_clean(out->message, sizeof(out->message), both, strlen(both));
}

enum status rpc_error_read(struct rpc_reply *out, const char *method, int http,
			   const struct json *error, struct err *e)
{
	const struct json *data = json_get(error, "data");
	const char *message = json_text(json_is_string(error) ? error : json_get(error, "message"));
	const char *beside = text_in(data);
	char detail[LIMIT_REMOTE_TEXT];

	if (message == NULL)
		return err_set(e, ERR_PARSE, "the reply has an error without a message");
	if (json_integer(&out->code, json_get(error, "code")) != STATUS_OK)
		out->code = 0;
	text_clean(out->message, sizeof(out->message), message, strlen(message));
	text_clean(detail, sizeof(detail), beside, strlen(beside));
	out->meaning = answer_of_error(&(struct answer_error){.method = method,
							      .http = http,
							      .code = out->code,
							      .message = out->message,
							      .detail = detail});
	out->words[0] = message;
	out->words[1] = beside;
	out->wait_s = wait_hint_error(data, message);
	if (out->meaning == ANSWER_REVERT)
		read_revert(out, beside);
	else
		join(out, detail);
	return STATUS_OK;
}

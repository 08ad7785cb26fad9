/*
 * Servers of a datanet send a problem document, whose title and detail say more than a number.
 * Other servers and proxies send anything; of that only the number is shown.
 */
#include "client/problem.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "client/url.h"

static enum status status_of(int http)
{
	switch (http) {
	case 404:
	case 410: return ERR_NOT_FOUND;
	case 401:
	case 403:
	case 422: return ERR_REFUSED;
	case 409: return ERR_EXISTS;
	case 413: return ERR_LIMIT;
	case 423: return ERR_BUSY;
	default: return ERR_REMOTE; /* no other number tells byline what to do */
	}
}

/* Writes "title: detail" of a problem document; "" when the body is something else. */
static void words_of(char out[static LIMIT_REMOTE_TEXT], const struct buf *body)
{
	char title[LIMIT_REMOTE_TEXT / 2] = "";
	char detail[LIMIT_REMOTE_TEXT / 2 - 2] = "";
	struct json *doc = NULL;
	const char *text;

	out[0] = '\0';
	if (body->len == 0 || json_parse(&doc, body->data, body->len, NULL) != STATUS_OK)
		return;
	text = json_text(json_get(doc, "title"));
	if (text != NULL)
		text_clean(title, sizeof(title), text, strlen(text));
	text = json_text(json_get(doc, "detail"));
	if (text != NULL)
		text_clean(detail, sizeof(detail), text, strlen(text));
	snprintf(out, LIMIT_REMOTE_TEXT, "%s%s%s", title,
		 title[0] != '\0' && detail[0] != '\0' ? ": " : "", detail);
	json_free(doc);
}

enum status problem_of(const struct http_exchange *x, struct err *e)
{
	enum status s = status_of(x->http_status);
	char words[LIMIT_REMOTE_TEXT];
	char host[URL_HOST_SIZE];

	url_host(host, x->url);
	words_of(words, &x->reply);
	if (x->http_status >= 300 && x->http_status < 400)
		return err_set(e, s,
			       "%s redirects (HTTP %d), which byline does not follow; write the "
			       "final address into the network profile",
			       host, x->http_status);
	if (words[0] == '\0')
		return err_set(e, s, "%s answered with HTTP %d", host, x->http_status);
	return err_set(e, s, "%s says: %s (HTTP %d)", host, words, x->http_status);
}

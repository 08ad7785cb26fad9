/*
 * One exchange under libcurl. In reading order: libcurl's callbacks (body and headers of the
 * reply), setting up a request, the end of a transfer and the message for a failure.
 *
 * Invariant: an exchange is `ended` exactly once, by transfer_end() or by transfer_release(), and
 * has a message whenever its status is not STATUS_OK.
 */
#include "client/transfer.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "chain/node_url.h"
#include "client/url.h"

/* An honest reply has 1 KiB of headers. A server must not be able to send them for ever. */
#define HEADERS_LIMIT (64 * KIB)

/* Takes a piece of the body. Returning another length makes libcurl end the transfer. */
static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *tr = arg;
	struct http_exchange *x = tr->x;
	long code = 0;

	n *= size;
	curl_easy_getinfo(tr->easy, CURLINFO_RESPONSE_CODE, &code);
	if (x->sink != NULL && code == 200) {
		tr->broken = x->sink(x->sink_arg, data, n);
	} else {
		buf_add(&x->reply, data, n);
		tr->broken = buf_status(&x->reply);
	}
	return tr->broken == STATUS_OK ? n : 0;
}

/*
 * Keeps the value of a wanted header. A new status line, after one with 1xx, drops the former ones.
 */
static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *tr = arg;
	size_t len = n *= size;

	tr->header_bytes += n;
	if (tr->header_bytes > HEADERS_LIMIT) {
		tr->broken = ERR_LIMIT;
		return 0;
	}
	while (len > 0 && (data[len - 1] == '\r' || data[len - 1] == '\n' || data[len - 1] == ' '))
		len--;
	for (size_t i = 0; i < tr->x->n_wanted; i++) {
		struct http_header *h = &tr->x->wanted[i];
		size_t name = strlen(h->name);
		size_t at = name + 1;

		if (len >= 5 && memcmp(data, "HTTP/", 5) == 0)
			h->value[0] = '\0';
		if (len < at || data[name] != ':' || !curl_strnequal(data, h->name, name))
			continue;
		while (at < len && data[at] == ' ')
			at++;
		text_clean(h->value, sizeof(h->value), data + at, len - at);
	}
	return n;
}

/* libcurl's ways to set a method differ; PATCH is a POST by another name. */
static void set_method(CURL *easy, const struct http_exchange *x)
{
	const void *body = x->body != NULL ? x->body : "";

	switch (x->method) {
	case HTTP_GET: curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L); return;
	case HTTP_HEAD: curl_easy_setopt(easy, CURLOPT_NOBODY, 1L); return;
	case HTTP_DELETE: curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE"); return;
	case HTTP_PATCH:
	case HTTP_POST: break;
	}
	curl_easy_setopt(easy, CURLOPT_POST, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)x->body_len);
	if (x->method == HTTP_PATCH)
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PATCH");
}

static void set_limits(CURL *easy, const struct http_limits *l)
{
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)l->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)l->overall_ms);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)l->reply);
	if (l->stall_ms > 0) {
		curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_SLOWEST);
		curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)(l->stall_ms + 999) / 1000);
	}
}

static void set_policy(CURL *easy, const char *url, const char *proxy)
{
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "byline");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/* A name server that does not answer must not delay a cancel. */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	if (url_is_loopback(url)) {
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	} else if (proxy[0] != '\0') {
		curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
		/* The environment's exceptions are of its own proxies. */
		curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
	}
}

enum status transfer_start(struct transfer *tr, CURLM *multi)
{
	struct http_exchange *x = tr->x;
	struct curl_slist *more = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; more != NULL; i++) {
		tr->headers = more;
		if (i == x->n_headers)
			break;
		more = curl_slist_append(more, x->headers[i]);
	}
	tr->easy = curl_easy_init();
	if (more == NULL || tr->easy == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < x->n_wanted; i++)
		x->wanted[i].value[0] = '\0';
	set_policy(tr->easy, x->url, tr->proxy);
	set_method(tr->easy, x);
	set_limits(tr->easy, &x->limits);
	curl_easy_setopt(tr->easy, CURLOPT_HTTPHEADER, tr->headers);
	curl_easy_setopt(tr->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(tr->easy, CURLOPT_WRITEDATA, tr);
	curl_easy_setopt(tr->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(tr->easy, CURLOPT_HEADERDATA, tr);
	curl_easy_setopt(tr->easy, CURLOPT_ERRORBUFFER, tr->reason);
	curl_easy_setopt(tr->easy, CURLOPT_PRIVATE, tr);
	return curl_multi_add_handle(multi, tr->easy) == CURLM_OK ? STATUS_OK : ERR_MEMORY;
}

/*
 * Whether libcurl refused a header line of more than 100 KiB. Before 8.6 it called that "out of
 * memory", which it says for nothing else once an answer has begun.
 */
static bool is_header_too_large(CURL *easy, CURLcode code)
{
	curl_off_t first_byte_us = 0;

#if LIBCURL_VERSION_NUM >= 0x080600
	if (code == CURLE_TOO_LARGE)
		return true;
#endif
	curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &first_byte_us);
	return code == CURLE_OUT_OF_MEMORY && first_byte_us > 0;
}

/*
 * The status for a failure of libcurl. Those that are not named are failures to reach the server.
 */
static enum status failure_status(CURL *easy, CURLcode code)
{
	if (code == CURLE_OPERATION_TIMEDOUT)
		return ERR_TIMEOUT;
	if (code == CURLE_FILESIZE_EXCEEDED || is_header_too_large(easy, code))
		return ERR_LIMIT;
	if (code == CURLE_OUT_OF_MEMORY)
		return ERR_MEMORY;
	if (code == CURLE_PARTIAL_FILE || code == CURLE_WEIRD_SERVER_REPLY ||
	    code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ||
	    code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM)
		return ERR_REMOTE;
	return ERR_UNREACHABLE;
}

/* Writes the message for a failure: the host, what happened, what to do. */
static void explain(struct transfer *tr, CURLcode code)
{
	struct http_exchange *x = tr->x;
	char host[URL_HOST_SIZE];
	char reason[CURL_ERROR_SIZE];
	const char *text = tr->reason[0] != '\0' ? tr->reason : curl_easy_strerror(code);

	url_host(host, x->url);
	text_clean(reason, sizeof(reason), text, strlen(text));
	/* The address may have a key in it, which no message may hold. */
	node_url_clean(reason, x->url);
	if (x->status == ERR_TIMEOUT)
		err_set(&x->err, ERR_TIMEOUT, "%s did not answer in time (%s); try again later",
			host, reason);
	else if (x->status == ERR_LIMIT &&
		 (tr->header_bytes > HEADERS_LIMIT || is_header_too_large(tr->easy, code)))
		err_set(&x->err, ERR_LIMIT,
			"%s sent a header larger than byline allows; the answer was thrown away",
			host);
	else if (x->status == ERR_LIMIT)
		err_set(&x->err, ERR_LIMIT,
			"%s sent more than the %zu bytes that byline allows; the answer was thrown "
			"away",
			host, x->limits.reply);
	else if (x->status == ERR_UNREACHABLE)
		err_set(&x->err, ERR_UNREACHABLE,
			"%s cannot be reached (%s); check the address and your connection", host,
			reason);
	else if (x->status == ERR_REMOTE)
		err_set(&x->err, ERR_REMOTE, "%s did not send a whole HTTP reply (%s)", host,
			reason);
	else
		err_set(&x->err, x->status, "%s: %s", host, status_phrase(x->status));
}

static void transfer_end(struct transfer *tr, CURLcode code)
{
	struct http_exchange *x = tr->x;
	long http = 0;
	curl_off_t us = 0;

	x->ended = true;
	curl_easy_getinfo(tr->easy, CURLINFO_RESPONSE_CODE, &http);
	curl_easy_getinfo(tr->easy, CURLINFO_TOTAL_TIME_T, &us);
	x->http_status = (int)http;
	x->latency_ms = (uint32_t)(us / 1000);
	x->status = STATUS_OK;
	if (tr->broken != STATUS_OK)
		x->status = tr->broken;
	else if (code != CURLE_OK)
		x->status = failure_status(tr->easy, code);
	if (x->status != STATUS_OK)
		explain(tr, code);
}

bool transfer_collect(CURLM *multi)
{
	CURLMsg *msg;
	bool any = false;
	int left;

	while ((msg = curl_multi_info_read(multi, &left)) != NULL) {
		struct transfer *tr;

		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, (char **)&tr);
		transfer_end(tr, msg->data.result);
		any = true;
	}
	return any;
}

void transfer_release(struct transfer *tr, CURLM *multi, enum status whole)
{
	struct http_exchange *x = tr->x;
	char host[URL_HOST_SIZE];

	if (!x->ended) {
		x->ended = true;
		x->status = whole != STATUS_OK ? whole : ERR_TIMEOUT;
		url_host(host, x->url);
		err_set(&x->err, x->status, "%s: %s", host, status_phrase(x->status));
	}
	if (tr->easy != NULL) {
		curl_multi_remove_handle(multi, tr->easy);
		curl_easy_cleanup(tr->easy);
	}
	curl_slist_free_all(tr->headers);
}

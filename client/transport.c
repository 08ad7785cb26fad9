/*
 * Performing exchanges side by side. The loop in run() wakes at least every CANCEL_LOOK_MS, so that
 * a cancel is seen in time even when no server sends anything.
 */
#include "client/transport.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "client/transfer.h"

/* The cancel flag is looked at so often. Whoever waits for a job to end relies on it. */
#define CANCEL_LOOK_MS 50

/* More connections to one server at once would only wait for each other there. */
#define CONNECTIONS_PER_HOST 6L

struct transport {
	CURLM *multi; /* NULL before the first use */
	const atomic_bool *cancel;
	char proxy[256]; /* "": as the environment says */
};

enum status transport_new(struct transport **out, const atomic_bool *cancel)
{
	struct transport *t = calloc(1, sizeof(*t));

	*out = t;
	if (t == NULL)
		return ERR_MEMORY;
	t->cancel = cancel;
	return STATUS_OK;
}

void transport_use_proxy(struct transport *t, const char *proxy)
{
	snprintf(t->proxy, sizeof(t->proxy), "%s", proxy);
}

void transport_free(struct transport *t)
{
	if (t == NULL)
		return;
	if (t->multi != NULL) {
		curl_multi_cleanup(t->multi);
		curl_global_cleanup();
	}
	free(t);
}

static bool cancelled(const struct transport *t)
{
	return t->cancel != NULL && atomic_load(t->cancel);
}

/* Starts libcurl, which counts and locks its global state by itself (7.84 and later). */
static enum status transport_start(struct transport *t)
{
	CURLM *multi;

	if (t->multi != NULL)
		return STATUS_OK;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ERR_MEMORY;
	multi = curl_multi_init();
	if (multi == NULL) {
		curl_global_cleanup();
		return ERR_MEMORY;
	}
	curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, CONNECTIONS_PER_HOST);
	t->multi = multi;
	return STATUS_OK;
}

/* Decides when slow exchanges are waited for no longer. */
struct patience {
	bool (*enough)(void *arg); /* NULL: never */
	void *arg;
	uint32_t grace_ms;
	int64_t started;
	int64_t until; /* 0: there is no end yet */
};

static void patience_look(struct patience *p)
{
	int64_t now = clock_monotonic_ms();
	int64_t grace = now - p->started > p->grace_ms ? now - p->started : p->grace_ms;

	if (p->until == 0 && p->enough != NULL && p->enough(p->arg))
		p->until = now + grace;
}

static enum status run(struct transport *t, struct patience *p)
{
	int running = 1;

	for (;;) {
		if (cancelled(t))
			return ERR_CANCELLED;
		if (curl_multi_perform(t->multi, &running) != CURLM_OK)
			return ERR_MEMORY;
		if (transfer_collect(t->multi))
			patience_look(p);
		if (running == 0 || (p->until != 0 && clock_monotonic_ms() > p->until))
			return STATUS_OK;
		if (curl_multi_poll(t->multi, NULL, 0, CANCEL_LOOK_MS, NULL) != CURLM_OK)
			return ERR_MEMORY;
	}
}

enum status transport_perform(struct transport *t, struct http_exchange *list, size_t n)
{
	return transport_perform_until(t, list, n, NULL, NULL, 0);
}

enum status transport_perform_until(struct transport *t, struct http_exchange *list, size_t n,
				    bool (*enough)(void *arg), void *arg, uint32_t grace_ms)
{
	struct patience patience = {.enough = enough,
				    .arg = arg,
				    .grace_ms = grace_ms,
				    .started = clock_monotonic_ms()};
	struct transfer *transfers;
	enum status s = transport_start(t);

	if (s != STATUS_OK || n == 0)
		return s;
	transfers = calloc(n, sizeof(*transfers));
	if (transfers == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++) {
		transfers[i].x = &list[i];
		transfers[i].proxy = t->proxy;
		buf_release(&list[i].reply);
		buf_init(&list[i].reply, list[i].limits.reply);
		list[i].ended = false;
		list[i].http_status = 0;
		list[i].latency_ms = 0;
		list[i].err = (struct err){0};
		if (s == STATUS_OK)
			s = transfer_start(&transfers[i], t->multi);
	}
	if (s == STATUS_OK)
		s = run(t, &patience);
	/* Exchanges that are still under way end here. */
	for (size_t i = 0; i < n; i++)
		transfer_release(&transfers[i], t->multi, s);
	free(transfers);
	return s;
}

enum status transport_perform_one(struct transport *t, struct http_exchange *x, struct err *e)
{
	enum status s = transport_perform(t, x, 1);

	if (s == STATUS_OK)
		s = x->status;
	if (s != STATUS_OK)
		(void)err_set(e, s, "%s", x->err.text[0] != '\0' ? x->err.text : status_phrase(s));
	return s;
}

enum status transport_sleep(struct transport *t, uint32_t ms)
{
	int64_t until = clock_monotonic_ms() + ms;
	enum status s = transport_start(t);

	while (s == STATUS_OK && !cancelled(t)) {
		int64_t left = until - clock_monotonic_ms();

		if (left <= 0)
			return STATUS_OK;
		if (left > CANCEL_LOOK_MS)
			left = CANCEL_LOOK_MS;
		if (curl_multi_poll(t->multi, NULL, 0, (int)left, NULL) != CURLM_OK)
			s = ERR_MEMORY;
	}
	return s == STATUS_OK ? ERR_CANCELLED : s;
}

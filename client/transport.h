/*
 * Performs HTTP exchanges in parallel, each bounded in size and time (libcurl multi).
 *
 * Only http and https, certificates verified, no redirects, no cookies, no compressed replies (a
 * small one could unfold into gigabytes), no proxy for loopback. The ceiling of a reply holds for
 * the bytes that arrive, whatever Content-Length says.
 *
 * A transport belongs to one thread. Any thread may set its cancel flag.
 */
#ifndef CLIENT_TRANSPORT_H
#define CLIENT_TRANSPORT_H

#include <stdatomic.h>

#include "client/http.h"

struct transport;

/*
 * Makes a transport that stops within 50 ms after `*cancel` became true (NULL: never). `cancel`
 * must outlive it. This touches no network and does not start curl yet.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status transport_new(struct transport **out, const atomic_bool *cancel);

/*
 * Sends all further requests through a proxy, whatever the environment names, but those to this
 * machine. In: proxy  "socks5h://host:port"; "" leaves it to the environment
 */
void transport_use_proxy(struct transport *t, const char *proxy) NONNULL(1, 2);

/* NULL is allowed. */
void transport_free(struct transport *t);

/*
 * Performs all `n` exchanges side by side and returns when each has ended. Connections stay open
 * for the next call.
 * Returns: STATUS_OK (then look at each exchange), ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status transport_perform(struct transport *t, struct http_exchange *list, size_t n);

/*
 * Performs the exchanges, but does not let a server that hangs hold up what the others answered.
 * `enough(arg)` is asked whenever an exchange has ended. Once it says yes, the rest gets as much
 * time again as was used so far, and at least `grace_ms`; then it ends with ERR_TIMEOUT.
 * Returns: as transport_perform().
 */
MUST_CHECK enum status transport_perform_until(struct transport *t, struct http_exchange *list,
					       size_t n, bool (*enough)(void *arg), void *arg,
					       uint32_t grace_ms);

/*
 * Performs one exchange.
 * Returns: STATUS_OK when a whole reply arrived, whatever its HTTP status; else what
 *          transport_perform() or the exchange returned, with the message in `e`.
 */
MUST_CHECK enum status transport_perform_one(struct transport *t, struct http_exchange *x,
					     struct err *e);

/* Waits `ms` milliseconds. STATUS_OK, ERR_CANCELLED when it was cancelled meanwhile, ERR_MEMORY. */
MUST_CHECK enum status transport_sleep(struct transport *t, uint32_t ms);

#endif

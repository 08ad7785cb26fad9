/*
 * HTTP exchanges in parallel, each bounded in size and time (libcurl multi).
 *
 * Only http and https, certificates verified, no redirects, no cookies, no compressed replies (a
 * small one could unfold into gigabytes), no proxy for loopback. A reply is never believed to be
 * short: the ceiling holds for what arrives, whatever Content-Length says.
 *
 * A transport belongs to one thread; any thread may set its cancel flag.
 */
#ifndef CLIENT_TRANSPORT_H
#define CLIENT_TRANSPORT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct transport;

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PATCH, HTTP_DELETE };

/* One wanted reply header. `value` is cleaned; "" when the server did not send it. */
struct http_header {
	const char *name; /* "Upload-Offset"; case does not matter */
	char value[512];
};

/* Times in milliseconds; 0 is no limit of that kind. */
struct http_limits {
	uint32_t connect_ms;
	uint32_t overall_ms;
	uint32_t stall_ms; /* under TRANSPORT_SLOWEST bytes a second for so long; whole seconds */
	size_t reply;	   /* bytes of the body */
};

/* Slower than this is as good as dead: a modem of 1990 gives four times as much. */
#define TRANSPORT_SLOWEST 500

/* For a call that is answered from memory or disk. */
extern const struct http_limits http_limits_rpc;

/* One request and its reply. Zero-initialise, fill in, perform, exchange_release(). */
struct exchange {
	/* In; all of it stays the caller's. */
	enum http_method method;
	const char *url;
	const char *const *headers; /* "Name: value" */
	size_t n_headers;
	const void *body;
	size_t body_len;
	struct http_limits limits;
	struct http_header *wanted;
	size_t n_wanted;
	/* Takes the body of a 200 as it arrives; then `reply` stays empty. NULL: none. */
	enum status (*sink)(void *arg, const void *data, size_t len);
	void *sink_arg;

	/* Out. `status` is STATUS_OK when a whole reply arrived, whatever its HTTP status. */
	enum status status; /* or ERR_UNREACHABLE, _TIMEOUT, _LIMIT, _REMOTE, _CANCELLED, sink's */
	bool ended;	    /* false while it is under way */
	int http_status;
	struct buf reply;
	uint32_t latency_ms;
	struct err err; /* names the host, what happened, what to do */
};

/*
 * A transport that stops within 50 ms of `*cancel` becoming true (NULL: never). `cancel` must
 * outlive it. Touches no network and does not start curl yet. Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status transport_new(struct transport **out, const atomic_bool *cancel);
void transport_free(struct transport *t);

/*
 * Performs all `n` exchanges side by side and returns when each has ended. Keeps connections for
 * the next call.
 * Returns: STATUS_OK (then look at each exchange), ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status transport_perform(struct transport *t, struct exchange *list, size_t n);

/*
 * As transport_perform(), but as soon as `enough(arg)` says so (asked when an exchange has ended)
 * the rest gets only so much more time as the others took together, and at least `grace_ms`; then
 * it ends with ERR_TIMEOUT. One server that hangs does not hold up what the others answered.
 */
MUST_CHECK enum status transport_perform_until(struct transport *t, struct exchange *list, size_t n,
					       bool (*enough)(void *arg), void *arg,
					       uint32_t grace_ms);

/* Waits, or less when cancelled: ERR_CANCELLED. */
MUST_CHECK enum status transport_sleep(struct transport *t, uint32_t ms);

/* Frees the reply. The inputs can be used again. */
void exchange_release(struct exchange *x);

#endif

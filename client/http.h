/* One HTTP request and its reply. client/transport.h performs them. */
#ifndef CLIENT_HTTP_H
#define CLIENT_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PATCH, HTTP_DELETE };

/* A header of the reply that the caller wants. */
struct http_header {
	const char *name; /* "Upload-Offset"; case does not matter */
	char value[512];  /* cleaned; "" when the server did not send the header */
};

/* Times are in milliseconds; 0 means that there is no limit of that kind. */
struct http_limits {
	uint32_t connect_ms;
	uint32_t overall_ms;
	uint32_t stall_ms; /* the longest time below HTTP_SLOWEST; rounded up to whole seconds */
	size_t reply;	   /* bytes of the body */
};

/* Bytes a second. A modem of 1990 is four times as fast, so a slower server is as good as dead. */
#define HTTP_SLOWEST 500

/* Limits for a call that a server answers from memory or disk. */
extern const struct http_limits http_limits_rpc;

/*
 * A request and, once it was performed, the reply. Zero-initialise it, fill in the first part,
 * perform it, and release it with http_exchange_release().
 */
struct http_exchange {
	/* In. Everything that these point to stays the caller's. */
	enum http_method method;
	const char *url;
	const char *const *headers; /* "Name: value" */
	size_t n_headers;
	const void *body;
	size_t body_len;
	struct http_limits limits;
	struct http_header *wanted;
	size_t n_wanted;
	/* Takes the body of a reply with status 200 as it arrives; `reply` stays empty then. */
	enum status (*sink)(void *arg, const void *data, size_t len); /* NULL: none */
	void *sink_arg;

	/*
	 * Out. `status` is STATUS_OK when a whole reply arrived, whatever its HTTP status; else
	 * ERR_UNREACHABLE, ERR_TIMEOUT, ERR_LIMIT, ERR_REMOTE, ERR_CANCELLED, or the sink's.
	 */
	enum status status;
	bool ended; /* false while it is under way */
	int http_status;
	struct buf reply;
	uint32_t latency_ms;
	struct err err; /* names the host, and says what happened and what to do */
};

/* Frees the reply. The exchange can be performed again. */
void http_exchange_release(struct http_exchange *x);

#endif

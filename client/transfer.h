/* One HTTP exchange while libcurl carries it. For transport.c only. */
#ifndef CLIENT_TRANSFER_H
#define CLIENT_TRANSFER_H

#include <curl/curl.h>

#include "client/http.h"

/*
 * Zero-initialise it, set `x` and `proxy`. It must not move between transfer_start() and
 * transfer_release().
 */
struct transfer {
	struct http_exchange *x;
	const char *proxy; /* "": as the environment says */
	CURL *easy;
	struct curl_slist *headers;
	size_t header_bytes; /* bytes of the reply's headers so far */
	enum status broken;  /* the reason why byline itself ended it, or STATUS_OK */
	char reason[CURL_ERROR_SIZE];
};

/* Sets up the request and hands it to `multi`. STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status transfer_start(struct transfer *tr, CURLM *multi);

/*
 * Reads the results of all transfers of `multi` that have ended into their exchanges. Returns
 * whether there was one.
 */
bool transfer_collect(CURLM *multi);

/*
 * Takes the request back from `multi` and frees it.
 * In: whole  how the performance ended. An exchange still under way ends with that, or with
 *            ERR_TIMEOUT when it is STATUS_OK, because then the others were not waited for longer.
 */
void transfer_release(struct transfer *tr, CURLM *multi, enum status whole);

#endif

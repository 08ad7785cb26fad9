/*
 * libcurl takes URLs apart, so that byline and libcurl cannot disagree about which host a URL
 * names.
 */
#include "client/url.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Returns a part of `url`, which the caller frees with curl_free(); NULL when there is none. */
static char *url_part(const char *url, CURLUPart part, unsigned flags)
{
	CURLU *u = curl_url();
	char *text = NULL;

	if (u == NULL)
		return NULL;
	if (curl_url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK ||
	    curl_url_get(u, part, &text, flags) != CURLUE_OK)
		text = NULL;
	curl_url_cleanup(u);
	return text;
}

void url_host(char out[static URL_HOST_SIZE], const char *url)
{
	char *host = url_part(url, CURLUPART_HOST, 0);
	char *port = url_part(url, CURLUPART_PORT, 0);
	char text[URL_HOST_SIZE];

	snprintf(text, sizeof(text), "%s%s%s", host != NULL ? host : "?", port != NULL ? ":" : "",
		 port != NULL ? port : "");
	text_clean(out, URL_HOST_SIZE, text, strlen(text));
	curl_free(host);
	curl_free(port);
}

bool url_same_origin(const char *a, const char *b)
{
	static const CURLUPart parts[] = {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT};
	bool same = true;

	for (size_t i = 0; i < ARRAY_SIZE(parts) && same; i++) {
		char *x = url_part(a, parts[i], CURLU_DEFAULT_PORT);
		char *y = url_part(b, parts[i], CURLU_DEFAULT_PORT);

		same = x != NULL && y != NULL && curl_strequal(x, y);
		curl_free(x);
		curl_free(y);
	}
	return same;
}

bool url_is_loopback(const char *url)
{
	char *host = url_part(url, CURLUPART_HOST, 0);
	bool yes = host != NULL &&
		   (curl_strequal(host, "localhost") || strcmp(host, "[::1]") == 0 ||
		    (strncmp(host, "127.", 4) == 0 && host[strspn(host, "0123456789.")] == '\0'));

	curl_free(host);
	return yes;
}

#include "client/proxy.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "client/url.h"

/*
 * The variables in the order in which libcurl looks at them. It does not look at HTTP_PROXY, which
 * a web server could set from a request's header.
 */
static const struct {
	const char *scheme;
	const char *names[5];
} variables[] = {
	{"http", {"http_proxy", "all_proxy", "ALL_PROXY", NULL}},
	{"https", {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL}},
};

static const char *value_of(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* The first of the variables that is set, or NULL. */
static const char *first_set(const char *const *names)
{
	while (*names != NULL && value_of(*names) == NULL)
		names++;
	return *names;
}

static void append(char out[static PROXY_TEXT_SIZE], const char *format, ...) PRINTF(2, 3);
static void append(char out[static PROXY_TEXT_SIZE], const char *format, ...)
{
	size_t len = strlen(out);
	va_list ap;

	va_start(ap, format);
	vsnprintf(out + len, PROXY_TEXT_SIZE - len, format, ap);
	va_end(ap);
}

void proxy_describe(char out[static PROXY_TEXT_SIZE], const char *setting)
{
	const char *except = value_of("no_proxy") != NULL ? "no_proxy" : "NO_PROXY";
	char text[512], host[URL_HOST_SIZE];

	out[0] = '\0';
	if (setting[0] != '\0') {
		const char *at = strstr(setting, "://");

		snprintf(text, sizeof(text), "http://%s", at != NULL ? at + 3 : setting);
		url_host(host, text);
		append(out, "http and https through %.*s %s (config.ini)",
		       at != NULL ? (int)(at - setting) : 0, setting, host);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
		const char *name = first_set(variables[i].names), *at;

		if (name == NULL)
			continue;
		/* The address of a proxy may have no scheme, or one that is none of the web's. */
		at = strstr(value_of(name), "://");
		snprintf(text, sizeof(text), "http://%s", at != NULL ? at + 3 : value_of(name));
		url_host(host, text);
		append(out, "%s%s through %s (%s)", out[0] != '\0' ? ", " : "", variables[i].scheme,
		       host, name);
	}
	if (out[0] == '\0' || value_of(except) == NULL)
		return;
	text_clean(text, sizeof(text), value_of(except), strlen(value_of(except)));
	append(out, "; not for %s (%s)", text, except);
}

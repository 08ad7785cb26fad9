#include "chain/web_url.h"

#include <stdio.h>
#include <string.h>

#define DIGITS "0123456789"
#define HEX    DIGITS "abcdefABCDEF"
#define NAME   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "-_."

/* The longest host name (RFC 1035). */
#define HOST_MAX 253

/* The parts of an address that name a server. Slices of the address itself. */
struct parts {
	bool tls;
	const char *host;
	size_t host_len;
	const char *port; /* NULL when there is none */
	size_t port_len;
};

/* Splits what check_characters() took. False when it is not http:// or https://. */
static bool split(struct parts *out, const char *url)
{
	const char *end;

	*out = (struct parts){.tls = strncmp(url, "https://", 8) == 0};
	if (!out->tls && strncmp(url, "http://", 7) != 0)
		return false;
	out->host = url + (out->tls ? 8 : 7);
	end = out->host + strcspn(out->host, "/?");
	out->host_len = strcspn(out->host, out->host[0] == '[' ? "]/?" : ":/?");
	out->host_len += out->host[0] == '[' && out->host[out->host_len] == ']';
	if (out->host + out->host_len < end && out->host[out->host_len] == ':') {
		out->port = out->host + out->host_len + 1;
		out->port_len = (size_t)(end - out->port);
	}
	return true;
}

static bool host_is(const struct parts *p, const char *name)
{
	return p->host_len == strlen(name) && strncasecmp(p->host, name, p->host_len) == 0;
}

/* Reads the decimal number at `*at`, without leading zeros; 65536 for anything else. */
static unsigned take_number(const char **at)
{
	size_t len = strspn(*at, DIGITS);
	unsigned n = 0;

	if (len == 0 || len > 5 || (len > 1 && **at == '0'))
		return 65536;
	for (; len > 0; len--)
		n = n * 10 + (unsigned)(*(*at)++ - '0');
	return n;
}

/* Whether a host is four decimal numbers of one byte. */
static bool is_ipv4(const struct parts *p)
{
	const char *at = p->host;

	for (int i = 0; i < 4; i++) {
		if (i > 0 && *at++ != '.')
			return false;
		if (take_number(&at) > 255)
			return false;
	}
	return at == p->host + p->host_len;
}

/*
 * Whether a host would be read as a number: its last part begins with a digit. Programs differ in
 * what 127.1, 0x7f000001 or 017700000001 are.
 */
static bool looks_numeric(const struct parts *p)
{
	size_t last = p->host_len;

	while (last > 0 && p->host[last - 1] != '.')
		last--;
	return last < p->host_len && strchr(DIGITS, p->host[last]) != NULL;
}

static enum status check_host(const struct parts *p, struct err *e)
{
	if (p->host_len == 0 || p->host_len > HOST_MAX)
		return err_set(e, ERR_PARSE, "has no host");
	if (p->host[0] == '[') {
		if (p->host_len < 4 || p->host[p->host_len - 1] != ']' ||
		    strspn(p->host + 1, HEX ":.") != p->host_len - 2)
			return err_set(e, ERR_PARSE, "has no IPv6 address in its brackets");
		return STATUS_OK;
	}
	if (strspn(p->host, NAME) < p->host_len || p->host[0] == '.' || p->host[0] == '-' ||
	    memmem(p->host, p->host_len, "..", 2) != NULL)
		return err_set(e, ERR_PARSE, "has \"%.*s\" for a host, which is no name",
			       (int)p->host_len, p->host);
	if (looks_numeric(p) && !is_ipv4(p))
		return err_set(e, ERR_PARSE,
			       "has \"%.*s\" for a host, which programs read differently; write "
			       "an address as four decimal numbers",
			       (int)p->host_len, p->host);
	return STATUS_OK;
}

static enum status check_characters(const char *url, struct err *e)
{
	if (strstr(url, "…") != NULL)
		return err_set(e, ERR_PARSE,
			       "has a part left out (…), as byline shows an address with a key in "
			       "it; write it whole");
	for (const char *c = url; *c != '\0'; c++) {
		if ((unsigned char)*c > 0x7e)
			return err_set(e, ERR_PARSE,
				       "has a letter that is not ASCII, which can look like "
				       "another; write such a host as xn--…");
		if (*c <= ' ' || *c == '\\')
			return err_set(e, ERR_PARSE, "has a blank or a backslash in it");
		if (*c == '#')
			return err_set(e, ERR_PARSE, "has a fragment (#), which no server gets");
	}
	return STATUS_OK;
}

enum status web_url_check(const char *url, struct err *e)
{
	enum status s = check_characters(url, e);
	struct parts p;
	const char *end;

	if (s != STATUS_OK)
		return s;
	if (!split(&p, url))
		return err_set(e, ERR_PARSE, "is not an http:// or https:// address");
	end = p.host + strcspn(p.host, "/?");
	if (memchr(p.host, '@', (size_t)(end - p.host)) != NULL)
		return err_set(e, ERR_PARSE,
			       "has a user name before its host, which can pass for the host; "
			       "leave it out");
	s = check_host(&p, e);
	if (s != STATUS_OK)
		return s;
	if (p.port == NULL)
		return p.host + p.host_len == end
			       ? STATUS_OK
			       : err_set(e, ERR_PARSE, "has no IPv6 address in its brackets");
	if (strspn(p.port, DIGITS) == p.port_len) {
		unsigned port = take_number(&p.port);

		if (p.port == end && port >= 1 && port <= 65535)
			return STATUS_OK;
	}
	return err_set(e, ERR_PARSE, "has a port that is not 1 to 65535");
}

static bool is_loopback(const struct parts *p)
{
	return host_is(p, "localhost") || host_is(p, "[::1]") ||
	       (is_ipv4(p) && strncmp(p->host, "127.", 4) == 0);
}

const char *web_url_warning(const char *url)
{
	struct parts p;

	if (!split(&p, url))
		return NULL;
	if (!p.tls && !is_loopback(&p))
		return "not encrypted: whoever is in between can read and change it; https:// is "
		       "safe";
	for (size_t i = 0; i + 4 <= p.host_len; i++)
		if ((i == 0 || p.host[i - 1] == '.') && strncasecmp(p.host + i, "xn--", 4) == 0)
			return "its host is named in another alphabet, which can look like "
			       "another name";
	return NULL;
}

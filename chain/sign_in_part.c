/*
 * The rules of RFC 3986 for authorities and URIs as far as they decide which characters may stand
 * where, and those of RFC 3339 for times.
 */
#include "chain/sign_in_part.h"

#include <string.h>

#include "base/clock.h"
#include "base/hex.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alphanumeric(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* Letters, digits, the characters in `others`, and bytes written as "%2F" where `percent`. */
bool sign_in_part_is(const struct sign_in_part *p, const char *others, bool percent)
{
	for (size_t i = 0; i < p->len; i++) {
		char c = p->at[i];

		if (percent && c == '%') {
			if (p->len - i < 3 || hex_digit(p->at[i + 1]) < 0 ||
			    hex_digit(p->at[i + 2]) < 0)
				return false;
			i += 2;
		} else if (!is_alphanumeric(c) && (c == '\0' || strchr(others, c) == NULL)) {
			return false;
		}
	}
	return true;
}

bool sign_in_part_is_scheme(const struct sign_in_part *p)
{
	return p->len > 0 && is_letter(p->at[0]) && sign_in_part_is(p, "+-.", false);
}

/* Splits user, host and port of an authority. False when it has no host, or is malformed. */
bool sign_in_part_authority(struct sign_in_part *host, const struct sign_in_part *p)
{
	struct sign_in_part user = {p->at, 0}, port = {p->at + p->len, 0};

	*host = *p;
	for (size_t i = 0; i < p->len; i++)
		if (p->at[i] == '@')
			user.len = i + 1;
	host->at += user.len;
	host->len -= user.len;
	while (port.at > host->at && port.at[-1] >= '0' && port.at[-1] <= '9')
		port.at--;
	if (port.at > host->at && port.at[-1] == ':')
		host->len = (size_t)(port.at - 1 - host->at);
	if (user.len > 0)
		user.len--;
	if (!sign_in_part_is(&user, SUB_DELIMS MARKS ":", true) || host->len == 0)
		return false;
	if (host->at[0] != '[')
		return sign_in_part_is(host, SUB_DELIMS MARKS, true);
	return host->len > 2 && host->at[host->len - 1] == ']' &&
	       sign_in_part_is(&(struct sign_in_part){host->at + 1, host->len - 2},
			       SUB_DELIMS MARKS ":", false);
}

/* The host of a URI; its `at` is NULL when the URI has none. False when it is no URI. */
bool sign_in_part_uri(struct sign_in_part *host, const struct sign_in_part *p)
{
	const char *colon = memchr(p->at, ':', p->len), *end = p->at + p->len;
	struct sign_in_part scheme, rest;
	const char *hash;

	*host = (struct sign_in_part){NULL, 0};
	if (colon == NULL)
		return false;
	scheme = (struct sign_in_part){p->at, (size_t)(colon - p->at)};
	rest = (struct sign_in_part){colon + 1, (size_t)(end - colon - 1)};
	if (!sign_in_part_is_scheme(&scheme))
		return false;
	if (rest.len >= 2 && memcmp(rest.at, "//", 2) == 0) {
		struct sign_in_part authority = {rest.at + 2, 0};

		while (authority.at + authority.len < end &&
		       strchr("/?#", authority.at[authority.len]) == NULL)
			authority.len++;
		/* "file:///etc" has an authority that is empty. */
		if (authority.len > 0 && !sign_in_part_authority(host, &authority))
			return false;
		rest.at = authority.at + authority.len;
		rest.len = (size_t)(end - rest.at);
	}
	hash = memchr(rest.at, '#', rest.len);
	if (hash != NULL && memchr(hash + 1, '#', (size_t)(end - hash - 1)) != NULL)
		return false;
	return sign_in_part_is(&rest, SUB_DELIMS MARKS ":@/?#", true);
}

static int two_digits(const char *text)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	return 10 * (text[0] - '0') + (text[1] - '0');
}

/* RFC 3339, in any zone: 2026-11-21T16:02:11+02:00. */
bool sign_in_part_moment(int64_t *seconds, const struct sign_in_part *p)
{
	char text[64];
	size_t n = p->len;
	int64_t zone = 0;

	if (n == 0 || n + 1 >= sizeof(text))
		return false;
	for (size_t i = 0; i < n; i++)
		text[i] = p->at[i] == 't' || p->at[i] == 'z' ? (char)(p->at[i] - 'a' + 'A')
							     : p->at[i];
	if (text[n - 1] != 'Z' && n > 6 && text[n - 3] == ':' &&
	    (text[n - 6] == '+' || text[n - 6] == '-')) {
		int hours = two_digits(text + n - 5), minutes = two_digits(text + n - 2);

		if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
			return false;
		zone = (hours * 3600 + minutes * 60) * (text[n - 6] == '+' ? 1 : -1);
		n -= 6;
		text[n++] = 'Z';
	}
	if (clock_parse_rfc3339(seconds, text, n) != STATUS_OK)
		return false;
	*seconds -= zone;
	return true;
}

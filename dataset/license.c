/*
 * license_check() takes an expression apart, check_one() judges one identifier. A near one is the
 * same but for case, or the newest version of it ("CC0" of "CC0-1.0"), or has few other characters.
 */
#include "dataset/license.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "dataset/license_private.h"

#define OWN_TERMS "LicenseRef-"

/* The longest identifier of the list has 36 characters; a manifest has room for 63. */
#define LONGEST 63

static bool is_listed(const char *id)
{
	for (size_t i = 0; license_ids[i] != NULL; i++)
		if (strcmp(license_ids[i], id) == 0)
			return true;
	return false;
}

/* "LicenseRef-" and letters, digits, points and dashes. */
static bool is_own_terms(const char *id)
{
	size_t n = strlen(OWN_TERMS);

	if (strncmp(id, OWN_TERMS, n) != 0 || id[n] == '\0')
		return false;
	return strspn(id + n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") ==
	       strlen(id + n);
}

/* The text with a dash for each blank and underscore: "CC BY 4.0" is written often. */
static void dashed(char out[static LONGEST + 1], const char *text)
{
	size_t i = 0;

	for (; text[i] != '\0' && i < LONGEST; i++)
		out[i] = text[i] == ' ' || text[i] == '_' ? '-' : text[i];
	out[i] = '\0';
}

/* The last in the list that continues `text` with a version: the newest. */
static const char *newest_version(const char *text)
{
	size_t len = strlen(text);
	const char *newest = NULL;

	for (size_t i = 0; license_ids[i] != NULL; i++)
		if (strncasecmp(license_ids[i], text, len) == 0 && license_ids[i][len] == '-' &&
		    license_ids[i][len + 1] >= '0' && license_ids[i][len + 1] <= '9' &&
		    strpbrk(license_ids[i] + len + 1, "-") == NULL)
			newest = license_ids[i];
	return newest;
}

/* The identifier that somebody who wrote `text` may have meant; NULL when none is near. */
static const char *nearest(const char *text)
{
	char wanted[LONGEST + 1];
	const char *newest;
	size_t n = 0, at;

	dashed(wanted, text);
	newest = newest_version(wanted);
	while (license_ids[n] != NULL)
		n++;
	/* The same but for case is nearest of all, though it may have versions too. */
	for (at = 0; at < n && strcasecmp(license_ids[at], wanted) != 0; at++)
		;
	if (at == n && newest != NULL)
		return newest;
	if (at == n)
		at = nearest_word(license_ids, n, wanted);
	return at < n ? license_ids[at] : NULL;
}

/* Takes the "+" off, which any identifier of the list may have. */
static enum status check_one(const char *id, struct err *e)
{
	char bare[LONGEST + 1];
	const char *near;
	size_t len = strlen(id);

	memcpy(bare, id, len + 1);
	if (len > 1 && bare[len - 1] == '+')
		bare[len - 1] = '\0';
	if (is_listed(bare) || is_own_terms(id))
		return STATUS_OK;
	near = nearest(bare);
	if (near != NULL)
		return err_set(e, ERR_USAGE,
			       "\"%s\" is no licence that SPDX lists; did you mean %s? Own terms "
			       "are LicenseRef-NAME",
			       id, near);
	return err_set(e, ERR_USAGE,
		       "\"%s\" is no licence that SPDX lists, see https://spdx.org/licenses; own "
		       "terms are LicenseRef-NAME",
		       id);
}

/* The next " AND " or " OR ", and its length. NULL: none. */
static const char *next_operator(const char *text, size_t *len)
{
	const char *and = strstr(text, " AND "), * or = strstr(text, " OR ");

	*len = 5;
	if (and != NULL && (or == NULL || and < or))
		return and;
	*len = 4;
	return or ;
}

enum status license_check(const char *license, struct err *e)
{
	enum status s = STATUS_OK;
	const char *rest = license;

	if (strlen(license) > LONGEST)
		return err_set(e, ERR_USAGE, "the licence is longer than %d bytes", LONGEST);
	while (s == STATUS_OK && rest != NULL) {
		char one[LONGEST + 1];
		size_t skip, len = strlen(rest);
		const char *op = next_operator(rest, &skip);

		if (op != NULL)
			len = (size_t)(op - rest);
		memcpy(one, rest, len);
		one[len] = '\0';
		s = check_one(one, e);
		rest = op != NULL ? op + skip : NULL;
	}
	return s;
}

/*
 * A scheme is a path with one step to which the account's number is added. Text is read strictly:
 * a path has one form here, so that it can be compared as text where it is stored.
 */
#include "wallet/path.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/parse.h"
#include "wallet/bip32.h"

#define HARD(n) ((n) | BIP32_HARDENED)

/* `at` is the place of the step that is the account's number, to which the path's own is added. */
static const struct {
	struct key_path path;
	uint32_t at;
} schemes[PATH_SCHEMES] = {
	[PATH_METAMASK] = {.path = {.n = 5, .steps = {HARD(44), HARD(60), HARD(0), 0, 0}}, .at = 4},
	[PATH_LEDGER_LIVE] = {.path = {.n = 5, .steps = {HARD(44), HARD(60), HARD(0), 0, 0}},
			      .at = 2},
	[PATH_LEDGER_LEGACY] = {.path = {.n = 4, .steps = {HARD(44), HARD(60), HARD(0), 0}},
				.at = 3},
};

static const struct {
	const char *name;
	enum path_scheme scheme;
} names[] = {
	{"metamask", PATH_METAMASK},
	{"ledger-live", PATH_LEDGER_LIVE},
	{"ledger-legacy", PATH_LEDGER_LEGACY},
	{"mew", PATH_LEDGER_LEGACY},
};

void path_of_scheme(struct key_path *out, enum path_scheme scheme, uint32_t i)
{
	*out = schemes[scheme].path;
	out->steps[schemes[scheme].at] += i;
}

/* A path differs from every scheme's when one step, one tick or the length does. */
bool path_scheme_of(enum path_scheme *scheme, uint32_t *i, const struct key_path *path)
{
	for (size_t k = 0; k < ARRAY_SIZE(schemes); k++) {
		struct key_path same;

		/* The step's own hardening stays, and must be that of the scheme. */
		*i = path->steps[schemes[k].at] & ~BIP32_HARDENED;
		path_of_scheme(&same, (enum path_scheme)k, *i);
		if (memcmp(&same, path, sizeof(same)) == 0) {
			*scheme = (enum path_scheme)k;
			return true;
		}
	}
	return false;
}

enum status path_scheme_parse(enum path_scheme *out, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcasecmp(names[i].name, name) == 0) {
			*out = names[i].scheme;
			return STATUS_OK;
		}
	}
	return ERR_NOT_FOUND;
}

static enum status not_a_path(struct err *e)
{
	return err_set(e, ERR_PARSE,
		       "this is no derivation path; one looks like m/44'/60'/0'/0/0, where ' or h "
		       "marks a hardened step");
}

/* Reads one step, without its slash. parse_u64() takes digits alone. */
static enum status parse_step(uint32_t *step, const char *text, size_t len, struct err *e)
{
	const bool hardened = len > 0 && strchr("'hH", text[len - 1]) != NULL;
	uint64_t n;

	len -= hardened;
	if (len == 0 || (len > 1 && text[0] == '0') || parse_u64(&n, text, len) != STATUS_OK)
		return not_a_path(e);
	if (n >= BIP32_HARDENED)
		return err_set(e, ERR_RANGE,
			       "a step of a derivation path is a number from 0 to 2147483647");
	*step = (uint32_t)n | (hardened ? BIP32_HARDENED : 0);
	return STATUS_OK;
}

enum status path_parse(struct key_path *out, const char *text, size_t len, struct err *e)
{
	enum status s = STATUS_OK;

	memset(out, 0, sizeof(*out));
	if (len < 2 || text[0] != 'm' || memchr(text, '\0', len) != NULL)
		return not_a_path(e);
	text++, len--;
	while (s == STATUS_OK && len > 0) {
		const char *slash = memchr(text + 1, '/', len - 1);
		size_t step_len = slash != NULL ? (size_t)(slash - text) : len;

		if (text[0] != '/')
			return not_a_path(e);
		if (out->n == PATH_STEPS)
			return err_set(e, ERR_LIMIT, "a derivation path has at most %d steps",
				       PATH_STEPS);
		s = parse_step(&out->steps[out->n++], text + 1, step_len - 1, e);
		text += step_len;
		len -= step_len;
	}
	return s;
}

void path_format(char out[static PATH_TEXT_SIZE], const struct key_path *path)
{
	size_t at = 0;

	out[at++] = 'm';
	for (uint32_t i = 0; i < path->n; i++) {
		char digits[10];
		size_t n = 0;
		uint32_t left = path->steps[i] & ~BIP32_HARDENED;

		do
			digits[n++] = (char)('0' + left % 10);
		while ((left /= 10) > 0);
		out[at++] = '/';
		while (n > 0)
			out[at++] = digits[--n];
		if (path->steps[i] & BIP32_HARDENED)
			out[at++] = '\'';
	}
	out[at] = '\0';
}

/*
 * The grammar of EIP-4361, from top to bottom.
 *
 * sign_in_read() takes one line after the other: the site (read_site), the account (read_account),
 * the statement between two empty lines (read_statement), the lines that must be there
 * (read_required) and those that may (read_optional), each by its name (take_named). The characters
 * of each part are those of RFC 3986 and RFC 3339, which the standard refers to. Invariant: what
 * was not taken by a rule is refused, so that no character of the message is left unread.
 */
#include "chain/sign_in.h"

#include <string.h>

#include "base/parse.h"
#include "chain/sign_in_part.h"

#define WANTS " wants you to sign in with your Ethereum account:"

/* A resource of ERC-5573, which lets the URI act in the account's name, in letters of any case. */
#define RECAP "urn:recap:"

/* The part that was not read yet. `ended` once its last line was taken. */
struct sign_in_rest {
	const char *at, *end;
	bool ended;
};

static bool take_row(struct sign_in_rest *r, struct sign_in_part *row)
{
	const char *end;

	if (r->ended)
		return false;
	end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	*row = (struct sign_in_part){r->at, (size_t)((end != NULL ? end : r->end) - r->at)};
	r->ended = end == NULL;
	r->at = end != NULL ? end + 1 : r->end;
	return true;
}

/* Takes the next line if it begins with `name`. Out: what follows the name. */
static bool take_named(struct sign_in_rest *r, struct sign_in_part *value, const char *name)
{
	struct sign_in_rest before = *r;
	size_t n = strlen(name);

	if (take_row(r, value) && value->len >= n && memcmp(value->at, name, n) == 0) {
		value->at += n;
		value->len -= n;
		return true;
	}
	*r = before;
	return false;
}

static char lower_of(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool equal_folded(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (lower_of(a[i]) != lower_of(b[i]))
			return false;
	return true;
}

static enum status unlike(struct err *e, const char *what)
{
	return err_set(e, ERR_PARSE, "%s", what);
}

static enum status read_site(struct sign_in *out, struct sign_in_rest *r, struct err *e)
{
	const size_t wants = strlen(WANTS);
	struct sign_in_part row, host;

	if (!take_row(r, &row) || row.len < wants ||
	    memcmp(row.at + row.len - wants, WANTS, wants) != 0)
		return unlike(e, "its first line is not \"DOMAIN" WANTS "\"");
	row.len -= wants;
	for (size_t i = 0; i + 3 <= row.len && out->scheme.at == NULL; i++)
		if (memcmp(row.at + i, "://", 3) == 0)
			out->scheme = (struct sign_in_part){row.at, i};
	if (out->scheme.at != NULL) {
		row.at += out->scheme.len + 3;
		row.len -= out->scheme.len + 3;
	}
	out->domain = row;
	if ((out->scheme.at != NULL && !sign_in_part_is_scheme(&out->scheme)) ||
	    !sign_in_part_authority(&host, &row))
		return unlike(e, "the domain in its first line is none");
	if (memchr(row.at, '@', row.len) != NULL)
		return unlike(e, "the domain in its first line has a user's name before the host");
	return STATUS_OK;
}

static enum status read_account(struct sign_in *out, struct sign_in_rest *r, struct err *e)
{
	char text[ADDRESS_TEXT_SIZE];
	struct sign_in_part row;

	if (!take_row(r, &row) || row.len != ADDRESS_TEXT_SIZE - 1 ||
	    address_parse(&out->address, row.at, row.len) != STATUS_OK)
		return unlike(e, "its second line is no address");
	address_format(text, &out->address);
	if (memcmp(text, row.at, row.len) != 0)
		return unlike(e, "the address in its second line has not the checksum of EIP-55");
	return STATUS_OK;
}

static enum status read_statement(struct sign_in *out, struct sign_in_rest *r, struct err *e)
{
	struct sign_in_part row;

	if (!take_row(r, &row) || row.len > 0 || !take_row(r, &row))
		return unlike(e, "no empty line follows the address");
	if (row.len == 0)
		return STATUS_OK;
	out->statement = row;
	if (!sign_in_part_is(&row, SUB_DELIMS MARKS ":/?#[]@ ", false))
		return unlike(e, "its statement has characters that the standard does not allow");
	if (!take_row(r, &row) || row.len > 0)
		return unlike(e, "no empty line follows the statement");
	return STATUS_OK;
}

static enum status read_required(struct sign_in *out, struct sign_in_rest *r, struct err *e)
{
	struct sign_in_part value, host;

	if (!take_named(r, &out->uri, "URI: ") || !sign_in_part_uri(&host, &out->uri))
		return unlike(e, "its line \"URI: \" is missing, or names no URI");
	if (!take_named(r, &value, "Version: ") || value.len != 1 || value.at[0] != '1')
		return unlike(e, "its line \"Version: 1\" is missing");
	if (!take_named(r, &value, "Chain ID: ") ||
	    parse_u64(&out->chain_id, value.at, value.len) != STATUS_OK)
		return unlike(e, "its line \"Chain ID: \" is missing, or names no chain");
	if (!take_named(r, &out->nonce, "Nonce: ") || out->nonce.len < 8 ||
	    !sign_in_part_is(&out->nonce, "", false))
		return unlike(e, "its line \"Nonce: \" is missing, or has less than eight letters "
				 "and digits");
	if (!take_named(r, &value, "Issued At: ") || !sign_in_part_moment(&out->issued, &value))
		return unlike(e, "its line \"Issued At: \" is missing, or names no time");
	return STATUS_OK;
}

static enum status read_optional(struct sign_in *out, struct sign_in_rest *r, struct err *e)
{
	struct sign_in_part value, host;

	out->has_expires = take_named(r, &value, "Expiration Time: ");
	if (out->has_expires && !sign_in_part_moment(&out->expires, &value))
		return unlike(e, "its line \"Expiration Time: \" names no time");
	out->has_not_before = take_named(r, &value, "Not Before: ");
	if (out->has_not_before && !sign_in_part_moment(&out->not_before, &value))
		return unlike(e, "its line \"Not Before: \" names no time");
	if (take_named(r, &out->request_id, "Request ID: ")) {
		if (!sign_in_part_is(&out->request_id, SUB_DELIMS MARKS ":@", true))
			return unlike(e, "its line \"Request ID: \" has characters that the "
					 "standard does not allow");
	} else {
		out->request_id = (struct sign_in_part){NULL, 0};
	}
	if (!take_named(r, &value, "Resources:"))
		return STATUS_OK;
	if (value.len > 0)
		return unlike(e, "its line \"Resources:\" goes on behind the colon");
	for (; take_named(r, &value, "- "); out->resources++) {
		if (!sign_in_part_uri(&host, &value))
			return unlike(e, "one of its resources is no URI");
		if (value.len >= strlen(RECAP) && equal_folded(value.at, RECAP, strlen(RECAP)))
			out->delegates = true;
	}
	return STATUS_OK;
}

enum status sign_in_read(struct sign_in *out, const char *text, size_t len, struct err *e)
{
	struct sign_in_rest rest = {.at = text, .end = text + len};
	enum status s;

	*out = (struct sign_in){.chain_id = 0};
	s = read_site(out, &rest, e);
	if (s == STATUS_OK)
		s = read_account(out, &rest, e);
	if (s == STATUS_OK)
		s = read_statement(out, &rest, e);
	if (s == STATUS_OK)
		s = read_required(out, &rest, e);
	if (s == STATUS_OK)
		s = read_optional(out, &rest, e);
	if (s == STATUS_OK && !rest.ended)
		s = unlike(e, "it has a line that the standard does not know, or one at another "
			      "place");
	return s;
}

/* --- judging --- */

static bool is_plain_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether `phrase`, of small letters, is in the text when all but letters is left out of it. */
static bool has_letters(const char *text, size_t len, const char *phrase)
{
	for (size_t from = 0; from < len; from++) {
		size_t found = 0;

		for (size_t i = from; i < len && phrase[found] != '\0'; i++) {
			if (!is_plain_letter(text[i]) && i > from)
				continue;
			if (lower_of(text[i]) != phrase[found])
				break;
			found++;
		}
		if (phrase[found] == '\0')
			return true;
	}
	return false;
}

static bool has_name(const char *text, size_t len, const char *name)
{
	size_t n = strlen(name), same = 0;

	for (size_t i = 0; i + n <= len; i++) {
		for (same = 0; same < n && lower_of(text[i + same]) == name[same];)
			same++;
		if (same == n)
			return true;
	}
	return false;
}

bool sign_in_resembles(const char *text, size_t len)
{
	static const char *const names[] = {"uri:",	  "version:",	      "chain id:", "nonce:",
					    "issued at:", "expiration time:", "resources:"};
	size_t found = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		found += has_name(text, len, names[i]);
	return found >= 3 || has_letters(text, len, "wantsyoutosigninwithyour");
}

bool sign_in_is_domain(const struct sign_in *s, const char *name)
{
	return strlen(name) == s->domain.len && equal_folded(name, s->domain.at, s->domain.len);
}

bool sign_in_is_own_uri(const struct sign_in *s)
{
	struct sign_in_part own, host;

	if (!sign_in_part_authority(&own, &s->domain) || !sign_in_part_uri(&host, &s->uri) ||
	    host.at == NULL || host.len < own.len ||
	    !equal_folded(host.at + host.len - own.len, own.at, own.len))
		return false;
	return host.len == own.len || host.at[host.len - own.len - 1] == '.';
}

#include "chain/node_url.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/*
 * Words in the paths of public addresses. A word that is not here is left out, since nobody can
 * tell it from a key that its owner chose.
 */
static const char *const words[] = {
	"api",		 "arbitrum", "base",	 "bc",	   "bnb",  "bsc",     "chain",
	"eth",		 "evm",	     "ext",	 "http",   "main", "mainnet", "node",
	"nodes",	 "op",	     "optimism", "public", "rpc",  "sepolia", "story",
	"story_mainnet", "testnet",  "v1",	 "v2",	   "v3",   "v4"};

/* A part of a host's name with so many characters, digits and letters, is a customer's key. */
#define HOST_KEY_LEN 24

/* Shorter parts of an address are left in texts: they stand in ordinary words. */
#define CLEANED_LEN 4

static bool is_public_word(const char *at, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strlen(words[i]) == len && memcmp(words[i], at, len) == 0)
			return true;
	return false;
}

static bool is_host_key(const char *at, size_t len)
{
	static const char digits[] = "0123456789";
	bool digit = false, letter = false;

	for (size_t i = 0; i < len; i++) {
		digit |= strchr(digits, at[i]) != NULL;
		letter |= strchr(digits, at[i]) == NULL && at[i] != '-';
	}
	return len >= HOST_KEY_LEN && digit && letter;
}

enum url_place { IN_SCHEME, IN_HOST, IN_PATH, IN_QUERY };

/* A separator of an address, or what stands between two of them. */
struct url_part {
	const char *at;
	size_t len;
	bool hidden;
};

/* Takes the next part at `*at`, which is not the end. `*place` is IN_SCHEME before the first. */
static struct url_part next_part(const char **at, enum url_place *place)
{
	struct url_part p = {.at = *at, .len = 1};
	const char *slashes = *place == IN_SCHEME ? strstr(*at, "://") : NULL;

	if (*place == IN_SCHEME)
		*place = IN_HOST;
	if (*place == IN_HOST && **at == '/')
		*place = IN_PATH;
	if (slashes != NULL) {
		p.len = (size_t)(slashes - *at) + 3;
	} else if (*place == IN_QUERY) {
		p.len = strlen(*at);
		p.hidden = true;
	} else if (**at == '?') {
		*place = IN_QUERY;
	} else if (strchr(*place == IN_HOST ? ".:" : "/", **at) == NULL) {
		p.len = strcspn(*at, *place == IN_HOST ? ".:/?" : "/?");
		p.hidden =
			*place == IN_HOST ? is_host_key(*at, p.len) : !is_public_word(*at, p.len);
	}
	*at += p.len;
	return p;
}

/* Writes the shown form, or its beginning when that is longer. Returns its whole length. */
static size_t show(char out[static NODE_URL_SIZE], const char *url)
{
	enum url_place place = IN_SCHEME;
	size_t len = 0;

	out[0] = '\0';
	while (*url != '\0') {
		struct url_part p = next_part(&url, &place);
		const char *text = p.hidden ? NODE_URL_HIDDEN : p.at;
		size_t n = p.hidden ? strlen(NODE_URL_HIDDEN) : p.len;

		if (len + n < NODE_URL_SIZE)
			snprintf(out + len, NODE_URL_SIZE - len, "%.*s", (int)n, text);
		len += n;
	}
	return len;
}

void node_url_show(char out[static NODE_URL_SIZE], const char *url)
{
	const char *host = strstr(url, "://");
	size_t origin = host != NULL ? (size_t)(host - url) + 3 : 0;
	char whole[NODE_URL_SIZE];

	if (show(out, url) < NODE_URL_SIZE)
		return;
	/* Only parts of the path become longer. */
	snprintf(whole, sizeof(whole), "%.*s", (int)(origin + strcspn(url + origin, "/?")), url);
	show(out, whole);
	origin = strlen(out);
	if (origin > NODE_URL_SIZE - 8)
		origin = NODE_URL_SIZE - 8;
	snprintf(out + origin, NODE_URL_SIZE - origin, "/" NODE_URL_HIDDEN);
}

bool node_url_has_key(const char *url)
{
	enum url_place place = IN_SCHEME;

	while (*url != '\0')
		if (next_part(&url, &place).hidden)
			return true;
	return false;
}

/* Puts NODE_URL_HIDDEN in the place of each `secret` in the text. */
static void clean_part(char *text, const char *secret, size_t len)
{
	const size_t hidden = strlen(NODE_URL_HIDDEN);
	char *at;

	while ((at = memmem(text, strlen(text), secret, len)) != NULL) {
		memcpy(at, NODE_URL_HIDDEN, hidden);
		memmove(at + hidden, at + len, strlen(at + len) + 1);
		text = at + hidden;
	}
}

void node_url_clean(char *text, const char *url)
{
	enum url_place place = IN_SCHEME;

	while (*url != '\0') {
		struct url_part p = next_part(&url, &place);
		const char *value = p.hidden && place == IN_QUERY ? memchr(p.at, '=', p.len) : NULL;

		if (!p.hidden)
			continue;
		if (p.len >= CLEANED_LEN)
			clean_part(text, p.at, p.len);
		/* A server rather repeats the value alone. */
		if (value != NULL) {
			size_t len = strcspn(++value, "&");

			if (len >= CLEANED_LEN)
				clean_part(text, value, len);
		}
	}
}

void node_url_hide(struct profile *p)
{
	for (size_t i = 0; i < p->n_nodes; i++) {
		char shown[sizeof(p->nodes[i].url)];

		static_assert(sizeof(shown) >= NODE_URL_SIZE, "the shown form fits");
		node_url_show(shown, p->nodes[i].url);
		memcpy(p->nodes[i].url, shown, sizeof(shown));
	}
}

#include "backup/node_key.h"

#include <stdio.h>
#include <string.h>

/* The longest address that a profile takes has 255 bytes. */
#define URL_SIZE 256

/* No profile nests deeper than its reader allows; LIMIT_JSON_DEPTH bounds the calls of copy(). */
struct cutting {
	struct json *nodes;
	const char *name; /* the name of the object around, when it has one */
};

/* Writes scheme, host and port alone. */
static void write_origin(char *out, size_t cap, const char *url)
{
	const char *begin = strstr(url, "://");
	const char *host = begin != NULL ? begin + 3 : url;
	size_t scheme = (size_t)(host - url), len = strcspn(host, "/?#\\");

	/* A user name ends at the last "@", so that none of it can pass for the host. */
	for (size_t i = len; i > 0; i--) {
		if (host[i - 1] != '@')
			continue;
		host += i;
		len -= i;
		break;
	}
	snprintf(out, cap, "%.*s%.*s", (int)scheme, url, (int)len, host);
}

static bool has_more(const char *url)
{
	char origin[URL_SIZE];
	size_t len;

	write_origin(origin, sizeof(origin), url);
	len = strlen(origin);
	return strncmp(url, origin, len) != 0 || (url[len] != '\0' && strcmp(url + len, "/") != 0);
}

/* The address of a datanet or an explorer may have a path, which is public. */
static bool has_user_or_query(const char *url)
{
	char origin[URL_SIZE];

	write_origin(origin, sizeof(origin), url);
	return strncmp(url, origin, strlen(origin)) != 0 || strpbrk(url, "?#\\") != NULL;
}

static void add_text(struct json *into, const char *member, const char *text, bool of_node,
		     const struct cutting *c)
{
	char origin[URL_SIZE];
	bool is_url = strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;

	if (!is_url || !(of_node ? has_more(text) : has_user_or_query(text))) {
		json_add_text(into, member, text);
		return;
	}
	write_origin(origin, sizeof(origin), text);
	json_add_text(into, member, origin);
	json_add_text(c->nodes, NULL, c->name != NULL ? c->name : member);
}

/* Adds a copy of `value`. `of_node` is true inside the lists of nodes and relays. */
static void copy(struct json *into, const char *member, const struct json *value, bool of_node,
		 struct cutting c)
{
	bool is_object = json_is_object(value);
	struct json *inner;
	int64_t number = 0;

	if (json_is_string(value)) {
		add_text(into, member, json_text(value), of_node, &c);
	} else if (json_is_bool(value)) {
		json_add_bool(into, member, json_truth(value));
	} else if (is_object || json_is_array(value)) {
		inner = is_object ? json_new_object() : json_new_array();
		c.name = json_text(json_get(value, "name"));
		of_node = of_node || (member != NULL && (strcmp(member, "nodes") == 0 ||
							 strcmp(member, "relays") == 0));
		for (const struct json *v = json_first(value); v != NULL; v = json_next(v))
			copy(inner, is_object ? json_name(v) : NULL, v, of_node, c);
		json_add(into, member, inner);
	} else if (json_integer(&number, value) == STATUS_OK) {
		/* A profile holds no numbers; one that is read by nobody loses nothing as text. */
		json_add_textf(into, member, "%lld", (long long)number);
	} else {
		json_add_null(into, member);
	}
}

struct json *node_key_remove(const struct json *profile, struct json *nodes)
{
	struct json *all = json_new_object();

	for (const struct json *v = json_first(profile); v != NULL; v = json_next(v))
		copy(all, json_name(v), v, false, (struct cutting){.nodes = nodes});
	return all;
}

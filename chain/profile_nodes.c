/*
 * A profile's list of nodes, changed by one. Read profile_nodes_add() first: check_node() judges
 * the node alone, look_for() beside those that are there, make_name() gives it a name. Names and
 * addresses stay unique, relays stay last, and the quorum stays what makes agreement possible:
 * profile_can_agree() is never lost by adding.
 */
#include "chain/profile_nodes.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/node_url.h"
#include "chain/web_url.h"

/* Services that pass questions on to nodes of others (ethereum.org lists them so). */
static const char *const relay_hosts[] = {"1rpc.io", "drpc.org", "thirdweb.com"};

/* The host of an address that web_url_check() took, without its port. */
static void host_of(char out[static NODE_URL_SIZE], const char *url)
{
	const char *host = strstr(url, "://") + 3;

	snprintf(out, NODE_URL_SIZE, "%.*s", (int)strcspn(host, ":/?"), host);
}

/* The service that a host belongs to, or NULL. */
static const char *relay_of(const char *host)
{
	size_t len = strlen(host);

	for (size_t i = 0; i < ARRAY_SIZE(relay_hosts); i++) {
		size_t n = strlen(relay_hosts[i]);

		if (len >= n && strcasecmp(host + len - n, relay_hosts[i]) == 0 &&
		    (len == n || host[len - n - 1] == '.'))
			return relay_hosts[i];
	}
	return NULL;
}

/* Whether the quorum is the smallest majority of the voices, so that it follows their number. */
static bool follows_voices(const struct profile *p)
{
	return p->quorum == profile_voices(p) / 2 + 1;
}

/* A quorum that somebody chose otherwise stays, as long as so many voices are there. */
static void set_quorum(struct profile *p, bool follows)
{
	if (follows || p->quorum > profile_voices(p))
		p->quorum = (unsigned)(profile_voices(p) / 2 + 1);
}

static const struct profile_node *node_named(const struct profile *p, const char *name)
{
	for (size_t i = 0; i < p->n_nodes; i++)
		if (strcmp(p->nodes[i].name, name) == 0)
			return &p->nodes[i];
	return NULL;
}

/* Makes a name of letters and digits: the operator's, or that of the relay's host; free here. */
static void make_name(char out[static 32], const struct profile *p, const struct profile_node *node)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	char host[NODE_URL_SIZE], base[24] = "";
	const char *from = node->operator;
	size_t len = 0;

	host_of(host, node->url);
	if (node->relay)
		from = relay_of(host) != NULL ? relay_of(host) : host;
	for (; *from != '\0' && *from != (node->relay ? '.' : '\0') && len + 1 < sizeof(base);
	     from++) {
		char c = *from >= 'A' && *from <= 'Z' ? (char)(*from - 'A' + 'a') : *from;

		if (strchr(plain, c) != NULL)
			base[len++] = c;
		else if (len > 0 && base[len - 1] != '-')
			base[len++] = '-';
	}
	while (len > 0 && base[len - 1] == '-')
		base[--len] = '\0';
	snprintf(out, 32, "%s", len > 0 ? base : "node");
	for (int i = 2; node_named(p, out) != NULL; i++)
		snprintf(out, 32, "%s-%d", len > 0 ? base : "node", i);
}

/* Whether text can stand in a profile as it is: what chain/member.h demands of it. */
static enum status check_text(const char *text, const char *what, struct err *e)
{
	char clean[64];

	text_clean(clean, sizeof(clean), text, strlen(text));
	if (text[0] == '\0' || strcmp(clean, text) != 0)
		return err_set(e, ERR_PARSE, "the %s is empty or has characters that do not show",
			       what);
	return STATUS_OK;
}

static enum status check_node(const struct profile_node *node, struct err *e)
{
	char host[NODE_URL_SIZE];
	enum status s = web_url_check(node->url, e);

	if (s != STATUS_OK)
		return err_prefix(e, s, "the address of the node");
	host_of(host, node->url);
	if (!node->relay && relay_of(host) != NULL)
		return err_set(e, ERR_REFUSED,
			       "%s passes questions on to nodes of others, perhaps to one that is "
			       "asked already, so that it has no voice of its own: add it with "
			       "--relay in place of --operator",
			       relay_of(host));
	if (!node->relay && strcmp(node->operator, PROFILE_RELAYS) == 0)
		return err_set(e, ERR_REFUSED,
			       "an operator cannot be called \"" PROFILE_RELAYS
			       "\"; add a relay with --relay");
	if (!node->relay)
		s = check_text(node->operator, "operator's name", e);
	return s == STATUS_OK && node->name[0] != '\0' ? check_text(node->name, "node's name", e)
						       : s;
}

/* Looks for the node. Out: `same`, whether it is there as it is to be added. */
static enum status look_for(bool *same, const struct profile *p, const struct profile_node *node,
			    char name[static 32], struct err *e)
{
	const struct profile_node *there = node_named(p, node->name);

	*same = false;
	for (size_t i = 0; i < p->n_nodes; i++) {
		const struct profile_node *other = &p->nodes[i];

		if (strcmp(other->url, node->url) != 0)
			continue;
		snprintf(name, 32, "%s", other->name);
		*same = other->relay == node->relay &&
			(node->relay || strcmp(other->operator, node->operator) == 0) &&
			(node->name[0] == '\0' || strcmp(other->name, node->name) == 0);
		return *same ? STATUS_OK
			     : err_set(e, ERR_EXISTS,
				       "this address is that of node %s (%s), which is there; take "
				       "it out first: byline node remove '%s'",
				       other->name, other->operator, other->name);
	}
	if (there != NULL)
		return err_set(e, ERR_EXISTS,
			       "there is a node %s with another address; give this one another "
			       "--name",
			       there->name);
	return STATUS_OK;
}

enum status profile_nodes_add(struct profile *p, const struct profile_node *node,
			      char name[static 32], struct err *e)
{
	struct profile_node added = *node;
	bool same, follows = follows_voices(p);
	size_t at = 0;
	enum status s = check_node(node, e);

	if (s == STATUS_OK)
		s = look_for(&same, p, node, name, e);
	if (s != STATUS_OK || same)
		return s;
	if (p->n_nodes == LIMIT_NODES)
		return err_set(e, ERR_LIMIT, "%s has %d nodes, which is the most", p->name,
			       LIMIT_NODES);
	if (added.name[0] == '\0')
		make_name(added.name, p, node);
	if (added.relay)
		memcpy(added.operator, PROFILE_RELAYS, sizeof(PROFILE_RELAYS));
	/* Relays come last, as in the file. */
	while (at < p->n_nodes && (added.relay || !p->nodes[at].relay))
		at++;
	memmove(&p->nodes[at + 1], &p->nodes[at], (p->n_nodes - at) * sizeof(p->nodes[0]));
	p->nodes[at] = added;
	p->n_nodes++;
	set_quorum(p, follows);
	memcpy(name, added.name, sizeof(added.name));
	return STATUS_OK;
}

enum status profile_nodes_remove(struct profile *p, const char *name, struct err *e)
{
	const struct profile_node *node = node_named(p, name);
	bool follows = follows_voices(p);
	size_t at;

	if (node == NULL)
		return err_set(e, ERR_NOT_FOUND,
			       "network %s has no node \"%.31s\"; see: byline node list", p->name,
			       name);
	if (p->n_nodes == 1)
		return err_set(e, ERR_REFUSED,
			       "%s is the only node of %s, which needs one; add another first: "
			       "byline node add URL --operator NAME",
			       name, p->name);
	at = (size_t)(node - p->nodes);
	p->n_nodes--;
	memmove(&p->nodes[at], &p->nodes[at + 1], (p->n_nodes - at) * sizeof(p->nodes[0]));
	p->nodes[p->n_nodes] = (struct profile_node){.relay = false};
	set_quorum(p, follows);
	return STATUS_OK;
}

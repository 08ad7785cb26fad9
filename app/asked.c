/*
 * The session counts for as long as it lives; the cache adds up what all processes ask. A question
 * that was sent counts, whether or not the node answered: it has seen the account by then.
 */
#include "app/asked.h"

#include <stdio.h>

#include "app/state.h"
#include "base/clock.h"
#include "cache/node_asked.h"

/* The rows that save_asked() adds in one transaction. */
struct asked_news {
	struct cache_node_requests requests[LIMIT_NODES];
	size_t n_requests;
	const struct session *session;
	const struct snapshot_account *accounts;
	size_t n_accounts;
	int64_t now;
};

static enum status put_asked(struct cache *cache, void *arg, struct err *e)
{
	const struct asked_news *news = arg;
	const struct nodes *nodes = news->session->nodes;
	enum status s =
		cache_node_asked_count(cache, news->requests, news->n_requests, news->now, e);

	for (size_t i = 0; i < nodes_count(nodes); i++)
		for (size_t k = 0; k < news->n_accounts && s == STATUS_OK; k++) {
			struct cache_node_account row = {.account = news->accounts[k].address,
							 .asked_at = news->now};

			if (!(news->session->told >> i & 1))
				break;
			snprintf(row.name, sizeof(row.name), "%s",
				 nodes_profile(nodes)->nodes[i].name);
			s = cache_node_asked_note(cache, &row, e);
		}
	return s;
}

enum status save_asked(struct session *session, const struct snapshot_account *accounts, size_t n,
		       struct err *e)
{
	const struct nodes *nodes = session->nodes;
	struct asked_news news = {
		.session = session, .accounts = accounts, .n_accounts = n, .now = clock_now()};
	uint64_t now[LIMIT_NODES];
	enum status s;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		struct cache_node_requests *r = &news.requests[news.n_requests];

		now[i] = nodes_health(nodes, i)->requests;
		if (now[i] == session->counted[i])
			continue;
		r->n = now[i] - session->counted[i];
		snprintf(r->name, sizeof(r->name), "%s", nodes_profile(nodes)->nodes[i].name);
		news.n_requests++;
	}
	if (news.n_requests == 0 || session->app->shared->unwritable[0] != '\0')
		return STATUS_OK;
	s = store_write(session->app, put_asked, &news, e);
	for (size_t i = 0; i < nodes_count(nodes) && s == STATUS_OK; i++)
		session->counted[i] = now[i];
	if (s == STATUS_OK && n > 0)
		session->told = 0;
	return s;
}

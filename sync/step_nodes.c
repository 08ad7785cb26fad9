/*
 * Each node's health and abilities and the disputes between nodes, as a row of the cache each. A
 * node's state is that of this session; figures that this session has not learned yet stay those of
 * the last one.
 */
#include "sync/step_nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/abilities.h"
#include "app/state.h"
#include "cache/disputes.h"
#include "cache/node_health.h"
#include "sync/context.h"

static enum peer_state stored_state(enum node_state s)
{
	switch (s) {
	case NODE_UNKNOWN: return PEER_UNKNOWN;
	case NODE_OK: return PEER_OK;
	case NODE_RETURNING: return PEER_RETURNING;
	case NODE_LYING: return PEER_DISPUTED;
	case NODE_BEHIND: return PEER_BEHIND;
	case NODE_STALLED: return PEER_STALLED;
	case NODE_WRONG_CHAIN: return PEER_WRONG_CHAIN;
	case NODE_UNREACHABLE: return PEER_UNREACHABLE;
	case NODE_RATE_LIMITED: return PEER_LIMITED;
	case NODE_UNSETTLED: return PEER_UNSETTLED;
	}
	return PEER_UNKNOWN;
}

static void describe_node(struct cache_node *out, const struct profile_node *pinned,
			  const struct node_health *h, const struct anchor *anchor)
{
	size_t skip =
		h->n_latencies > CACHE_NODE_LATENCIES ? h->n_latencies - CACHE_NODE_LATENCIES : 0;
	size_t kept = h->n_latencies - skip;

	*out = (struct cache_node){.state = stored_state(h->state),
				   .head = h->head,
				   .compared = h->comparisons,
				   .agreed = h->comparisons - h->contradictions,
				   .last_reply = h->last_reply,
				   .retry_at = h->retry_at};
	snprintf(out->name, sizeof(out->name), "%s", pinned->name);
	snprintf(out->detail, sizeof(out->detail), "%.*s", (int)sizeof(out->detail) - 1, h->reason);
	if (anchor != NULL && h->head != 0 && h->head < anchor->header.number)
		out->lag = anchor->header.number - h->head;
	for (size_t i = 0; i < kept; i++) {
		uint32_t ms = h->latency_ms[skip + i];

		/* The row holds 16 bits a latency, and 0 means "none" there. */
		out->latency_ms[CACHE_NODE_LATENCIES - kept + i] = (uint16_t)(ms > 65535 ? 65535
									      : ms == 0	 ? 1
											 : ms);
	}
}

/* The rows that sync_nodes() stores in one transaction. */
struct node_news {
	struct cache_node nodes[LIMIT_NODES];
	struct cache_node_ability abilities[LIMIT_NODES];
	size_t n;
	bool known[LIMIT_NODES]; /* the last sync found already that it contradicts the others */
	struct dispute disputes[NODES_DISPUTES];
	size_t n_disputes;
};

/* Keeps the figures of the last session for a node that never answered in this one. */
static void keep_last_known(struct cache_node *now, const struct cache_node *before)
{
	if (now->last_reply != 0)
		return;
	now->head = before->head;
	now->compared = before->compared;
	now->agreed = before->agreed;
	now->last_reply = before->last_reply;
	memcpy(now->latency_ms, before->latency_ms, sizeof(now->latency_ms));
}

static enum status put_nodes(struct cache *cache, void *arg, struct err *e)
{
	struct node_news *news = arg;
	struct cache_node *before = NULL;
	size_t n = 0;
	enum status s = cache_node_health_all(cache, &before, &n, e);

	for (size_t i = 0; i < news->n; i++) {
		for (size_t k = 0; k < n; k++) {
			if (strcmp(before[k].name, news->nodes[i].name) != 0)
				continue;
			news->known[i] = before[k].state == PEER_DISPUTED;
			keep_last_known(&news->nodes[i], &before[k]);
		}
	}
	free(before);
	if (s == STATUS_OK)
		s = cache_node_health_put(cache, news->nodes, news->n, e);
	if (s == STATUS_OK)
		s = cache_node_abilities_put(cache, news->abilities, news->n, e);
	for (size_t i = 0; i < news->n_disputes && s == STATUS_OK; i++) {
		const struct dispute *d = &news->disputes[i];
		struct cache_dispute row = {.time = d->time, .block = d->block};

		memcpy(row.node, d->name, sizeof(row.node));
		snprintf(row.what, sizeof(row.what), "%s", d->method);
		memcpy(row.said, d->said, sizeof(row.said));
		memcpy(row.agreed, d->agreed, sizeof(row.agreed));
		s = cache_disputes_put(cache, &row, e);
	}
	return s;
}

enum status sync_nodes(struct sync_context *c, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct node_news *news = calloc(1, sizeof(*news));
	enum status s;

	if (news == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	news->n = p->n_nodes;
	for (size_t i = 0; i < p->n_nodes; i++)
		describe_node(&news->nodes[i], &p->nodes[i], nodes_health(c->session->nodes, i),
			      c->session->has_anchor ? &c->session->anchor : NULL);
	list_abilities(news->abilities, c->session->nodes);
	news->n_disputes = nodes_take_disputes(c->session->nodes, news->disputes, NODES_DISPUTES);
	s = store_write(c->app, put_nodes, news, e);
	/* One event for a node until it agrees again; each dispute has its row in the cache. */
	for (size_t i = 0; i < news->n_disputes && s == STATUS_OK; i++) {
		const struct dispute *d = &news->disputes[i];

		if (d->node >= news->n || news->known[d->node])
			continue;
		news->known[d->node] = true;
		note_event(c->app, "nodes", TRUST_DISPUTED, "%s contradicts the others about %s",
			   d->name, d->method);
	}
	free(news);
	return s;
}

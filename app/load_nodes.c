#include "app/load_nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "app/snapshot_asked.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/disputes.h"
#include "cache/node_asked.h"
#include "cache/node_health.h"
#include "chain/node_url.h"

/*
 * Copies the newest SNAPSHOT_LATENCIES of the row's latencies, which come newest last and computes
 * their percentiles. 0 stands for no reply.
 */
static void set_latencies(struct snapshot_node *node, const struct cache_node *row)
{
	size_t skip = CACHE_NODE_LATENCIES - SNAPSHOT_LATENCIES;

	memcpy(node->latency_ms, row->latency_ms + skip, sizeof(node->latency_ms));
	peer_percentiles(&node->p50_ms, &node->p95_ms, node->latency_ms, SNAPSHOT_LATENCIES);
}

/* Health is kept under a node's name, so that a changed URL loses nothing. */
static void set_node(struct snapshot_node *node, const struct profile_node *pinned,
		     const struct cache_node *rows, size_t n)
{
	snprintf(node->name, sizeof(node->name), "%s", pinned->name);
	snprintf(node->operator, sizeof(node->operator), "%s", pinned->operator);
	node_url_show(node->url, pinned->url);
	/* No comparison yet: 0 would say that it never agreed. */
	node->agrees = -1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].name, pinned->name) != 0)
			continue;
		node->state = rows[i].state;
		memcpy(node->detail, rows[i].detail, sizeof(node->detail));
		node->head = rows[i].head;
		node->lag = rows[i].lag;
		node->last_reply = rows[i].last_reply;
		node->retry_at = rows[i].retry_at;
		if (rows[i].compared > 0)
			node->agrees = (double)rows[i].agreed / (double)rows[i].compared;
		set_latencies(node, &rows[i]);
	}
}

/* Counts the last `n` nodes. The block is loaded before them. */
static void count_nodes(struct loading *l, size_t n)
{
	const struct snapshot_node *nodes = l->s->nodes + l->s->n_nodes - n;
	struct snapshot_network *net = load_rows_network(l);
	struct peer peers[LIMIT_NODES];

	for (size_t i = 0; i < n; i++)
		peers[i] = (struct peer){nodes[i].name, nodes[i].operator, nodes[i].state };
	peer_count(&net->agreement, peers, n, profile_can_agree(l->p) ? l->p->quorum : 0,
		   net->as_of != 0 ? net->read_at - net->as_of - net->max_age_s : 0);
}

static enum status load_disputes(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_dispute *rows = NULL;
	size_t n = 0;
	enum status status = cache_disputes_all(l->cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->disputes, s->n_disputes, n, sizeof(*s->disputes), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_dispute *d = &s->disputes[s->n_disputes++];

		d->of = l->of;
		d->time = rows[i].time;
		d->block = rows[i].block;
		memcpy(d->node, rows[i].node, sizeof(d->node));
		memcpy(d->what, rows[i].what, sizeof(d->what));
		d->count = rows[i].count;
		memcpy(d->said_whole, rows[i].said, sizeof(d->said_whole));
		memcpy(d->agreed_whole, rows[i].agreed, sizeof(d->agreed_whole));
		peer_show_difference(rows[i].said, rows[i].agreed);
		text_clean(d->said, sizeof(d->said), rows[i].said, strlen(rows[i].said));
		text_clean(d->agreed, sizeof(d->agreed), rows[i].agreed, strlen(rows[i].agreed));
	}
	free(rows);
	return status;
}

/* Fills the requests of the last `n` nodes, which are those of the network. */
static enum status load_requests(struct loading *l, size_t n, struct err *e)
{
	struct snapshot_node *nodes = l->s->nodes + l->s->n_nodes - n;
	struct cache_node_requests *rows = NULL;
	size_t n_rows = 0;
	enum status s = cache_node_asked_requests(l->cache, &rows, &n_rows, clock_now(), e);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n_rows; k++)
			if (strcmp(nodes[i].name, rows[k].name) == 0)
				nodes[i].requests = rows[k].n;
	free(rows);
	return s;
}

/* Fills the accounts that nodes were asked about, and counts them for each of the last `n`. */
static enum status load_asked(struct loading *l, size_t n, struct err *e)
{
	struct snapshot *s = l->s;
	struct snapshot_node *nodes = s->nodes + s->n_nodes - n;
	struct cache_node_account *rows = NULL;
	size_t n_rows = 0;
	enum status status = cache_node_asked_accounts(l->cache, &rows, &n_rows, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->asked, s->n_asked, n_rows, sizeof(*s->asked), e);
	for (size_t i = 0; i < n_rows && status == STATUS_OK; i++) {
		struct snapshot_asked *a = &s->asked[s->n_asked];

		for (size_t k = 0; k < n; k++)
			nodes[k].accounts += strcmp(nodes[k].name, rows[i].name) == 0;
		a->of = l->of;
		a->of.account = load_rows_account_index(l, &rows[i].account);
		memcpy(a->node, rows[i].name, sizeof(a->node));
		a->account = rows[i].account;
		a->asked_at = rows[i].asked_at;
		s->n_asked += load_rows_wants(l, a->of.account);
	}
	free(rows);
	return status;
}

enum status load_nodes(struct loading *l, struct err *e)
{
	const struct profile *p = l->p;
	struct snapshot *s = l->s;
	struct cache_node *rows = NULL;
	size_t n = 0;
	enum status status = cache_node_health_all(l->cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->nodes, s->n_nodes, p->n_nodes, sizeof(*s->nodes), e);
	for (size_t i = 0; i < p->n_nodes && status == STATUS_OK; i++) {
		s->nodes[s->n_nodes].of = l->of;
		set_node(&s->nodes[s->n_nodes++], &p->nodes[i], rows, n);
	}
	free(rows);
	if (status != STATUS_OK)
		return status;
	count_nodes(l, p->n_nodes);
	status = load_requests(l, p->n_nodes, e);
	if (status == STATUS_OK)
		status = load_asked(l, p->n_nodes, e);
	return status == STATUS_OK ? load_disputes(l, e) : status;
}

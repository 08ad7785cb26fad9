/* The agreed block, and what to do when earlier ones are no longer on the chain. */
#include "sync/step_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/ledger_rows.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/blocks.h"
#include "cache/disputes.h"
#include "cache/networks.h"
#include "cache/node_health.h"
#include "client/question.h"
#include "client/vote.h"
#include "sync/context.h"
#include "sync/step_datasets.h"
#include "sync/step_statements.h"

static enum status last_block(struct cache *cache, void *arg, struct err *e)
{
	return cache_blocks_last(cache, arg, e);
}

struct before {
	struct cache_block *block;
	uint64_t number;
};

static enum status block_before(struct cache *cache, void *arg, struct err *e)
{
	struct before *b = arg;

	return cache_blocks_before(cache, b->block, b->number, e);
}

struct undoing {
	const struct sync_context *c;
	uint64_t last_good;
};

/* What was looked at above is looked at again. */
static enum status undo_above(struct cache *cache, void *arg, struct err *e)
{
	const struct undoing *u = arg;
	enum status s = ledger_undo(cache, u->last_good, e);

	if (s == STATUS_OK)
		s = cache_blocks_undo(cache, u->last_good, e);
	for (size_t i = 0; i < u->c->n_accounts && s == STATUS_OK; i++)
		s = rewind_datasets(cache, &u->c->accounts[i].address, u->last_good, e);
	for (size_t i = 0; i < u->c->n_accounts && s == STATUS_OK; i++)
		s = rewind_statements(cache, &u->c->app->profile->datanet.address,
				      &u->c->accounts[i].address, e);
	return s;
}

/* Walks back to the newest kept anchor that is still on the chain, and undoes everything above. */
static enum status undo_abandoned(struct sync_context *c, struct cache_block *from, struct err *e)
{
	uint64_t abandoned = from->number, last_good = 0;
	enum ancestry ancestry = ANCESTRY_ABANDONED;
	struct undoing undoing = {.c = c};
	enum status s;

	for (;;) {
		struct before b = {from, from->number};

		s = store_read(c->app, block_before, &b, e);
		if (s == ERR_NOT_FOUND)
			break;
		if (s == STATUS_OK)
			s = anchor_ancestry(c->session->nodes, &ancestry, from->number, &from->hash,
					    e);
		if (s != STATUS_OK)
			return s;
		if (ancestry != ANCESTRY_ABANDONED) {
			last_good = from->number;
			break;
		}
	}
	undoing.last_good = last_good;
	s = store_write(c->app, undo_above, &undoing, e);
	if (s == STATUS_OK)
		note_event(c->app, "chain", TRUST_AGREED,
			   "the chain was reorganised: blocks %llu to %llu are gone, what they "
			   "held was undone",
			   (unsigned long long)last_good + 1, (unsigned long long)abandoned);
	return s;
}

/* The hash of block 0 as the nodes agree on it; false when they cannot say. */
static bool read_genesis(struct session *session, struct hash *out)
{
	struct question q = {.method = "eth_getBlockByNumber", .params = "[\"0x0\",false]"};
	struct ballot ballots[LIMIT_NODES] = {0};
	struct verdict verdict = {0};

	if (question_ask(session->nodes, &q, 1, nodes_all(session->nodes), NULL) == STATUS_OK) {
		for (size_t i = 0; i < nodes_count(session->nodes); i++) {
			const struct json *result =
				q.answers[i].answered ? q.answers[i].reply.result : NULL;

			ballots[i].answered =
				rpc_hash(&ballots[i].value, json_get(result, "hash")) == STATUS_OK;
		}
		vote_count(session->nodes, &verdict, ballots);
	}
	question_release(&q);
	if (verdict.trust != TRUST_AGREED)
		return false;
	*out = ballots[verdict.winner].value;
	return true;
}

struct selection {
	const struct profile *profile;
	const struct hash *genesis;
	bool restarted;
};

static enum status select_network(struct cache *cache, void *arg, struct err *e)
{
	struct selection *s = arg;

	return cache_networks_select(cache, &s->restarted, s->profile->name, s->profile->chain_id,
				     s->genesis, e);
}

/* Once a session: another chain behind the same profile must not be mixed with the old rows. */
static enum status check_genesis(struct sync_context *c, struct err *e)
{
	struct selection selection = {.profile = c->app->profile};
	struct hash genesis;
	enum status s;

	if (c->session->genesis_checked || !read_genesis(c->session, &genesis))
		return STATUS_OK;
	selection.genesis = &genesis;
	s = store_write(c->app, select_network, &selection, e);
	if (s != STATUS_OK)
		return s;
	c->session->genesis_checked = true;
	if (selection.restarted)
		note_event(c->app, "chain", TRUST_AGREED,
			   "another chain runs behind \"%s\" now: its cached figures were dropped",
			   c->app->profile->name);
	return STATUS_OK;
}

static enum status put_block(struct cache *cache, void *arg, struct err *e)
{
	return cache_blocks_put(cache, arg, e);
}

static enum status store_anchor(struct sync_context *c, struct err *e)
{
	const struct anchor *a = &c->session->anchor;
	struct cache_block block = {
		.number = a->header.number,
		.hash = a->header.hash,
		.parent = a->header.parent,
		.state_root = a->header.state_root,
		.time = (int64_t)a->header.timestamp,
		.as_of = a->found,
		.trust = a->trust,
		.agreeing = (uint32_t)__builtin_popcount(a->nodes),
	};

	return store_write(c->app, put_block, &block, e);
}

enum status sync_block(struct sync_context *c, struct err *e)
{
	struct session *session = c->session;
	struct anchor previous = {0};
	struct cache_block last = {0};
	enum ancestry ancestry = ANCESTRY_UNKNOWN;
	enum status s = check_genesis(c, e);
	bool known;

	if (s != STATUS_OK)
		return s;
	s = store_read(c->app, last_block, &last, e);
	known = s == STATUS_OK;
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	previous.header.number = last.number;
	previous.header.hash = last.hash;
	s = anchor_find(session->nodes, &session->anchor, &ancestry, known ? &previous : NULL, e);
	session->has_anchor = s == STATUS_OK;
	if (s == STATUS_OK && ancestry == ANCESTRY_ABANDONED)
		s = undo_abandoned(c, &last, e);
	/* Figures of a block that is disputed would stand in the place of proven ones. */
	if (s == STATUS_OK && session->anchor.trust < TRUST_REPORTED)
		s = err_set(e, ERR_NOT_AGREED,
			    "the nodes contradict each other about the newest block; see: byline "
			    "node list");
	return s == STATUS_OK ? store_anchor(c, e) : s;
}

static enum peer_state peer_state_of(enum node_state s)
{
	switch (s) {
	case NODE_UNKNOWN: return PEER_UNKNOWN;
	case NODE_OK: return PEER_OK;
	case NODE_RETURNING:
	case NODE_LYING: return PEER_DISPUTED;
	case NODE_BEHIND: return PEER_BEHIND;
	case NODE_STALLED: return PEER_STALLED;
	case NODE_WRONG_CHAIN: return PEER_WRONG_CHAIN;
	case NODE_UNREACHABLE: return PEER_UNREACHABLE;
	case NODE_RATE_LIMITED: return PEER_LIMITED;
	}
	return PEER_UNKNOWN;
}

static void describe_node(struct cache_node *out, const struct profile_node *pinned,
			  const struct node_health *h, const struct anchor *anchor)
{
	size_t skip =
		h->n_latencies > CACHE_NODE_LATENCIES ? h->n_latencies - CACHE_NODE_LATENCIES : 0;
	size_t kept = h->n_latencies - skip;

	*out = (struct cache_node){.state = (int)peer_state_of(h->state),
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

		/* 0 means "none" in the row. */
		out->latency_ms[CACHE_NODE_LATENCIES - kept + i] = (uint16_t)(ms > 65535 ? 65535
									      : ms == 0	 ? 1
											 : ms);
	}
}

struct node_news {
	struct cache_node nodes[LIMIT_NODES];
	size_t n;
	bool told[LIMIT_NODES]; /* that it contradicts was told before, and it still does */
	struct dispute disputes[NODES_DISPUTES];
	size_t n_disputes;
};

/* A node that never answered in this session is shown as it was last known, with its state now. */
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
			news->told[i] = before[k].state == PEER_DISPUTED;
			keep_last_known(&news->nodes[i], &before[k]);
		}
	}
	free(before);
	if (s == STATUS_OK)
		s = cache_node_health_put(cache, news->nodes, news->n, e);
	for (size_t i = 0; i < news->n_disputes && s == STATUS_OK; i++) {
		const struct dispute *d = &news->disputes[i];
		struct cache_dispute row = {.time = d->time, .block = d->block};

		memcpy(row.node, d->name, sizeof(row.node));
		snprintf(row.what, sizeof(row.what), "%s", d->method);
		snprintf(row.said, sizeof(row.said), "%.*s", (int)sizeof(row.said) - 1, d->said);
		snprintf(row.agreed, sizeof(row.agreed), "%.*s", (int)sizeof(row.agreed) - 1,
			 d->agreed);
		s = cache_disputes_put(cache, &row, e);
	}
	return s;
}

enum status sync_nodes(struct sync_context *c, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct node_news news = {.n = p->n_nodes};
	enum status s;

	for (size_t i = 0; i < p->n_nodes; i++)
		describe_node(&news.nodes[i], &p->nodes[i], nodes_health(c->session->nodes, i),
			      c->session->has_anchor ? &c->session->anchor : NULL);
	news.n_disputes = nodes_take_disputes(c->session->nodes, news.disputes, NODES_DISPUTES);
	s = store_write(c->app, put_nodes, &news, e);
	/* One event until it agrees again; the rest is among the disputes. */
	for (size_t i = 0; i < news.n_disputes && s == STATUS_OK; i++) {
		const struct dispute *d = &news.disputes[i];

		if (d->node >= news.n || news.told[d->node])
			continue;
		news.told[d->node] = true;
		note_event(c->app, "nodes", TRUST_DISPUTED, "%s contradicts the others about %s",
			   d->name, d->method);
	}
	return s;
}

/*
 * The agreed block, in the order of sync_block(), the last function: is it the chain of before
 * (check_genesis()), which block do the nodes agree on, is the block of the last sync still on the
 * chain, and if it is not, undo what was read above the last common block (undo_abandoned()).
 *
 * Invariant: the cache has no row that was read in a block which the chain abandoned.
 */
#include "sync/step_block.h"

#include "act/ledger_rows.h"
#include "app/state.h"
#include "cache/blocks.h"
#include "cache/networks.h"
#include "client/question.h"
#include "client/vote.h"
#include "sync/context.h"
#include "sync/step_datasets.h"
#include "sync/step_statements.h"

static enum status last_block(struct cache *cache, void *arg, struct err *e)
{
	return cache_blocks_last(cache, arg, e);
}

/* The newest stored block below `number`. */
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

/* Undoes what was read above the last good block, and marks those blocks as not read yet. */
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

/*
 * Compares block 0 with the one of the cache, once a session: rows of two chains must not mix.
 * Nodes that do not agree on block 0 leave the check to the next sync.
 */
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
	/* Figures read at a disputed block would replace figures that were proven. */
	if (s == STATUS_OK && session->anchor.trust < TRUST_REPORTED)
		s = err_set(e, ERR_NOT_AGREED,
			    "the nodes contradict each other about the newest block; see: byline "
			    "node list");
	return s == STATUS_OK ? store_anchor(c, e) : s;
}

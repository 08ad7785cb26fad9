/*
 * The agreed block, in the order of sync_block(), the last function: is it the chain of before
 * (check_genesis()), which block do the nodes agree on, how does it follow those that they agreed
 * on before (client/succession.h), and what is undone because of that (undo_what_fell()).
 *
 * Invariant: the cache has no row that was read in a block which the chain abandoned.
 */
#include "sync/step_block.h"

#include <stdlib.h>
#include <string.h>

#include "act/ledger_rows.h"
#include "app/state.h"
#include "base/buf.h"
#include "cache/blocks.h"
#include "cache/networks.h"
#include "cache/settings.h"
#include "client/block_vote.h"
#include "sync/context.h"
#include "sync/step_datasets.h"
#include "sync/step_proofs.h"
#include "sync/step_statements.h"

struct undoing {
	const struct sync_context *c;
	uint64_t last_good;
};

/* Undoes what was read above the last good block, and marks those blocks as not read yet. */
static enum status undo_above(struct cache *cache, void *arg, struct err *e)
{
	const struct undoing *u = arg;
	const struct profile *p = u->c->app->profile;
	enum status s = ledger_undo(cache, u->last_good, e);

	if (s == STATUS_OK)
		s = cache_blocks_undo(cache, u->last_good, e);
	for (size_t i = 0; i < u->c->n_accounts && s == STATUS_OK; i++)
		s = rewind_datasets(cache, &u->c->accounts[i].address, u->last_good, e);
	for (size_t d = 0; d < p->n_datanets; d++)
		for (size_t i = 0; i < u->c->n_accounts && s == STATUS_OK; i++)
			s = rewind_statements(cache, &p->datanets[d].address,
					      &u->c->accounts[i].address, e);
	return s;
}

static enum status undo(struct sync_context *c, uint64_t last_good, struct err *e)
{
	struct undoing undoing = {.c = c, .last_good = last_good};

	return store_write(c->app, undo_above, &undoing, e);
}

/* The hash of block 0 as the nodes agree on it; false when they cannot say. */
static bool read_genesis(struct session *session, struct hash *out)
{
	struct block_vote *vote = calloc(1, sizeof(*vote));
	bool agreed = false;

	if (vote != NULL &&
	    block_vote_ask(session->nodes, vote, 1, nodes_all(session->nodes), NULL) == STATUS_OK) {
		agreed = vote->verdict.trust == TRUST_AGREED;
		*out = vote->ballots[vote->verdict.winner].value;
	}
	free(vote);
	return agreed;
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
	c->session->genesis = genesis;
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
		.read_at = a->found - a->clock_ahead_s,
		.trust = a->trust,
	};

	return store_write(c->app, put_block, &block, e);
}

/* Keeps the flaw of the anchor's header. Out: whether it is a new one. */
struct flaw_note {
	const char *flaw;
	bool is_new;
};

static enum status keep_flaw(struct cache *cache, void *arg, struct err *e)
{
	struct flaw_note *note = arg;
	struct buf before;
	enum status s;

	buf_init(&before, CACHE_SETTING_TEXT);
	s = cache_settings_get(cache, &before, CACHE_SETTING_HEADER_FLAW, NULL, NULL, NULL);
	note->is_new = note->flaw[0] != '\0' && strcmp(buf_str(&before), note->flaw) != 0;
	if (note->is_new || (note->flaw[0] == '\0' && s == STATUS_OK))
		s = cache_settings_put(cache, CACHE_SETTING_HEADER_FLAW, NULL, NULL,
				       note->flaw[0] != '\0' ? note->flaw : NULL, e);
	buf_release(&before);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* Notes it once when headers cannot be hashed any more, or for another reason than before. */
static enum status note_flaw(struct sync_context *c, struct err *e)
{
	struct flaw_note note = {.flaw = c->session->anchor.unhashed};
	char sentence[HEADER_SENTENCE_SIZE];
	enum status s = store_write(c->app, keep_flaw, &note, e);

	if (s == STATUS_OK && note.is_new) {
		header_sentence(sentence, note.flaw);
		note_event(c->app, "chain", c->session->anchor.trust, "%s", sentence);
	}
	return s;
}

/*
 * Undoes what the chain abandoned, and what one server reported above the newest agreed block: the
 * latter is read again now that enough nodes speak.
 */
static enum status undo_what_fell(struct sync_context *c, const struct succession_verdict *how,
				  const struct cache_agreed *agreed, struct err *e)
{
	uint64_t newest = agreed->n > 0 ? agreed->block[0].number : 0;
	enum status s = STATUS_OK;

	if (how->outcome == SUCCESSION_REORGANISED) {
		s = undo(c, how->shared, e);
		if (s == STATUS_OK)
			note_event(c->app, "chain", TRUST_AGREED,
				   "the chain was reorganised: blocks %llu to %llu are gone, what "
				   "they held was undone",
				   (unsigned long long)how->shared + 1, (unsigned long long)newest);
	} else if (agreed->reported > newest && c->session->anchor.trust >= agreed->least) {
		s = undo(c, newest, e);
	}
	return s;
}

enum status sync_block(struct sync_context *c, struct err *e)
{
	struct session *session = c->session;
	struct cache_agreed agreed;
	struct succession_verdict how = {0};
	enum status s = check_genesis(c, e);

	if (s == STATUS_OK)
		s = list_agreed_blocks(c->app, &agreed, e);
	if (s != STATUS_OK)
		return s;
	/* Both chains share block 0 at least, which anchors need not have. */
	if (agreed.n > 0 && session->genesis_checked)
		agreed.block[agreed.n++] = (struct block_name){0, session->genesis};
	s = anchor_find(session->nodes, &session->anchor, &how, agreed.block, agreed.n, e);
	session->has_anchor = s == STATUS_OK;
	if (s != STATUS_OK)
		return s;
	session->anchor.may_wait = true;
	s = undo_what_fell(c, &how, &agreed, e);
	if (s == STATUS_OK)
		s = note_flaw(c, e);
	if (s == STATUS_OK)
		s = store_anchor(c, e);
	return s == STATUS_OK ? confirm_proofs(c, e) : s;
}

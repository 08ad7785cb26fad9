/*
 * The cache has the proofs that wait as bytes, and their hash is kept in the session: most rounds
 * find them as they were, since most nodes prove deeper and nothing waits.
 */
#include "sync/step_proofs.h"

#include "app/proof_wait.h"
#include "app/state.h"
#include "base/buf.h"
#include "cache/pending_proofs.h"
#include "chain/keccak.h"
#include "client/head_block.h"
#include "client/head_proof.h"
#include "client/pending_bytes.h"
#include "sync/context.h"

static enum status get_bytes(struct cache *cache, void *arg, struct err *e)
{
	return cache_pending_proofs_get(cache, arg, e);
}

static enum status put_bytes(struct cache *cache, void *arg, struct err *e)
{
	const struct buf *bytes = arg;

	return cache_pending_proofs_put(cache, bytes->data, bytes->len, e);
}

/* Takes in what an earlier process left, once a session. What is damaged is asked for again. */
static enum status recall(struct sync_context *c, struct err *e)
{
	struct session *session = c->session;
	struct buf bytes;
	enum status s;

	if (session->proofs_recalled)
		return STATUS_OK;
	buf_init(&bytes, PENDING_BYTES_MOST);
	s = store_read(c->app, get_bytes, &bytes, e);
	session->proofs_recalled = s == STATUS_OK;
	if (s == STATUS_OK && bytes.len > 0) {
		keccak256(session->proofs_kept.bytes, bytes.data, bytes.len);
		if (head_proof_recall(session->nodes, bytes.data, bytes.len) != STATUS_OK)
			log_line(c->app->shared->log, "sync", "%s: proofs that waited are damaged",
				 c->app->profile->name);
	}
	buf_release(&bytes);
	return s;
}

enum status confirm_proofs(struct sync_context *c, struct err *e)
{
	enum status s = recall(c, e);

	return s == STATUS_OK ? head_proof_settle(c->session->nodes, &c->session->anchor, e) : s;
}

/* Keeps the proofs that wait, unless the cache has just these. */
static enum status keep(struct sync_context *c, struct err *e)
{
	struct session *session = c->session;
	struct hash now = {{0}};
	struct buf bytes;
	enum status s = STATUS_OK;

	buf_init(&bytes, PENDING_BYTES_MOST);
	head_proof_save(session->nodes, &bytes);
	if (bytes.len > 0)
		keccak256(now.bytes, bytes.data, bytes.len);
	if (!hash_equal(&now, &session->proofs_kept))
		s = store_write(c->app, put_bytes, &bytes, e);
	if (s == STATUS_OK)
		session->proofs_kept = now;
	buf_release(&bytes);
	return s;
}

enum status keep_proofs(struct sync_context *c, struct sync_report *r, struct err *e)
{
	struct session *session = c->session;
	enum status s = head_block_name(session->nodes, session->anchor.nodes, e);

	if (s == STATUS_OK)
		s = keep(c, e);
	r->waiting = head_proof_waiting(session->nodes, &r->waits_for);
	if (r->waiting > 0)
		r->wait_ms = proof_wait_ms(c->app, &session->anchor, r->waits_for);
	return s;
}

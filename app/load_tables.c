/* Accounts, events, models, datasets, nodes and claims of a snapshot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/load_private.h"
#include "app/tx_word.h"
#include "base/clock.h"
#include "cache/accounts.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/disputes.h"
#include "cache/events.h"
#include "cache/models.h"
#include "cache/node_health.h"
#include "cache/transactions.h"
#include "cache/uploads.h"

/* More than anyone scrolls through; the log file has the rest. */
#define EVENTS_SHOWN 500

static enum status table(void *out, size_t n, size_t size, struct err *e)
{
	void *rows = n > 0 ? calloc(n, size) : NULL;

	if (n > 0 && rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	memcpy(out, &rows, sizeof(rows));
	return STATUS_OK;
}

enum status load_account_rows(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_account *rows = NULL;
	size_t n = 0;
	enum status status = cache_accounts_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = table(&s->accounts, n, sizeof(*s->accounts), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_account *a = &s->accounts[s->n_accounts++];

		a->address = rows[i].address;
		memcpy(a->label, rows[i].label, sizeof(a->label));
		a->watch_only = rows[i].watch_only;
		a->index = rows[i].index;
	}
	free(rows);
	return status;
}

enum status load_events(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_event *rows = NULL;
	size_t n = 0;
	enum status status = cache_events_recent(cache, &rows, &n, EVENTS_SHOWN, e);

	if (status == STATUS_OK)
		status = table(&s->events, n, sizeof(*s->events), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_event *event = &s->events[s->n_events++];

		event->time = rows[i].time;
		event->trust = rows[i].trust;
		event->unseen = !rows[i].seen;
		memcpy(event->area, rows[i].area, sizeof(event->area));
		memcpy(event->text, rows[i].text, sizeof(event->text));
	}
	free(rows);
	return status;
}

enum status load_models(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_model *rows = NULL;
	size_t n = 0;
	enum status status = cache_models_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = table(&s->models, n, sizeof(*s->models), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_model *m = &s->models[s->n_models++];

		m->hash = rows[i].hash;
		memcpy(m->name, rows[i].name, sizeof(m->name));
		m->downloaded = rows[i].downloaded_at != 0;
	}
	free(rows);
	return status;
}

static enum dataset_state dataset_state_of(enum cache_dataset_state s)
{
	switch (s) {
	case CACHE_DATASET_LOCAL: return DATASET_LOCAL;
	case CACHE_DATASET_ATTESTED: return DATASET_ATTESTED;
	case CACHE_DATASET_UPLOADING: return DATASET_UPLOADING;
	case CACHE_DATASET_RECEIVED: return DATASET_RECEIVED;
	case CACHE_DATASET_ACCEPTED: return DATASET_ACCEPTED;
	case CACHE_DATASET_REJECTED: return DATASET_REJECTED;
	case CACHE_DATASET_IN_MODEL: return DATASET_IN_MODEL;
	case CACHE_DATASET_REVOKED: return DATASET_REVOKED;
	case CACHE_DATASET_ELSEWHERE: return DATASET_ELSEWHERE;
	}
	return DATASET_LOCAL;
}

static enum status load_upload(struct snapshot_dataset *d, struct cache *cache, struct err *e)
{
	struct cache_upload u;
	enum status status = cache_uploads_get(cache, &u, &d->uid, e);

	if (status == ERR_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK) {
		d->uploaded = u.offset;
		d->upload_size = u.size;
	}
	return status;
}

/*
 * The newest row whose attestation replaces that of `old`, or NULL. It counts only with the same
 * schema (all rows are commitments), attester and recipient, and while it is not withdrawn.
 */
static const struct cache_dataset *replacement(const struct cache_dataset *rows, size_t n,
					       const struct cache_dataset *old)
{
	if (hash_is_zero(&old->uid) || old->state == CACHE_DATASET_ELSEWHERE)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (hash_equal(&rows[i].replaces, &old->uid) && !hash_is_zero(&rows[i].uid) &&
		    address_equal(&rows[i].account, &old->account) &&
		    rows[i].state != CACHE_DATASET_REVOKED &&
		    rows[i].state != CACHE_DATASET_ELSEWHERE)
			return &rows[i];
	return NULL;
}

enum status load_datasets(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_dataset *rows = NULL;
	size_t n = 0;
	enum status status = cache_datasets_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = table(&s->datasets, n, sizeof(*s->datasets), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_dataset *d = &s->datasets[s->n_datasets++];
		const struct cache_dataset *newer = replacement(rows, n, &rows[i]);

		if (newer != NULL)
			memcpy(d->replaced_by, newer->name, sizeof(d->replaced_by));
		d->uid = rows[i].uid;
		d->root = rows[i].root;
		d->account = rows[i].account;
		memcpy(d->name, rows[i].name, sizeof(d->name));
		memcpy(d->kind, rows[i].kind, sizeof(d->kind));
		memcpy(d->license, rows[i].license, sizeof(d->license));
		snprintf(d->source, sizeof(d->source), "%.*s", (int)sizeof(d->source) - 1,
			 rows[i].source);
		d->records = rows[i].records;
		d->bytes = rows[i].bytes;
		d->state = dataset_state_of(rows[i].state);
		d->trust = rows[i].trust;
		memcpy(d->note, rows[i].note, sizeof(d->note));
		d->attested_at = rows[i].attested_at;
		d->share = -1;
		if (rows[i].accepted_at > s->rhythm.last_acceptance) {
			s->rhythm.last_acceptance = rows[i].accepted_at;
			memcpy(s->rhythm.last_acceptance_of, d->name, sizeof(d->name));
		}
		status = load_upload(d, cache, e);
	}
	free(rows);
	return status;
}

static int by_latency(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/*
 * The row's latencies come newest last; the snapshot keeps the newest SNAPSHOT_LATENCIES of them.
 */
static void set_latencies(struct snapshot_node *node, const struct cache_node *row)
{
	uint16_t sorted[SNAPSHOT_LATENCIES];
	size_t n = 0, skip = CACHE_NODE_LATENCIES - SNAPSHOT_LATENCIES;

	for (size_t i = 0; i < SNAPSHOT_LATENCIES; i++) {
		node->latency_ms[i] = row->latency_ms[skip + i];
		if (node->latency_ms[i] != 0)
			sorted[n++] = node->latency_ms[i];
	}
	if (n == 0)
		return;
	qsort(sorted, n, sizeof(*sorted), by_latency);
	node->p50_ms = sorted[n / 2];
	node->p95_ms = sorted[(n * 95) / 100 < n ? (n * 95) / 100 : n - 1];
}

static void set_node(struct snapshot_node *node, const struct profile_node *pinned,
		     const struct cache_node *rows, size_t n)
{
	snprintf(node->name, sizeof(node->name), "%s", pinned->name);
	snprintf(node->operator, sizeof(node->operator), "%s", pinned->operator);
	snprintf(node->url, sizeof(node->url), "%s", pinned->url);
	node->agrees = -1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].name, pinned->name) != 0)
			continue;
		node->state = (enum peer_state)rows[i].state;
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

static enum status load_disputes(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_dispute *rows = NULL;
	size_t n = 0;
	enum status status = cache_disputes_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = table(&s->disputes, n, sizeof(*s->disputes), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_dispute *d = &s->disputes[s->n_disputes++];

		d->time = rows[i].time;
		d->block = rows[i].block;
		memcpy(d->node, rows[i].node, sizeof(d->node));
		memcpy(d->what, rows[i].what, sizeof(d->what));
		memcpy(d->said, rows[i].said, sizeof(d->said));
		memcpy(d->agreed, rows[i].agreed, sizeof(d->agreed));
	}
	free(rows);
	return status;
}

enum status load_nodes(struct snapshot *s, const struct profile *p, struct cache *cache,
		       struct err *e)
{
	struct cache_node *rows = NULL;
	size_t n = 0;
	enum status status = cache_node_health_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = table(&s->nodes, p->n_nodes, sizeof(*s->nodes), e);
	for (size_t i = 0; i < p->n_nodes && status == STATUS_OK; i++)
		set_node(&s->nodes[s->n_nodes++], &p->nodes[i], rows, n);
	free(rows);
	return status == STATUS_OK ? load_disputes(s, cache, e) : status;
}

static enum claim_state claim_state_of(const struct cache_tx *tx)
{
	switch (tx->state) {
	case CACHE_TX_DRAFT: return tx->expires_at < clock_now() ? CLAIM_EXPIRED : CLAIM_PREPARED;
	case CACHE_TX_SIGNED: return CLAIM_SIGNED;
	case CACHE_TX_SENT:
	case CACHE_TX_MINED: return CLAIM_SENT;
	case CACHE_TX_CONFIRMED: return CLAIM_CONFIRMED;
	case CACHE_TX_FAILED: return CLAIM_FAILED;
	case CACHE_TX_REPLACED: return CLAIM_REPLACED;
	case CACHE_TX_DROPPED: return CLAIM_DROPPED;
	case CACHE_TX_VOID: return CLAIM_VOID;
	case CACHE_TX_CANCELLED: return CLAIM_CANCELLED;
	case CACHE_TX_EXPIRED: return CLAIM_EXPIRED;
	}
	return CLAIM_PREPARED;
}

/* How far the claim is: all of it stands in its transaction's row. */
static void set_progress(struct snapshot_claim *claim, const struct cache_tx *tx, uint64_t head)
{
	claim->state = claim_state_of(tx);
	claim->block = tx->block;
	if (tx->block != 0 && head >= tx->block)
		claim->confirmations = head - tx->block + 1;
	claim->sent = tx->sent_at;
	claim->expires = tx->expires_at;
	snprintf(claim->file, sizeof(claim->file), "%.*s", (int)sizeof(claim->file) - 1, tx->file);
	memcpy(claim->note, tx->note, sizeof(claim->note));
	claim->nonce = tx->nonce;
	claim->tx = tx->hash;
}

static void set_claim(struct snapshot_claim *claim, const struct cache_claim *row,
		      const struct profile *p, const struct snapshot *s, const struct cache_tx *txs,
		      size_t n_txs)
{
	const struct profile_token *token = profile_token(p, &row->token);

	claim->id = (uint64_t)row->id;
	claim->account = row->account;
	claim->distributor = row->payer;
	claim->token = row->token;
	snprintf(claim->symbol, sizeof(claim->symbol), "%s", token != NULL ? token->symbol : "");
	claim->decimals = token != NULL ? (uint8_t)token->decimals : 0;
	claim->amount = row->amount;
	claim->cumulative = row->cumulative;
	claim->prepared = row->prepared_at;
	for (size_t i = 0; i < n_txs; i++)
		if (txs[i].id == row->transaction)
			set_progress(claim, &txs[i], s->block);
}

static enum status load_txs(struct snapshot *s, const struct cache_tx *txs, size_t n, struct err *e)
{
	enum status status = table(&s->txs, n, sizeof(*s->txs), e);

	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_tx *tx = &s->txs[s->n_txs++];

		tx->id = (uint64_t)txs[i].id;
		tx->hash = txs[i].hash;
		tx->account = txs[i].account;
		tx->nonce = txs[i].nonce;
		tx->block = txs[i].block;
		memcpy(tx->what, txs[i].what, sizeof(tx->what));
		snprintf(tx->state, sizeof(tx->state), "%s", tx_word(txs[i].state));
		tx->time = txs[i].mined_at != 0	   ? txs[i].mined_at
			   : txs[i].sent_at != 0   ? txs[i].sent_at
			   : txs[i].signed_at != 0 ? txs[i].signed_at
						   : txs[i].prepared_at;
	}
	return status;
}

enum status load_claims(struct snapshot *s, const struct profile *p, struct cache *cache,
			struct err *e)
{
	struct cache_claim *claims = NULL;
	struct cache_tx *txs = NULL;
	size_t n = 0, n_txs = 0;
	enum status status = cache_claims_all(cache, &claims, &n, e);

	if (status == STATUS_OK)
		status = cache_transactions_all(cache, &txs, &n_txs, e);
	if (status == STATUS_OK)
		status = table(&s->claims, n, sizeof(*s->claims), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		set_claim(&s->claims[s->n_claims++], &claims[i], p, s, txs, n_txs);
	if (status == STATUS_OK)
		status = load_txs(s, txs, n_txs, e);
	free(claims);
	free(txs);
	return status;
}

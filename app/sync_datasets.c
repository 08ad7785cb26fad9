/* The accounts' commitments in the registry: found by their logs, proven by storage. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "app/sync_private.h"
#include "cache/datasets.h"
#include "cache/settings.h"
#include "client/reads.h"

/* One request covers READ_EVENTS_SPAN blocks; a new profile catches up over some rounds. */
#define SPANS_A_ROUND 50

struct uid_list {
	struct hash *uids;
	uint64_t *blocks;
	struct hash *txs;
	size_t n;
};

static enum status append_uid(struct uid_list *l, const struct hash *uid, uint64_t block,
			      const struct hash *tx)
{
	struct hash *uids = realloc(l->uids, (l->n + 1) * sizeof(*uids));
	uint64_t *blocks;
	struct hash *txs;

	if (uids == NULL)
		return ERR_MEMORY;
	l->uids = uids;
	blocks = realloc(l->blocks, (l->n + 1) * sizeof(*blocks));
	if (blocks == NULL)
		return ERR_MEMORY;
	l->blocks = blocks;
	txs = realloc(l->txs, (l->n + 1) * sizeof(*txs));
	if (txs == NULL)
		return ERR_MEMORY;
	l->txs = txs;
	l->uids[l->n] = *uid;
	l->blocks[l->n] = block;
	l->txs[l->n++] = *tx;
	return STATUS_OK;
}

static bool listed(const struct uid_list *l, const struct hash *uid)
{
	for (size_t i = 0; i < l->n; i++)
		if (hash_equal(&l->uids[i], uid))
			return true;
	return false;
}

static void address_topic(struct hash *out, const struct address *a)
{
	*out = (struct hash){{0}};
	memcpy(out->bytes + 12, a->bytes, sizeof(a->bytes));
}

/* Appends the uids of commitments attested by `account` in the blocks from..to. */
static enum status find_attested(struct sync_context *c, struct uid_list *l,
				 const struct address *account, uint64_t from, uint64_t to,
				 struct err *e)
{
	struct hash schema, attester;
	struct event_filter filter = {.address = c->app->profile->eas.contract.address,
				      .topics = {&eas_topic_attested, NULL, &attester, &schema},
				      .from = from,
				      .to = to};
	struct event_list found = {0};
	enum status s;

	eas_commitment_schema(&schema);
	address_topic(&attester, account);
	s = read_events(c->session->nodes, &found, &c->session->anchor, &filter, e);
	for (size_t i = 0; i < found.n && s == STATUS_OK; i++) {
		struct hash uid;

		if (found.events[i].data_len != sizeof(uid.bytes))
			continue;
		memcpy(uid.bytes, found.events[i].data, sizeof(uid.bytes));
		if (!listed(l, &uid) &&
		    append_uid(l, &uid, found.events[i].block, &found.events[i].tx) != STATUS_OK)
			s = err_set(e, ERR_MEMORY, "out of memory");
	}
	event_list_release(&found);
	return s;
}

struct known_datasets {
	struct cache_dataset *rows;
	size_t n;
	int64_t scanned; /* events up to this block were looked at */
};

static enum status get_known(struct cache *cache, void *arg, struct err *e)
{
	struct known_datasets *k = arg;
	enum status s = cache_datasets_all(cache, &k->rows, &k->n, e);

	if (s == STATUS_OK &&
	    cache_settings_number(cache, &k->scanned, "datasets.scanned", e) != STATUS_OK)
		k->scanned = -1;
	return s;
}

/* Which accounts the scan was made for: another account means that it starts again. */
static int64_t scan_start(const struct sync_context *c, const struct known_datasets *k,
			  int64_t accounts)
{
	return accounts == (int64_t)c->n_accounts ? k->scanned + 1 : 0;
}

static bool is_own(const struct sync_context *c, const struct address *attester)
{
	for (size_t i = 0; i < c->n_accounts; i++)
		if (address_equal(&c->accounts[i].address, attester))
			return true;
	return false;
}

/* Moves a row to what the chain says of its attestation. False when nothing is new. */
static bool apply(struct cache_dataset *row, const struct attestation *a,
		  const struct commitment *k, enum trust trust)
{
	bool revoked = a->revocation != 0;
	bool is_new = !hash_equal(&row->uid, &a->uid) || row->trust != trust ||
		      revoked != (row->state == CACHE_DATASET_REVOKED);

	row->uid = a->uid;
	row->replaces = a->ref_uid;
	row->root = k->root;
	row->nonce = k->nonce;
	row->manifest = k->manifest;
	row->account = a->attester;
	row->records = k->records;
	row->bytes = k->size;
	memcpy(row->license, k->license, sizeof(row->license));
	row->trust = trust;
	row->attested_at = (int64_t)a->time;
	row->revoked_at = (int64_t)a->revocation;
	if (revoked)
		row->state = CACHE_DATASET_REVOKED;
	else if (row->state == CACHE_DATASET_LOCAL || row->state == CACHE_DATASET_REVOKED)
		row->state = CACHE_DATASET_ATTESTED;
	return is_new;
}

static struct cache_dataset *row_of(struct known_datasets *k, const struct hash *uid,
				    const struct hash *root)
{
	for (size_t i = 0; i < k->n; i++)
		if (hash_equal(&k->rows[i].uid, uid))
			return &k->rows[i];
	/* Committed to here and not known to be attested yet. */
	for (size_t i = 0; i < k->n; i++)
		if (hash_is_zero(&k->rows[i].uid) && hash_equal(&k->rows[i].root, root))
			return &k->rows[i];
	return NULL;
}

static enum status put_dataset(struct cache *cache, void *arg, struct err *e)
{
	return cache_datasets_put(cache, arg, e);
}

static enum status store_commitment(struct sync_context *c, struct known_datasets *known,
				    const struct attestation_reading *reading, uint64_t block,
				    const struct hash *tx, struct err *e)
{
	const struct attestation *a = &reading->attestation;
	struct cache_dataset fresh = {.created_at = (int64_t)a->time, .block = block}, *row;
	struct commitment k;
	struct hash schema;
	bool revoked_before;
	enum status s;

	eas_commitment_schema(&schema);
	if (!hash_equal(&a->schema, &schema) || !is_own(c, &a->attester) ||
	    commitment_decode(&k, a->data.data, a->data.len) != STATUS_OK)
		return STATUS_OK;
	row = row_of(known, &a->uid, &k.root);
	if (row == NULL) {
		row = &fresh;
		snprintf(row->name, sizeof(row->name), "dataset %02x%02x%02x", k.root.bytes[0],
			 k.root.bytes[1], k.root.bytes[2]);
	}
	revoked_before = row->state == CACHE_DATASET_REVOKED;
	if (row->block == 0 && block != 0) {
		row->block = block;
		row->tx = *tx;
	}
	if (!apply(row, a, &k, reading->trust))
		return STATUS_OK;
	s = store_write(c->app, put_dataset, row, e);
	if (s == STATUS_OK && row->state == CACHE_DATASET_REVOKED && !revoked_before)
		note_event(c->app, "datasets", reading->trust,
			   "%s is revoked: no new model may include it", row->name);
	return s;
}

struct scanned {
	int64_t block, accounts;
};

static enum status put_scanned(struct cache *cache, void *arg, struct err *e)
{
	const struct scanned *s = arg;
	enum status status = cache_settings_put_number(cache, "datasets.scanned", s->block, e);

	return status == STATUS_OK ? cache_settings_put_number(cache, "datasets.scanned_accounts",
							       s->accounts, e)
				   : status;
}

static enum status get_scanned_accounts(struct cache *cache, void *arg, struct err *e)
{
	enum status s = cache_settings_number(cache, arg, "datasets.scanned_accounts", e);

	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* Looks for new commitments in blocks not looked at yet; tells how far it came. */
static enum status scan(struct sync_context *c, struct uid_list *l, int64_t from,
			struct scanned *done, struct err *e)
{
	int64_t head = (int64_t)c->session->anchor.header.number;
	enum status s = STATUS_OK;

	done->block = from - 1;
	for (int spans = 0; from <= head && spans < SPANS_A_ROUND && s == STATUS_OK; spans++) {
		int64_t to =
			from + READ_EVENTS_SPAN - 1 < head ? from + READ_EVENTS_SPAN - 1 : head;

		for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++)
			s = find_attested(c, l, &c->accounts[i].address, (uint64_t)from,
					  (uint64_t)to, e);
		if (s == STATUS_OK)
			done->block = to;
		from = to + 1;
	}
	return s;
}

static enum status read_and_store(struct sync_context *c, struct known_datasets *known,
				  const struct uid_list *l, struct err *e)
{
	struct attestation_reading *readings = calloc(l->n + 1, sizeof(*readings));
	enum status s = readings == NULL ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;

	if (s == STATUS_OK)
		s = read_attestations(c->session->nodes, readings, &c->session->anchor, l->uids,
				      l->n, e);
	if (s == STATUS_OK) {
		for (size_t i = 0; i < l->n; i++) {
			if (readings[i].status != STATUS_OK)
				continue;
			if (s == STATUS_OK)
				s = store_commitment(c, known, &readings[i], l->blocks[i],
						     &l->txs[i], e);
			attestation_release(&readings[i].attestation);
		}
	}
	free(readings);
	return s;
}

enum status sync_datasets(struct sync_context *c, struct err *e)
{
	static const struct hash none;
	struct known_datasets known = {0};
	struct uid_list l = {0};
	struct scanned done = {.accounts = (int64_t)c->n_accounts};
	int64_t accounts = 0;
	enum status s;

	if (!c->app->profile->has_eas || c->n_accounts == 0)
		return STATUS_OK;
	s = store_read(c->app, get_known, &known, e);
	if (s == STATUS_OK)
		s = store_read(c->app, get_scanned_accounts, &accounts, e);
	/* Known ones are read again: one of them may have been revoked. */
	for (size_t i = 0; i < known.n && s == STATUS_OK; i++)
		if (!hash_is_zero(&known.rows[i].uid) &&
		    append_uid(&l, &known.rows[i].uid, known.rows[i].block, &none) != STATUS_OK)
			s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = scan(c, &l, scan_start(c, &known, accounts), &done, e);
	if (s == STATUS_OK && l.n > 0)
		s = read_and_store(c, &known, &l, e);
	if (s == STATUS_OK)
		s = store_write(c->app, put_scanned, &done, e);
	free(l.uids);
	free(l.blocks);
	free(l.txs);
	free(known.rows);
	return s;
}

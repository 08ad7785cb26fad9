/*
 * Commitments of the accounts: their events name them, their storage proves them. Read
 * sync_datasets() first, the last function: list known commitments, scan() the events of blocks not
 * scanned yet, read and store each commitment (found_commitment.c), move the marks.
 *
 * Invariant: an account's mark is the last block up to which no commitment can have been left out.
 * The mark moves only over blocks of which enough nodes gave the same list of events.
 */
#include "sync/step_datasets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pinned.h"
#include "app/state.h"
#include "cache/datasets.h"
#include "cache/settings.h"
#include "chain/attestation.h"
#include "chain/eas.h"
#include "client/contract_event.h"
#include "client/logs.h"
#include "sync/context.h"
#include "sync/found_commitment.h"

/*
 * The most searches for events in one sync, shared by the accounts. A new profile catches up over
 * several syncs.
 */
#define SEARCHES_A_ROUND 50

/*
 * The most events in one sync that only some nodes know. A node may invent events, and each costs a
 * look-up; an account attests a handful a day.
 */
#define DOUBTFUL_A_ROUND 1000

struct found_uid {
	struct hash uid, tx;
	uint64_t block;
};

/* The commitments to read in this sync. */
struct uid_list {
	struct found_uid *v;
	size_t n, cap;
};

static enum status append_uid(struct uid_list *l, const struct hash *uid, uint64_t block,
			      const struct hash *tx, struct err *e)
{
	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 64 : 2 * l->cap;
		struct found_uid *grown = realloc(l->v, cap * sizeof(*grown));

		if (grown == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		l->v = grown;
		l->cap = cap;
	}
	l->v[l->n++] = (struct found_uid){*uid, *tx, block};
	return STATUS_OK;
}

static bool listed(const struct uid_list *l, const struct hash *uid)
{
	for (size_t i = 0; i < l->n; i++)
		if (hash_equal(&l->v[i].uid, uid))
			return true;
	return false;
}

static void address_topic(struct hash *out, const struct address *a)
{
	*out = (struct hash){{0}};
	memcpy(out->bytes + 12, a->bytes, sizeof(a->bytes));
}

/*
 * Appends the uids of commitments attested by `account` in the blocks from..to, from which on the
 * requests suffice for `read` of them.
 * Out: `sure` when enough nodes gave exactly this list, so that nothing was left out.
 */
static enum status find_attested(struct sync_context *c, struct uid_list *l, bool *sure,
				 uint64_t *read, size_t *requests, const struct address *account,
				 uint64_t from, uint64_t to, struct err *e)
{
	struct hash schema, attester;
	struct contract_event_filter filter = {
		.addresses = &c->app->profile->eas.contract.address,
		.n_addresses = 1,
		.topics = {&eas_topic_attested, NULL, &attester, &schema},
		.from = from,
		.to = to};
	struct contract_event_list found = {0};
	enum status s;

	eas_commitment_schema(&schema);
	address_topic(&attester, account);
	s = logs_read(c->session->nodes, &found, read, requests, &c->session->anchor, &filter,
		      LOGS_OLDEST_FIRST, e);
	*sure = found.agreed || !profile_can_agree(c->app->profile);
	for (size_t i = 0; i < found.n && s == STATUS_OK; i++) {
		const struct contract_event *event = &found.events[i];
		struct hash uid;

		if (event->data_len != sizeof(uid.bytes) ||
		    (event->trust < TRUST_AGREED && l->n >= DOUBTFUL_A_ROUND))
			continue;
		memcpy(uid.bytes, event->data, sizeof(uid.bytes));
		if (!listed(l, &uid))
			s = append_uid(l, &uid, event->block, &event->tx, e);
	}
	contract_event_list_release(&found);
	return s;
}

static enum status get_mark(struct cache *cache, int64_t *scanned, const struct address *account,
			    struct err *e)
{
	enum status s = cache_settings_number(cache, scanned, CACHE_SETTING_DATASETS_SCANNED, NULL,
					      account, e);

	if (s == ERR_NOT_FOUND)
		*scanned = -1;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status put_mark(struct cache *cache, const struct address *account, int64_t scanned,
			    struct err *e)
{
	return cache_settings_put_number(cache, CACHE_SETTING_DATASETS_SCANNED, NULL, account,
					 scanned, e);
}

enum status rewind_datasets(struct cache *cache, const struct address *account, uint64_t last_good,
			    struct err *e)
{
	int64_t scanned;
	enum status s = get_mark(cache, &scanned, account, e);

	return s == STATUS_OK && scanned > (int64_t)last_good
		       ? put_mark(cache, account, (int64_t)last_good, e)
		       : s;
}

struct marking {
	const struct address *account;
	int64_t scanned;
};

static enum status read_mark(struct cache *cache, void *arg, struct err *e)
{
	struct marking *m = arg;

	return get_mark(cache, &m->scanned, m->account, e);
}

int64_t step_datasets_scanned(struct app *app, const struct address *account)
{
	struct marking m = {.account = account};

	return store_read(app, read_mark, &m, NULL) == STATUS_OK ? m.scanned : -1;
}

static enum status write_marks(struct cache *cache, void *arg, struct err *e)
{
	const struct marking *m = arg;
	enum status s = STATUS_OK;

	for (; m->account != NULL && s == STATUS_OK; m++)
		s = put_mark(cache, m->account, m->scanned, e);
	return s;
}

/* Lists new commitments of one account, in blocks not scanned yet, and moves the mark in `m`. */
static enum status scan(struct sync_context *c, struct uid_list *l, struct marking *m,
			struct err *e)
{
	int64_t head = (int64_t)c->session->anchor.header.number;
	size_t requests = 1 + SEARCHES_A_ROUND / c->n_accounts;
	uint64_t read = 1;
	bool sure = true;
	enum status s = store_read(c->app, read_mark, m, e);

	/* A mark above the head was made on another chain, or before a reorganisation. */
	if (m->scanned > head)
		m->scanned = head;
	while (m->scanned < head && read > 0 && sure && s == STATUS_OK) {
		int64_t most = (int64_t)logs_window(c->session->nodes);
		int64_t from = m->scanned + 1;
		int64_t to = from + most - 1 < head ? from + most - 1 : head;

		s = find_attested(c, l, &sure, &read, &requests, m->account, (uint64_t)from,
				  (uint64_t)to, e);
		if (s == STATUS_OK && sure)
			m->scanned += (int64_t)read;
	}
	return s;
}

static enum status read_and_store(struct sync_context *c, const struct uid_list *l, struct err *e)
{
	struct attestation_reading *readings = calloc(l->n + 1, sizeof(*readings));
	struct hash *uids = calloc(l->n + 1, sizeof(*uids));
	enum status s = readings == NULL || uids == NULL ? err_set(e, ERR_MEMORY, "out of memory")
							 : STATUS_OK;

	for (size_t i = 0; i < l->n && s == STATUS_OK; i++)
		uids[i] = l->v[i].uid;
	if (s == STATUS_OK)
		s = read_pinned_attestations(c->session, readings, uids, l->n, e);
	if (s == STATUS_OK) {
		for (size_t i = 0; i < l->n; i++) {
			if (readings[i].status != STATUS_OK)
				continue;
			if (s == STATUS_OK)
				s = store_commitment(c, &readings[i], l->v[i].block, &l->v[i].tx,
						     e);
			attestation_release(&readings[i].attestation);
		}
	}
	free(readings);
	free(uids);
	return s;
}

struct known_datasets {
	struct cache_dataset *rows;
	size_t n;
};

static enum status get_known(struct cache *cache, void *arg, struct err *e)
{
	struct known_datasets *k = arg;

	return cache_datasets_all(cache, &k->rows, &k->n, e);
}

/* Lists the known commitments, which are read again because one of them may be revoked by now. */
static enum status list_known(struct sync_context *c, struct uid_list *l, struct err *e)
{
	static const struct hash none;
	struct known_datasets known = {0};
	enum status s = store_read(c->app, get_known, &known, e);

	for (size_t i = 0; i < known.n && s == STATUS_OK; i++)
		if (!hash_is_zero(&known.rows[i].uid))
			s = append_uid(l, &known.rows[i].uid, known.rows[i].block, &none, e);
	free(known.rows);
	return s;
}

enum status sync_datasets(struct sync_context *c, struct err *e)
{
	struct marking *marks = calloc(c->n_accounts + 1, sizeof(*marks));
	struct err scan_error = {0};
	struct uid_list l = {0};
	enum status s = marks == NULL ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;
	enum status scanned = STATUS_OK;

	if (s == STATUS_OK && c->app->profile->has_eas && c->n_accounts > 0) {
		s = list_known(c, &l, e);
		for (size_t i = 0; i < c->n_accounts && s == STATUS_OK && scanned == STATUS_OK;
		     i++) {
			marks[i].account = &c->accounts[i].address;
			scanned = scan(c, &l, &marks[i], &scan_error);
		}
		/* Nodes may lack old events; revocations must be seen all the same. */
		if (s == STATUS_OK && l.n > 0)
			s = read_and_store(c, &l, e);
		if (s == STATUS_OK)
			s = store_write(c->app, write_marks, marks, e);
		if (s == STATUS_OK && scanned != STATUS_OK)
			s = err_set(e, scanned, "%s", scan_error.text);
	}
	free(l.v);
	free(marks);
	return s;
}

/* The accounts' commitments in the registry: found by their logs, proven by storage. */
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
#include "chain/eas_commitment.h"
#include "client/contract_event.h"
#include "client/logs.h"
#include "sync/context.h"

/* One request covers LOGS_SPAN blocks; a new profile catches up over some rounds. */
#define SPANS_A_ROUND 50

/*
 * Events that only some nodes know may be invented, and each is looked up: an account attests a
 * handful a day.
 */
#define DOUBTFUL_A_ROUND 1000

struct found_uid {
	struct hash uid, tx;
	uint64_t block;
};

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
 * Appends the uids of commitments attested by `account` in the blocks from..to.
 * Out: `sure` when enough nodes gave exactly this list, so that nothing was left out.
 */
static enum status find_attested(struct sync_context *c, struct uid_list *l, bool *sure,
				 const struct address *account, uint64_t from, uint64_t to,
				 struct err *e)
{
	struct hash schema, attester;
	struct contract_event_filter filter = {
		.address = c->app->profile->eas.contract.address,
		.topics = {&eas_topic_attested, NULL, &attester, &schema},
		.from = from,
		.to = to};
	struct contract_event_list found = {0};
	enum status s;

	eas_commitment_schema(&schema);
	address_topic(&attester, account);
	s = logs_read(c->session->nodes, &found, &c->session->anchor, &filter, e);
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

/* "datasets.scanned.0x…": events of the account up to this block were looked at. */
#define MARK_SIZE 64

static void mark_name(char out[static MARK_SIZE], const struct address *account)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, account);
	snprintf(out, MARK_SIZE, "datasets.scanned.%s", address);
}

static enum status get_mark(struct cache *cache, int64_t *scanned, const struct address *account,
			    struct err *e)
{
	char name[MARK_SIZE];
	enum status s;

	mark_name(name, account);
	s = cache_settings_number(cache, scanned, name, e);
	if (s == ERR_NOT_FOUND)
		*scanned = -1;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status put_mark(struct cache *cache, const struct address *account, int64_t scanned,
			    struct err *e)
{
	char name[MARK_SIZE];

	mark_name(name, account);
	return cache_settings_put_number(cache, name, scanned, e);
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

static bool is_own(const struct sync_context *c, const struct address *attester)
{
	for (size_t i = 0; i < c->n_accounts; i++)
		if (address_equal(&c->accounts[i].address, attester))
			return true;
	return false;
}

/* The state of an attested dataset, in which the datanet's word changes nothing but its own. */
static enum cache_dataset_state state_after(enum cache_dataset_state now,
					    const struct attestation *a, bool elsewhere)
{
	if (a->revocation != 0)
		return CACHE_DATASET_REVOKED;
	if (elsewhere)
		return CACHE_DATASET_ELSEWHERE;
	return now == CACHE_DATASET_LOCAL || now == CACHE_DATASET_REVOKED ||
			       now == CACHE_DATASET_ELSEWHERE
		       ? CACHE_DATASET_ATTESTED
		       : now;
}

/* Moves a row to what the chain says of its attestation. False when nothing is new. */
static bool apply(struct cache_dataset *row, const struct attestation *a,
		  const struct commitment *k, enum trust trust, bool elsewhere)
{
	enum cache_dataset_state state = state_after(row->state, a, elsewhere);
	bool is_new = !hash_equal(&row->uid, &a->uid) || row->trust != trust ||
		      row->state != state || !address_equal(&row->datanet, &a->recipient);

	row->uid = a->uid;
	row->replaces = a->ref_uid;
	row->root = k->root;
	row->nonce = k->nonce;
	row->manifest = k->manifest;
	row->account = a->attester;
	row->datanet = a->recipient;
	row->records = k->records;
	row->bytes = k->size;
	memcpy(row->license, k->license, sizeof(row->license));
	row->trust = trust;
	row->attested_at = (int64_t)a->time;
	row->revoked_at = (int64_t)a->revocation;
	row->state = state;
	return is_new;
}

/* What one attestation says, to be stored over the row as it is then. */
struct found_commitment {
	const struct attestation *attestation;
	struct commitment commitment;
	enum trust trust;
	bool elsewhere; /* its recipient is not the profile's datanet */
	uint64_t block;
	uint64_t seen_at; /* the agreed block that it was read at */
	struct hash tx;
	char name[64];
	bool newly_revoked;
};

static enum status get_row(struct cache *cache, struct cache_dataset *row,
			   const struct found_commitment *f, struct err *e)
{
	enum status s = cache_datasets_by_uid(cache, row, &f->attestation->uid, e);

	return s == ERR_NOT_FOUND ? cache_datasets_by_root(cache, row, &f->commitment.root, e) : s;
}

/*
 * Whether the row of the same root is about something else: another account copied the root, or the
 * root was attested twice, of which the first counts until it is revoked.
 */
static bool is_other(const struct cache_dataset *row, const struct attestation *a)
{
	if (hash_equal(&row->uid, &a->uid))
		return false;
	return !address_equal(&row->account, &a->attester) ||
	       (!hash_is_zero(&row->uid) && row->state != CACHE_DATASET_REVOKED);
}

static enum status put_found(struct cache *cache, void *arg, struct err *e)
{
	struct found_commitment *f = arg;
	const struct attestation *a = f->attestation;
	struct cache_dataset row;
	bool revoked_before;
	enum status s = get_row(cache, &row, f, e);

	if (s == ERR_NOT_FOUND) {
		row = (struct cache_dataset){.created_at = (int64_t)a->time};
		snprintf(row.name, sizeof(row.name), "dataset %02x%02x%02x",
			 f->commitment.root.bytes[0], f->commitment.root.bytes[1],
			 f->commitment.root.bytes[2]);
	} else if (s != STATUS_OK || is_other(&row, a)) {
		return s;
	}
	revoked_before = row.state == CACHE_DATASET_REVOKED;
	if (f->block != 0 && (row.block == 0 || !hash_equal(&row.uid, &a->uid))) {
		row.block = f->block;
		row.tx = f->tx;
	}
	if (!apply(&row, a, &f->commitment, f->trust, f->elsewhere))
		return STATUS_OK;
	f->newly_revoked = row.state == CACHE_DATASET_REVOKED && !revoked_before;
	if (f->newly_revoked)
		row.revoked_block = f->seen_at;
	memcpy(f->name, row.name, sizeof(f->name));
	return cache_datasets_put(cache, &row, e);
}

static enum status store_commitment(struct sync_context *c,
				    const struct attestation_reading *reading, uint64_t block,
				    const struct hash *tx, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct found_commitment f = {
		.attestation = &reading->attestation,
		.elsewhere = p->has_datanet &&
			     !address_equal(&reading->attestation.recipient, &p->datanet.address),
		.trust = reading->trust,
		.block = block,
		.seen_at = c->session->anchor.header.number,
		.tx = *tx};
	struct hash schema;
	enum status s;

	eas_commitment_schema(&schema);
	if (!hash_equal(&f.attestation->schema, &schema) || !is_own(c, &f.attestation->attester) ||
	    eas_commitment_decode(&f.commitment, f.attestation->data.data,
				  f.attestation->data.len) != STATUS_OK)
		return STATUS_OK;
	s = store_write(c->app, put_found, &f, e);
	if (s == STATUS_OK && f.newly_revoked)
		note_event(c->app, "datasets", reading->trust,
			   "%s is revoked: no new model may include it", f.name);
	return s;
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

static enum status write_marks(struct cache *cache, void *arg, struct err *e)
{
	const struct marking *m = arg;
	enum status s = STATUS_OK;

	for (; m->account != NULL && s == STATUS_OK; m++)
		s = put_mark(cache, m->account, m->scanned, e);
	return s;
}

/* Looks for new commitments of one account in blocks not looked at yet; moves its mark. */
static enum status scan(struct sync_context *c, struct uid_list *l, struct marking *m,
			struct err *e)
{
	int64_t head = (int64_t)c->session->anchor.header.number;
	size_t spans = 1 + SPANS_A_ROUND / c->n_accounts;
	bool sure = true;
	enum status s = store_read(c->app, read_mark, m, e);

	/* Above the head only when the chain is another than it was. */
	if (m->scanned > head)
		m->scanned = head;
	while (m->scanned < head && spans-- > 0 && sure && s == STATUS_OK) {
		int64_t from = m->scanned + 1;
		int64_t to = from + LOGS_SPAN - 1 < head ? from + LOGS_SPAN - 1 : head;

		s = find_attested(c, l, &sure, m->account, (uint64_t)from, (uint64_t)to, e);
		if (s == STATUS_OK && sure)
			m->scanned = to;
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

/* Known ones are read again: one of them may have been revoked. */
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
		/* A node without old logs does not keep a revocation from being seen. */
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

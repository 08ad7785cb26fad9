/*
 * Commitments found on chain. The row is read again inside the store job, because an upload or the
 * datanet's word may have changed other parts of it since.
 */
#include "sync/found_commitment.h"

#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "cache/datasets.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "sync/context.h"

static bool is_own(const struct sync_context *c, const struct address *attester)
{
	for (size_t i = 0; i < c->n_accounts; i++)
		if (address_equal(&c->accounts[i].address, attester))
			return true;
	return false;
}

/*
 * Returns the state of an attested dataset. A state that came from the datanet stays, unless the
 * chain says that the dataset is revoked or committed to another datanet.
 */
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

/* Sets in the row what the chain says of its attestation. Returns: false when nothing is new. */
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

/* One attestation decoded, and where it was found. */
struct found_commitment {
	const struct attestation *attestation;
	struct commitment commitment;
	enum trust trust;
	bool elsewhere;	  /* its recipient is not the profile's datanet */
	uint64_t block;	  /* where it was made; 0: not known */
	uint64_t seen_at; /* the agreed block at which it was read */
	struct hash tx;
	char name[64];
	bool newly_revoked;
};

/* The dataset as this machine knows it, without anything that an attestation brought. */
static struct cache_dataset same_unattested(const struct cache_dataset *row)
{
	struct cache_dataset same = {.root = row->root,
				     .account = row->account,
				     .local = row->local,
				     .state = CACHE_DATASET_LOCAL,
				     .created_at = row->created_at};

	memcpy(same.name, row->name, sizeof(same.name));
	memcpy(same.kind, row->kind, sizeof(same.kind));
	memcpy(same.source, row->source, sizeof(same.source));
	return same;
}

static enum status get_row(struct cache *cache, struct cache_dataset *row,
			   const struct found_commitment *f, struct err *e)
{
	const struct attestation *a = f->attestation;
	enum status s = cache_datasets_by_uid(cache, row, &a->uid, e);

	if (s == ERR_NOT_FOUND)
		s = cache_datasets_by_root(cache, row, &f->commitment.root, &a->recipient, e);
	if (s != STATUS_OK || hash_is_zero(&row->uid) ||
	    address_equal(&row->datanet, &a->recipient) || hash_equal(&row->uid, &a->uid))
		return s;
	/* The same dataset at another datanet; another account's has nothing of the known one. */
	if (!address_equal(&row->account, &a->attester))
		return ERR_NOT_FOUND;
	*row = same_unattested(row);
	return STATUS_OK;
}

/*
 * Whether the row of the same root and datanet belongs to another attestation: another account may
 * have copied the root, or the account attested it twice. The first one counts until it is revoked.
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

enum status store_commitment(struct sync_context *c, const struct attestation_reading *reading,
			     uint64_t block, const struct hash *tx, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct found_commitment f = {
		.attestation = &reading->attestation,
		.elsewhere = p->n_datanets > 0 &&
			     profile_datanet_at(p, &reading->attestation.recipient) == NULL,
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
		note_event_of(c->app,
			      &(struct event_owner){.datanet = &f.attestation->recipient,
						    .account = &f.attestation->attester},
			      "datasets", reading->trust,
			      "%s is revoked: no new model may include it", f.name);
	return s;
}

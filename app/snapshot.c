/*
 * The one value that screens and commands show: made, shared and freed; then the words for its
 * states; last the rows that decide what to do next. Invariant: nobody changes a value that others
 * can see.
 */
#include "app/snapshot.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/*
 * The counter stands beside the public value, which is const to everybody. The value is the first
 * member, so that a pointer to one is a pointer to the other.
 */
struct counted {
	struct snapshot snapshot;
	atomic_uint references;
};

struct snapshot *snapshot_new(void)
{
	struct counted *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	atomic_init(&c->references, 1);
	return &c->snapshot;
}

/* Only the counter is changed through this. */
static struct counted *counted_of(const struct snapshot *s)
{
	return (struct counted *)(uintptr_t)s;
}

const struct snapshot *snapshot_ref(const struct snapshot *s)
{
	atomic_fetch_add_explicit(&counted_of(s)->references, 1, memory_order_relaxed);
	return s;
}

void snapshot_unref(const struct snapshot *s)
{
	if (s == NULL ||
	    atomic_fetch_sub_explicit(&counted_of(s)->references, 1, memory_order_acq_rel) != 1)
		return;
	/* Rows hold no pointers, so that freeing the tables frees everything. */
	free(s->accounts);
	free(s->networks);
	free(s->datanets);
	free(s->standings);
	free(s->coins);
	free(s->royalties);
	free(s->dues);
	free(s->datasets);
	free(s->epochs);
	free(s->scores);
	free(s->attributions);
	free(s->nodes);
	free(s->disputes);
	free(s->asked);
	free(s->claims);
	free(s->received);
	free(s->txs);
	free(s->events);
	free(s->models);
	free(counted_of(s));
}

/* The functions below return words that are shown, exported and documented: scripts read them. */
const char *snapshot_dataset_word(enum dataset_state s)
{
	switch (s) {
	case DATASET_LOCAL: return "not attested";
	case DATASET_ATTESTED: return "attested";
	case DATASET_UPLOADING: return "uploading";
	case DATASET_RECEIVED: return "received";
	case DATASET_ACCEPTED: return "accepted";
	case DATASET_REJECTED: return "rejected";
	case DATASET_IN_MODEL: return "in model";
	case DATASET_REVOKED: return "revoked";
	case DATASET_ELSEWHERE: return "for another datanet";
	}
	return "unknown";
}

enum trust snapshot_dataset_trust(const struct snapshot_dataset *set)
{
	switch (set->state) {
	/* This machine knows it by itself. */
	case DATASET_LOCAL:
	case DATASET_UPLOADING: return TRUST_NONE;
	case DATASET_ATTESTED:
	case DATASET_REVOKED:
	case DATASET_ELSEWHERE: return set->attestation_trust;
	case DATASET_RECEIVED:
	case DATASET_ACCEPTED:
	case DATASET_REJECTED:
	case DATASET_IN_MODEL: return trust_min(set->attestation_trust, TRUST_REPORTED);
	}
	return TRUST_NONE;
}

const char *snapshot_tx_word(enum own_state s)
{
	switch (s) {
	case OWN_PREPARED: return "prepared";
	case OWN_SIGNED: return "signed";
	case OWN_SENT: return "sent, waiting";
	case OWN_MINED: return "in a block";
	case OWN_CONFIRMED: return "confirmed";
	case OWN_FAILED: return "failed";
	case OWN_REPLACED: return "replaced";
	case OWN_DROPPED: return "dropped";
	case OWN_CANCELLED: return "cancelled";
	case OWN_VOID: return "void";
	case OWN_EXPIRED: return "expired";
	}
	return "unknown";
}

/* A claim that is final has brought its amount, which other transactions do not. */
/* Elsewhere than from a URD only the payments on the chain say what arrived, and for whom. */
const char *snapshot_claim_word(const struct snapshot_claim *c)
{
	return c->state == OWN_CONFIRMED && c->exact ? "received" : snapshot_tx_word(c->state);
}

const char *snapshot_audit_word(enum audit_state s)
{
	switch (s) {
	case AUDIT_NOT_RUN: return "not audited";
	case AUDIT_OWN_SOUND: return "paid in full";
	case AUDIT_OWN_WAITING: return "not paid yet";
	case AUDIT_FULL_SOUND: return "all redone";
	case AUDIT_FAULT: return "FAULT";
	case AUDIT_NOT_AUDITABLE: return "not auditable";
	}
	return "unknown";
}

const char *snapshot_receipts_word(enum received_state s)
{
	switch (s) {
	case RECEIVED_UNKNOWN: return "not known";
	case RECEIVED_SEARCHING: return "searching";
	case RECEIVED_COMPLETE: return "complete";
	case RECEIVED_MISSING: return "missing";
	case RECEIVED_EXCESS: return "too much";
	}
	return "unknown";
}

/* A figure that is not known is no reason to act. */
static bool is_some(const struct figure *f)
{
	return f->known && !u256_is_zero(&f->value);
}

bool snapshot_is_old(const struct snapshot_network *n)
{
	return n->as_of != 0 && n->as_of + n->max_age_s < clock_now();
}

/* The account that acts goes first, then others whose key is here. */
const struct snapshot_royalty *snapshot_find_claimable(const struct snapshot *s)
{
	const struct snapshot_royalty *best = NULL;
	int most = 0;

	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];
		int rank = r->of.account == s->account		    ? 3
			   : !s->accounts[r->of.account].watch_only ? 2
								    : 1;

		if (is_some(&r->claimable) && rank > most) {
			best = r;
			most = rank;
		}
	}
	return best;
}

const struct snapshot_royalty *snapshot_find_on_its_way(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_royalties; i++)
		if (is_some(&s->royalties[i].on_its_way))
			return &s->royalties[i];
	return NULL;
}

const struct snapshot_epoch *snapshot_find_fault(const struct snapshot *s)
{
	for (size_t i = s->n_epochs; i > 0; i--)
		if (s->epochs[i - 1].audit == AUDIT_FAULT)
			return &s->epochs[i - 1];
	return NULL;
}

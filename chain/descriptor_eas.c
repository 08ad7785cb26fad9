/*
 * The review of attestations and their revocations. byline makes such calls only to the service
 * that the profile pins, and attests only commitments: anything else is suspect, whatever it says.
 */
#include "chain/descriptor_eas.h"

#include <stdio.h>
#include <string.h>

#include "chain/descriptor_private.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "chain/keccak.h"

static const char *eas_note(const struct descriptor_review *r)
{
	return r->profile != NULL && r->profile->has_eas &&
			       address_equal(&r->profile->eas.contract.address, &r->tx->to)
		       ? PINNED
		       : NOT_IN_PROFILE;
}

/* An attestation of something unknown, or to a contract that may do anything with it. */
static void suspect_attestation(const struct descriptor_review *r, bool known)
{
	struct meaning *m = &r->out->meaning;

	if (known && strcmp(eas_note(r), PINNED) == 0)
		return;
	m->dangers = DANGER_UNKNOWN;
	snprintf(m->title, sizeof(m->title), "%s", r->out->title);
	sentence_add(
		&m->gives[m->n++], "%s",
		known ? "the contract is no attestation service of the network profile, so that "
			"it may do anything with the call"
		      : "in the account's name it attests something of a schema and payload that "
			"byline cannot read");
	snprintf(m->words, sizeof(m->words), known ? "UNKNOWN CONTRACT" : "UNKNOWN ATTESTATION");
}

/* A payload that cannot be read is told by its hash, which another program may be asked for. */
static void add_payload(struct descriptor *d, const uint8_t *data, size_t len)
{
	struct hash hash;
	char text[HASH_TEXT_SIZE];

	keccak256(hash.bytes, data, len);
	hash_format(text, &hash);
	descriptor_field_add(d, "Payload", "byline cannot read it", "%zu bytes, keccak256 %s", len,
			     text);
}

/* A commitment is shown whole: it is what the account will be held to. */
static void add_commitment(struct descriptor *d, const struct commitment *c)
{
	descriptor_field_add_hash(d, "Dataset root", &c->root, "");
	descriptor_field_add(d, "Records", "", "%llu", (unsigned long long)c->records);
	descriptor_field_add(d, "Bytes", "", "%llu", (unsigned long long)c->size);
	descriptor_field_add_hash(d, "Manifest", &c->manifest, "");
	descriptor_field_add_hash(d, "Dataset nonce", &c->nonce, "");
	descriptor_field_add(d, "License", "", "%s", c->license);
}

bool descriptor_eas_attest(const struct descriptor_review *r)
{
	const struct profile *p = r->profile;
	struct eas_request q;
	struct commitment c;
	struct hash schema;
	bool known;

	if (eas_read_attest(&q, r->tx->data.data, r->tx->data.len) != STATUS_OK)
		return false;
	eas_commitment_schema(&schema);
	known = hash_equal(&schema, &q.schema) && q.revocable &&
		eas_commitment_decode(&c, q.data, q.len) == STATUS_OK;
	descriptor_begin(r, known ? INTENT_ATTEST_COMMITMENT : INTENT_ATTEST_OTHER,
			 known ? "Commit to a dataset" : "Attest something byline does not know");
	descriptor_field_add_address(r->out, "Attestation service", &r->tx->to, eas_note(r));
	descriptor_field_add_hash(r->out, "Schema", &q.schema,
				  known ? "dataset commitment" : "unknown");
	descriptor_field_add_address(r->out, "Recipient", &q.recipient,
				     p != NULL && profile_datanet_at(p, &q.recipient) != NULL
					     ? "the profile's datanet"
					     : NOT_IN_PROFILE);
	if (hash_is_zero(&q.ref_uid))
		descriptor_field_add(r->out, "Replaces", "", "nothing");
	else
		descriptor_field_add_hash(r->out, "Replaces", &q.ref_uid, "");
	descriptor_field_add_time(r->out, "Valid until", q.expiration);
	descriptor_field_add(r->out, "Can be revoked", "", "%s", q.revocable ? "yes" : "no");
	if (known)
		add_commitment(r->out, &c);
	else
		add_payload(r->out, q.data, q.len);
	suspect_attestation(r, known);
	return true;
}

bool descriptor_eas_revoke(const struct descriptor_review *r)
{
	struct hash schema, uid, commitment;

	if (eas_read_revoke(&schema, &uid, r->tx->data.data, r->tx->data.len) != STATUS_OK)
		return false;
	eas_commitment_schema(&commitment);
	descriptor_begin(r, INTENT_REVOKE, "Revoke an attestation");
	suspect_attestation(r, true);
	descriptor_field_add_address(r->out, "Attestation service", &r->tx->to, eas_note(r));
	descriptor_field_add_hash(r->out, "Attestation", &uid, "");
	descriptor_field_add_hash(r->out, "Schema", &schema,
				  hash_equal(&schema, &commitment) ? "dataset commitment"
								   : "unknown");
	return true;
}

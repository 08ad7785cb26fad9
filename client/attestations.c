/*
 * Attestations from storage: a record of seven words, the last of which says how many words of data
 * follow elsewhere. AT_ONCE attestations take two requests, one for records and one for data.
 */
#include "client/attestations.h"

#include <stdlib.h>

#include "base/buf.h"
#include "chain/attestation.h"
#include "client/call.h"
#include "client/chainstate.h"

#define RECORD_WORDS 7

/* Payload words of one attestation: a statement has 11, a commitment at most 10. */
#define DATA_WORDS 64

/* So many attestations are read with the same two requests. */
#define AT_ONCE 64

/* The attestations of two requests. */
struct batch {
	const struct anchor *anchor;
	const struct profile_eas *eas;
	const struct hash *uids;
	size_t n;
	struct slot_value records[AT_ONCE][RECORD_WORDS];
	struct hash slot6[AT_ONCE];
	size_t n_data[AT_ONCE];
	size_t first_data[AT_ONCE]; /* index in `data` of its first word */
	struct slot_value data[AT_ONCE * DATA_WORDS];
	struct hash slots[AT_ONCE * DATA_WORDS];
};

static enum status read_records(struct nodes *nodes, struct batch *b, struct err *e)
{
	struct hash *at = b->slots;

	for (size_t i = 0; i < b->n; i++, at += RECORD_WORDS) {
		attestation_slots(at, &b->uids[i], &b->eas->db_slot);
		b->slot6[i] = at[6];
	}
	return chainstate_slots(nodes, b->records[0], b->anchor, &b->eas->contract.address,
				b->slots, b->n * RECORD_WORDS, e);
}

/* Asks for the data of all records, except those that announce more than any schema has. */
static enum status read_payloads(struct nodes *nodes, struct batch *b,
				 struct attestation_reading *out, struct err *e)
{
	size_t total = 0;

	for (size_t i = 0; i < b->n; i++) {
		size_t words = 0;

		out[i].status = attestation_data_words(&words, &b->records[i][6].value);
		if (out[i].status == STATUS_OK && words > DATA_WORDS)
			out[i].status = ERR_LIMIT;
		if (out[i].status != STATUS_OK)
			words = 0;
		b->first_data[i] = total;
		b->n_data[i] = words;
		for (size_t w = 0; w < words; w++)
			attestation_data_slot(&b->slots[total++], &b->slot6[i], w);
	}
	return chainstate_slots(nodes, b->data, b->anchor, &b->eas->contract.address, b->slots,
				total, e);
}

/* Refuses an attestation that does not have the uid that was asked for. */
static void require_uid(struct attestation_reading *out, const struct hash *uid)
{
	if (out->status != STATUS_OK || hash_equal(&out->attestation.uid, uid))
		return;
	attestation_release(&out->attestation);
	out->status = ERR_MISMATCH;
}

/* Puts an attestation together. It is known no better than the worst of its words. */
static void assemble(const struct batch *b, size_t i, struct attestation_reading *out)
{
	struct u256 record[RECORD_WORDS];
	struct u256 data[DATA_WORDS];

	out->trust = TRUST_PROVEN;
	for (size_t w = 0; w < RECORD_WORDS; w++) {
		record[w] = b->records[i][w].value;
		out->trust = trust_min(out->trust, b->records[i][w].trust);
	}
	for (size_t w = 0; w < b->n_data[i]; w++) {
		data[w] = b->data[b->first_data[i] + w].value;
		out->trust = trust_min(out->trust, b->data[b->first_data[i] + w].trust);
	}
	if (out->status == STATUS_OK)
		out->status =
			attestation_from_storage(&out->attestation, record, data, b->n_data[i]);
	require_uid(out, &b->uids[i]);
}

static enum status from_storage(struct nodes *nodes, struct attestation_reading *out,
				const struct anchor *anchor, const struct hash *uids, size_t n,
				struct err *e)
{
	struct batch *b = calloc(1, sizeof(*b));
	enum status s;

	if (b == NULL)
		return ERR_MEMORY;
	b->anchor = anchor;
	b->eas = &nodes_profile(nodes)->eas;
	b->uids = uids;
	b->n = n;
	s = read_records(nodes, b, e);
	if (s == STATUS_OK)
		s = read_payloads(nodes, b, out, e);
	for (size_t i = 0; s == STATUS_OK && i < n; i++)
		assemble(b, i, &out[i]);
	free(b);
	return s;
}

/* Reads an attestation by getAttestation(), where the profile names no slots. */
static enum status from_call(struct nodes *nodes, struct attestation_reading *out,
			     const struct anchor *anchor, const struct hash *uid, struct err *e)
{
	struct buf calldata, result;
	enum status s;

	buf_init(&calldata, KIB);
	buf_init(&result, LIMIT_RPC_REPLY);
	s = eas_get_calldata(&calldata, uid);
	if (s == STATUS_OK)
		s = call_read(nodes, &result, &out->trust, anchor,
			      &nodes_profile(nodes)->eas.contract.address, calldata.data,
			      calldata.len, e);
	if (s == STATUS_OK) {
		out->status = attestation_read(&out->attestation, result.data, result.len);
		require_uid(out, uid);
	}
	buf_release(&calldata);
	buf_release(&result);
	return s;
}

enum status attestations_read(struct nodes *nodes, struct attestation_reading *out,
			      const struct anchor *anchor, const struct hash *uids, size_t n,
			      struct err *e)
{
	const struct profile *p = nodes_profile(nodes);
	enum status s = STATUS_OK;

	if (!p->has_eas)
		return err_set(e, ERR_UNSUPPORTED, "network %s has no attestation service",
			       p->name);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct attestation_reading){.status = ERR_NOT_FOUND};
	for (size_t at = 0; s == STATUS_OK && at < n;) {
		size_t run = n - at < AT_ONCE ? n - at : AT_ONCE;

		if (p->eas.has_slots) {
			s = from_storage(nodes, out + at, anchor, uids + at, run, e);
			at += run;
		} else {
			s = from_call(nodes, out + at, anchor, &uids[at], e);
			at++;
		}
	}
	/* A caller that gets an error has nothing to release. */
	for (size_t i = 0; s != STATUS_OK && i < n; i++) {
		if (out[i].status == STATUS_OK)
			attestation_release(&out[i].attestation);
		out[i].status = s;
	}
	return s;
}

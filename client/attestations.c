/*
 * Attestations from storage: a record of seven words, the last of which says how many words of data
 * follow elsewhere. Where those are is known without the record, so that the first of them are read
 * with it; statements and commitments have no more. AT_ONCE attestations are read together.
 */
#include "client/attestations.h"

#include <stdlib.h>

#include "base/buf.h"
#include "chain/attestation.h"
#include "client/call.h"
#include "client/chainstate.h"

#define RECORD_WORDS 7

/* Payload words that are read with the record: a statement has 11, a commitment at most 10. */
#define FIRST_WORDS 11

/* The most payload words of one attestation. */
#define DATA_WORDS 64

#define AT_ONCE 64

/* Some attestations, and the words of those that have more than the first ones. */
struct batch {
	const struct anchor *anchor;
	const struct profile_eas *eas;
	const struct hash *uids;
	size_t n;
	struct slot_value words[AT_ONCE][RECORD_WORDS + FIRST_WORDS];
	struct hash slots[AT_ONCE][RECORD_WORDS + FIRST_WORDS];
	size_t n_data[AT_ONCE];
	size_t first_more[AT_ONCE]; /* index in `more` of the first word after the first ones */
	struct slot_value more[AT_ONCE * (DATA_WORDS - FIRST_WORDS)];
	struct hash more_slots[AT_ONCE * (DATA_WORDS - FIRST_WORDS)];
};

static enum status read_words(struct nodes *nodes, struct batch *b, struct err *e)
{
	enum trust code;

	for (size_t i = 0; i < b->n; i++) {
		struct hash *at = b->slots[i];

		attestation_slots(at, &b->uids[i], &b->eas->db_slot);
		for (size_t w = 0; w < FIRST_WORDS; w++)
			attestation_data_slot(&at[RECORD_WORDS + w], &at[RECORD_WORDS - 1], w);
	}
	return chainstate_contract(nodes, b->words[0], &code, b->anchor, &b->eas->contract,
				   b->slots[0], b->n * (RECORD_WORDS + FIRST_WORDS), e);
}

/* Asks for the rest of the data, except of records that announce more than any schema has. */
static enum status read_more(struct nodes *nodes, struct batch *b, struct attestation_reading *out,
			     struct err *e)
{
	size_t total = 0;
	enum trust code;

	for (size_t i = 0; i < b->n; i++) {
		const struct hash *slot6 = &b->slots[i][RECORD_WORDS - 1];
		size_t words = 0;

		out[i].status =
			attestation_data_words(&words, &b->words[i][RECORD_WORDS - 1].value);
		if (out[i].status == STATUS_OK && words > DATA_WORDS)
			out[i].status = ERR_LIMIT;
		if (out[i].status != STATUS_OK)
			words = 0;
		b->first_more[i] = total;
		b->n_data[i] = words;
		for (size_t w = FIRST_WORDS; w < words; w++)
			attestation_data_slot(&b->more_slots[total++], slot6, w);
	}
	if (total == 0)
		return STATUS_OK;
	return chainstate_contract(nodes, b->more, &code, b->anchor, &b->eas->contract,
				   b->more_slots, total, e);
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
		record[w] = b->words[i][w].value;
		out->trust = trust_min(out->trust, b->words[i][w].trust);
	}
	for (size_t w = 0; w < b->n_data[i]; w++) {
		const struct slot_value *v = w < FIRST_WORDS
						     ? &b->words[i][RECORD_WORDS + w]
						     : &b->more[b->first_more[i] + w - FIRST_WORDS];

		data[w] = v->value;
		out->trust = trust_min(out->trust, v->trust);
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
	s = read_words(nodes, b, e);
	if (s == STATUS_OK)
		s = read_more(nodes, b, out, e);
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
	for (size_t at = 0; (s == STATUS_OK || s == ERR_PENDING) && at < n;) {
		size_t run = n - at < AT_ONCE ? n - at : AT_ONCE;

		if (p->eas.has_slots) {
			enum status some = from_storage(nodes, out + at, anchor, uids + at, run, e);

			/* Attestations that wait keep no others from being asked for. */
			s = some != STATUS_OK ? some : s;
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

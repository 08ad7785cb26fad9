/*
 * Writing, reading and checking disclosures.
 *
 * disclosure_json() and read_fields() list the same members. A disclosure that was read is written
 * again and compared, so that it has one text only.
 */
#include "dataset/disclosure.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/member.h"
#include "chain/merkle.h"
#include "dataset/commitment.h"

#define FORMAT "byline-disclosure/1"

const char *const disclosure_not_shown[] = {
	"that the record is in the dataset only once, under one index",
	"that the attestation exists on chain and was not revoked",
	"who wrote the record, or that the attester had the right to it",
	NULL,
};

void disclosure_init(struct disclosure *d)
{
	*d = (struct disclosure){0};
	buf_init(&d->record, LIMIT_RECORD_FRAMED);
}

void disclosure_release(struct disclosure *d)
{
	if (d == NULL)
		return;
	buf_wipe(&d->record);
	disclosure_init(d);
}

/*
 * The attestation, with all fields of the commitment, so that the disclosure can be checked
 * offline.
 */
static struct json *attestation_json(const struct disclosure *d)
{
	struct json *o = json_new_object();

	json_add_u64(o, "chain_id", d->chain_id);
	json_add_hex(o, "eas", d->eas.bytes, sizeof(d->eas.bytes));
	member_add_hash(o, "uid", &d->attestation);
	json_add_hex(o, "attester", d->attester.bytes, sizeof(d->attester.bytes));
	member_add_hash(o, "root", &d->commitment.root);
	json_add_u64(o, "records", d->commitment.records);
	json_add_u64(o, "size", d->commitment.size);
	member_add_hash(o, "manifest", &d->commitment.manifest);
	member_add_hash(o, "nonce", &d->commitment.nonce);
	json_add_text(o, "license", d->commitment.license);
	return o;
}

static struct json *disclosure_json(const struct disclosure *d)
{
	struct json *o = json_new_object();

	json_add_text(o, "format", FORMAT);
	json_add(o, "attestation", attestation_json(d));
	json_add_u64(o, "index", d->index);
	json_add_hex(o, "salt", d->salt, sizeof(d->salt));
	json_add_hex(o, "record", d->record.data, d->record.len);
	member_add_hashes(o, "proof", d->proof, d->n_proof);
	return o;
}

enum status disclosure_write(struct buf *out, const struct disclosure *d)
{
	return json_write_take(out, disclosure_json(d));
}

static enum status read_attestation(struct disclosure *d, const struct json *doc, struct err *e)
{
	const struct json *o;
	enum status s = json_get_object(&o, doc, "attestation", e);

	if (s == STATUS_OK)
		s = json_get_u64(&d->chain_id, o, "chain_id", e);
	if (s == STATUS_OK)
		s = json_get_hex(d->eas.bytes, sizeof(d->eas.bytes), o, "eas", e);
	if (s == STATUS_OK)
		s = member_hash(&d->attestation, o, "uid", e);
	if (s == STATUS_OK)
		s = json_get_hex(d->attester.bytes, sizeof(d->attester.bytes), o, "attester", e);
	if (s == STATUS_OK)
		s = member_hash(&d->commitment.root, o, "root", e);
	if (s == STATUS_OK)
		s = json_get_u64(&d->commitment.records, o, "records", e);
	if (s == STATUS_OK)
		s = json_get_u64(&d->commitment.size, o, "size", e);
	if (s == STATUS_OK)
		s = member_hash(&d->commitment.manifest, o, "manifest", e);
	if (s == STATUS_OK)
		s = member_hash(&d->commitment.nonce, o, "nonce", e);
	return s == STATUS_OK ? json_get_copy(d->commitment.license, sizeof(d->commitment.license),
					      o, "license", e)
			      : s;
}

static enum status read_fields(struct disclosure *d, const struct json *doc, struct err *e)
{
	const char *format;
	enum status s = json_get_text(&format, doc, "format", e);

	if (s == STATUS_OK && strcmp(format, FORMAT) != 0)
		return err_set(e, ERR_UNSUPPORTED,
			       "this is not a disclosure: its format is not " FORMAT);
	if (s == STATUS_OK)
		s = read_attestation(d, doc, e);
	if (s == STATUS_OK)
		s = json_get_u64(&d->index, doc, "index", e);
	if (s == STATUS_OK)
		s = json_get_hex(d->salt, sizeof(d->salt), doc, "salt", e);
	if (s == STATUS_OK)
		s = member_bytes(&d->record, doc, "record", e);
	if (s == STATUS_OK)
		s = member_hashes(d->proof, &d->n_proof, LIMIT_MERKLE_DEPTH, doc, "proof", e);
	return s;
}

enum status disclosure_parse(struct disclosure *out, const void *data, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s;

	disclosure_init(out);
	if (len > LIMIT_DISCLOSURE)
		return err_set(e, ERR_LIMIT, "the disclosure has %zu bytes; the most is %zu", len,
			       (size_t)LIMIT_DISCLOSURE);
	s = json_parse(&doc, data, len, e);
	if (s == STATUS_OK)
		s = read_fields(out, doc, e);
	if (s == STATUS_OK)
		s = json_write_same(disclosure_json(out), data, len, e);
	json_free(doc);
	if (s != STATUS_OK)
		disclosure_release(out);
	return s;
}

enum status disclosure_verify(const struct disclosure *d, struct err *e)
{
	uint64_t records = d->commitment.records;
	struct hash blind, leaf;

	/* A proof that is longer than LIMIT_MERKLE_DEPTH is never read. */
	if (records > UINT64_C(1) << LIMIT_MERKLE_DEPTH)
		return err_set(e, ERR_RANGE, "a dataset of %llu records is more than can be proven",
			       (unsigned long long)records);
	if (d->index >= records)
		return err_set(e, ERR_RANGE, "there is no record %llu in a dataset of %llu",
			       (unsigned long long)d->index, (unsigned long long)records);
	/* A longer proof could be one of an inner node, presented as a record. */
	if (d->n_proof != merkle_proof_length(d->index, records))
		return err_set(e, ERR_PROOF_MISMATCH,
			       "the proof has %zu steps, but record %llu of %llu needs %zu: the "
			       "disclosure was altered",
			       d->n_proof, (unsigned long long)d->index,
			       (unsigned long long)records, merkle_proof_length(d->index, records));
	commitment_blind(&blind, d->salt, d->record.data, d->record.len);
	commitment_leaf(&leaf, &d->attester, d->index, &blind);
	if (merkle_verify(&d->commitment.root, &leaf, d->proof, d->n_proof) != STATUS_OK)
		return err_set(e, ERR_PROOF_MISMATCH,
			       "record, salt, index and attester do not fold to the root: the "
			       "disclosure was altered, or is of another dataset");
	return STATUS_OK;
}

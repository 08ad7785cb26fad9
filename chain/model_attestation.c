/*
 * Versions of a model. First the payload, read in the order of EAS_MODEL_SCHEMA (chain/eas.h), then
 * the two checks that make an attestation a version of a datanet's model: the one looks at an
 * attestation alone, the other at two that follow each other.
 */
#include "chain/model_attestation.h"

#include <string.h>

#include "base/text.h"
#include "chain/abi.h"
#include "chain/eas.h"

/* Copies a name that needs no cleaning: two names that read alike would be two models. */
static enum status read_name(char out[static MODEL_NAME_SIZE], const uint8_t *text, size_t len)
{
	char clean[MODEL_NAME_SIZE];

	if (len >= MODEL_NAME_SIZE)
		return ERR_LIMIT;
	text_clean(clean, sizeof(clean), text, len);
	if (len == 0 || strlen(clean) != len || memcmp(clean, text, len) != 0)
		return ERR_PARSE;
	memcpy(out, clean, len + 1);
	return STATUS_OK;
}

enum status model_attestation_decode(struct model_attestation *out, const void *data, size_t len)
{
	const uint8_t *name, *license;
	size_t name_len, license_len;
	struct abi_reader r;
	enum status s = abi_open(&r, data, len, 6);

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->artifact);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->figures);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->manifest);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->version);
	if (s == STATUS_OK)
		s = abi_take_bytes(&r, &name, &name_len);
	if (s == STATUS_OK)
		s = abi_take_bytes(&r, &license, &license_len);
	if (s == STATUS_OK)
		s = abi_close(&r);
	if (s == STATUS_OK && (hash_is_zero(&out->artifact) || out->version == 0))
		s = ERR_PARSE;
	if (s == STATUS_OK)
		s = read_name(out->name, name, name_len);
	return s == STATUS_OK ? license_text_read(out->license, license, license_len) : s;
}

enum status model_attestation_check(struct model_attestation *out, const struct attestation *a,
				    const struct address *datanet, struct err *e)
{
	struct hash schema;
	enum status s;

	/* Anybody may attest under any schema: only these fields together make a version. */
	eas_model_schema(&schema);
	if (!hash_equal(&a->schema, &schema))
		return err_set(
			e, ERR_MISMATCH,
			"the attestation of the model is of another type (schema) than a model's");
	if (!address_equal(&a->attester, datanet))
		return err_set(e, ERR_MISMATCH,
			       "the model was published by another account than the datanet's");
	if (!address_equal(&a->recipient, datanet))
		return err_set(
			e, ERR_MISMATCH,
			"the attestation of the model is addressed to another account than the "
			"datanet's");
	if (a->revocable || a->revocation != 0 || a->expiration != 0)
		return err_set(
			e, ERR_MISMATCH,
			"the attestation of the model can be withdrawn or expires, so it settles "
			"nothing");
	s = model_attestation_decode(out, a->data.data, a->data.len);
	if (s != STATUS_OK)
		return err_set(e, s, "the attestation of the model cannot be read: %s",
			       status_phrase(s));
	/* The chain of versions begins once; every later version hangs on the one before it. */
	if (hash_is_zero(&a->ref_uid) != (out->version == 1))
		return err_set(e, ERR_MISMATCH, "version %llu of the model %s",
			       (unsigned long long)out->version,
			       out->version == 1 ? "names a version before it"
						 : "names no version before it");
	return STATUS_OK;
}

enum status model_attestation_follows(const struct attestation *a,
				      const struct model_attestation *m, const struct hash *uid,
				      const struct model_attestation *before, struct err *e)
{
	if (!hash_equal(&a->ref_uid, uid))
		return err_set(e, ERR_MISMATCH,
			       "version %llu of the model names another attestation as the version "
			       "before it",
			       (unsigned long long)m->version);
	if (before->version == UINT64_MAX || m->version != before->version + 1)
		return err_set(e, ERR_MISMATCH, "version %llu of the model follows version %llu",
			       (unsigned long long)m->version, (unsigned long long)before->version);
	return STATUS_OK;
}

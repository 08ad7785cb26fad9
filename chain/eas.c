/*
 * Schemas and calldata of the attestation service.
 *
 * attest(…) takes a tuple in a tuple in a tuple; the three writers and readers below are named
 * after them: call, request, body.
 */
#include "chain/eas.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/keccak.h"

/* The first four bytes of the keccak256 of each function's signature. */
static const uint8_t selector_attest[4] = {0xf1, 0x73, 0x25, 0xe7};
static const uint8_t selector_revoke[4] = {0x46, 0x92, 0x62, 0x67};
static const uint8_t selector_get[4] = {0xa3, 0x11, 0x2a, 0x64};

/* keccak256("Attested(address,address,bytes32,bytes32)") */
const struct hash eas_topic_attested = {{0x8b, 0xf4, 0x6b, 0xf4, 0xcf, 0xd6, 0x74, 0xfa,
					 0x73, 0x5a, 0x3d, 0x63, 0xec, 0x1c, 0x9a, 0xd4,
					 0x15, 0x3f, 0x03, 0x3c, 0x29, 0x03, 0x41, 0xf3,
					 0xa5, 0x88, 0xb7, 0x56, 0x85, 0x14, 0x1b, 0x35}};

void eas_schema_uid(struct hash *out, const char *schema, const struct address *resolver,
		    bool revocable)
{
	struct keccak k;
	uint8_t flag = revocable ? 1 : 0;

	keccak_init(&k);
	keccak_update(&k, schema, strlen(schema));
	keccak_update(&k, resolver->bytes, sizeof(resolver->bytes));
	keccak_update(&k, &flag, 1);
	keccak_final(&k, out->bytes);
}

void eas_commitment_schema(struct hash *uid)
{
	const struct address none = {0};

	eas_schema_uid(uid, EAS_COMMITMENT_SCHEMA, &none, true);
}

void eas_statement_schema(struct hash *uid)
{
	const struct address none = {0};

	eas_schema_uid(uid, EAS_STATEMENT_SCHEMA, &none, false);
}

void eas_model_schema(struct hash *uid)
{
	const struct address none = {0};

	eas_schema_uid(uid, EAS_MODEL_SCHEMA, &none, false);
}

enum status eas_attest_calldata(struct buf *out, const struct hash *schema,
				const struct address *recipient, bool revocable,
				const struct hash *ref_uid, const void *data, size_t len)
{
	struct abi_writer call, request, body;

	abi_begin_call(&call, out, selector_attest, 1);
	abi_begin_tuple(&request, &call, 2);
	abi_add_hash(&request, schema);
	abi_begin_tuple(&body, &request, 6);
	abi_add_address(&body, recipient);
	abi_add_u64(&body, 0);
	abi_add_bool(&body, revocable);
	abi_add_hash(&body, ref_uid);
	abi_add_bytes(&body, data, len);
	abi_add_u64(&body, 0);
	return buf_status(out);
}

static enum status read_attest_body(struct eas_request *out, struct abi_reader *body)
{
	uint64_t value;
	enum status s = abi_take_address(body, &out->recipient);

	if (s == STATUS_OK)
		s = abi_take_u64(body, &out->expiration);
	if (s == STATUS_OK)
		s = abi_take_bool(body, &out->revocable);
	if (s == STATUS_OK)
		s = abi_take_hash(body, &out->ref_uid);
	if (s == STATUS_OK)
		s = abi_take_bytes(body, &out->data, &out->len);
	if (s == STATUS_OK)
		s = abi_take_u64(body, &value);
	/* Coins for a resolver: no act of byline sends any. */
	if (s == STATUS_OK && value != 0)
		s = ERR_UNSUPPORTED;
	return s == STATUS_OK ? abi_close(body) : s;
}

enum status eas_read_attest(struct eas_request *out, const void *calldata, size_t len)
{
	struct abi_reader call, request, body;
	enum status s = abi_open_call(&call, calldata, len, selector_attest, 1);

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK)
		s = abi_take_tuple(&call, &request, 2);
	if (s == STATUS_OK)
		s = abi_take_hash(&request, &out->schema);
	if (s == STATUS_OK)
		s = abi_take_tuple(&request, &body, 6);
	if (s == STATUS_OK)
		s = read_attest_body(out, &body);
	if (s == STATUS_OK)
		s = abi_close(&request);
	return s == STATUS_OK ? abi_close(&call) : s;
}

enum status eas_revoke_calldata(struct buf *out, const struct hash *schema, const struct hash *uid)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_revoke, 3);
	abi_add_hash(&w, schema);
	abi_add_hash(&w, uid);
	abi_add_u64(&w, 0);
	return buf_status(out);
}

enum status eas_read_revoke(struct hash *schema, struct hash *uid, const void *calldata, size_t len)
{
	struct abi_reader r;
	uint64_t value;
	enum status s = abi_open_call(&r, calldata, len, selector_revoke, 3);

	if (s == STATUS_OK)
		s = abi_take_hash(&r, schema);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, uid);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &value);
	if (s == STATUS_OK && value != 0)
		s = ERR_UNSUPPORTED;
	return s == STATUS_OK ? abi_close(&r) : s;
}

enum status eas_get_calldata(struct buf *out, const struct hash *uid)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_get, 1);
	abi_add_hash(&w, uid);
	return buf_status(out);
}

#include "chain/eas.h"

#include <string.h>

#include "chain/abi.h"
#include "chain/keccak.h"

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

void attestation_release(struct attestation *a)
{
	if (a != NULL)
		buf_release(&a->data);
}

enum status commitment_encode(struct buf *out, const struct commitment *c)
{
	struct abi_writer w;

	abi_begin(&w, out, 6);
	abi_add_hash(&w, &c->root);
	abi_add_u64(&w, c->records);
	abi_add_u64(&w, c->size);
	abi_add_hash(&w, &c->manifest);
	abi_add_hash(&w, &c->nonce);
	abi_add_bytes(&w, c->license, strlen(c->license));
	return buf_status(out);
}

/* SPDX expressions are printable ASCII, so nothing needs to be cleaned away. */
static enum status read_license(char out[static 64], const uint8_t *text, size_t len)
{
	if (len > 63)
		return ERR_LIMIT;
	for (size_t i = 0; i < len; i++)
		if (text[i] < 0x20 || text[i] > 0x7E)
			return ERR_PARSE;
	memcpy(out, text, len);
	out[len] = '\0';
	return STATUS_OK;
}

enum status commitment_decode(struct commitment *out, const void *data, size_t len)
{
	const uint8_t *license;
	size_t license_len;
	struct abi_reader r;
	enum status s = abi_open(&r, data, len, 6);

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->root);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->records);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->size);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->manifest);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->nonce);
	if (s == STATUS_OK)
		s = abi_take_bytes(&r, &license, &license_len);
	if (s == STATUS_OK)
		s = abi_close(&r);
	return s == STATUS_OK ? read_license(out->license, license, license_len) : s;
}

enum status eas_attest_calldata(struct buf *out, const struct hash *schema,
				const struct address *recipient, bool revocable,
				const struct hash *ref_uid, const void *data, size_t len)
{
	struct abi_writer call, request, body;

	buf_add(out, selector_attest, sizeof(selector_attest));
	abi_begin(&call, out, 1);
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
	if (s == STATUS_OK && value != 0)
		s = ERR_UNSUPPORTED;
	return s == STATUS_OK ? abi_close(body) : s;
}

enum status eas_read_attest(struct eas_request *out, const void *calldata, size_t len)
{
	struct abi_reader call, request, body;
	enum status s;

	memset(out, 0, sizeof(*out));
	if (len < 4 || memcmp(calldata, selector_attest, 4) != 0)
		return ERR_PARSE;
	s = abi_open(&call, (const uint8_t *)calldata + 4, len - 4, 1);
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

	buf_add(out, selector_revoke, sizeof(selector_revoke));
	abi_begin(&w, out, 3);
	abi_add_hash(&w, schema);
	abi_add_hash(&w, uid);
	abi_add_u64(&w, 0);
	return buf_status(out);
}

enum status eas_read_revoke(struct hash *schema, struct hash *uid, const void *calldata, size_t len)
{
	struct abi_reader r;
	uint64_t value;
	enum status s;

	if (len < 4 || memcmp(calldata, selector_revoke, 4) != 0)
		return ERR_PARSE;
	s = abi_open(&r, (const uint8_t *)calldata + 4, len - 4, 3);
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
	buf_add(out, selector_get, sizeof(selector_get));
	buf_add(out, uid->bytes, sizeof(uid->bytes));
	return buf_status(out);
}

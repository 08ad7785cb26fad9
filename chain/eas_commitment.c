/*
 * The members of the payload stand here twice in one order, that of EAS_COMMITMENT_SCHEMA
 * (chain/eas.h): for writing and for reading.
 */
#include "chain/eas_commitment.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/license_text.h"

enum status eas_commitment_encode(struct buf *out, const struct commitment *c)
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

enum status eas_commitment_decode(struct commitment *out, const void *data, size_t len)
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
	return s == STATUS_OK ? license_text_read(out->license, license, license_len) : s;
}

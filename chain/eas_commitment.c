#include "chain/eas_commitment.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"

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

/*
 * Copies a license. SPDX expressions are printable ASCII, so that text_clean() would change nothing
 * in an honest one.
 */
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
	return s == STATUS_OK ? read_license(out->license, license, license_len) : s;
}

#include "ur/eth_signature.h"

#include <string.h>

#include "ur/cbor.h"

/* The members of the map. */
enum answer_member { REQUEST_ID = 1, SIGNATURE, ANSWER_ORIGIN };

#define TAG_UUID   37
#define ORIGIN_MAX 64

/* An id of another length is no UUID. */
static enum status take_id(struct eth_signature *out, struct cursor *c)
{
	const uint8_t *bytes;
	size_t n;
	enum status s = cbor_tag(c, TAG_UUID);

	if (s == STATUS_OK)
		s = cbor_bytes(c, &bytes, &n);
	if (s != STATUS_OK || n != sizeof(out->id))
		return ERR_PARSE;
	memcpy(out->id, bytes, sizeof(out->id));
	out->has_id = true;
	return STATUS_OK;
}

/* v of a legacy transaction on a chain of many digits takes more than one byte, without zeros. */
static enum status take_signature(struct eth_signature *out, struct cursor *c)
{
	const uint8_t *bytes;
	size_t n;
	enum status s = cbor_bytes(c, &bytes, &n);

	if (s != STATUS_OK || n < 65 || n > 72 || (n > 65 && bytes[64] == 0))
		return ERR_PARSE;
	memcpy(out->r, bytes, 32);
	memcpy(out->s, bytes + 32, 32);
	for (size_t i = 64; i < n; i++)
		out->v = out->v << 8 | bytes[i];
	return STATUS_OK;
}

/* The name of the device, which nobody can check. */
static enum status take_origin(struct cursor *c)
{
	const char *text;
	size_t n;
	enum status s = cbor_text(c, &text, &n);

	return s == STATUS_OK && n > ORIGIN_MAX ? ERR_PARSE : s;
}

static enum status take_member(struct eth_signature *out, uint64_t key, struct cursor *c)
{
	switch (key) {
	case REQUEST_ID: return take_id(out, c);
	case SIGNATURE: return take_signature(out, c);
	case ANSWER_ORIGIN: return take_origin(c);
	default: /* a file's numbers are an open set */ return ERR_PARSE;
	}
}

/* Keys ascend in deterministic CBOR, which also leaves no key twice (RFC 8949, 4.2.1). */
enum status eth_signature_read(struct eth_signature *out, const void *data, size_t len,
			       struct err *e)
{
	struct cursor c = cursor_of(data, len);
	uint64_t members, key = 0, before = 0;
	bool has_signature = false;
	enum status s = cbor_map(&c, &members);

	*out = (struct eth_signature){.has_id = false};
	for (uint64_t i = 0; s == STATUS_OK && i < members; i++, before = key) {
		s = cbor_uint(&c, &key);
		if (s == STATUS_OK && key <= before)
			s = ERR_PARSE;
		if (s == STATUS_OK)
			s = take_member(out, key, &c);
		has_signature |= key == SIGNATURE;
	}
	if (s == STATUS_OK && (!has_signature || cursor_left(&c) != 0))
		s = ERR_PARSE;
	return s == STATUS_OK ? s
			      : err_set(e, s, "the device's answer is not in the form of ERC-4527");
}

enum status eth_signature_of_tx(struct tx_signature *out, const struct eth_signature *in,
				uint64_t chain_id, struct err *e)
{
	const uint64_t v = in->v;

	memcpy(out->r, in->r, sizeof(out->r));
	memcpy(out->s, in->s, sizeof(out->s));
	/* The forms cannot be mixed up: 35 and more is above 28, whatever the chain. */
	if (v <= 1)
		out->y_parity = (uint8_t)v;
	else if (v == 27 || v == 28)
		out->y_parity = (uint8_t)(v - 27);
	else if (chain_id <= TX_LEGACY_CHAIN_ID_MAX && v >= 35 && (v - 35) / 2 == chain_id)
		out->y_parity = (uint8_t)((v - 35) % 2);
	else
		return err_set(e, ERR_SIGNATURE,
			       "the signature's v is %llu, which is none of chain %llu",
			       (unsigned long long)v, (unsigned long long)chain_id);
	return tx_signature_is_valid(out)
		       ? STATUS_OK
		       : err_set(e, ERR_SIGNATURE,
				 "the signature's numbers are out of range (EIP-2)");
}

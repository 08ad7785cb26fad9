#include "ur/eth_request.h"

#include <string.h>

#include "base/parse.h"
#include "chain/keccak.h"
#include "ur/cbor.h"

/* The tags of the registry (BCR-2020-006). */
#define TAG_UUID    37
#define TAG_KEYPATH 304

/* The members of the map, in the order of their keys. */
enum member { ID = 1, SIGN_DATA, DATA_TYPE, CHAIN_ID, PATH, ADDRESS, ORIGIN };
#define MEMBERS 7

/* The members of a path. */
enum path_member { STEPS = 1, FINGERPRINT };

static void write_path(struct buf *out, const struct eth_path *p)
{
	cbor_add_tag(out, TAG_KEYPATH);
	cbor_add_map(out, p->fingerprint != 0 ? 2 : 1);
	cbor_add_uint(out, STEPS);
	cbor_add_array(out, 2 * p->n);
	for (size_t i = 0; i < p->n; i++) {
		cbor_add_uint(out, p->steps[i]);
		cbor_add_bool(out, p->hardened[i]);
	}
	if (p->fingerprint != 0) {
		cbor_add_uint(out, FINGERPRINT);
		cbor_add_uint(out, p->fingerprint);
	}
}

void eth_request_write(struct buf *out, const struct eth_request *r)
{
	cbor_add_map(out, MEMBERS);
	cbor_add_uint(out, ID);
	cbor_add_tag(out, TAG_UUID);
	cbor_add_bytes(out, r->id, sizeof(r->id));
	cbor_add_uint(out, SIGN_DATA);
	cbor_add_bytes(out, r->data, r->len);
	cbor_add_uint(out, DATA_TYPE);
	cbor_add_uint(out, r->type);
	cbor_add_uint(out, CHAIN_ID);
	cbor_add_uint(out, r->chain_id);
	cbor_add_uint(out, PATH);
	write_path(out, &r->path);
	cbor_add_uint(out, ADDRESS);
	cbor_add_bytes(out, r->address.bytes, sizeof(r->address.bytes));
	cbor_add_uint(out, ORIGIN);
	cbor_add_text(out, r->origin);
}

void eth_request_id(uint8_t out[static ETH_REQUEST_ID_SIZE], const struct hash *digest)
{
	uint8_t hash[32];

	keccak256(hash, digest->bytes, sizeof(digest->bytes));
	memcpy(out, hash, ETH_REQUEST_ID_SIZE);
	/* RFC 9562: the version stands in byte 6, the variant in byte 8. */
	out[6] = (uint8_t)((out[6] & 0x0f) | 0x40);
	out[8] = (uint8_t)((out[8] & 0x3f) | 0x80);
}

/* One step up to `n` characters: a number below 2^31, and a mark where it is hardened. */
static enum status read_step(struct eth_path *p, const char *text, size_t n)
{
	uint64_t v;
	const bool hardened =
		n > 1 && (text[n - 1] == '\'' || text[n - 1] == 'h' || text[n - 1] == 'H');
	enum status s = parse_u64(&v, text, n - (hardened ? 1 : 0));

	if (s != STATUS_OK || v > INT32_MAX || p->n == ETH_REQUEST_STEPS)
		return ERR_PARSE;
	p->steps[p->n] = (uint32_t)v;
	p->hardened[p->n++] = hardened;
	return STATUS_OK;
}

/* Every step has a slash before it, and nothing stands behind the last one. */
enum status eth_request_path(struct eth_path *out, const char *text, struct err *e)
{
	const char *at = text;
	enum status s = *at == 'm' || *at == 'M' ? STATUS_OK : ERR_PARSE;

	out->n = 0;
	for (at++; s == STATUS_OK && *at == '/';) {
		const size_t n = strcspn(at + 1, "/");

		s = read_step(out, at + 1, n);
		at += 1 + n;
	}
	if (s == STATUS_OK && (*at != '\0' || out->n == 0))
		s = ERR_PARSE;
	return s == STATUS_OK
		       ? s
		       : err_set(e, s,
				 "\"%.40s\" is no derivation path; write it as m/44'/60'/0'/0/0",
				 text);
}

/*
 * The fields of a block header in their order, and the ways through them.
 *
 * The table comes first, which all use: looking for a name or for what is missing, writing from
 * JSON, and reading from RLP. Invariant: a header that header_rlp_write() wrote is read by
 * header_rlp_read() to the same values, since both take the order, kind and length of each field
 * from the table.
 */
#include "chain/header_rlp.h"

#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/keccak.h"
#include "chain/rlp.h"

/* The longest field: extraData. */
#define FIELD_SIZE (20 * KIB)

enum kind { QUANTITY, BYTES };

/*
 * The fields of the Yellow Paper in order, then those that London, Shanghai, Cancun, Prague and
 * Amsterdam (EIP-7928, EIP-7843) appended.
 */
static const struct field {
	const char *name;
	enum kind kind;
	size_t len; /* bytes of a BYTES field; 0 for any number */
} fields[] = {
	{"parentHash", BYTES, 32},
	{"sha3Uncles", BYTES, 32},
	{"miner", BYTES, 20},
	{"stateRoot", BYTES, 32},
	{"transactionsRoot", BYTES, 32},
	{"receiptsRoot", BYTES, 32},
	{"logsBloom", BYTES, 256},
	{"difficulty", QUANTITY, 0},
	{"number", QUANTITY, 0},
	{"gasLimit", QUANTITY, 0},
	{"gasUsed", QUANTITY, 0},
	{"timestamp", QUANTITY, 0},
	{"extraData", BYTES, 0},
	{"mixHash", BYTES, 32},
	{"nonce", BYTES, 8},
	{"baseFeePerGas", QUANTITY, 0},
	{"withdrawalsRoot", BYTES, 32},
	{"blobGasUsed", QUANTITY, 0},
	{"excessBlobGas", QUANTITY, 0},
	{"parentBeaconBlockRoot", BYTES, 32},
	{"requestsHash", BYTES, 32},
	{"blockAccessListHash", BYTES, 32},
	{"slotNumber", QUANTITY, 0},
};

/* The fields that every header has. */
#define N_FRONTIER 15

bool header_rlp_has(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return true;
	return false;
}

static bool is_absent(const struct json *value)
{
	return value == NULL || json_is_null(value);
}

const char *header_rlp_missing(const struct json *block)
{
	const char *missing = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (!is_absent(json_get(block, fields[i].name))) {
			if (missing != NULL)
				return missing;
			continue;
		}
		if (i < N_FRONTIER)
			return fields[i].name;
		missing = missing != NULL ? missing : fields[i].name;
	}
	return NULL;
}

static enum status add_field(struct buf *rlp, const struct field *f, const struct json *value,
			     struct err *e)
{
	const char *text = json_text(value);
	size_t text_len = text != NULL ? strlen(text) : 0, len = 0;
	uint8_t bytes[FIELD_SIZE];
	struct u256 number;
	enum status s = ERR_PARSE;

	if (text != NULL && f->kind == QUANTITY) {
		s = u256_parse_quantity(&number, text, text_len);
		if (s == STATUS_OK)
			rlp_add_u256(rlp, &number);
	} else if (text != NULL) {
		s = hex_parse_var(bytes, &len, sizeof(bytes), text, text_len);
		if (s == STATUS_OK && f->len != 0 && len != f->len)
			s = ERR_PARSE;
		if (s == STATUS_OK)
			rlp_add_bytes(rlp, bytes, len);
	}
	if (s != STATUS_OK)
		return err_set(e, ERR_PARSE, "block header: \"%s\" is missing or malformed",
			       f->name);
	return STATUS_OK;
}

/*
 * Appends the header's items. The later fields may be absent from one of them on; a field after a
 * gap is an error.
 */
static enum status add_fields(struct buf *rlp, const struct json *block, struct err *e)
{
	const struct field *absent = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		const struct json *value = json_get(block, fields[i].name);
		enum status s;

		if (i >= N_FRONTIER && is_absent(value)) {
			absent = &fields[i];
			continue;
		}
		if (absent != NULL)
			return err_set(
				e, ERR_NOT_PROVEN,
				"block header: it has \"%s\" but no \"%s\", which comes first",
				fields[i].name, absent->name);
		s = add_field(rlp, &fields[i], value, e);
		if (s != STATUS_OK)
			return s;
	}
	return STATUS_OK;
}

enum status header_rlp_write(struct buf *out, const struct json *block, struct err *e)
{
	struct buf items;
	enum status s;

	buf_init(&items, HEADER_RLP_SIZE);
	s = add_fields(&items, block, e);
	if (s == STATUS_OK) {
		s = buf_status(&items);
		if (s == STATUS_OK) {
			rlp_add_list(out, items.data, items.len);
			s = buf_status(out);
		}
		if (s != STATUS_OK)
			s = err_set(e, s, "block header: %s", status_phrase(s));
	}
	buf_release(&items);
	return s;
}

/* Where a field that byline uses goes; NULL for all others. */
static void *place_of(struct header *h, const char *name, size_t len)
{
	const struct {
		const char *name;
		void *place;
	} kept[] = {
		{"parentHash", h->parent.bytes},
		{"stateRoot", h->state_root.bytes},
		{"transactionsRoot", h->transactions_root.bytes},
		{"receiptsRoot", h->receipts_root.bytes},
	};

	for (size_t i = 0; i < ARRAY_SIZE(kept) && len == sizeof(h->parent.bytes); i++)
		if (strcmp(kept[i].name, name) == 0)
			return kept[i].place;
	return NULL;
}

/* Keeps a number that byline uses. */
static enum status keep_number(struct header *h, const char *name, const struct u256 *v)
{
	if (strcmp(name, "baseFeePerGas") == 0) {
		h->has_base_fee = true;
		h->base_fee.raw = *v;
		return STATUS_OK;
	}
	if (strcmp(name, "number") == 0)
		return u256_to_u64(&h->number, v);
	if (strcmp(name, "timestamp") == 0)
		return u256_to_u64(&h->timestamp, v);
	if (strcmp(name, "gasLimit") == 0)
		return u256_to_u64(&h->gas_limit, v);
	return STATUS_OK;
}

static enum status take_field(struct header *h, struct cursor *items, const struct field *f)
{
	const uint8_t *data;
	struct u256 number;
	size_t len;
	void *place;
	enum status s;

	if (f->kind == QUANTITY) {
		s = rlp_take_u256(items, &number);
		return s == STATUS_OK ? keep_number(h, f->name, &number) : s;
	}
	s = rlp_take_bytes(items, &data, &len);
	if (s == STATUS_OK && (len > FIELD_SIZE || (f->len != 0 && len != f->len)))
		s = ERR_PARSE;
	place = place_of(h, f->name, f->len);
	if (s == STATUS_OK && place != NULL)
		memcpy(place, data, len);
	if (s == STATUS_OK && strcmp(f->name, "blockAccessListHash") == 0)
		h->has_access_list = true;
	return s;
}

enum status header_rlp_read(struct header *out, const void *rlp, size_t len, struct err *e)
{
	struct cursor c = cursor_of(rlp, len), items;
	enum status s = rlp_take_list(&c, &items);
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK && cursor_left(&c) > 0)
		s = ERR_PARSE;
	while (s == STATUS_OK && n < ARRAY_SIZE(fields) &&
	       (n < N_FRONTIER || cursor_left(&items) > 0))
		s = take_field(out, &items, &fields[n++]);
	if (s == STATUS_OK && cursor_left(&items) > 0)
		s = ERR_PARSE;
	if (s != STATUS_OK)
		return err_set(e, s, "the block header is not one that byline knows: %s",
			       status_phrase(s));
	keccak256(out->hash.bytes, rlp, len);
	return STATUS_OK;
}

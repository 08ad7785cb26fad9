/*
 * A block header, encoded again from its JSON so that its hash can be computed.
 *
 * add_fields() writes the fields in the order of the table below, take_members() keeps the few that
 * byline uses.
 */
#include "chain/header.h"

#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/keccak.h"
#include "chain/member.h"
#include "chain/rlp.h"

/*
 * The longest field and header. The bloom has 256 bytes and other fields have at most 32, except
 * extraData: in an epoch block of BNB Chain it holds a byte that counts the validators and 68 bytes
 * for each of them (BEP-126), about 3 KiB today.
 */
#define FIELD_SIZE  (20 * KIB)
#define HEADER_SIZE (24 * KIB)

enum kind { QUANTITY, BYTES };

/*
 * The fields of the Yellow Paper in order, then those that London, Shanghai, Cancun and Prague
 * appended.
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
};

/* The fields that every header has. */
#define N_FRONTIER 15

/* Members of a block that are not in the header. */
static const char *const others[] = {"hash",   "transactions", "uncles",
				     "size",   "withdrawals",  "totalDifficulty",
				     "author", "requests",     "blockTimestamp"};

static bool is_known(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (strcmp(others[i], name) == 0)
			return true;
	return false;
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

		if (i >= N_FRONTIER && (value == NULL || json_is_null(value))) {
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

static enum status take_u64(uint64_t *out, const struct json *block, const char *name,
			    struct err *e)
{
	const char *text = json_text(json_get(block, name));
	struct u256 v;
	enum status s = text == NULL ? ERR_PARSE : u256_parse_quantity(&v, text, strlen(text));

	if (s == STATUS_OK)
		s = u256_to_u64(out, &v);
	if (s != STATUS_OK)
		return err_set(e, ERR_PARSE, "block header: \"%s\" is missing or too large", name);
	return STATUS_OK;
}

/*
 * Keeps the members that byline uses. add_fields() has read them all, so the hashes and the base
 * fee have the right form.
 */
static enum status take_members(struct header *out, const struct json *block, struct err *e)
{
	const char *fee = json_text(json_get(block, "baseFeePerGas"));
	enum status s = member_hash(&out->parent, block, "parentHash", e);

	if (s == STATUS_OK)
		s = member_hash(&out->state_root, block, "stateRoot", e);
	if (s == STATUS_OK)
		s = member_hash(&out->transactions_root, block, "transactionsRoot", e);
	if (s == STATUS_OK)
		s = member_hash(&out->receipts_root, block, "receiptsRoot", e);
	if (s == STATUS_OK)
		s = take_u64(&out->number, block, "number", e);
	if (s == STATUS_OK)
		s = take_u64(&out->timestamp, block, "timestamp", e);
	if (s == STATUS_OK)
		s = take_u64(&out->gas_limit, block, "gasLimit", e);
	out->has_base_fee = fee != NULL;
	if (s == STATUS_OK && fee != NULL)
		s = u256_parse_quantity(&out->base_fee.raw, fee, strlen(fee));
	return s;
}

static enum status mismatch(const struct json *block, struct err *e)
{
	for (const struct json *m = json_first(block); m != NULL; m = json_next(m))
		if (!is_known(json_name(m)))
			return err_set(e, ERR_NOT_PROVEN,
				       "block header: its fields do not make its hash; it has a "
				       "field that byline does not know, \"%.64s\"",
				       json_name(m));
	return err_set(e, ERR_NOT_PROVEN,
		       "block header: its fields do not make its hash; the node's answer is false "
		       "or damaged");
}

enum status header_read(struct header *out, const struct json *block, struct err *e)
{
	struct buf items, rlp;
	struct hash claimed;
	enum status s;

	memset(out, 0, sizeof(*out));
	buf_init(&items, HEADER_SIZE);
	buf_init(&rlp, HEADER_SIZE);
	s = member_hash(&claimed, block, "hash", e);
	if (s == STATUS_OK)
		s = add_fields(&items, block, e);
	if (s != STATUS_OK)
		goto out;
	s = buf_status(&items);
	if (s == STATUS_OK) {
		rlp_add_list(&rlp, items.data, items.len);
		s = buf_status(&rlp);
	}
	if (s != STATUS_OK) {
		s = err_set(e, s, "block header: %s", status_phrase(s));
		goto out;
	}
	keccak256(out->hash.bytes, rlp.data, rlp.len);
	s = hash_equal(&out->hash, &claimed) ? take_members(out, block, e) : mismatch(block, e);
out:
	buf_release(&items);
	buf_release(&rlp);
	return s;
}

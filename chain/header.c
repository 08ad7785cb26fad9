/*
 * A block header, encoded again from its JSON (header_rlp.c) so that its hash can be computed.
 * take_members() keeps the few members that byline uses.
 */
#include "chain/header.h"

#include <string.h>

#include "base/buf.h"
#include "chain/header_rlp.h"
#include "chain/keccak.h"
#include "chain/member.h"

/*
 * Members of a block that are not in the header, so that none is the reason for another hash. After
 * those of Ethereum's clients: BNB Chain's and Base's times in milliseconds, what Arbitrum repeats
 * of extraData and mixHash, and the batches of ZK Stack.
 */
static const char *const others[] = {
	"hash",		  "transactions",    "uncles",		"size",
	"withdrawals",	  "totalDifficulty", "author",		"requests",
	"blockTimestamp", "blockAccessList", "milliTimestamp",	"timestampMs",
	"sendRoot",	  "sendCount",	     "l1BlockNumber",	"blockTimestampMs",
	"l1BatchNumber",  "sealFields",	     "l1BatchTimestamp"};

static bool is_known(const char *name)
{
	if (header_rlp_has(name))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (strcmp(others[i], name) == 0)
			return true;
	return false;
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
 * Keeps the members that byline uses. header_rlp_write() has read them all, so the hashes and the
 * base fee have the right form.
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
	out->has_access_list = json_text(json_get(block, "blockAccessListHash")) != NULL;
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
	struct hash claimed;
	struct buf rlp;
	enum status s;

	memset(out, 0, sizeof(*out));
	buf_init(&rlp, HEADER_RLP_SIZE);
	s = member_hash(&claimed, block, "hash", e);
	if (s == STATUS_OK)
		s = header_rlp_write(&rlp, block, e);
	if (s == STATUS_OK) {
		keccak256(out->hash.bytes, rlp.data, rlp.len);
		s = hash_equal(&out->hash, &claimed) ? take_members(out, block, e)
						     : mismatch(block, e);
	}
	buf_release(&rlp);
	return s;
}

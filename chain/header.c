/*
 * A block header, encoded again from its JSON (header_rlp.c) so that its hash can be computed.
 * take_members() and take_roots() keep the few members that byline uses, header_read_unhashed()
 * also of a header that is of no known format.
 */
#include "chain/header.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
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

/* The first member that is neither of a header nor known to be of no header; NULL for none. */
static const char *unknown_member(const struct json *block)
{
	for (const struct json *m = json_first(block); m != NULL; m = json_next(m))
		if (!is_known(json_name(m)))
			return json_name(m);
	return NULL;
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

/* Keeps the members that byline cannot do without, and the base fee. */
static enum status take_members(struct header *out, const struct json *block, struct err *e)
{
	const char *fee = json_text(json_get(block, "baseFeePerGas"));
	enum status s = member_hash(&out->parent, block, "parentHash", e);

	if (s == STATUS_OK)
		s = member_hash(&out->state_root, block, "stateRoot", e);
	if (s == STATUS_OK)
		s = take_u64(&out->number, block, "number", e);
	if (s == STATUS_OK)
		s = take_u64(&out->timestamp, block, "timestamp", e);
	out->has_access_list = json_text(json_get(block, "blockAccessListHash")) != NULL;
	out->has_base_fee = fee != NULL;
	if (s == STATUS_OK && fee != NULL &&
	    u256_parse_quantity(&out->base_fee.raw, fee, strlen(fee)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "block header: \"baseFeePerGas\" is malformed");
	return s;
}

/* Keeps what every header has that hashes. */
static enum status take_roots(struct header *out, const struct json *block, struct err *e)
{
	enum status s = member_hash(&out->transactions_root, block, "transactionsRoot", e);

	if (s == STATUS_OK)
		s = member_hash(&out->receipts_root, block, "receiptsRoot", e);
	if (s == STATUS_OK)
		s = take_u64(&out->gas_limit, block, "gasLimit", e);
	return s;
}

static enum status mismatch(const struct json *block, struct err *e)
{
	const char *unknown = unknown_member(block);

	if (unknown != NULL)
		return err_set(e, ERR_NOT_PROVEN,
			       "block header: its fields do not make its hash; byline does not "
			       "know its field \"%.64s\"",
			       unknown);
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
	if (s == STATUS_OK)
		s = take_roots(out, block, e);
	buf_release(&rlp);
	return s;
}

/* Says what a block has that byline cannot hash. A stranger chose the name in it. */
static void describe_flaw(char out[static HEADER_FLAW_SIZE], const struct json *block)
{
	const char *unknown = unknown_member(block), *missing = header_rlp_missing(block);
	char name[64];

	snprintf(out, HEADER_FLAW_SIZE, "another hash than their members make");
	if (unknown != NULL) {
		text_clean(name, sizeof(name), unknown, strlen(unknown));
		snprintf(out, HEADER_FLAW_SIZE, "an unknown member (\"%s\")", name);
	} else if (missing != NULL) {
		snprintf(out, HEADER_FLAW_SIZE, "no member \"%s\"", missing);
	}
}

void header_sentence(char out[static HEADER_SENTENCE_SIZE], const char *flaw)
{
	snprintf(out, HEADER_SENTENCE_SIZE,
		 "update byline: this network's block headers have %s, so that figures are "
		 "compared and not proven",
		 flaw);
}

enum status header_read_unhashed(struct header *out, char flaw[static HEADER_FLAW_SIZE],
				 const struct json *block, struct err *e)
{
	enum status s;

	memset(out, 0, sizeof(*out));
	describe_flaw(flaw, block);
	s = member_hash(&out->hash, block, "hash", e);
	if (s == STATUS_OK)
		s = take_members(out, block, e);
	if (s == STATUS_OK && take_roots(out, block, NULL) != STATUS_OK) {
		out->transactions_root = out->receipts_root = (struct hash){0};
		out->gas_limit = 0;
	}
	return s;
}

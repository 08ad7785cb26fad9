#include "chain/distributor.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/merkle.h"
#include "chain/slot.h"

/* The first four bytes of keccak256("claim(address,address,uint256,bytes32[])"). */
static const uint8_t selector_claim[4] = {0xfa, 0xbe, 0xd4, 0x12};

const struct hash distributor_topic_claimed = {{0xf7, 0xa4, 0x00, 0x77, 0xff, 0x7a, 0x04, 0xc7,
						0xe6, 0x1f, 0x6f, 0x26, 0xfb, 0x13, 0x77, 0x42,
						0x59, 0xdd, 0xf1, 0xb6, 0xbc, 0xe9, 0xec, 0xf2,
						0x6a, 0x82, 0x76, 0xcd, 0xd3, 0x99, 0x26, 0x83}};

void distributor_leaf(struct hash *out, const struct entitlement *en)
{
	uint8_t encoded[96];

	address_to_word(encoded, &en->account);
	address_to_word(encoded + 32, &en->token);
	u256_to_be(encoded + 64, &en->cumulative.raw);
	merkle_leaf(out, encoded, sizeof(encoded));
}

enum status distributor_verify(const struct hash *root, const struct entitlement *en)
{
	struct hash leaf;

	distributor_leaf(&leaf, en);
	return merkle_verify(root, &leaf, en->proof, en->n_proof);
}

enum status distributor_claim_calldata(struct buf *out, const struct entitlement *en)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_claim, 4);
	abi_add_address(&w, &en->account);
	abi_add_address(&w, &en->token);
	abi_add_u256(&w, &en->cumulative.raw);
	abi_add_hashes(&w, (const void *)en->proof, en->n_proof);
	return buf_status(out);
}

enum status distributor_read_claim(struct entitlement *out, const void *calldata, size_t len)
{
	const uint8_t(*proof)[32];
	struct abi_reader r;
	enum status s = abi_open_call(&r, calldata, len, selector_claim, 4);

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK)
		s = abi_take_address(&r, &out->account);
	if (s == STATUS_OK)
		s = abi_take_address(&r, &out->token);
	if (s == STATUS_OK)
		s = abi_take_u256(&r, &out->cumulative.raw);
	if (s == STATUS_OK)
		s = abi_take_hashes(&r, &proof, &out->n_proof);
	if (s == STATUS_OK)
		s = abi_close(&r);
	/*
	 * Only now is it known that the calldata is a claim; a proof that is too long is an error
	 * of its own.
	 */
	if (s == STATUS_OK && out->n_proof > LIMIT_MERKLE_DEPTH)
		s = ERR_TOO_DEEP;
	if (s != STATUS_OK) {
		out->n_proof = 0;
		return s;
	}
	memcpy(out->proof, proof, out->n_proof * sizeof(out->proof[0]));
	return STATUS_OK;
}

/*
 * A mapping within a mapping: the slot of the inner one is the place of its key in the outer one.
 */
void distributor_claimed_slot(struct hash *out, const struct profile_distributor *d,
			      const struct address *account, const struct address *token)
{
	struct hash key, inner;

	address_to_word(key.bytes, account);
	slot_mapping(&inner, &key, &d->claimed_slot, SLOT_KEY_SLOT);
	address_to_word(key.bytes, token);
	slot_mapping(out, &key, &inner, SLOT_KEY_SLOT);
}

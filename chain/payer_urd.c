#include "chain/payer_urd.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/merkle.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"

/* The first four bytes of keccak256("claim(address,address,uint256,bytes32[])"). */
static const uint8_t selector_claim[4] = {0xfa, 0xbe, 0xd4, 0x12};

void payer_urd_leaf(struct hash *out, const struct entitlement *en)
{
	uint8_t encoded[96];

	address_to_word(encoded, &en->account);
	address_to_word(encoded + 32, &en->token);
	u256_to_be(encoded + 64, &en->cumulative.raw);
	merkle_leaf(out, encoded, sizeof(encoded));
}

enum status payer_urd_verify(const struct hash *root, const struct entitlement *en)
{
	struct hash leaf;

	payer_urd_leaf(&leaf, en);
	return merkle_verify(root, &leaf, en->proof, en->n_proof);
}

static enum status fold(struct hash *out, const struct merkle_terms *terms,
			const struct entitlement *en)
{
	(void)terms;
	payer_urd_leaf(out, en);
	return merkle_fold(out, out, en->proof, en->n_proof);
}

enum status payer_urd_calldata(struct buf *out, const struct entitlement *en)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_claim, 4);
	abi_add_address(&w, &en->account);
	abi_add_address(&w, &en->token);
	abi_add_u256(&w, &en->cumulative.raw);
	abi_add_hashes(&w, (const void *)en->proof, en->n_proof);
	return buf_status(out);
}

enum status payer_urd_read_claim(struct entitlement *out, const void *calldata, size_t len)
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

void payer_urd_claimed_slot(struct hash *out, const struct hash *claimed,
			    const struct address *account, const struct address *token)
{
	const struct profile_distributor d = {.slots = {[URD_CLAIMED] = *claimed}};
	const struct hash keys[2] = {payer_words_address(account), payer_words_address(token)};
	struct payer_word word;
	struct payer_asking a = {.words = &word, .d = &d};

	payer_words_add_mapped(&a, "claimed", URD_CLAIMED, keys, 2, 0);
	*out = word.slot;
}

/* The words in the order in which they are asked for. A waiting root is {root, document, time}. */
enum { ROOT, NEXT_ROOT, NEXT_AT, CLAIMED, N_WORDS };

static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	const struct hash keys[2] = {payer_words_address(&en->account),
				     payer_words_address(&en->token)};
	struct payer_asking a = {.words = out, .d = d};

	(void)sender; /* anybody may claim for the account */
	payer_words_add(&a, "root", URD_ROOT, 0);
	payer_words_add(&a, "pending_root", URD_PENDING_ROOT, 0);
	payer_words_add(&a, "pending_at", URD_PENDING_ROOT, 2);
	payer_words_add_mapped(&a, "claimed", URD_CLAIMED, keys, 2, 0);
	return a.n;
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct payer_value *v = c->values;
	struct hash folded;
	uint64_t next_at;

	if (!payer_words_known(v, N_WORDS))
		return;
	u256_to_be(out->root.bytes, &v[ROOT].value);
	out->claimed.raw = v[CLAIMED].value;
	out->paid_to = c->entitlement->account;
	/* No root waits where there is no time; a time past 64 bits never comes. */
	if (!u256_is_zero(&v[NEXT_AT].value)) {
		u256_to_be(out->next_root.bytes, &v[NEXT_ROOT].value);
		out->next_at = u256_to_u64(&next_at, &v[NEXT_AT].value) == STATUS_OK &&
					       next_at <= INT64_MAX
				       ? (int64_t)next_at
				       : INT64_MAX;
	}
	if (fold(&folded, NULL, c->entitlement) == STATUS_OK)
		payer_root_judge(out, c->entitlement, &folded);
}

static enum status write_call(struct buf *out, const struct payer_call *call)
{
	return payer_urd_calldata(out, &call->parts[0]);
}

static enum status read_call(struct payer_call *out, const struct address *from,
			     const void *calldata, size_t len)
{
	(void)from; /* the calldata names the account */
	out->n = 1;
	return payer_urd_read_claim(&out->parts[0], calldata, len);
}

static const char *const slot_names[URD_SLOTS] = {[URD_ROOT] = "root",
						  [URD_IPFS_HASH] = "ipfs_hash",
						  [URD_CLAIMED] = "claimed",
						  [URD_PENDING_ROOT] = "pending_root"};

const struct payer_kind payer_urd = {
	.name = "urd",
	.slots = slot_names,
	.n_slots = URD_SLOTS,
	/* morpho-org/universal-rewards-distributor, src/UniversalRewardsDistributor.sol */
	.published =
		{[URD_ROOT] = 0, [URD_IPFS_HASH] = 1, [URD_CLAIMED] = 2, [URD_PENDING_ROOT] = 6},
	.amount_bits = 256,
	.most = 1,
	.ask = ask,
	.judge = judge,
	.fold = fold,
	.write = write_call,
	.read = read_call,
};

/*
 * Reppo's PodManager (Reppo-Labs/reppo-cli, src/chain/abis.ts): a pod earns emissions in each
 * epoch, which are paid to the owner of the pod's token. There are no proofs, and the contract's
 * layout is not published, so that its own functions tell everything and nodes agree on it at best.
 * Some deployments lack two of these functions; then nothing can be said before a trial run.
 */
#include "base/buf.h"
#include "chain/abi.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"

/*
 * Selectors, the first four bytes of keccak256 of a function. Pod and epoch are in one order in the
 * claim, and in the other in the two questions.
 */
/* claimPodOwnerEmissions(uint256 pod,uint256 epoch) */
static const uint8_t selector_claim[4] = {0x6d, 0xd6, 0xf4, 0xc9};
/* getPodEmissionsOfEpoch(uint256 epoch,uint256 pod) */
static const uint8_t selector_emissions[4] = {0x58, 0x85, 0xe0, 0x2d};
/* hasPodOwnerClaimedEmissions(uint256 epoch,uint256 pod) */
static const uint8_t selector_claimed[4] = {0x5b, 0x77, 0x8a, 0x36};
/* ownerOf(uint256 pod) */
static const uint8_t selector_owner[4] = {0x63, 0x52, 0x21, 0x1e};

/* The words in the order in which they are asked for. */
enum { EMISSIONS, CLAIMED, OWNER, N_WORDS };

static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	const struct hash pod = payer_words_number(en->index);
	const struct hash question[2] = {payer_words_number(en->series), pod};
	struct payer_asking a = {.words = out, .d = d};

	(void)sender; /* compared with the owner when judging */
	payer_words_add_call(&a, "emissions", selector_emissions, question, 2);
	payer_words_add_call(&a, "claimed", selector_claimed, question, 2);
	payer_words_add_call(&a, "owner", selector_owner, &pod, 1);
	return a.n;
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct payer_value *v = c->values;
	const struct hash account = payer_words_address(&c->entitlement->account);
	struct hash owner;
	bool owned;

	u256_to_be(owner.bytes, &v[OWNER].value);
	owned = v[OWNER].known && hash_equal(&owner, &account);
	/* The contract was not published: that only the owner may claim was inferred. */
	if (v[OWNER].known && !owned) {
		out->obstacle = PAYER_OWNER;
		return;
	}
	if (owned && !address_equal(c->sender, &c->entitlement->account)) {
		out->obstacle = PAYER_SENDER;
		return;
	}
	if (!payer_words_known(v, N_WORDS))
		return;
	out->paid_to = c->entitlement->account;
	if (!u256_is_zero(&v[CLAIMED].value))
		out->claimed.raw = v[EMISSIONS].value;
	payer_root_amounts(out, &v[EMISSIONS].value);
}

static enum status write_call(struct buf *out, const struct payer_call *call)
{
	struct abi_writer w;

	abi_begin_call(&w, out, selector_claim, 2);
	abi_add_u64(&w, call->parts[0].index);
	abi_add_u64(&w, call->parts[0].series);
	return buf_status(out);
}

/* A claim has neither account nor amount: it is the sender's, and the contract knows how much. */
static enum status read_call(struct payer_call *out, const struct address *from,
			     const void *calldata, size_t len)
{
	struct entitlement *en = &out->parts[0];
	struct abi_reader r;
	enum status s = abi_open_call(&r, calldata, len, selector_claim, 2);

	if (s == STATUS_OK)
		s = abi_take_u64(&r, &en->index);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &en->series);
	if (s != STATUS_OK)
		return s;
	en->account = *from;
	out->n = 1;
	return abi_close(&r);
}

const struct payer_kind payer_reppo = {
	.name = "reppo",
	.amount_bits = 256,
	.most = 1,
	.index_name = "Pod",
	.series_name = "Epoch",
	.ask = ask,
	.judge = judge,
	.write = write_call,
	.read = read_call,
};

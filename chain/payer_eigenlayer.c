/*
 * EigenLayer's RewardsCoordinator (Layr-Labs/eigenlayer-contracts,
 * src/contracts/core/RewardsCoordinator.sol).
 *
 * Two trees stand on each other. The tokens of one earner are the leaves keccak256(0x01 ‖ token ‖
 * amount), the amount in all; their root is in the earner's leaf keccak256(0x00 ‖ earner ‖ root) of
 * the tree of all earners. Pairs are hashed by the leaf's index, not in ascending order. The
 * contract keeps a list of roots. Each is valid from its own time on, and stays valid beside newer
 * ones unless it was disabled before. The earner, or the claimer that it named, sends the claim and
 * says in it who is paid. Read fold() first, then judge(), then the calldata: one claim holds
 * several tokens of one earner, by one root.
 */
#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/keccak.h"
#include "chain/payer_list.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"

/*
 * The first four bytes of keccak256("processClaim((uint32,uint32,bytes,(address,bytes32),uint32[],
 * bytes[],(address,uint256)[]),address)").
 */
static const uint8_t selector_process[4] = {0x3c, 0xcc, 0x86, 0x1d};

/* The salts in front of the leaves, by which no leaf of one tree is one of the other. */
enum { SALT_EARNER = 0, SALT_TOKEN = 1 };

enum eigenlayer_slot { PAUSED, ROOTS, CLAIMERS, CLAIMED, EIGENLAYER_SLOTS };

/* The words in the order in which they are asked for. */
enum { WORD_PAUSED, WORD_COUNT, WORD_ROOT, WORD_TIMES, WORD_CLAIMER, WORD_CLAIMED, N_WORDS };

/* Bit 2 of the paused word is that of processClaim (PAUSED_PROCESS_CLAIM). */
enum { PAUSED_CLAIMS = 2 };

/* A root is two words: the root; the end of its period, the time of its activation, disabled. */
enum { ROOT_WORDS = 2, ACTIVE_FROM = 32, TIME_BITS = 32, DISABLED_FROM = 64, BOOL_BITS = 8 };

static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	const struct hash keys[2] = {payer_words_address(&en->account),
				     payer_words_address(&en->token)};
	struct payer_asking a = {.words = out, .d = d};

	(void)sender; /* compared with the claimer when judging */
	payer_words_add(&a, "paused", PAUSED, 0);
	payer_words_add(&a, "roots", ROOTS, 0);
	payer_words_add_element(&a, "root", ROOTS, en->series, ROOT_WORDS, 0);
	payer_words_add_element(&a, "root_times", ROOTS, en->series, ROOT_WORDS, 1);
	payer_words_add_mapped(&a, "claimer", CLAIMERS, keys, 1, 0);
	payer_words_add_mapped(&a, "claimed", CLAIMED, keys, 2, 0);
	return a.n;
}

/* Climbs a tree whose pairs are in the order of the index, which must be used up at its root. */
static enum status climb(struct hash *node, uint64_t index, const struct hash *proof, size_t n)
{
	if (n > LIMIT_MERKLE_DEPTH)
		return ERR_TOO_DEEP;
	for (size_t i = 0; i < n; i++, index /= 2) {
		const struct hash sibling = proof[i];
		struct hash pair[2] = {*node, sibling};

		if (index % 2 != 0) {
			pair[0] = sibling;
			pair[1] = *node;
		}
		keccak256(node->bytes, pair, sizeof(pair));
	}
	return index == 0 ? STATUS_OK : ERR_RANGE;
}

/* The root of the earner's own tree, from the leaf of one token. */
static enum status fold_token(struct hash *out, const struct entitlement *en)
{
	uint8_t leaf[1 + 20 + 32] = {SALT_TOKEN};

	memcpy(leaf + 1, en->token.bytes, 20);
	u256_to_be(leaf + 21, &en->cumulative.raw);
	keccak256(out->bytes, leaf, sizeof(leaf));
	return climb(out, en->inner_index, en->inner, en->n_inner);
}

static enum status fold(struct hash *out, const struct merkle_terms *terms,
			const struct entitlement *en)
{
	uint8_t leaf[1 + 20 + 32] = {SALT_EARNER};
	enum status s;

	(void)terms;
	if (en->series > UINT32_MAX || en->index > UINT32_MAX || en->inner_index > UINT32_MAX)
		return ERR_RANGE;
	s = fold_token(out, en);
	if (s != STATUS_OK)
		return s;
	memcpy(leaf + 1, en->account.bytes, 20);
	memcpy(leaf + 21, out->bytes, 32);
	keccak256(out->bytes, leaf, sizeof(leaf));
	return climb(out, en->index, en->proof, en->n_proof);
}

/* Judges the root that the claim names. Returns: the obstacle, or PAYER_FREE. */
static enum payer_obstacle judge_root(struct payer_finding *out, const struct payer_case *c,
				      const struct hash *folded)
{
	const struct payer_value *v = c->values;
	const uint64_t active = payer_words_u64(&v[WORD_TIMES].value, ACTIVE_FROM, TIME_BITS);
	const struct u256 number = u256_from_u64(c->entitlement->series);
	struct hash root;

	u256_to_be(root.bytes, &v[WORD_ROOT].value);
	if (u256_compare(&number, &v[WORD_COUNT].value) >= 0)
		return PAYER_NOT_FOLDED;
	if (c->time >= 0 && active > (uint64_t)c->time) {
		out->next_root = root;
		out->next_at = (int64_t)active;
	} else {
		out->root = root;
	}
	if (!hash_equal(&root, folded))
		return PAYER_NOT_FOLDED;
	if (payer_words_u64(&v[WORD_TIMES].value, DISABLED_FROM, BOOL_BITS) != 0)
		return PAYER_WITHDRAWN;
	out->opens = out->next_at;
	return out->next_at != 0 ? PAYER_WAITS : PAYER_FREE;
}

/* Whether the sender is the claimer that the earner named, or the earner where it named none. */
static bool may_send(const struct payer_case *c)
{
	const struct payer_value *claimer = &c->values[WORD_CLAIMER];
	const struct hash sender = payer_words_address(c->sender);
	struct hash allowed = payer_words_address(&c->entitlement->account);

	if (!u256_is_zero(&claimer->value))
		u256_to_be(allowed.bytes, &claimer->value);
	return hash_equal(&sender, &allowed);
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct payer_value *v = c->values;
	struct hash folded;

	if (!payer_words_known(v, N_WORDS))
		return;
	out->claimed.raw = v[WORD_CLAIMED].value;
	out->paid_to = c->entitlement->account;
	payer_root_amounts(out, &c->entitlement->cumulative.raw);
	if (out->obstacle != PAYER_FREE)
		return;
	/* A leaf that cannot be folded is under no root at all. */
	if (fold(&folded, NULL, c->entitlement) != STATUS_OK)
		out->obstacle = PAYER_NOT_FOLDED;
	else
		out->obstacle = judge_root(out, c, &folded);
	if (out->obstacle != PAYER_FREE)
		return;
	if (payer_words_u64(&v[WORD_PAUSED].value, PAUSED_CLAIMS, 1) != 0)
		out->obstacle = PAYER_PAUSED;
	else if (!may_send(c))
		out->obstacle = PAYER_SENDER;
}

/* --- calldata --- */

/* The head words of a claim's own tuple; the earner's leaf takes two of them. */
enum { CLAIM_HEADS = 8 };

/* Checks that all parts are tokens of one earner under one root, and finds the earner's root. */
static enum status common_root(struct hash *out, const struct payer_call *call)
{
	const struct entitlement *first = &call->parts[0];
	struct hash other;
	enum status s = fold_token(out, first);

	for (size_t i = 1; i < call->n && s == STATUS_OK; i++) {
		const struct entitlement *en = &call->parts[i];

		if (!address_equal(&en->account, &first->account) || en->series != first->series ||
		    en->index != first->index || en->n_proof != first->n_proof ||
		    memcmp(en->proof, first->proof, first->n_proof * sizeof(first->proof[0])) != 0)
			return ERR_MISMATCH;
		s = fold_token(&other, en);
		if (s == STATUS_OK && !hash_equal(&other, out))
			s = ERR_MISMATCH;
	}
	return s;
}

static enum status write_call(struct buf *out, const struct payer_call *call)
{
	const struct entitlement *first = &call->parts[0];
	struct abi_writer w, claim, list;
	struct hash root;
	enum status s = common_root(&root, call);

	if (s != STATUS_OK)
		return s;
	abi_begin_call(&w, out, selector_process, 2);
	abi_begin_tuple(&claim, &w, CLAIM_HEADS);
	abi_add_u64(&claim, first->series);
	abi_add_u64(&claim, first->index);
	abi_add_bytes(&claim, first->proof, first->n_proof * sizeof(first->proof[0]));
	abi_add_address(&claim, &first->account);
	abi_add_hash(&claim, &root);
	abi_begin_list(&list, &claim, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_u64(&list, call->parts[i].inner_index);
	abi_begin_list(&list, &claim, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_bytes(&list, call->parts[i].inner,
			      call->parts[i].n_inner * sizeof(call->parts[i].inner[0]));
	abi_begin_list(&list, &claim, call->n, 2);
	for (size_t i = 0; i < call->n; i++) {
		abi_add_address(&list, &call->parts[i].token);
		abi_add_u256(&list, &call->parts[i].cumulative.raw);
	}
	abi_add_address(&w, &call->recipient);
	return buf_status(out);
}

static enum status take_u32(struct abi_reader *r, uint64_t *out)
{
	enum status s = abi_take_u64(r, out);

	return s == STATUS_OK && *out > UINT32_MAX ? ERR_RANGE : s;
}

/* Takes a proof, which is bytes: siblings of 32 bytes, one after another. */
static enum status take_proof(struct abi_reader *r, struct hash *proof, size_t *n)
{
	const uint8_t *data;
	size_t len;
	enum status s = abi_take_bytes(r, &data, &len);

	if (s == STATUS_OK && len % sizeof(*proof) != 0)
		s = ERR_PARSE;
	if (s == STATUS_OK && len / sizeof(*proof) > LIMIT_MERKLE_DEPTH)
		s = ERR_TOO_DEEP;
	if (s != STATUS_OK)
		return s;
	*n = len / sizeof(*proof);
	/* An empty proof points behind the input, where nothing may be read. */
	if (len > 0)
		memcpy(proof, data, len);
	return STATUS_OK;
}

static enum status take_indices(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++)
		s = take_u32(&list, &out->parts[i].inner_index);
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status take_proofs(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++)
		s = take_proof(&list, out->parts[i].inner, &out->parts[i].n_inner);
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status take_leaves(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 2);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++) {
		s = abi_take_address(&list, &out->parts[i].token);
		if (s == STATUS_OK)
			s = abi_take_u256(&list, &out->parts[i].cumulative.raw);
	}
	return s == STATUS_OK ? abi_close(&list) : s;
}

/* Takes a claim's own tuple; `root` is that of the earner's tokens, as the claim says it. */
static enum status take_claim(struct abi_reader *r, struct payer_call *out, struct hash *root)
{
	struct entitlement *first = &out->parts[0];
	struct abi_reader claim;
	enum status s = abi_take_tuple(r, &claim, CLAIM_HEADS);

	if (s == STATUS_OK)
		s = take_u32(&claim, &first->series);
	if (s == STATUS_OK)
		s = take_u32(&claim, &first->index);
	if (s == STATUS_OK)
		s = take_proof(&claim, first->proof, &first->n_proof);
	if (s == STATUS_OK)
		s = abi_take_address(&claim, &first->account);
	if (s == STATUS_OK)
		s = abi_take_hash(&claim, root);
	if (s == STATUS_OK)
		s = take_indices(&claim, out);
	if (s == STATUS_OK)
		s = take_proofs(&claim, out);
	if (s == STATUS_OK)
		s = take_leaves(&claim, out);
	return s == STATUS_OK ? abi_close(&claim) : s;
}

static enum status read_call(struct payer_call *out, const struct address *from,
			     const void *calldata, size_t len)
{
	struct hash said, folded;
	struct abi_reader r;
	enum status s = abi_open_call(&r, calldata, len, selector_process, 2);

	(void)from; /* the calldata names the earner */
	if (s == STATUS_OK)
		s = take_claim(&r, out, &said);
	if (s == STATUS_OK)
		s = abi_take_address(&r, &out->recipient);
	if (s == STATUS_OK)
		s = abi_close(&r);
	if (s != STATUS_OK)
		return s;
	out->has_recipient = true;
	for (size_t i = 1; i < out->n; i++) {
		struct entitlement *en = &out->parts[i];

		en->account = out->parts[0].account;
		en->series = out->parts[0].series;
		en->index = out->parts[0].index;
		en->n_proof = out->parts[0].n_proof;
		memcpy(en->proof, out->parts[0].proof, sizeof(en->proof));
	}
	/* The contract takes no claim whose tokens lead to another root than it says. */
	s = common_root(&folded, out);
	if (s == ERR_MISMATCH || (s == STATUS_OK && !hash_equal(&folded, &said)))
		s = ERR_PARSE;
	return s;
}

static const char *const slot_names[EIGENLAYER_SLOTS] = {
	[PAUSED] = "paused", [ROOTS] = "roots", [CLAIMERS] = "claimers", [CLAIMED] = "claimed"};

const struct payer_kind payer_eigenlayer = {
	.name = "eigenlayer",
	.slots = slot_names,
	.n_slots = EIGENLAYER_SLOTS,
	/* Counted along the contracts that it inherits from: no layout is published. */
	.published = {[PAUSED] = 102, [ROOTS] = 202, [CLAIMERS] = 204, [CLAIMED] = 205},
	.amount_bits = 256,
	.most = LIMIT_CLAIM_PARTS,
	.any_token = true,
	.index_name = "Earner number",
	.series_name = "Root number",
	.ask = ask,
	.judge = judge,
	.fold = fold,
	.write = write_call,
	.read = read_call,
};

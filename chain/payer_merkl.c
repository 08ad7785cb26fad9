/*
 * Merkl's Distributor (AngleProtocol/merkl-contracts, contracts/Distributor.sol).
 *
 * A leaf is keccak256(abi.encode(user, token, amount)), the amount in all. A new tree is in force
 * once its dispute period is over and while nobody disputes it; until then the tree before is. The
 * tree in force therefore changes by time alone, without a transaction. A claim of an amount that
 * was paid before succeeds and pays nothing, so that the judge refuses it. Only the user, or an
 * operator whom the user or the contract allowed, may send a claim, and the user may have named
 * another recipient.
 */
#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "chain/payer_list.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"

/* The first four bytes of keccak256("claim(address[],address[],uint256[],bytes32[][])"). */
static const uint8_t selector_claim[4] = {0x71, 0xee, 0x95, 0xc0};

enum merkl_slot { TREE, LAST_TREE, DISPUTE, CLAIMED, OPERATORS, RECIPIENTS, MERKL_SLOTS };

/* The words in the order in which they are asked for. */
enum {
	WORD_TREE,
	WORD_LAST_TREE,
	WORD_DISPUTE,
	WORD_CLAIMED,
	WORD_RECIPIENT,
	WORD_RECIPIENT_ALL,
	WORD_OPERATOR,
	WORD_OPERATOR_ALL,
	N_WORDS
};

/* In the word of the dispute: the disputer, the end of the dispute period, its length in hours. */
enum { END_FROM = 160, END_BITS = 48 };

/* The claimed amount shares its word with a time. */
enum { AMOUNT_BITS = 208 };

/* A token or operator of zero stands for every one. */
static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	static const struct address any;
	const struct hash user = payer_words_address(&en->account), all = {{0}};
	const struct hash token[2] = {user, payer_words_address(&en->token)};
	const struct hash operator[2] = {user, payer_words_address(sender != NULL ? sender : &any)};
	const struct hash every[2] = {user, all};
	struct payer_asking a = {.words = out, .d = d};

	payer_words_add(&a, "tree", TREE, 0);
	payer_words_add(&a, "last_tree", LAST_TREE, 0);
	payer_words_add(&a, "dispute", DISPUTE, 0);
	payer_words_add_mapped(&a, "claimed", CLAIMED, token, 2, 0);
	payer_words_add_mapped(&a, "recipient", RECIPIENTS, token, 2, 0);
	payer_words_add_mapped(&a, "recipient_of_all", RECIPIENTS, every, 2, 0);
	payer_words_add_mapped(&a, "operator", OPERATORS, operator, 2, 0);
	payer_words_add_mapped(&a, "operator_anyone", OPERATORS, every, 2, 0);
	return a.n;
}

static enum status fold(struct hash *out, const struct merkle_terms *terms,
			const struct entitlement *en)
{
	uint8_t encoded[96];

	(void)terms;
	address_to_word(encoded, &en->account);
	address_to_word(encoded + 32, &en->token);
	u256_to_be(encoded + 64, &en->cumulative.raw);
	keccak256(out->bytes, encoded, sizeof(encoded));
	return merkle_fold(out, out, en->proof, en->n_proof);
}

/* Reads an address from a word, where zero means that none is set. */
static bool take_address(struct address *out, const struct payer_value *v)
{
	struct hash word;

	u256_to_be(word.bytes, &v->value);
	return !hash_is_zero(&word) && address_from_word(out, word.bytes) == STATUS_OK;
}

/* Finds the tree in force at the time, and the one that may follow it. */
static void judge_trees(struct payer_finding *out, const struct payer_case *c, bool *disputed)
{
	const struct payer_value *v = c->values;
	const struct u256 disputer = payer_words_bits(&v[WORD_DISPUTE].value, 0, END_FROM);
	const uint64_t end = payer_words_u64(&v[WORD_DISPUTE].value, END_FROM, END_BITS);
	struct hash tree, last;

	u256_to_be(tree.bytes, &v[WORD_TREE].value);
	u256_to_be(last.bytes, &v[WORD_LAST_TREE].value);
	*disputed = !u256_is_zero(&disputer);
	if (!*disputed && (uint64_t)c->time >= end) {
		out->root = tree;
		return;
	}
	out->root = last;
	if (hash_equal(&tree, &last))
		return;
	out->next_root = tree;
	out->next_at = *disputed ? 0 : (int64_t)end;
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct entitlement *en = c->entitlement;
	const struct payer_value *v = c->values;
	struct hash folded;
	bool disputed;

	if (!payer_words_known(v, N_WORDS) || fold(&folded, NULL, en) != STATUS_OK)
		return;
	judge_trees(out, c, &disputed);
	out->claimed.raw = payer_words_bits(&v[WORD_CLAIMED].value, 0, AMOUNT_BITS);
	out->paid_to = en->account;
	if (!take_address(&out->paid_to, &v[WORD_RECIPIENT]))
		(void)take_address(&out->paid_to, &v[WORD_RECIPIENT_ALL]);
	payer_root_judge(out, en, &folded);
	if (out->obstacle == PAYER_WAITS && disputed)
		out->obstacle = PAYER_DISPUTED;
	if (out->obstacle == PAYER_FREE && !address_equal(c->sender, &en->account) &&
	    u256_is_zero(&v[WORD_OPERATOR].value) && u256_is_zero(&v[WORD_OPERATOR_ALL].value))
		out->obstacle = PAYER_SENDER;
}

/* Adds one of the lists: users, tokens, amounts. */
static void add_lists(struct abi_writer *w, const struct payer_call *call)
{
	struct abi_writer list;

	abi_begin_list(&list, w, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_address(&list, &call->parts[i].account);
	abi_begin_list(&list, w, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_address(&list, &call->parts[i].token);
	abi_begin_list(&list, w, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_u256(&list, &call->parts[i].cumulative.raw);
}

static enum status write_call(struct buf *out, const struct payer_call *call)
{
	struct abi_writer w, list;

	abi_begin_call(&w, out, selector_claim, 4);
	add_lists(&w, call);
	abi_begin_list(&list, &w, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_hashes(&list, (const void *)call->parts[i].proof, call->parts[i].n_proof);
	return buf_status(out);
}

static enum status take_users(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++)
		s = abi_take_address(&list, &out->parts[i].account);
	/* A claim is made for one account, which a person can review. */
	for (size_t i = 1; i < out->n && s == STATUS_OK; i++)
		if (!address_equal(&out->parts[i].account, &out->parts[0].account))
			s = ERR_UNSUPPORTED;
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status take_tokens(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++)
		s = abi_take_address(&list, &out->parts[i].token);
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status take_amounts(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++)
		s = abi_take_u256(&list, &out->parts[i].cumulative.raw);
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status take_proofs(struct abi_reader *r, struct payer_call *out)
{
	struct abi_reader list;
	enum status s = payer_list_open(r, &list, out, 1);

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++) {
		struct entitlement *en = &out->parts[i];
		const uint8_t(*proof)[32];
		size_t n;

		s = abi_take_hashes(&list, &proof, &n);
		if (s == STATUS_OK && n > LIMIT_MERKLE_DEPTH)
			s = ERR_TOO_DEEP;
		if (s != STATUS_OK)
			return s;
		en->n_proof = n;
		memcpy(en->proof, proof, n * sizeof(en->proof[0]));
	}
	return s == STATUS_OK ? abi_close(&list) : s;
}

static enum status read_call(struct payer_call *out, const struct address *from,
			     const void *calldata, size_t len)
{
	struct abi_reader r;
	enum status s = abi_open_call(&r, calldata, len, selector_claim, 4);

	(void)from; /* the calldata names the user */
	if (s == STATUS_OK)
		s = take_users(&r, out);
	if (s == STATUS_OK)
		s = take_tokens(&r, out);
	if (s == STATUS_OK)
		s = take_amounts(&r, out);
	if (s == STATUS_OK)
		s = take_proofs(&r, out);
	return s == STATUS_OK ? abi_close(&r) : s;
}

static const char *const slot_names[MERKL_SLOTS] = {
	[TREE] = "tree",       [LAST_TREE] = "last_tree", [DISPUTE] = "dispute",
	[CLAIMED] = "claimed", [OPERATORS] = "operators", [RECIPIENTS] = "recipients",
};

const struct payer_kind payer_merkl = {
	.name = "merkl",
	.slots = slot_names,
	.n_slots = MERKL_SLOTS,
	/*
	 * Up to 112 as the deployed contract's published layout says; 114 follows from the order of
	 * the variables that a newer source appends.
	 */
	.published = {[TREE] = 101,
		      [LAST_TREE] = 103,
		      [DISPUTE] = 107,
		      [CLAIMED] = 109,
		      [OPERATORS] = 112,
		      [RECIPIENTS] = 114},
	.amount_bits = AMOUNT_BITS,
	.most = LIMIT_CLAIM_PARTS,
	.any_token = true,
	.redirects = true,
	.ask = ask,
	.judge = judge,
	.fold = fold,
	.write = write_call,
	.read = read_call,
};

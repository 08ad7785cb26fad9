/*
 * Contracts that pay the leaves of a Merkle tree: Uniswap's, 1inch's, those that people write
 * around OpenZeppelin's trees, Sablier's campaigns, WeatherXM's, and any that a profile describes
 * by its leaf, its books and the call of one of these (chain/merkle_terms.h).
 *
 * ask() lists the words that the terms make necessary, by the slots that the profile pins or by the
 * contract's own functions; judge() lists them again and finds each value by the word's name, so
 * that the two cannot disagree about the order. Invariant: a claim that would give something up is
 * never free, whether or not the words say when that ends.
 */
#include <string.h>

#include "chain/code_template.h"
#include "chain/merkle.h"
#include "chain/payer_merkle_call.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"

enum merkle_slot { ROOT, CLAIMED, MERKLE_SLOTS };

/* --- words --- */

static bool is_pinned(const struct profile_distributor *d, enum merkle_slot slot)
{
	return d->has_slots && (d->pinned >> slot & 1) != 0;
}

static bool is_sabliers(const struct merkle_terms *t)
{
	return t->call == MERKLE_CALL_SABLIER || t->call == MERKLE_CALL_TO;
}

/* The root stands in a slot, in one for each cycle, in the code, or is what a function answers. */
static void ask_root(struct payer_asking *a, const struct entitlement *en)
{
	static const uint8_t root[4] = {0x2e, 0xb4, 0xa7, 0xab};      /* merkleRoot() */
	static const uint8_t immutable[4] = {0x51, 0xe7, 0x5e, 0x8b}; /* MERKLE_ROOT() */
	static const uint8_t of_cycle[4] = {0xc2, 0xb4, 0x0a, 0xe4};  /* roots(uint256) */
	const struct merkle_terms *t = &a->d->terms;
	const struct hash cycle = payer_words_number(en->series);
	const bool cycles = t->claimed == MERKLE_CLAIMED_CYCLES;

	if (is_pinned(a->d, ROOT) && cycles)
		payer_words_add_mapped(a, "root", ROOT, &cycle, 1, 0);
	else if (is_pinned(a->d, ROOT))
		payer_words_add(a, "root", ROOT, 0);
	else if (cycles)
		payer_words_add_call(a, "root", of_cycle, &cycle, 1);
	else if (is_sabliers(t))
		payer_words_add_call(a, "root", immutable, NULL, 0);
	else if (t->call == MERKLE_CALL_INDEXED)
		payer_words_add_code(a, "root", &code_template_uniswap, CODE_TEMPLATE_UNISWAP_ROOT,
				     root);
	else
		payer_words_add_call(a, "root", root, NULL, 0);
}

/* The function that tells what was paid to an account, by whose call the contract has. */
static const uint8_t *claimed_function(const struct merkle_terms *t)
{
	static const uint8_t flag[4] = {0x73, 0xb2, 0xe8, 0x0e};       /* hasClaimed(address) */
	static const uint8_t cumulative[4] = {0xa9, 0x91, 0x95, 0x76}; /* cumulativeClaimed() */
	static const uint8_t claims[4] = {0xc6, 0x78, 0x8b, 0xdd};     /* claims(address) */
	static const uint8_t claimed[4] = {0xc8, 0x84, 0xef, 0x83};    /* claimed(address) */

	if (t->claimed == MERKLE_CLAIMED_FLAGS)
		return flag;
	switch (t->call) {
	case MERKLE_CALL_ROOTED: return cumulative;
	case MERKLE_CALL_CYCLE: return claims;
	case MERKLE_CALL_NONE:
	case MERKLE_CALL_INDEXED:
	case MERKLE_CALL_SABLIER:
	case MERKLE_CALL_TO:
	case MERKLE_CALL_PLAIN: break;
	}
	return claimed;
}

/* The place of an index in a bitmap is a word of 256 bits; a function answers for one bit. */
static void ask_claimed(struct payer_asking *a, const struct entitlement *en)
{
	static const uint8_t is_claimed[4] = {0x9e, 0x34, 0x07, 0x0f};	/* isClaimed(uint256) */
	static const uint8_t has_claimed[4] = {0xce, 0x51, 0x65, 0x07}; /* hasClaimed(uint256) */
	const struct merkle_terms *t = &a->d->terms;
	const struct hash account = payer_words_address(&en->account);
	const struct hash index = payer_words_number(en->index);
	const struct hash word = payer_words_number(en->index / 256);
	const bool bitmap = t->claimed == MERKLE_CLAIMED_BITMAP;

	if (is_pinned(a->d, CLAIMED))
		payer_words_add_mapped(a, "claimed", CLAIMED, bitmap ? &word : &account, 1, 0);
	else if (bitmap)
		payer_words_add_call(a, "claimed", is_sabliers(t) ? has_claimed : is_claimed,
				     &index, 1);
	else
		payer_words_add_call(a, "claimed", claimed_function(t), &account, 1);
}

/* A campaign tells its times and its fee. */
static void ask_campaign(struct payer_asking *a)
{
	static const uint8_t start[4] = {0x7c, 0xa3, 0x94, 0x4d};      /* CAMPAIGN_START_TIME() */
	static const uint8_t end[4] = {0xbb, 0x4b, 0x57, 0x34};	       /* EXPIRATION() */
	static const uint8_t fee[4] = {0x3a, 0x12, 0xa5, 0xbc};	       /* calculateMinFeeWei() */
	static const uint8_t vest_start[4] = {0x6c, 0x0b, 0x1e, 0x8c}; /* VESTING_START_TIME() */
	static const uint8_t vest_long[4] = {0x3b, 0x8d, 0x3f, 0xc5}; /* VESTING_TOTAL_DURATION() */
	static const uint8_t vest_end[4] = {0xae, 0x1a, 0x43, 0xa5};  /* VESTING_END_TIME() */

	payer_words_add_call(a, "start", start, NULL, 0);
	payer_words_add_call(a, "end", end, NULL, 0);
	payer_words_add_call(a, "fee", fee, NULL, 0);
	switch (a->d->terms.campaign) {
	case MERKLE_CAMPAIGN_NONE:
	case MERKLE_CAMPAIGN_INSTANT:
	case MERKLE_CAMPAIGN_TRANCHED: break;
	case MERKLE_CAMPAIGN_LINEAR:
		payer_words_add_call(a, "vesting_start", vest_start, NULL, 0);
		payer_words_add_call(a, "vesting_duration", vest_long, NULL, 0);
		break;
	case MERKLE_CAMPAIGN_FORFEIT:
		payer_words_add_call(a, "vesting_end", vest_end, NULL, 0);
		break;
	}
}

static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	struct payer_asking a = {.words = out, .d = d};

	(void)sender; /* the call alone decides who may send it */
	ask_root(&a, en);
	ask_claimed(&a, en);
	if (d->terms.campaign != MERKLE_CAMPAIGN_NONE)
		ask_campaign(&a);
	return a.n;
}

/* --- judging --- */

/* The words of a case, by their names. */
struct merkle_words {
	struct payer_word words[PAYER_WORDS];
	size_t n;
	const struct payer_value *values;
};

/* The word was asked for and a node told it. */
static bool find_value(struct u256 *out, const struct merkle_words *w, const char *name)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->words[i].name, name) == 0 && w->values[i].known) {
			*out = w->values[i].value;
			return true;
		}
	*out = u256_from_u64(0);
	return false;
}

/* A time; one past 63 bits never comes. */
static bool find_time(int64_t *out, const struct merkle_words *w, const char *name)
{
	struct u256 value;
	uint64_t seconds;
	const bool known = find_value(&value, w, name);

	*out = u256_to_u64(&seconds, &value) == STATUS_OK && seconds <= INT64_MAX ? (int64_t)seconds
										  : INT64_MAX;
	return known;
}

static enum status fold(struct hash *out, const struct merkle_terms *terms,
			const struct entitlement *en)
{
	const struct merkle_values v = {.index = u256_from_u64(en->index),
					.account = en->account,
					.token = en->token,
					.amount = en->cumulative.raw};

	merkle_terms_leaf(out, terms, &v);
	return merkle_fold(out, out, en->proof, en->n_proof);
}

/*
 * The part that was paid before: the sum of the books, or all of a leaf whose bit or bool is set.
 */
static struct u256 claimed_part(const struct payer_case *c, const struct u256 *value)
{
	const struct merkle_terms *t = &c->payer->terms;
	bool paid;

	if (t->cumulative)
		return *value;
	/* A slot of a bitmap has the bits of 256 indices; all other words are bools. */
	paid = t->claimed == MERKLE_CLAIMED_BITMAP && is_pinned(c->payer, CLAIMED)
		       ? payer_words_u64(value, c->entitlement->index % 256, 1) != 0
		       : !u256_is_zero(value);
	if (!paid)
		return u256_from_u64(0);
	return c->entitlement->cumulative.raw;
}

/*
 * People who write a contract around OpenZeppelin's trees often keep a bool where others keep a
 * sum: a sum of one unit may as well mean that all was paid.
 */
static bool may_be_flag(const struct merkle_terms *t, const struct u256 *value)
{
	const struct u256 one = u256_from_u64(1);

	return t->call == MERKLE_CALL_PLAIN && t->claimed == MERKLE_CLAIMED_MAP &&
	       u256_compare(value, &one) == 0;
}

/* A vesting without a start begins with the claim. */
static int64_t stream_end(const struct merkle_words *w, int64_t time)
{
	int64_t start, duration;

	if (!find_time(&start, w, "vesting_start") || !find_time(&duration, w, "vesting_duration"))
		return PAYER_VESTS_UNTOLD;
	if (start == 0)
		start = time;
	if (duration > INT64_MAX - start)
		return PAYER_VESTS_UNTOLD;
	return start + duration > time ? start + duration : 0;
}

/* Says what vests. Until its end a claim may give up the rest. */
static void judge_vesting(struct payer_finding *out, const struct payer_case *c,
			  const struct merkle_words *w)
{
	int64_t end;

	switch (c->payer->terms.campaign) {
	case MERKLE_CAMPAIGN_NONE:
	case MERKLE_CAMPAIGN_INSTANT: break;
	case MERKLE_CAMPAIGN_LINEAR: out->vests = stream_end(w, c->time); break;
	case MERKLE_CAMPAIGN_TRANCHED: out->vests = PAYER_VESTS_UNTOLD; break;
	case MERKLE_CAMPAIGN_FORFEIT:
		if (find_time(&end, w, "vesting_end") && c->time >= end)
			break;
		out->obstacle = PAYER_FORFEITS;
		out->opens = end;
		break;
	}
}

/* Judges by the times of a campaign, in which the leaf is not paid yet. */
static void judge_campaign(struct payer_finding *out, const struct payer_case *c,
			   const struct merkle_words *w)
{
	const bool free = out->obstacle == PAYER_FREE;
	int64_t start;
	const bool fee_known = find_value(&out->fee.raw, w, "fee");
	const bool start_known = find_time(&start, w, "start");
	const bool end_known = find_time(&out->ends, w, "end");

	if (!free)
		return;
	judge_vesting(out, c, w);
	if (out->ends != 0 && c->time >= out->ends) {
		out->obstacle = PAYER_EXPIRED;
		out->opens = 0;
	} else if (out->obstacle == PAYER_FREE && start_known && c->time < start) {
		out->obstacle = PAYER_WAITS;
		out->opens = start;
	} else if (out->obstacle == PAYER_FREE && !(fee_known && start_known && end_known)) {
		out->obstacle = PAYER_UNTOLD;
	}
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct merkle_terms *t = &c->payer->terms;
	struct merkle_words w = {.values = c->values};
	struct u256 root, claimed;
	struct hash folded;

	w.n = ask(w.words, c->payer, c->entitlement, c->sender);
	if (!find_value(&root, &w, "root") || !find_value(&claimed, &w, "claimed") ||
	    fold(&folded, t, c->entitlement) != STATUS_OK) {
		/* A trial run of a claim that gives something up succeeds too. */
		judge_vesting(out, c, &w);
		return;
	}
	u256_to_be(out->root.bytes, &root);
	out->claimed.raw = claimed_part(c, &claimed);
	out->paid_to = c->entitlement->account;
	payer_root_judge(out, c->entitlement, &folded);
	if (out->obstacle == PAYER_FREE && may_be_flag(t, &claimed))
		out->obstacle = PAYER_UNTOLD;
	if (t->campaign != MERKLE_CAMPAIGN_NONE)
		judge_campaign(out, c, &w);
	/* These calls pay their sender's leaf. */
	if ((out->obstacle == PAYER_FREE || out->obstacle == PAYER_UNTOLD) &&
	    (t->call == MERKLE_CALL_TO || t->call == MERKLE_CALL_CYCLE) &&
	    !address_equal(c->sender, &c->entitlement->account))
		out->obstacle = PAYER_SENDER;
}

static const char *const slot_names[MERKLE_SLOTS] = {[ROOT] = "root", [CLAIMED] = "claimed"};

const struct payer_kind payer_merkle = {
	.name = "merkle",
	.slots = slot_names,
	.n_slots = MERKLE_SLOTS,
	.optional = 1U << ROOT, /* an immutable one stands in the code */
	.amount_bits = 256,	/* terms.amount_bits may be less */
	.most = 1,
	.slotless = true,
	.index_name = "Index", /* payer_has_index() says of which trees */
	.series_name = "Cycle",
	.ask = ask,
	.judge = judge,
	.fold = fold,
	.write = payer_merkle_call_write,
	.read = payer_merkle_call_read,
};

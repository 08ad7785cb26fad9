/*
 * Story's royalty vaults (storyprotocol/protocol-core-v1,
 * contracts/modules/royalty/policies/IpRoyaltyVault.sol). The vault of one IP collects revenue in
 * several tokens. Its own shares are a token; whoever holds them claims, or is claimed for by
 * anybody. There are no proofs and no leaves: the vault's books tell what is left for a holder, and
 * do not tell what was paid before.
 *
 * Words come from up to four contracts. The royalty module knows the vault of each IP and pauses
 * all of them; the dispute module counts the disputes that an IP lost, and a vault pays nothing
 * while that is not zero. A vault is a beacon proxy: its code is the one that a beacon names, so
 * that its slots mean what they are believed to mean only as long as the beacon names the pinned
 * code. Where no beacon is pinned, the vault's words are agreed at best.
 */
#include "base/buf.h"
#include "chain/abi.h"
#include "chain/payer_private.h"
#include "chain/payer_root.h"
#include "chain/payer_words.h"
#include "chain/slot.h"

/* claimRevenueOnBehalf(address claimer,address token) */
static const uint8_t selector_one[4] = {0xa5, 0x98, 0xba, 0xcf};
/* claimRevenueOnBehalfByTokenBatch(address claimer,address[] tokens) */
static const uint8_t selector_many[4] = {0x34, 0x40, 0x51, 0x2e};
/* isIpTagged(address ip), of the dispute module */
static const uint8_t selector_tagged[4] = {0x13, 0xf4, 0x6c, 0x42};

/* "beacon" is where the beacon keeps the address of the vaults' code. */
enum story_slot { VAULTS, PAUSED, TAGS, ACCUMULATORS, DEBTS, SHARES, SUPPLY, BEACON, STORY_SLOTS };

/* The words in the order in which they are asked for; the last two need a pinned beacon. */
enum {
	WORD_VAULT,
	WORD_IS_VAULT,
	WORD_PAUSED,
	WORD_TAGGED,
	WORD_ACCUMULATOR,
	WORD_DEBT,
	WORD_SHARE,
	WORD_SUPPLY,
	N_WORDS,
	WORD_BEACON = N_WORDS,
	WORD_CODE
};

/* keccak256("eip1967.proxy.beacon") - 1 (EIP-1967): where a beacon proxy says its beacon. */
static const struct hash beacon_slot = {{0xa3, 0xf0, 0xad, 0x74, 0xe5, 0x42, 0x3a, 0xeb,
					 0xfd, 0x80, 0xd3, 0xef, 0x43, 0x46, 0x57, 0x83,
					 0x35, 0xa9, 0xa7, 0x2a, 0xea, 0xee, 0x59, 0xff,
					 0x6c, 0xb3, 0x58, 0x2b, 0x35, 0x13, 0x3d, 0x50}};

/* Adds a word of the vault, which is not proven while its code is not known. */
static void add_of_vault(struct payer_asking *a, const char *name, unsigned slot,
			 const struct hash *keys, size_t n)
{
	payer_words_add_mapped(a, name, slot, keys, n, 0);
	if (!a->d->has_beacon)
		a->words[a->n - 1].derived = true;
}

static void add_of_module(struct payer_asking *a, const struct hash *ip, const struct hash *claimer)
{
	const struct profile_distributor *d = a->d;
	struct hash place;

	payer_words_add_mapped(a, "vault", VAULTS, ip, 1, 0);
	payer_words_of(a, &d->module);
	/* The module's next variable is the mapping isIpRoyaltyVault. */
	slot_add(&place, &d->slots[VAULTS], 1);
	slot_mapping(&place, claimer, &place, SLOT_KEY_SLOT);
	payer_words_add_at(a, "account_is_vault", VAULTS, &place);
	payer_words_of(a, &d->module);
	payer_words_add(a, "paused", PAUSED, 0);
	payer_words_of(a, &d->module);
	if ((d->pinned >> TAGS & 1) != 0)
		payer_words_add_mapped(a, "disputes", TAGS, ip, 1, 0);
	else
		payer_words_add_call(a, "disputes", selector_tagged, ip, 1);
	payer_words_of(a, &d->disputes);
}

static size_t ask(struct payer_word *out, const struct profile_distributor *d,
		  const struct entitlement *en, const struct address *sender)
{
	const struct hash ip = payer_words_address(&d->ip);
	const struct hash claimer = payer_words_address(&en->account);
	const struct hash keys[2] = {payer_words_address(&en->token), claimer};
	struct payer_asking a = {.words = out, .d = d};

	(void)sender; /* anybody may claim for an account that is no vault */
	add_of_module(&a, &ip, &claimer);
	add_of_vault(&a, "accumulator", ACCUMULATORS, keys, 1);
	add_of_vault(&a, "debt", DEBTS, keys, 2);
	add_of_vault(&a, "share", SHARES, &claimer, 1);
	add_of_vault(&a, "supply", SUPPLY, NULL, 0);
	if (d->has_beacon) {
		payer_words_add_at(&a, "beacon", BEACON, &beacon_slot);
		payer_words_add(&a, "code", BEACON, 0);
		payer_words_of(&a, &d->beacon.contract);
	}
	return a.n;
}

static bool is_address(const struct payer_value *v, const struct address *a)
{
	const struct hash want = payer_words_address(a);
	struct hash word;

	u256_to_be(word.bytes, &v->value);
	return hash_equal(&word, &want);
}

/* Whether the contracts that the words come from are those that the profile means. */
static bool is_pinned(const struct payer_case *c)
{
	const struct profile_distributor *d = c->payer;
	const struct payer_value *v = c->values;

	if (!is_address(&v[WORD_VAULT], &d->contract.address))
		return false;
	return !d->has_beacon || (is_address(&v[WORD_BEACON], &d->beacon.contract.address) &&
				  is_address(&v[WORD_CODE], &d->beacon.implementation));
}

/* Whether a number is below zero when it is read as an int256. */
static bool is_negative(const struct u256 *v)
{
	return v->limb[3] >> 63 != 0;
}

/*
 * Computes what is left for a holder: (accumulator · share - debt) / supply, rounded down. The debt
 * is an int256 that was multiplied by the supply. It is below zero after shares were given away
 * before their revenue was claimed.
 * Returns: STATUS_OK; ERR_RANGE where the contract's own arithmetic fails.
 */
static enum status claimable(struct u256 *out, const struct payer_value *v)
{
	const struct u256 zero = {{0}}, one = {{1}}, supply = v[WORD_SUPPLY].value;
	struct u256 debt = v[WORD_DEBT].value, sum;
	enum status s;

	*out = zero;
	if (u256_is_zero(&supply))
		return STATUS_OK;
	s = u256_mul(&sum, &v[WORD_ACCUMULATOR].value, &v[WORD_SHARE].value);
	if (s == STATUS_OK && is_negative(&sum))
		s = ERR_RANGE;
	if (s == STATUS_OK && is_negative(&debt)) {
		/* -x = ~x + 1 in two's complement. */
		for (size_t i = 0; i < 4; i++)
			debt.limb[i] = ~debt.limb[i];
		s = u256_add(&debt, &debt, &one);
		if (s == STATUS_OK)
			s = u256_add(&sum, &sum, &debt);
		if (s == STATUS_OK && is_negative(&sum))
			s = ERR_RANGE;
	} else if (s == STATUS_OK) {
		s = u256_sub(&sum, &sum, &debt);
	}
	return s == STATUS_OK ? u256_div(out, NULL, &sum, &supply) : s;
}

static void judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct address *claimer = &c->entitlement->account;
	const struct payer_value *v = c->values;
	struct u256 left;

	if (!payer_words_known(v, c->payer->has_beacon ? WORD_CODE + 1 : N_WORDS))
		return;
	if (!is_pinned(c)) {
		out->obstacle = PAYER_REPLACED;
		return;
	}
	if (claimable(&left, v) != STATUS_OK)
		return;
	payer_root_amounts(out, &left);
	/* The books keep what is left alone: what was paid before is not known. */
	out->has_claimed = false;
	out->paid_to = *claimer;
	if (out->obstacle != PAYER_FREE)
		return;
	if (!u256_is_zero(&v[WORD_TAGGED].value))
		out->obstacle = PAYER_DISPUTED;
	else if (payer_words_u64(&v[WORD_PAUSED].value, 0, 8) != 0)
		out->obstacle = PAYER_PAUSED;
	else if (address_equal(claimer, &c->payer->module.address))
		out->obstacle = PAYER_OWNER;
	else if (payer_words_u64(&v[WORD_IS_VAULT].value, 0, 8) != 0 &&
		 !address_equal(c->sender, claimer))
		out->obstacle = PAYER_SENDER;
}

static enum status write_call(struct buf *out, const struct payer_call *call)
{
	struct abi_writer w, list;

	for (size_t i = 1; i < call->n; i++)
		if (!address_equal(&call->parts[i].account, &call->parts[0].account))
			return ERR_MISMATCH;
	abi_begin_call(&w, out, call->n == 1 ? selector_one : selector_many, 2);
	abi_add_address(&w, &call->parts[0].account);
	if (call->n == 1) {
		abi_add_address(&w, &call->parts[0].token);
		return buf_status(out);
	}
	abi_begin_list(&list, &w, call->n, 1);
	for (size_t i = 0; i < call->n; i++)
		abi_add_address(&list, &call->parts[i].token);
	return buf_status(out);
}

static enum status read_one(struct payer_call *out, struct abi_reader *r)
{
	enum status s = abi_take_address(r, &out->parts[0].account);

	if (s == STATUS_OK)
		s = abi_take_address(r, &out->parts[0].token);
	out->n = 1;
	return s == STATUS_OK ? abi_close(r) : s;
}

/* One token has a function of its own, by which byline writes it. */
static enum status read_many(struct payer_call *out, struct abi_reader *r)
{
	struct abi_reader list;
	struct address account;
	size_t n;
	enum status s = abi_take_address(r, &account);

	if (s == STATUS_OK)
		s = abi_take_list(r, &list, &n, 1);
	if (s == STATUS_OK && n < 2)
		s = ERR_PARSE;
	if (s == STATUS_OK && n > LIMIT_CLAIM_PARTS)
		s = ERR_LIMIT;
	if (s != STATUS_OK)
		return s;
	out->n = n;
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		out->parts[i].account = account;
		s = abi_take_address(&list, &out->parts[i].token);
	}
	if (s == STATUS_OK)
		s = abi_close(&list);
	return s == STATUS_OK ? abi_close(r) : s;
}

static enum status read_call(struct payer_call *out, const struct address *from,
			     const void *calldata, size_t len)
{
	struct abi_reader r;

	(void)from; /* the calldata names the account */
	if (abi_open_call(&r, calldata, len, selector_one, 2) == STATUS_OK)
		return read_one(out, &r);
	if (abi_open_call(&r, calldata, len, selector_many, 2) == STATUS_OK)
		return read_many(out, &r);
	return ERR_PARSE;
}

static const char *const slot_names[STORY_SLOTS] = {
	[VAULTS] = "vaults", [PAUSED] = "paused",
	[TAGS] = "tags",     [ACCUMULATORS] = "accumulators",
	[DEBTS] = "debts",   [SHARES] = "shares",
	[SUPPLY] = "supply", [BEACON] = "beacon",
};

const struct payer_kind payer_story = {
	.name = "story",
	.slots = slot_names,
	.n_slots = STORY_SLOTS,
	/* The module is asked where the slot of disputes is not known; not all have a beacon. */
	.optional = 1 << TAGS | 1 << BEACON,
	.amount_bits = 256,
	.most = LIMIT_CLAIM_PARTS,
	.any_token = true,
	.ask = ask,
	.judge = judge,
	.write = write_call,
	.read = read_call,
};

/*
 * A token: what it calls itself, how its amounts read, and the slot of its balances. The slot is
 * found by trying: for some holders the balance that the contract names must be the word in it, or
 * the low bits of that word. In reading order: symbol and decimals, holders, slots, probe_token().
 */
#include "sync/probe_token.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/erc20.h"
#include "client/chainstate.h"

/* Holders that are tried, and addresses that are asked for a balance until there are so many. */
#define HOLDERS 3
#define ASKED	12

/*
 * So many bits of balances must be matched: shorter ones could stand in another slot by chance. One
 * amount of a token with 18 decimals has more.
 */
#define BITS_MATCHED 32

/* Slots of mappings in common contracts: plain ones, behind gaps of upgradeable ones. */
static const uint8_t plain_slots[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,   9,	10,
				      11, 12, 13, 14, 15, 51, 52, 53, 101, 102, 151};

/* ERC-7201 "openzeppelin.storage.ERC20" of OpenZeppelin 5's upgradeable tokens. */
static const struct hash erc7201_slot = {{0x52, 0xc6, 0x32, 0x47, 0xe1, 0xf4, 0x7d, 0xb1,
					  0x9d, 0x5c, 0xe0, 0x46, 0x00, 0x30, 0xc4, 0x97,
					  0xf0, 0x67, 0xca, 0x4c, 0xeb, 0xf7, 0x1b, 0xa9,
					  0x8e, 0xea, 0xda, 0xbe, 0x20, 0xba, 0xce, 0x00}};

/* Widths of balances that share their word with flags or checkpoints. 256 comes first. */
static const unsigned widths[] = {256, 248, 240, 224, 208, 192, 160, 128, 112, 104, 96};

/* Places of balances that are tried: each slot in both orders of hashing, and the pinned one. */
#define PLACES (2 * (ARRAY_SIZE(plain_slots) + 1) + 1)

static enum status probe_symbol(struct probe *p, struct profile_token *found,
				const struct profile_token *pinned)
{
	const struct probe_pin pin = {"tokens", &pinned->contract.address, "symbol"};
	char text[64] = "";
	const uint8_t *symbol;
	size_t len;
	struct buf reply;
	enum trust trust = TRUST_NONE;
	struct err why = {0};
	bool taken;
	enum status s;

	buf_init(&reply, KIB);
	s = probe_call(p, &reply, &trust, &pinned->contract.address, "symbol()", NULL, 0, &why);
	if (s == STATUS_OK &&
	    (erc20_read_symbol(&symbol, &len, reply.data, reply.len) != STATUS_OK ||
	     len >= sizeof(found->symbol) || len == 0))
		s = err_set(&why, ERR_MISMATCH, "its symbol() is no short text");
	if (s == STATUS_OK) {
		text_clean(text, sizeof(text), (const char *)symbol, len);
		if (strlen(text) != len || memcmp(text, symbol, len) != 0)
			s = err_set(&why, ERR_MISMATCH,
				    "its symbol() has characters that do not show");
	}
	buf_release(&reply);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, pinned->symbol, s, &why);
	s = probe_add(p, &pin, pinned->symbol, text, trust, TRUST_AGREED, NULL, &taken);
	if (s == STATUS_OK && taken) {
		memset(found->symbol, 0, sizeof(found->symbol));
		memcpy(found->symbol, text, len);
	}
	return s;
}

static enum status probe_decimals(struct probe *p, struct profile_token *found,
				  const struct profile_token *pinned)
{
	const struct probe_pin pin = {"tokens", &pinned->contract.address, "decimals"};
	char before[16], after[16];
	struct hash word = {{0}};
	enum trust trust = TRUST_NONE;
	struct err why = {0};
	unsigned decimals = 0;
	bool taken;
	enum status s = probe_call_word(p, &word, &trust, &pinned->contract.address, "decimals()",
					NULL, 0, &why);

	snprintf(before, sizeof(before), "%u", pinned->decimals);
	if (s == STATUS_OK &&
	    (erc20_read_decimals(&decimals, word.bytes, sizeof(word.bytes)) != STATUS_OK ||
	     decimals > AMOUNT_DECIMALS_MAX))
		s = err_set(&why, ERR_MISMATCH, "its decimals() is no number of digits");
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	snprintf(after, sizeof(after), "%u", decimals);
	s = probe_add(p, &pin, before, after, trust, TRUST_AGREED, NULL, &taken);
	if (s == STATUS_OK && taken)
		found->decimals = decimals;
	return s;
}

/* Holders of the token, with the balances that its contract names. */
struct holders {
	struct address address[HOLDERS];
	struct u256 balance[HOLDERS];
	size_t n, asked;
	unsigned bits;
};

static unsigned bits_of(const struct u256 *v)
{
	for (unsigned i = 4; i > 0; i--)
		if (v->limb[i - 1] != 0)
			return i * 64 - (unsigned)__builtin_clzll(v->limb[i - 1]);
	return 0;
}

/* Asks for one holder's balance. One without any, or one that is there, shows nothing. */
static enum status try_holder(struct probe *p, struct holders *h, const struct profile_token *token,
			      const struct address *who)
{
	const struct hash owner = probe_word_of(who);
	struct hash word;
	struct u256 balance;
	enum trust trust;
	enum status s;

	for (size_t i = 0; i < h->n; i++)
		if (address_equal(&h->address[i], who))
			return STATUS_OK;
	if (h->n == HOLDERS || h->asked == ASKED)
		return STATUS_OK;
	h->asked++;
	s = probe_call_word(p, &word, &trust, &token->contract.address, "balanceOf(address)",
			    &owner, 1, NULL);
	if (s != STATUS_OK || trust < TRUST_AGREED)
		return probe_ends(s) ? s : STATUS_OK;
	balance = u256_from_be(word.bytes);
	if (u256_is_zero(&balance))
		return STATUS_OK;
	h->address[h->n] = *who;
	h->balance[h->n++] = balance;
	h->bits += bits_of(&balance);
	return STATUS_OK;
}

/* Collects holders: those that the user named, payers of the token, receivers of transfers. */
static enum status collect_holders(struct probe *p, struct holders *h,
				   const struct profile_token *token)
{
	struct contract_event_list list = {.n = 0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < p->hints->n_holders && s == STATUS_OK; i++)
		s = try_holder(p, h, token, &p->hints->holders[i]);
	for (size_t i = 0; i < p->pinned->n_distributors && s == STATUS_OK; i++)
		if (address_equal(&p->pinned->distributors[i].token, &token->contract.address))
			s = try_holder(p, h, token, &p->pinned->distributors[i].contract.address);
	if (s == STATUS_OK && h->n < HOLDERS)
		s = probe_events(p, &list, &token->contract.address, &erc20_topic_transfer);
	for (size_t i = list.n; s == STATUS_OK && i > 0; i--) {
		struct address who;

		if (list.events[i - 1].n_topics < 3)
			continue;
		memcpy(who.bytes, list.events[i - 1].topics[2].bytes + 12, sizeof(who.bytes));
		s = try_holder(p, h, token, &who);
	}
	contract_event_list_release(&list);
	return s;
}

/* Writes place number `place` into `t`, which has the pinned one: that is the last place. */
static void write_place(struct profile_token *t, size_t place)
{
	size_t slot = place / 2;

	if (place == PLACES - 1)
		return;
	t->has_balance_slot = true;
	t->balance_order = place % 2 == 0 ? SLOT_KEY_SLOT : SLOT_SLOT_KEY;
	t->balance_slot = erc7201_slot;
	if (slot < ARRAY_SIZE(plain_slots))
		t->balance_slot = (struct hash){.bytes = {[31] = plain_slots[slot]}};
}

/* Whether two tokens have their balances in the same place. */
static bool same_place(const struct profile_token *a, const struct profile_token *b)
{
	return a->has_balance_slot && b->has_balance_slot && a->balance_order == b->balance_order &&
	       hash_equal(&a->balance_slot, &b->balance_slot);
}

static void write_mask(struct hash *out, unsigned width)
{
	memset(out->bytes, 0, sizeof(out->bytes));
	memset(out->bytes + sizeof(out->bytes) - width / 8, 0xff, width / 8);
}

/* Whether the low bits of every holder's word are the balance. Sets the mask of `t`. */
static bool holds_balances(struct profile_token *t, const struct holders *h,
			   const struct slot_value *words, size_t stride)
{
	for (size_t w = 0; w < ARRAY_SIZE(widths); w++) {
		size_t same = 0;

		write_mask(&t->balance_mask, widths[w]);
		for (size_t i = 0; i < h->n; i++) {
			struct tokens balance;

			erc20_balance_from_word(&balance, t, &words[i * stride].value);
			same += u256_compare(&balance.raw, &h->balance[i]) == 0;
		}
		if (same == h->n)
			return true;
	}
	return false;
}

/* "slot 5, key-slot", and the mask unless it is the whole word. */
static void write_balance(char out[static 112], const struct profile_token *t)
{
	char slot[PROBE_SLOT_SIZE];
	unsigned bits = 0;

	out[0] = '\0';
	if (!t->has_balance_slot)
		return;
	probe_slot_text(slot, &t->balance_slot);
	for (size_t i = 0; i < sizeof(t->balance_mask.bytes); i++)
		bits += (unsigned)__builtin_popcount(t->balance_mask.bytes[i]);
	snprintf(out, 112, "slot %s, %s", slot,
		 t->balance_order == SLOT_KEY_SLOT ? "key-slot" : "slot-key");
	if (bits < 256)
		snprintf(out + strlen(out), 112 - strlen(out), ", %u bits", bits);
}

/*
 * Finds the only place whose words have all balances. Returns the number of such places.
 * In/Out: `out`  the token as pinned; the place that was found first
 */
static size_t choose_place(struct profile_token *out, enum trust *trust, const struct holders *h,
			   const struct slot_value *words)
{
	const struct profile_token pinned = *out;
	size_t n = 0;

	for (size_t place = 0; place < PLACES; place++) {
		struct profile_token t = pinned;

		write_place(&t, place);
		if (!t.has_balance_slot || (n > 0 && same_place(&t, out)) ||
		    !holds_balances(&t, h, &words[place], PLACES))
			continue;
		if (n++ > 0)
			continue;
		*out = t;
		*trust = TRUST_PROVEN;
		for (size_t i = 0; i < h->n; i++)
			*trust = trust_min(*trust, words[place + i * PLACES].trust);
	}
	return n;
}

static enum status probe_balance(struct probe *p, struct profile_token *found,
				 const struct profile_token *pinned)
{
	const struct probe_pin pin = {"tokens", &pinned->contract.address, "balance"};
	struct hash slots[HOLDERS * PLACES];
	struct slot_value words[HOLDERS * PLACES];
	struct profile_token chosen = *found;
	struct holders h = {.n = 0};
	enum trust trust = TRUST_NONE;
	char before[112], after[112] = "";
	struct err why = {0};
	size_t matched = 0;
	bool taken;
	enum status s = collect_holders(p, &h, pinned);

	write_balance(before, pinned);
	for (size_t i = 0; i < h.n * PLACES; i++) {
		struct profile_token t = *pinned;

		write_place(&t, i % PLACES);
		erc20_balance_slot(&slots[i], &t, &h.address[i / PLACES]);
	}
	if (s == STATUS_OK && h.bits >= BITS_MATCHED)
		s = chainstate_slots(p->session->nodes, words, &p->session->anchor,
				     &pinned->contract.address, slots, h.n * PLACES, &why);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	if (h.bits >= BITS_MATCHED)
		matched = choose_place(&chosen, &trust, &h, words);
	if (matched != 1)
		return probe_add(p, &pin, before, "", TRUST_NONE, TRUST_PROVEN,
				 h.bits < BITS_MATCHED
					 ? "nobody was found who holds enough to try it with; "
					   "name somebody with --holder"
				 : matched == 0 ? "no slot that byline tries has the balances"
						: "several slots have the same balances",
				 NULL);
	write_balance(after, &chosen);
	s = probe_add(p, &pin, before, after, trust, TRUST_PROVEN, NULL, &taken);
	if (s == STATUS_OK && taken)
		*found = chosen;
	return s;
}

enum status probe_token(struct probe *p, size_t i)
{
	const struct profile_token *pinned = &p->pinned->tokens[i];
	const struct probe_pin contract = {"tokens", &pinned->contract.address, ""};
	struct profile_token *found = &p->out->found.tokens[i];
	bool code;
	enum status s = probe_contract(p, &found->contract, &code, &contract, &pinned->contract);

	if (s == STATUS_OK)
		s = probe_symbol(p, found, pinned);
	if (s == STATUS_OK)
		s = probe_decimals(p, found, pinned);
	/* A token of the chain itself has no code, and so no storage. */
	return s == STATUS_OK && code ? probe_balance(p, found, pinned) : s;
}

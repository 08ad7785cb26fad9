/*
 * Claims from the payers of FIXTURE_PAYERS, in the words of the app (act/claim_review.c) and of the
 * descriptor (chain/descriptor_claim.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screens/fixture_private.h"

#define ACCOUNT "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
#define OPEN	"OPEN 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512"

static const struct payer_row {
	uint8_t payer, token; /* as in fixture_dues.c; token 0: the pinned one */
	const char *amount, *symbol;
	const char *before, *after; /* the amount, in the summary */
	const char *amount_label, *index, *coins;
	enum trust trust;
} rows[] = {
	{.payer = 0x3e,
	 .token = 0xa1,
	 .amount = "4.12",
	 .symbol = "USDC",
	 .before = "0x9090909090909090909090909090909090909090, NOT the account, will receive ",
	 .after = "",
	 .amount_label = "Cumulative",
	 .coins = "0 ETH",
	 .trust = TRUST_AGREED},
	{.payer = 0x3e,
	 .amount = "31",
	 .symbol = "OPEN",
	 .before = "You will receive ",
	 .after = "",
	 .amount_label = "Cumulative",
	 .coins = "0 ETH",
	 .trust = TRUST_PROVEN},
	{.payer = 0x5a,
	 .amount = "20",
	 .symbol = "OPEN",
	 .before = "You will receive ",
	 .after = " in a stream that opens now; nothing comes at once",
	 .amount_label = "Amount",
	 .index = "3",
	 .coins = "0.00033 ETH",
	 .trust = TRUST_PROVEN},
	{.payer = 0xce,
	 .symbol = "",
	 .before = "You will receive what the payer owes then",
	 .after = "",
	 .amount_label = "Amount",
	 .index = "4",
	 .coins = "0 ETH",
	 .trust = TRUST_NONE},
};

/* Writes the address that consists of one byte. */
static void format_address(char out[static ADDRESS_TEXT_SIZE], uint8_t byte)
{
	struct address address;

	memset(address.bytes, byte, sizeof(address.bytes));
	address_format(out, &address);
}

static void add_amounts(struct act *a, const struct payer_row *r)
{
	char text[64], digits[AMOUNT_TEXT_SIZE];
	struct u256 amount;

	snprintf(a->title, sizeof(a->title), "CLAIM ROYALTIES");
	sentence_add(&a->summary, "%s", r->before);
	sentence_add(&a->what, "claim ");
	if (r->amount == NULL) {
		sentence_add(&a->what, "what the payer owes then");
		fixture_add_fact(a, "Entitled", "the payer does not tell", TRUST_NONE,
				 "the trial run of this claim succeeded, which is all that is "
				 "known");
		return;
	}
	amount = fixture_amount(r->amount);
	sentence_add_amount(&a->summary, &amount, r->symbol, 18, AMOUNT_PLACES);
	sentence_add(&a->summary, "%s", r->after);
	sentence_add_amount(&a->what, &amount, r->symbol, 18, AMOUNT_PLACES);
	amount_format(digits, &amount, 18);
	fixture_add_sum(a, &amount, r->token == 0 ? r->symbol : "");
	snprintf(text, sizeof(text), "%.40s %s", digits, r->symbol);
	fixture_add_fact(a, "Entitled so far", text, r->trust, "proof folds to the root in force");
	snprintf(text, sizeof(text), "0.000 000 %s", r->symbol);
	fixture_add_fact(a, "Already claimed", text, r->trust, "");
	snprintf(text, sizeof(text), "yes: the distributor holds 250 000.000 000 %s", r->symbol);
	fixture_add_fact(a, "Funded", text, r->trust, "");
}

/* Facts that only some payers have: where the money goes, when it comes, which part is left out. */
static void add_particulars(struct act *a, const struct payer_row *r)
{
	if (r->token != 0) {
		fixture_add_fact(a, "Not pinned", r->symbol, TRUST_NONE,
				 "it may pay out another token, less a fee; claim status shows "
				 "what came");
		fixture_add_fact(a, "Paid to", "0x9090909090909090909090909090909090909090",
				 r->trust, "not the account: it is set so at the payer");
	}
	fixture_add_fact(a, "Read at", "block 18204, 2 of 3 nodes", TRUST_AGREED, "");
	if (r->payer == 0x3e)
		fixture_add_fact(a, "Ends", "2027-03-03 14:02", r->trust,
				 "nothing is paid after that");
	if (r->payer == 0x5a)
		fixture_add_fact(a, "Vests", "until 2026-11-30 14:02", r->trust,
				 "the claim opens a stream, which is paid out bit by bit");
	if (r->payer == 0x3e && r->token == 0)
		fixture_add_fact(a, "Left out",
				 "MORPHO: the payer holds 2.000 000 of it, less than it owes you",
				 TRUST_AGREED, "");
}

static void add_call(struct act *a, const struct payer_row *r, unsigned nonce)
{
	char text[64], address[ADDRESS_TEXT_SIZE], token[ADDRESS_TEXT_SIZE];

	format_address(token, r->token);
	fixture_add_field(a, "Network", "byline devnet (chain 31337)", "pinned");
	fixture_add_field(a, "From", ACCOUNT, "");
	format_address(address, r->payer);
	fixture_add_field(a, "Payer", address, "pinned");
	if (r->payer == 0x3e)
		fixture_add_field(a, "Claimed for", ACCOUNT, "or to whom it told the payer before");
	else
		fixture_add_field(a, "Paid to", ACCOUNT, "the sender");
	if (r->amount == NULL)
		fixture_add_field(a, "Token", "not in the profile", "the payer's own");
	else if (r->token == 0)
		fixture_add_field(a, "Token", OPEN, "pinned");
	else
		fixture_add_field(a, "Token", token, "not in the profile");
	snprintf(text, sizeof(text), "%s %s", r->amount != NULL ? r->amount : "", r->symbol);
	fixture_add_field(a, r->amount_label,
			  r->amount != NULL ? text : "the call does not say how much",
			  r->amount != NULL ? "" : "all that the payer owes then");
	if (r->index != NULL)
		fixture_add_field(a, r->amount != NULL ? "Index" : "Pod", r->index, "");
	if (r->amount != NULL) {
		char hex[HASH_TEXT_SIZE];
		struct hash root = fixture_hash(700 + r->payer);

		hash_format(hex, &root);
		fixture_add_field(a, "Valid under root", hex, "folded from the proof");
		fixture_add_field(a, "Proof", "6 steps", "");
	}
	snprintf(text, sizeof(text), "%u", nonce);
	fixture_add_gas(a, r->coins, text, nonce == 17 ? "next for this account" : "");
}

struct act *fixture_claim(uint8_t payer, uint8_t token, unsigned nonce)
{
	struct act *a;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct payer_row *r = &rows[i];

		if (r->payer != payer || (r->token != 0 && r->token != token))
			continue;
		a = fixture_empty_act(ACT_CLAIM);
		a->tx.nonce = nonce;
		a->signing_hash = fixture_hash(600 + nonce);
		memset(a->tx.to.bytes, payer, sizeof(a->tx.to.bytes));
		add_amounts(a, r);
		add_particulars(a, r);
		add_call(a, r, nonce);
		return a;
	}
	a = fixture_act(ACT_CLAIM);
	a->tx.nonce = nonce;
	return a;
}

/* The words of act/claim_joint.c, where all is in one token or not. */
static void join_all(struct act *first, unsigned n)
{
	char text[AMOUNT_TEXT_SIZE], note[40];
	struct u256 sum = u256_from_u64(0);
	bool known = true;

	for (const struct act *a = first; a != NULL; a = a->next)
		known = known && a->sum.known &&
			u256_add(&sum, &sum, &a->sum.amount.raw) == STATUS_OK;
	amount_format(text, &sum, 18);
	if (known) {
		snprintf(first->joint, sizeof(first->joint), "%.40s OPEN in all", text);
		snprintf(note, sizeof(note), "the sum of these %u claims", n);
		snprintf(text + strlen(text), sizeof(text) - strlen(text), " OPEN");
		fixture_add_fact(first, "In all", text, TRUST_NONE, note);
	} else {
		snprintf(first->joint, sizeof(first->joint), "joint hash ends in 5e9b73d7");
	}
	snprintf(note, sizeof(note), "of these %u signing hashes", n);
	fixture_add_fact(first, "Joint hash", "ends in 5e9b73d7", TRUST_NONE, note);
}

void fixture_join_claims(struct act *first, struct act *take_act, unsigned of)
{
	const struct value_style style = {.ascii = true};
	char what[SENTENCE_TEXT_SIZE], note[16];
	struct act *last = first;
	unsigned n = 2;

	for (; last->next != NULL; last = last->next)
		n++;
	last->next = take_act;
	sentence_text(what, sizeof(what), &take_act->what, &style);
	snprintf(note, sizeof(note), "%u of %u", n, of);
	fixture_add_fact(first, "Signed with it", what, TRUST_NONE, note);
	if (n == of)
		join_all(first, n);
}

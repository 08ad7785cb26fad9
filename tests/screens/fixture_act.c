/* Acts and a preview of the fixtures: one act of each kind, as the app would prepare it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/screens/fixture_private.h"

void fixture_add_field(struct act *a, const char *label, const char *value, const char *note)
{
	struct descriptor_field *f = &a->descriptor.fields[a->descriptor.n++];

	snprintf(f->label, sizeof(f->label), "%s", label);
	snprintf(f->value, sizeof(f->value), "%s", value);
	snprintf(f->note, sizeof(f->note), "%s", note);
}

void fixture_add_fact(struct act *a, const char *label, const char *value, enum trust trust,
		      const char *note)
{
	struct act_fact *f = &a->facts[a->n_facts++];

	snprintf(f->label, sizeof(f->label), "%s", label);
	snprintf(f->value, sizeof(f->value), "%s", value);
	f->trust = trust;
	snprintf(f->note, sizeof(f->note), "%s", note);
}

void fixture_add_gas(struct act *a, const char *coins, const char *nonce, const char *next)
{
	fixture_add_field(a, "Coins sent", coins,
			  coins[1] == ' ' ? "" : "a fee to the payer, beside gas");
	fixture_add_field(a, "Gas limit", "210000", "");
	fixture_add_field(a, "Highest price per gas", "1.961904761 gwei", "");
	fixture_add_field(a, "Tip per gas", "0 gwei", "");
	fixture_add_field(a, "Gas costs at most", "0.000412 ETH",
			  "without the chain's own data fee, if it has one");
	fixture_add_field(a, "Nonce", nonce, next);
	fixture_add_field(a, "Type", "2 (EIP-1559)", "");
}

void fixture_add_sum(struct act *a, const struct u256 *amount, const char *symbol)
{
	a->sum =
		(struct act_sum){.known = symbol[0] != '\0', .amount.raw = *amount, .decimals = 18};
	snprintf(a->sum.symbol, sizeof(a->sum.symbol), "%s", symbol);
}

/* As on a rollup, which takes more than gas. */
static void add_rollup_fees(struct act *a)
{
	fixture_add_fact(a, "L1 data fee", "0.00001920009 ETH", TRUST_AGREED,
			 "beside gas; twice this is set aside, since Ethereum's price moves");
	fixture_add_fact(a, "Operator fee at most", "0.000001 ETH", TRUST_AGREED, "beside gas");
	fixture_add_fact(a, "All fees at most", "0.00045140018 ETH", TRUST_AGREED, "");
}

/* The lines of a claim, with proven facts and agreed ones. */
static void describe_claim(struct act *a)
{
	struct u256 amount = fixture_amount("128.402913000000000001");

	snprintf(a->title, sizeof(a->title), "CLAIM ROYALTIES");
	fixture_add_sum(a, &amount, "OPEN");
	sentence_add(&a->summary, "You will receive ");
	sentence_add_amount(&a->summary, &amount, "OPEN", 18, AMOUNT_PLACES);
	sentence_add(&a->summary, ", to your own account");
	sentence_add(&a->what, "claim ");
	sentence_add_amount(&a->what, &amount, "OPEN", 18, AMOUNT_PLACES);
	fixture_add_fact(a, "Entitled so far", "640.402 913 OPEN", TRUST_PROVEN,
			 "proof folds to the root in force");
	fixture_add_fact(a, "Already claimed", "512.000 000 OPEN", TRUST_PROVEN, "");
	fixture_add_fact(a, "Funded", "90 210.5 OPEN", TRUST_PROVEN, "what the distributor holds");
	fixture_add_fact(a, "Read at", "block 18 204, 2 of 3 nodes", TRUST_AGREED, "");
	fixture_add_field(a, "Network", "byline devnet (chain 31337)", "pinned");
	fixture_add_field(a, "From", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "");
	fixture_add_field(a, "Payer", "0x5FbDB2315678afecb367f032d93F642f64180aa3", "pinned");
	fixture_add_field(a, "Paid to", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "the sender");
	fixture_add_field(a, "Token", "OPEN 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", "pinned");
	fixture_add_field(a, "Cumulative", "640.402913000000000001 OPEN", "");
	fixture_add_field(a, "Valid under root",
			  "0x5547bcdd54d48eaeee24ee9779361c62579ce4e94edc117ce5bfa29311ff24ab",
			  "folded from the proof");
	fixture_add_field(a, "Proof", "2 steps", "");
	fixture_add_gas(a, "0 ETH", "17", "next for this account");
}

static void describe_send(struct act *a)
{
	snprintf(a->title, sizeof(a->title), "SEND");
	a->summary = fixture_sentence("You will send ", "5", "");
	fixture_add_field(a, "Network", "byline devnet (chain 31337)", "pinned");
	fixture_add_field(a, "From", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "");
	fixture_add_field(a, "Token", "OPEN 0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512", "pinned");
	fixture_add_field(a, "Amount", "5 OPEN", "");
	fixture_add_field(a, "Recipient", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "");
	fixture_add_gas(a, "0 ETH", "17", "next for this account");
}

static void describe_other(struct act *a, const char *title, const char *summary)
{
	snprintf(a->title, sizeof(a->title), "%s", title);
	sentence_add(&a->summary, "%s", summary);
	fixture_add_field(a, "Account", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "laptop");
	fixture_add_field(a, "Contract", "0x4200000000000000000000000000000000000021", "pinned");
	fixture_add_field(a, "Chain", "31337", "byline devnet");
	fixture_add_field(a, "Nonce", "17", "next for this account");
}

struct act *fixture_empty_act(enum act_kind kind)
{
	struct act *a = fixture_table(1, sizeof(*a));
	uint8_t data[4 + 32 * 9];

	a->kind = kind;
	a->id = 17;
	a->from = fixture_address(FIXTURE_LAPTOP);
	a->signing_hash = fixture_hash(600);
	a->fee_cap.raw = fixture_amount("0.000412");
	tx_init(&a->tx);
	bundle_init(&a->bundle);
	buf_init(&a->raw, KIB);
	a->tx.type = TX_DYNAMIC_FEE;
	a->tx.chain_id = 31337;
	a->tx.nonce = 17;
	a->tx.gas_limit = u256_from_u64(210000);
	a->tx.to = fixture_address(FIXTURE_DISTRIBUTOR);
	a->tx.max_fee.raw = u256_from_u64(1961904761);
	memset(data, 0x5e, sizeof(data));
	buf_add(&a->tx.data, data, sizeof(data));
	return a;
}

struct act *fixture_act(enum act_kind kind)
{
	struct act *a = fixture_empty_act(kind);

	switch (kind) {
	case ACT_CLAIM: describe_claim(a); break;
	case ACT_ATTEST:
		describe_other(a, "COMMIT TO A DATASET",
			       "You attest 96 records under CC0-1.0, to the datanet mail-filter");
		break;
	case ACT_REVOKE:
		describe_other(a, "REVOKE A COMMITMENT", "No new model may include mails-2025");
		break;
	case ACT_SEND: describe_send(a); break;
	case ACT_CANCEL:
		describe_other(a, "CANCEL A CLAIM", "Spends nonce 17 on nothing");
		snprintf(a->warning, sizeof(a->warning),
			 "nonce 17 was signed before, for a claim of 128.402 913 OPEN; whichever "
			 "is mined first counts");
		add_rollup_fees(a);
		break;
	}
	return a;
}

/* Appends an amount with all its digits. */
static void add_exact(struct sentence *s, const char *amount, const char *symbol)
{
	struct u256 raw = fixture_amount(amount);

	sentence_add_amount(s, &raw, symbol, 18, VALUE_EXACT);
}

struct sentence fixture_sentence(const char *before, const char *amount, const char *after)
{
	struct sentence s = {.n = 0};

	sentence_add(&s, "%s", before);
	add_exact(&s, amount, "OPEN");
	sentence_add(&s, "%s", after);
	return s;
}

/* As an audit states it: six places for people, all for programs. */
static void add_precise(struct sentence *s, const char *amount, const char *symbol)
{
	const struct u256 raw = fixture_amount(amount);

	sentence_add_amount(s, &raw, symbol, 18, VALUE_PRECISE);
}

struct sentence fixture_finding(void)
{
	struct sentence s = {.n = 0};

	sentence_add(&s, "epoch 29 is short by ");
	add_precise(&s, "0.125031000000000001", "OPEN");
	sentence_add(&s, ": it pays ");
	add_precise(&s, "25", "");
	sentence_add(&s, " instead of ");
	add_precise(&s, "25.125031000000000001", "");
	return s;
}

static struct network_entry network(const char *name, const char *title, uint64_t chain,
				    size_t nodes)
{
	struct network_entry n = {
		.profile = {.chain_id = chain, .n_nodes = nodes, .quorum = nodes > 1 ? 2 : 1},
		.builtin = true};

	snprintf(n.profile.name, sizeof(n.profile.name), "%s", name);
	snprintf(n.profile.title, sizeof(n.profile.title), "%s", title);
	for (size_t i = 0; i < nodes; i++)
		snprintf(n.profile.nodes[i].operator, sizeof(n.profile.nodes[i].operator), "op %zu",
			 i);
	return n;
}

struct network_entry *fixture_networks(size_t *n)
{
	struct network_entry *all = calloc(3, sizeof(*all));

	if (all == NULL)
		abort();
	*n = 3;
	all[0] = network("devnet", "byline devnet", 31337, 3);
	all[0].builtin = false;
	all[0].profile.n_datanets = 1;
	snprintf(all[0].profile.datanets[0].name, sizeof(all[0].profile.datanets[0].name), "mail");
	all[1] = network("ethereum", "Ethereum", 1, 3);
	all[2] = network("openledger", "OpenLedger", 1612, 1);
	return all;
}

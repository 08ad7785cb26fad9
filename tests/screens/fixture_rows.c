/*
 * Nodes, claims, events and transactions of the fixtures, in many of their states, so that their
 * words and colours are on golden screens.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/snapshot_asked.h"
#include "tests/screens/fixture_private.h"

/* All nodes were asked about the first account, alice also about one that was forgotten since. */
static void add_asked(struct snapshot *s)
{
	s->n_asked = 0;
	s->asked = fixture_table(s->n_nodes + 1, sizeof(*s->asked));
	for (size_t i = 0; i < s->n_nodes && s->n_accounts > 0; i++) {
		s->asked[s->n_asked] = (struct snapshot_asked){.account = s->accounts[0].address,
							       .asked_at = FIXTURE_NOW - 20};
		snprintf(s->asked[s->n_asked++].node, sizeof(s->asked->node), "%s",
			 s->nodes[i].name);
		s->nodes[i].accounts++;
		if (i != 0)
			continue;
		s->asked[s->n_asked] = (struct snapshot_asked){
			.of.account = SNAPSHOT_NONE,
			.account = fixture_address("0x90f79bf6eb2c4f870365e785982e1f101e93b906"),
			.asked_at = FIXTURE_NOW - 864000};
		snprintf(s->asked[s->n_asked++].node, sizeof(s->asked->node), "%s",
			 s->nodes[i].name);
		s->nodes[i].accounts++;
	}
}

void fixture_add_nodes(struct snapshot *s, bool trouble)
{
	static const char *const names_of[] = {"alice", "bob", "carol"};
	static const char *const operators[] = {"Alpha", "Beta", "Gamma"};

	s->n_nodes = 3;
	s->nodes = fixture_table(3, sizeof(*s->nodes));
	for (int i = 0; i < 3; i++) {
		struct snapshot_node *n = &s->nodes[i];
		bool behind = i == 2;

		*n = (struct snapshot_node){.state = behind ? PEER_BEHIND : PEER_OK,
					    .head = behind ? 18191 : 18205,
					    .lag = behind ? 14 : 0,
					    .p50_ms = behind ? 410 : (uint16_t)(11 + 3 * i),
					    .p95_ms = behind ? 980 : (uint16_t)(24 + 7 * i),
					    .agrees = behind ? 0.972 : 1,
					    .requests = behind ? 31 : (uint64_t)(118 - i),
					    .last_reply =
						    behind ? FIXTURE_NOW - 268 : FIXTURE_NOW - 20};
		snprintf(n->name, sizeof(n->name), "%s", names_of[i]);
		snprintf(n->operator, sizeof(n->operator), "%s", operators[i]);
		snprintf(n->url, sizeof(n->url), "http://127.0.0.1:810%d", i + 1);
		for (int k = 0; k < SNAPSHOT_LATENCIES; k++)
			n->latency_ms[k] =
				(uint16_t)(behind ? 120 + k * k * 4 : 9 + (k * 7 + i * 3) % 13);
	}
	add_asked(s);
	snprintf(s->nodes[2].detail, sizeof(s->nodes[2].detail),
		 "its head is 14 blocks behind the others");
	if (trouble) {
		s->nodes[2].state = PEER_DISPUTED;
		s->n_disputes = 2;
		s->disputes = fixture_table(2, sizeof(*s->disputes));
		s->disputes[0] = (struct snapshot_dispute){.time = FIXTURE_NOW - 61,
							   .node = "carol",
							   .what = "claimed of 0xf39F…2266",
							   .said = "640.402913",
							   .agreed = "512",
							   .said_whole = "640.402913",
							   .agreed_whole = "512",
							   .count = 3,
							   .block = 18204};
		s->disputes[1] = (struct snapshot_dispute){.time = FIXTURE_NOW - 7300,
							   .node = "carol",
							   .what = "block hash at 18 100",
							   .said = "0x19aa…01cd",
							   .agreed = "0x8282…a8fa",
							   .said_whole = "0x19aa…01cd",
							   .agreed_whole = "0x8282…a8fa",
							   .count = 1,
							   .block = 18100};
	}
	fixture_count_nodes(s);
}

void fixture_count_nodes(struct snapshot *s)
{
	struct peer peers[LIMIT_NODES];

	for (size_t i = 0; i < s->n_nodes; i++)
		peers[i] =
			(struct peer){s->nodes[i].name, s->nodes[i].operator, s->nodes[i].state };
	peer_count(&s->networks[0].agreement, peers, s->n_nodes, s->networks[0].quorum, 0);
}

/* Together they are what was claimed. The older one was claimed by somebody else. */
static void add_payments(struct snapshot *s)
{
	struct snapshot_received *r = fixture_table(3, sizeof(*r));

	for (size_t i = 0; i < 3; i++)
		r[i] = (struct snapshot_received){.claim = true,
						  .sender = fixture_address(FIXTURE_DISTRIBUTOR),
						  .token = fixture_address(FIXTURE_TOKEN),
						  .symbol = "OPEN",
						  .decimals = 18,
						  .trust = TRUST_PROVEN};
	r[0].time = FIXTURE_NOW - 600 - 2 * 86400;
	r[0].block = 14200;
	r[0].amount.raw = fixture_amount("472");
	r[0].tx = fixture_hash(502);
	r[0].own_claim = 38;
	r[1].time = FIXTURE_NOW - 9 * 86400;
	r[1].block = 9100;
	r[1].amount.raw = fixture_amount("40.000000000000000001");
	r[1].tx = fixture_hash(601);
	r[2].block = 8200;
	r[2].claim = false;
	r[2].sender = fixture_address(FIXTURE_LAPTOP);
	r[2].amount.raw = fixture_amount("5.5");
	r[2].tx = fixture_hash(602);
	r[2].trust = TRUST_AGREED;
	s->received = r;
	s->n_received = 3;
}

void fixture_add_claims(struct snapshot *s)
{
	static const enum own_state states[] = {OWN_PREPARED, OWN_MINED, OWN_CONFIRMED, OWN_FAILED};
	static const char *const amounts[] = {"128.402913", "40", "472", "10.5"};

	s->n_claims = ARRAY_SIZE(states);
	s->claims = fixture_table(s->n_claims, sizeof(*s->claims));
	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		struct snapshot_claim *c = &s->claims[i];

		*c = (struct snapshot_claim){.id = 40 - i,
					     .exact = true,
					     .account = fixture_address(FIXTURE_LAPTOP),
					     .distributor = fixture_address(FIXTURE_DISTRIBUTOR),
					     .token = fixture_address(FIXTURE_TOKEN),
					     .symbol = "OPEN",
					     .decimals = 18,
					     .amount = {fixture_amount(amounts[i])},
					     .cumulative = {fixture_amount("640.402913")},
					     .state = states[i],
					     .nonce = 17 - i,
					     .prepared = FIXTURE_NOW - 600 - 86400 * (int64_t)i};
		if (i > 0) {
			c->tx = fixture_hash(500 + (unsigned)i);
			c->sent = c->prepared + 90;
			c->block = 18200 - 4000 * (i - 1);
			c->confirmations = i == 1 ? 1 : 4005;
		} else {
			c->expires = FIXTURE_NOW + 86400;
			snprintf(c->file, sizeof(c->file), "/home/ada/claim-17.json");
		}
	}
	snprintf(s->claims[3].note, sizeof(s->claims[3].note),
		 "reverted: the proof was for an older root");
	add_payments(s);
}

struct event_row {
	int64_t ago;
	enum trust trust;
	bool unseen;
	const char *area, *text;
	unsigned epoch;	    /* the event is the settlement of this epoch; 0: `text` is the event */
	const char *amount; /* stands behind `text` and before `after`; NULL: none does */
	const char *after;
};

/* The amount has three places, so that the line is short. */
static struct sentence settlement(unsigned epoch)
{
	struct tokens own = fixture_earned(epoch);
	struct u256 thousandth = u256_from_u64(1000000000000000), rest;
	struct sentence s = {.n = 0};

	if (u256_div(&own.raw, &rest, &own.raw, &thousandth) != STATUS_OK)
		abort();
	sentence_add(&s, "epoch %u settled: +", epoch);
	sentence_add_amount(&s, &own.raw, "OPEN", 3, AMOUNT_PLACES);
	sentence_add(&s, ", audited");
	return s;
}

void fixture_add_events(struct snapshot *s)
{
	static const struct event_row rows[] = {
		{39, TRUST_PROVEN, true, "epochs", .epoch = 30},
		{268, TRUST_AGREED, true, "nodes",
		 .text = "carol is 14 blocks behind; alice and bob agree"},
		{1340, TRUST_NONE, true, "datasets",
		 .text = "notes-draft: 2 records look wrongly labelled"},
		{3639, TRUST_PROVEN, false, "epochs", .epoch = 29},
		{90000, TRUST_PROVEN, false, "claims", .text = "claim of ", .amount = "472",
		 .after = " confirmed at block 14 200"},
		{180000, TRUST_REPORTED, false, "datasets",
		 .text = "notes-2024 was accepted by the datanet"},
	};

	s->n_events = ARRAY_SIZE(rows);
	s->events = fixture_table(s->n_events, sizeof(*s->events));
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		s->events[i].time = FIXTURE_NOW - rows[i].ago;
		s->events[i].trust = rows[i].trust;
		s->events[i].unseen = rows[i].unseen;
		snprintf(s->events[i].area, sizeof(s->events[i].area), "%s", rows[i].area);
		/* The others are about no account, or were kept before that was known. */
		if (rows[i].epoch != 0) {
			memcpy(s->events[i].datanet, s->datanets[0].name,
			       sizeof(s->events[i].datanet));
			s->events[i].account = s->accounts[0].address;
		}
		if (rows[i].epoch != 0)
			s->events[i].text = settlement(rows[i].epoch);
		else if (rows[i].amount != NULL)
			s->events[i].text =
				fixture_sentence(rows[i].text, rows[i].amount, rows[i].after);
		else
			sentence_add(&s->events[i].text, "%s", rows[i].text);
	}
	s->n_txs = 2;
	s->txs = fixture_table(2, sizeof(*s->txs));
	s->txs[0] = (struct snapshot_tx){.id = 2,
					 .hash = fixture_hash(501),
					 .account = fixture_address(FIXTURE_LAPTOP),
					 .nonce = 16,
					 .what = fixture_sentence("claim ", "40", ""),
					 .state = OWN_SENT,
					 .block = 0,
					 .time = FIXTURE_NOW - 86910};
	s->txs[1] = (struct snapshot_tx){.id = 1,
					 .hash = fixture_hash(502),
					 .account = fixture_address(FIXTURE_LAPTOP),
					 .nonce = 15,
					 .what.text = "attest mails-holiday",
					 .state = OWN_CONFIRMED,
					 .block = 14200,
					 .time = FIXTURE_NOW - 172800};
}

void fixture_sign_claim(struct snapshot *s, bool sent)
{
	struct snapshot_royalty *r = &s->royalties[0];

	s->claims[0].tx = fixture_hash(500);
	s->claims[0].state = sent ? OWN_SENT : OWN_SIGNED;
	if (!sent)
		return;
	s->claims[0].sent = s->claims[0].prepared + 90;
	r->on_its_way = r->claimable;
	r->on_its_way.trust = TRUST_REPORTED;
	r->claimable.value = u256_from_u64(0);
}

void fixture_make_unhashed(struct snapshot *s)
{
	snprintf(s->networks[0].header_flaw, sizeof(s->networks[0].header_flaw),
		 "an unknown member (\"verkleRoot\")");
	s->coins[0].balance.trust = TRUST_AGREED;
	for (size_t i = 0; i < s->n_royalties; i++) {
		struct snapshot_royalty *r = &s->royalties[i];

		r->claimable.trust = r->claimed.trust = TRUST_AGREED;
		r->wallet.trust = r->cumulative.trust = TRUST_AGREED;
		r->funds.trust = TRUST_AGREED;
	}
}

void fixture_make_underfunded(struct snapshot *s)
{
	s->royalties[0].underfunded = true;
	s->royalties[0].funds.value = u256_from_u64(90);
	s->royalties[0].claimable.trust = TRUST_AGREED;
}

void fixture_make_delegated(struct snapshot *s)
{
	s->coins[0].delegates = true;
	s->coins[0].delegate = fixture_address(FIXTURE_DISTRIBUTOR);
	s->coins[0].delegate_trust = TRUST_PROVEN;
}

#include "tests/screens/fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const names[FIXTURE_COUNT] = {
	[FIXTURE_FULL] = "full",
	[FIXTURE_NOTHING] = "nothing",
	[FIXTURE_FRESH] = "fresh",
	[FIXTURE_LOADING] = "loading",
	[FIXTURE_QUIET] = "quiet",
	[FIXTURE_OFFLINE] = "offline",
	[FIXTURE_STALE] = "stale",
	[FIXTURE_DISPUTED] = "disputed",
	[FIXTURE_UNDERFUNDED] = "underfunded",
	[FIXTURE_FAULT] = "fault",
	[FIXTURE_READ_ONLY] = "read-only",
	[FIXTURE_UNLOCKED] = "unlocked",
	[FIXTURE_HOSTILE] = "hostile",
	[FIXTURE_MANY] = "many",
};

const char *fixture_name(enum fixture_kind kind)
{
	return names[kind];
}

enum fixture_kind fixture_named(const char *name)
{
	int k = 0;

	while (k < FIXTURE_COUNT && strcmp(names[k], name) != 0)
		k++;
	return (enum fixture_kind)k;
}

static void *table(size_t n, size_t size)
{
	void *t = calloc(n > 0 ? n : 1, size);

	if (t == NULL)
		abort();
	return t;
}

static struct u256 amount(const char *text)
{
	struct u256 v;

	if (amount_parse(&v, text, strlen(text), 18) != STATUS_OK)
		abort();
	return v;
}

static struct figure figure(const char *text, enum trust trust)
{
	return (struct figure){.known = true,
			       .trust = trust,
			       .value = amount(text),
			       .block = 18204,
			       .as_of = FIXTURE_NOW - 20};
}

static struct address address(const char *text)
{
	struct address a;

	if (address_parse(&a, text, strlen(text)) != STATUS_OK)
		abort();
	return a;
}

/* A hash that looks like one and is the same in every run. */
static struct hash hash(unsigned seed)
{
	struct hash h;
	uint64_t x = seed * 0x9E3779B97F4A7C15u + 1;

	for (size_t i = 0; i < sizeof(h.bytes); i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		h.bytes[i] = (uint8_t)(x >> 24);
	}
	return h;
}

#define LAPTOP "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define PHONE  "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
#define POOL   "0x5fbdb2315678afecb367f032d93f642f64180aa3"
#define TOKEN  "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512"

static void add_accounts(struct snapshot *s, bool watch_only)
{
	s->n_accounts = watch_only ? 1 : 3;
	s->accounts = table(s->n_accounts, sizeof(*s->accounts));
	s->accounts[0] = (struct snapshot_account){
		.address = address(LAPTOP), .label = "laptop", .watch_only = watch_only};
	if (!watch_only) {
		s->accounts[1] = (struct snapshot_account){
			.address = address("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc"),
			.index = 1};
		s->accounts[2] = (struct snapshot_account){
			.address = address(PHONE), .label = "co-op treasury", .watch_only = true};
	}
	s->has_account = true;
}

static void add_royalties(struct snapshot *s)
{
	s->n_royalties = 1;
	s->royalties = table(1, sizeof(*s->royalties));
	s->royalties[0] = (struct snapshot_royalty){
		.distributor = address(POOL),
		.token = address(TOKEN),
		.symbol = "OPEN",
		.decimals = 18,
		.cumulative = figure("640.402913000000000001", TRUST_PROVEN),
		.claimed = figure("512", TRUST_PROVEN),
		.claimable = figure("128.402913000000000001", TRUST_PROVEN),
		.accruing = figure("3.11", TRUST_REPORTED),
		.wallet = figure("61.25", TRUST_PROVEN),
		.gas = figure("0.000412", TRUST_REPORTED),
	};
	s->native_balance = figure("0.4", TRUST_PROVEN);
}

struct dataset_row {
	const char *name;
	uint64_t records, bytes;
	enum dataset_state state;
	double influence, share;
	const char *royalties;
	uint64_t inferences;
};

static void add_datasets(struct snapshot *s)
{
	static const struct dataset_row rows[] = {
		{"mails-2025", 1204, 4812331, DATASET_IN_MODEL, 0.8123, 0.341, "521.204", 90412},
		{"mails-holiday", 310, 1203113, DATASET_IN_MODEL, 0.0912, 0.038, "119.198913",
		 31007},
		{"notes-2024", 2880, 911202, DATASET_ACCEPTED, 0, -1, "0", 0},
		{"notes-draft", 96, 40122, DATASET_UPLOADING, 0, -1, "0", 0},
		{"support-chat", 12044, 30112004, DATASET_REJECTED, 0, -1, "0", 0},
	};

	s->n_datasets = COUNT(rows);
	s->datasets = table(s->n_datasets, sizeof(*s->datasets));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct snapshot_dataset *d = &s->datasets[i];

		*d = (struct snapshot_dataset){.uid = hash(100 + (unsigned)i),
					       .root = hash(200 + (unsigned)i),
					       .account = address(LAPTOP),
					       .kind = "lines",
					       .license = "CC-BY-4.0",
					       .records = rows[i].records,
					       .bytes = rows[i].bytes,
					       .state = rows[i].state,
					       .trust = TRUST_PROVEN,
					       .attested_at =
						       FIXTURE_NOW - 86400 * (40 - 9 * (int64_t)i),
					       .influence = rows[i].influence,
					       .share = rows[i].share,
					       .royalties = figure(rows[i].royalties, TRUST_PROVEN),
					       .inferences = rows[i].inferences};
		d->royalties.known = rows[i].share >= 0;
		snprintf(d->name, sizeof(d->name), "%s", rows[i].name);
		snprintf(d->source, sizeof(d->source), "/home/ada/data/%s.jsonl", rows[i].name);
	}
	s->datasets[3].uploaded = 24875;
	s->datasets[3].upload_size = 40779;
	snprintf(s->datasets[4].note, sizeof(s->datasets[4].note),
		 "412 records are longer than the limit of 16384 bytes");
}

/* Earnings of epoch `e`, in 10^-18 token: they grow, and differ from one to the next. */
static struct tokens earned(unsigned e)
{
	char text[48];

	snprintf(text, sizeof(text), "%u.%06u", e / 4 + e * 7 % 5, 100000 + e * 26931 % 899999);
	return (struct tokens){amount(text)};
}

static void add_epochs(struct snapshot *s)
{
	s->n_epochs = 30;
	s->epochs = table(s->n_epochs, sizeof(*s->epochs));
	s->n_scores = 60;
	s->scores = table(s->n_scores, sizeof(*s->scores));
	for (unsigned i = 0; i < 30; i++) {
		unsigned e = 30 - i;
		double part = 0.2 + (double)(e % 9) / 40;

		s->epochs[i] = (struct snapshot_epoch){
			.epoch = e,
			.start = FIXTURE_NOW - 100 - 3600 * (int64_t)i,
			.end = FIXTURE_NOW - 40 - 3600 * (int64_t)i,
			.settled_at = FIXTURE_NOW - 39 - 3600 * (int64_t)i,
			.statement = hash(300 + e),
			.own = earned(e),
			.pool = {amount("25")},
			.influence = 0.01 * e,
			.share = part,
			.inferences = 2900 + e * 31 % 400,
			.trust = TRUST_PROVEN,
			.audit = i < 12 ? AUDIT_FULL_SOUND : AUDIT_OWN_SOUND};
		for (unsigned k = 0; k < 2; k++)
			s->scores[2 * i + k] = (struct snapshot_score){
				.epoch = e,
				.dataset = k,
				.uid = hash(100 + k),
				.inferences = (2900 + e * 31 % 400) / (1 + 2 * k),
				.influence = 0.009 * e / (1 + 8 * k),
				.amount = {k == 0 ? earned(e).raw : amount("0.25")},
				.trust = TRUST_PROVEN};
	}
	s->totals_audited = true;
	snprintf(s->audit_text, sizeof(s->audit_text), "30 of 30 epochs paid in full");
}

static void add_attributions(struct snapshot *s, size_t n)
{
	s->n_attributions = n;
	s->attributions = table(n, sizeof(*s->attributions));
	for (size_t i = 0; i < n; i++) {
		struct snapshot_attribution *a = &s->attributions[i];

		a->seq = n - i;
		a->time = FIXTURE_NOW - 23 - 7 * (int64_t)(i % 400000);
		a->influence_e9 = (int64_t)(i * 7919 % 4000003) - 900000;
		a->fee_e9 = 1000000 + i % 7 * 125000;
		a->dataset = i % 3 == 2;
		a->model = 0;
		snprintf(a->inference, sizeof(a->inference), "%zu", 91022 + n - i);
	}
	s->n_models = 1;
	s->models = table(1, sizeof(*s->models));
	s->models[0] = (struct snapshot_model){
		.hash = hash(7), .name = "mail-filter 7", .downloaded = true};
}

static void add_nodes(struct snapshot *s, bool trouble)
{
	static const char *const names_of[] = {"alice", "bob", "carol"};
	static const char *const operators[] = {"Alpha", "Beta", "Gamma"};

	s->n_nodes = 3;
	s->nodes = table(3, sizeof(*s->nodes));
	for (int i = 0; i < 3; i++) {
		struct snapshot_node *n = &s->nodes[i];
		bool behind = i == 2;

		*n = (struct snapshot_node){.state = behind ? PEER_BEHIND : PEER_OK,
					    .head = behind ? 18191 : 18205,
					    .lag = behind ? 14 : 0,
					    .p50_ms = behind ? 410 : (uint16_t)(11 + 3 * i),
					    .p95_ms = behind ? 980 : (uint16_t)(24 + 7 * i),
					    .agrees = behind ? 0.972 : 1,
					    .last_reply =
						    behind ? FIXTURE_NOW - 268 : FIXTURE_NOW - 20};
		snprintf(n->name, sizeof(n->name), "%s", names_of[i]);
		snprintf(n->operator, sizeof(n->operator), "%s", operators[i]);
		snprintf(n->url, sizeof(n->url), "http://127.0.0.1:810%d", i + 1);
		for (int k = 0; k < SNAPSHOT_LATENCIES; k++)
			n->latency_ms[k] =
				(uint16_t)(behind ? 120 + k * k * 4 : 9 + (k * 7 + i * 3) % 13);
	}
	snprintf(s->nodes[2].detail, sizeof(s->nodes[2].detail),
		 "its head is 14 blocks behind the others");
	if (trouble) {
		s->nodes[2].state = PEER_DISPUTED;
		s->n_disputes = 2;
		s->disputes = table(2, sizeof(*s->disputes));
		s->disputes[0] = (struct snapshot_dispute){.time = FIXTURE_NOW - 61,
							   .node = "carol",
							   .what = "claimed of 0xf39F…2266",
							   .said = "640.402913",
							   .agreed = "512",
							   .block = 18204};
		s->disputes[1] = (struct snapshot_dispute){.time = FIXTURE_NOW - 7300,
							   .node = "carol",
							   .what = "block hash at 18 100",
							   .said = "0x19aa…01cd",
							   .agreed = "0x8282…a8fa",
							   .block = 18100};
	}
}

static void add_claims(struct snapshot *s)
{
	static const enum claim_state states[] = {CLAIM_PREPARED, CLAIM_SENT, CLAIM_CONFIRMED,
						  CLAIM_FAILED};
	static const char *const amounts[] = {"128.402913", "40", "472", "10.5"};

	s->n_claims = COUNT(states);
	s->claims = table(s->n_claims, sizeof(*s->claims));
	for (size_t i = 0; i < COUNT(states); i++) {
		struct snapshot_claim *c = &s->claims[i];

		*c = (struct snapshot_claim){.id = 40 - i,
					     .account = address(LAPTOP),
					     .distributor = address(POOL),
					     .symbol = "OPEN",
					     .decimals = 18,
					     .amount = {amount(amounts[i])},
					     .cumulative = {amount("640.402913")},
					     .state = states[i],
					     .nonce = 17 - i,
					     .prepared = FIXTURE_NOW - 600 - 86400 * (int64_t)i};
		if (i > 0) {
			c->tx = hash(500 + (unsigned)i);
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
}

struct event_row {
	int64_t ago;
	enum trust trust;
	bool unseen;
	const char *area, *text;
};

static void add_events(struct snapshot *s)
{
	static const struct event_row rows[] = {
		{39, TRUST_PROVEN, true, "scores", "epoch 30 settled: +4.211 OPEN, audited"},
		{268, TRUST_AGREED, true, "nodes",
		 "carol is 14 blocks behind; alice and bob agree"},
		{1340, TRUST_NONE, true, "datasets",
		 "notes-draft: 2 records look wrongly labelled"},
		{3639, TRUST_PROVEN, false, "scores", "epoch 29 settled: +3.987 OPEN, audited"},
		{90000, TRUST_PROVEN, false, "claims",
		 "claim of 472 OPEN confirmed at block 14 200"},
		{180000, TRUST_REPORTED, false, "datasets",
		 "notes-2024 was accepted by the datanet"},
	};

	s->n_events = COUNT(rows);
	s->events = table(s->n_events, sizeof(*s->events));
	for (size_t i = 0; i < COUNT(rows); i++) {
		s->events[i].time = FIXTURE_NOW - rows[i].ago;
		s->events[i].trust = rows[i].trust;
		s->events[i].unseen = rows[i].unseen;
		snprintf(s->events[i].area, sizeof(s->events[i].area), "%s", rows[i].area);
		snprintf(s->events[i].text, sizeof(s->events[i].text), "%s", rows[i].text);
	}
	s->n_txs = 2;
	s->txs = table(2, sizeof(*s->txs));
	s->txs[0] = (struct snapshot_tx){.hash = hash(501),
					 .account = address(LAPTOP),
					 .nonce = 16,
					 .what = "claim 40 OPEN",
					 .state = "sent, waiting",
					 .block = 0,
					 .time = FIXTURE_NOW - 86910};
	s->txs[1] = (struct snapshot_tx){.hash = hash(502),
					 .account = address(LAPTOP),
					 .nonce = 15,
					 .what = "attest mails-holiday",
					 .state = "confirmed",
					 .block = 14200,
					 .time = FIXTURE_NOW - 172800};
}

static void add_network(struct snapshot *s)
{
	s->has_network = true;
	snprintf(s->network, sizeof(s->network), "devnet");
	snprintf(s->title, sizeof(s->title), "byline devnet");
	snprintf(s->native_symbol, sizeof(s->native_symbol), "ETH");
	s->chain_id = 31337;
	s->native_decimals = 18;
	s->max_age_s = 120;
	s->quorum = 2;
	s->has_datanet = true;
	snprintf(s->datanet, sizeof(s->datanet), "mail-filter");
}

static void add_agreement(struct snapshot *s)
{
	s->as_of = FIXTURE_NOW - 20;
	s->block = 18204;
	s->block_hash = hash(1);
	s->block_trust = TRUST_AGREED;
	s->nodes_agreeing = 2;
	s->rhythm =
		(struct snapshot_rhythm){.last_acceptance = FIXTURE_NOW - 180000,
					 .last_attribution = FIXTURE_NOW - 23,
					 .last_settlement = FIXTURE_NOW - 39,
					 .next_settlement = FIXTURE_NOW + 21,
					 .last_acceptance_of = "notes-2024",
					 .last_attribution_of = "mails-2025 by inference 91 022",
					 .last_epoch = 30};
}

static struct snapshot *full(size_t attributions)
{
	struct snapshot *s = snapshot_new();

	if (s == NULL)
		abort();
	s->version = 1;
	s->has_vault = true;
	add_network(s);
	add_accounts(s, false);
	add_agreement(s);
	add_royalties(s);
	add_datasets(s);
	add_epochs(s);
	add_attributions(s, attributions);
	add_nodes(s, false);
	add_claims(s);
	add_events(s);
	return s;
}

static struct snapshot *bare(void)
{
	struct snapshot *s = snapshot_new();

	if (s == NULL)
		abort();
	s->version = 1;
	add_network(s);
	add_accounts(s, true);
	return s;
}

/* Widths and scripts that break careless screens; as the app cleans them before they get here. */
static void make_hostile(struct snapshot *s)
{
	snprintf(s->datasets[0].name, sizeof(s->datasets[0].name),
		 "日本語のメール集と議事録のデータ集");
	snprintf(s->datasets[1].name, sizeof(s->datasets[1].name),
		 "x\xEF\xBF\xBDtxt.exe e\xCC\x81t\xC3\xA9");
	snprintf(s->datasets[2].name, sizeof(s->datasets[2].name),
		 "a-name-of-more-than-sixty-letters-that-must-be-cut-somewhere-ok");
	snprintf(s->accounts[0].label, sizeof(s->accounts[0].label), "ノートパソコン😀😀😀");
	snprintf(s->events[0].text, sizeof(s->events[0].text), "%.190s",
		 "😀 an event that goes on and on and on and on and on and on and on and on and on "
		 "and on and on and on and on and on and on and on and on and on and on");
}

static void make_disputed(struct snapshot *s)
{
	free(s->nodes);
	add_nodes(s, true);
	s->royalties[0].claimed.trust = TRUST_DISPUTED;
	s->royalties[0].claimable.trust = TRUST_DISPUTED;
	s->sync = SYNC_IDLE;
}

static void make_fault(struct snapshot *s)
{
	s->epochs[1].audit = AUDIT_FAULT;
	snprintf(s->epochs[1].finding, sizeof(s->epochs[1].finding),
		 "mails-2025 was paid 3.987 000, the rule gives 4.112 031: 0.125 031 too little");
	s->totals_audited = false;
	snprintf(s->audit_text, sizeof(s->audit_text),
		 "29 of 30 epochs paid in full; epoch 29 is not");
}

struct snapshot *fixture_snapshot(enum fixture_kind kind)
{
	struct snapshot *s;

	if (kind == FIXTURE_NOTHING) {
		s = snapshot_new();
		if (s == NULL)
			abort();
		s->version = 1;
		return s;
	}
	if (kind == FIXTURE_FRESH || kind == FIXTURE_LOADING || kind == FIXTURE_QUIET) {
		s = bare();
		if (kind == FIXTURE_LOADING)
			s->sync = SYNC_RUNNING;
		if (kind == FIXTURE_QUIET) {
			add_agreement(s);
			add_nodes(s, false);
			s->rhythm = (struct snapshot_rhythm){0};
		}
		return s;
	}
	s = full(kind == FIXTURE_MANY ? 1000000 : 200);
	if (kind == FIXTURE_OFFLINE) {
		s->sync = SYNC_OFFLINE;
		snprintf(s->sync_text, sizeof(s->sync_text), "offline: showing what is cached");
	}
	if (kind == FIXTURE_STALE) {
		s->as_of = FIXTURE_NOW - 7200;
		for (size_t i = 0; i < s->n_royalties; i++) {
			struct snapshot_royalty *r = &s->royalties[i];

			r->claimable.as_of = r->claimed.as_of = r->wallet.as_of =
				FIXTURE_NOW - 7200;
			r->accruing.as_of = r->cumulative.as_of = FIXTURE_NOW - 7200;
		}
		s->sync = SYNC_FAILED;
		s->next_try = FIXTURE_NOW + 12;
		snprintf(s->sync_text, sizeof(s->sync_text),
			 "alice, bob and carol: connection refused");
	}
	if (kind == FIXTURE_DISPUTED)
		make_disputed(s);
	if (kind == FIXTURE_UNDERFUNDED)
		s->royalties[0].underfunded = true;
	if (kind == FIXTURE_FAULT)
		make_fault(s);
	s->read_only = kind == FIXTURE_READ_ONLY;
	s->unlocked = kind == FIXTURE_UNLOCKED;
	s->locks_at = s->unlocked ? FIXTURE_NOW + 280 : 0;
	if (kind == FIXTURE_HOSTILE)
		make_hostile(s);
	return s;
}

static void add_field(struct act *a, const char *label, const char *value, const char *note)
{
	struct descriptor_field *f = &a->descriptor.fields[a->descriptor.n++];

	snprintf(f->label, sizeof(f->label), "%s", label);
	snprintf(f->value, sizeof(f->value), "%s", value);
	snprintf(f->note, sizeof(f->note), "%s", note);
}

static void add_fact(struct act *a, const char *label, const char *value, enum trust trust,
		     const char *note)
{
	struct act_fact *f = &a->facts[a->n_facts++];

	snprintf(f->label, sizeof(f->label), "%s", label);
	snprintf(f->value, sizeof(f->value), "%s", value);
	f->trust = trust;
	snprintf(f->note, sizeof(f->note), "%s", note);
}

static void describe_claim(struct act *a)
{
	snprintf(a->title, sizeof(a->title), "CLAIM ROYALTIES");
	snprintf(a->summary, sizeof(a->summary),
		 "You will receive 128.402 913 OPEN, to your own account");
	snprintf(a->confirm, sizeof(a->confirm), "2913");
	snprintf(a->confirm_prompt, sizeof(a->confirm_prompt),
		 "Type the last four digits of the amount to sign:");
	add_field(a, "Account", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "laptop");
	add_field(a, "Distributor", "0x5FbDB2315678afecb367f032d93F642f64180aa3", "pinned");
	add_field(a, "Chain", "31337", "byline devnet");
	add_field(a, "Function", "claim(account, reward, claimable, proof)", "");
	add_field(a, "Nonce", "17", "next for this account");
	add_field(a, "Gas costs at most", "0.000412 ETH", "without the chain's own data fee");
	add_fact(a, "Entitled so far", "640.402 913 OPEN", TRUST_PROVEN,
		 "proof folds to the root in force");
	add_fact(a, "Already claimed", "512 OPEN", TRUST_PROVEN, "block 18 204, 2 of 3 nodes");
	add_fact(a, "Funded", "90 210.5 OPEN", TRUST_PROVEN, "what the distributor holds");
}

static void describe_word(struct act *a, const char *title, const char *summary, const char *word)
{
	snprintf(a->title, sizeof(a->title), "%s", title);
	snprintf(a->summary, sizeof(a->summary), "%s", summary);
	snprintf(a->confirm, sizeof(a->confirm), "%s", word);
	snprintf(a->confirm_prompt, sizeof(a->confirm_prompt), "Type %s to sign:", word);
	add_field(a, "Account", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "laptop");
	add_field(a, "Contract", "0x4200000000000000000000000000000000000021", "pinned");
	add_field(a, "Chain", "31337", "byline devnet");
	add_field(a, "Nonce", "17", "next for this account");
}

struct act *fixture_act(enum act_kind kind)
{
	struct act *a = table(1, sizeof(*a));
	uint8_t data[4 + 32 * 9];

	a->kind = kind;
	a->id = 17;
	a->from = address(LAPTOP);
	a->signing_hash = hash(600);
	a->fee_cap.raw = amount("0.000412");
	tx_init(&a->tx);
	bundle_init(&a->bundle);
	buf_init(&a->raw, KIB);
	a->tx.type = TX_DYNAMIC_FEE;
	a->tx.chain_id = 31337;
	a->tx.nonce = 17;
	a->tx.gas_limit = 210000;
	a->tx.to = address(POOL);
	a->tx.max_fee.raw = u256_from_u64(1961904761);
	memset(data, 0x5e, sizeof(data));
	buf_add(&a->tx.data, data, sizeof(data));
	switch (kind) {
	case ACT_CLAIM: describe_claim(a); break;
	case ACT_ATTEST:
		describe_word(a, "COMMIT TO A DATASET",
			      "You attest 96 records under CC0-1.0, to the datanet mail-filter",
			      "COMMIT");
		break;
	case ACT_REVOKE:
		describe_word(a, "REVOKE A COMMITMENT", "No new model may include mails-2025",
			      "REVOKE");
		break;
	case ACT_SEND: describe_word(a, "SEND", "You send 5 OPEN", "5000"); break;
	case ACT_CANCEL:
		describe_word(a, "CANCEL A CLAIM", "Spends nonce 17 on nothing", "CANCEL");
		snprintf(a->warning, sizeof(a->warning),
			 "nonce 17 was signed before, for a claim of 128.402 913 OPEN; whichever "
			 "is mined first counts");
		break;
	}
	return a;
}

struct preview *fixture_preview(void)
{
	static const char *const spam[] = {"claim your reward now before midnight, act fast",
					   "watches at half price", "you have won a prize",
					   "cheap pills without questions"};
	static const char *const ham[] = {"minutes of the tuesday meeting", "re: lunch?",
					  "draft of the report", "the build is green again"};
	struct preview *p = table(1, sizeof(*p));

	snprintf(p->path, sizeof(p->path), "/home/ada/data/notes-draft.jsonl");
	snprintf(p->model_name, sizeof(p->model_name), "mail-filter 7");
	p->seconds = 0.02;
	p->records = p->n_rows = 96;
	p->rows = table(96, sizeof(*p->rows));
	p->lowest = -0.062;
	p->highest = 0.062;
	p->has_change = p->has_share = true;
	p->change = -0.004;
	p->change_low = -0.007;
	p->change_high = -0.002;
	p->share = 0.019;
	p->suspicious = 2;
	p->duplicates = 1;
	snprintf(p->assumptions, sizeof(p->assumptions),
		 "as if today's model and queries stayed the same");
	for (int i = 0; i < 96; i++) {
		struct preview_row *r = &p->rows[i];
		double v = 0.0412 * cos(i / 95.0 * 3.14159) - (i > 93 ? 0.02 : 0);
		bool is_spam = i * 7 % 3 == 0;

		*r = (struct preview_row){.index = (uint64_t)(i * 37 % 96),
					  .influence = (float)v,
					  .percentile = (float)(99 - i),
					  .loss = (float)(0.2 + i * 0.05),
					  .probability = (float)(0.95 - i * 0.009),
					  .duplicate_of = i == 5 ? 12 : UINT64_MAX,
					  .suspicious = i > 93};
		snprintf(r->label, sizeof(r->label), is_spam ? "spam" : "ham");
		snprintf(r->predicted, sizeof(r->predicted), is_spam != (i > 93) ? "spam" : "ham");
		snprintf(r->text, sizeof(r->text), "%s", (is_spam ? spam : ham)[i % 4]);
		p->helpful += v > 0.001;
		p->harmful += v < -0.001;
		p->neutral += v <= 0.001 && v >= -0.001;
		p->histogram[(int)((v / 0.062 + 1) / 2 * 40.999)]++;
	}
	return p;
}

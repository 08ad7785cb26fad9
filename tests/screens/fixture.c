/*
 * The snapshots that the dashboard's tests show.
 *
 * full() makes a contributor with everything and bare() one with nothing; fixture_snapshot()
 * changes one of them into the kind asked for. All figures are fixed, and they fit together: the
 * epochs' payments add up to the datasets' royalties, and these to what is claimed and claimable.
 *
 * Invariant: times lie before FIXTURE_NOW, and nothing is random.
 */
#include "tests/screens/fixture_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[FIXTURE_COUNT] = {
	[FIXTURE_FULL] = "full",
	[FIXTURE_NOTHING] = "nothing",
	[FIXTURE_LOST] = "lost",
	[FIXTURE_FRESH] = "fresh",
	[FIXTURE_LOADING] = "loading",
	[FIXTURE_QUIET] = "quiet",
	[FIXTURE_OFFLINE] = "offline",
	[FIXTURE_STALE] = "stale",
	[FIXTURE_DISPUTED] = "disputed",
	[FIXTURE_UNDERFUNDED] = "underfunded",
	[FIXTURE_FAULT] = "fault",
	[FIXTURE_SIGNED] = "signed",
	[FIXTURE_SENT] = "sent",
	[FIXTURE_READ_ONLY] = "read-only",
	[FIXTURE_UNLOCKED] = "unlocked",
	[FIXTURE_HOSTILE] = "hostile",
	[FIXTURE_MANY] = "many",
	[FIXTURE_UNCHOSEN] = "unchosen",
	[FIXTURE_SEVERAL] = "several",
	[FIXTURE_TWELVE] = "twelve",
	[FIXTURE_MODELS] = "models",
	[FIXTURE_UNHASHED] = "unhashed",
	[FIXTURE_DELEGATED] = "delegated",
	[FIXTURE_PAYERS] = "payers",
	[FIXTURE_UNPROTECTED] = "unprotected",
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

void *fixture_table(size_t n, size_t size)
{
	void *t = calloc(n > 0 ? n : 1, size);

	if (t == NULL)
		abort();
	return t;
}

struct u256 fixture_amount(const char *text)
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
			       .value = fixture_amount(text),
			       .block = 18204,
			       .as_of = FIXTURE_NOW - 20};
}

struct address fixture_address(const char *text)
{
	struct address a;

	if (address_parse(&a, text, strlen(text)) != STATUS_OK)
		abort();
	return a;
}

/* A hash that looks random and is the same in every run. */
struct hash fixture_hash(unsigned seed)
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

static void add_royalties(struct snapshot *s)
{
	s->n_royalties = 1;
	s->royalties = fixture_table(1, sizeof(*s->royalties));
	s->royalties[0] = (struct snapshot_royalty){
		.distributor = fixture_address(FIXTURE_DISTRIBUTOR),
		.token = fixture_address(FIXTURE_TOKEN),
		.symbol = "OPEN",
		.decimals = 18,
		.cumulative = figure("640.402913000000000001", TRUST_PROVEN),
		.claimed = figure("512", TRUST_PROVEN),
		.claimable = figure("128.402913000000000001", TRUST_PROVEN),
		.on_its_way = figure("0", TRUST_REPORTED),
		.accruing = figure("3.11", TRUST_REPORTED),
		.wallet = figure("61.25", TRUST_PROVEN),
		.funds = figure("250000", TRUST_PROVEN),
		.gas = figure("0.000412", TRUST_REPORTED),
		.received = figure("512", TRUST_PROVEN),
		.receipts = RECEIVED_COMPLETE,
	};
	s->n_coins = 1;
	s->coins = fixture_table(1, sizeof(*s->coins));
	s->coins[0].balance = figure("0.4", TRUST_PROVEN);
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

	s->n_datasets = ARRAY_SIZE(rows);
	s->datasets = fixture_table(s->n_datasets, sizeof(*s->datasets));
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct snapshot_dataset *d = &s->datasets[i];

		*d = (struct snapshot_dataset){.uid = fixture_hash(100 + (unsigned)i),
					       .root = fixture_hash(200 + (unsigned)i),
					       .account = fixture_address(FIXTURE_LAPTOP),
					       .kind = "lines",
					       .license = "CC-BY-4.0",
					       .records = rows[i].records,
					       .bytes = rows[i].bytes,
					       .state = rows[i].state,
					       .attestation_trust = TRUST_PROVEN,
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

/*
 * The payment of epoch `e` (1 to 30) for dataset 0 or 1, in millionths of a token. It grows,
 * differs from epoch to epoch, and adds up to the dataset's royalties.
 */
static uint64_t earned(unsigned e, unsigned dataset)
{
	static const uint64_t sums[] = {521204000, 119198913};
	uint64_t before = 0;

	if (e < 30)
		return dataset == 0
			       ? 7340000 + e * 510000 + e * 26931 % 17 * 230000 + e * 26931 % 899999
			       : 3080000 + e * 40000 + e * 7919 % 11 * 50000 + e * 7919 % 29989;
	for (unsigned k = 1; k < 30; k++)
		before += earned(k, dataset);
	return sums[dataset] - before;
}

static struct tokens micro(uint64_t amount)
{
	char text[48];

	snprintf(text, sizeof(text), "%llu.%06llu", (unsigned long long)amount / 1000000,
		 (unsigned long long)amount % 1000000);
	return (struct tokens){fixture_amount(text)};
}

struct tokens fixture_earned(unsigned e)
{
	return micro(earned(e, 0) + earned(e, 1));
}

static void set_audit(struct snapshot *s, const struct sentence *said)
{
	const struct value_style whole = {.hide = false};

	s->standings[0].n_audit = 1;
	s->standings[0].audit[0] = (struct audit_part){.trust = TRUST_PROVEN, .said = *said};
	soundness_text(s->standings[0].audit_text, sizeof(s->standings[0].audit_text),
		       s->standings[0].audit, s->standings[0].n_audit, &whole);
}

/*
 * The pool of each epoch, in millionths of a token. The datasets' shares are shares of 30 such
 * pools.
 */
#define POOL 56325000

static void add_epochs(struct snapshot *s)
{
	s->n_epochs = 30;
	s->epochs = fixture_table(s->n_epochs, sizeof(*s->epochs));
	s->n_scores = 60;
	s->scores = fixture_table(s->n_scores, sizeof(*s->scores));
	for (unsigned i = 0; i < 30; i++) {
		unsigned e = 30 - i;
		double share = (double)(earned(e, 0) + earned(e, 1)) / POOL;

		s->epochs[i] = (struct snapshot_epoch){
			.epoch = e,
			.start = FIXTURE_NOW - 40 - 3600 * (int64_t)(i + 1),
			.end = FIXTURE_NOW - 40 - 3600 * (int64_t)i,
			.settled_at = FIXTURE_NOW - 39 - 3600 * (int64_t)i,
			.statement = fixture_hash(300 + e),
			.distributor = fixture_address(FIXTURE_DISTRIBUTOR),
			.token = fixture_address(FIXTURE_TOKEN),
			.symbol = "OPEN",
			.decimals = 18,
			.own = fixture_earned(e),
			.pool = micro(POOL),
			.influence = 0.0794 * share,
			.share = share,
			.inferences = 3900 + e * 31 % 400,
			.trust = TRUST_PROVEN,
			.audit = i < 12 ? AUDIT_FULL_SOUND : AUDIT_OWN_SOUND};
		for (unsigned k = 0; k < 2; k++)
			s->scores[2 * i + k] = (struct snapshot_score){
				.epoch = e,
				.dataset = k,
				.uid = fixture_hash(100 + k),
				.inferences = (2900 + e * 31 % 400) / (1 + 2 * k),
				.influence = 0.0794 * (double)earned(e, k) / POOL,
				.amount = micro(earned(e, k)),
				.trust = TRUST_PROVEN};
	}
	s->standings[0].totals_audited = true;
	set_audit(s, &(struct sentence){.text = "30 of 30 epochs paid in full"});
}

static void add_attributions(struct snapshot *s, size_t n)
{
	s->n_attributions = n;
	s->attributions = fixture_table(n, sizeof(*s->attributions));
	for (size_t i = 0; i < n; i++) {
		struct snapshot_attribution *a = &s->attributions[i];

		a->seq = n - i;
		a->time = (uint32_t)(FIXTURE_NOW - 23 - 7 * (i % 400000));
		a->influence_e9 = (int64_t)(i * 7919 % 4000003) - 900000;
		a->fee_e9 = 1000000 + i % 7 * 125000;
		a->dataset = i % 3 == 2;
		a->model = 0;
		snprintf(a->inference, sizeof(a->inference), "%zu", 91022 + n - i);
	}
}

/* One network with one datanet, at which one account stands: the rows are of the first of each. */
static void set_network(struct snapshot *s)
{
	struct snapshot_network *n = s->networks = fixture_table(1, sizeof(*s->networks));
	struct snapshot_datanet *d = s->datanets = fixture_table(1, sizeof(*s->datanets));

	s->n_networks = s->n_datanets = s->n_standings = 1;
	s->standings = fixture_table(1, sizeof(*s->standings));
	snprintf(n->name, sizeof(n->name), "devnet");
	snprintf(n->title, sizeof(n->title), "byline devnet");
	snprintf(n->native_symbol, sizeof(n->native_symbol), "ETH");
	n->chain_id = 31337;
	n->native_decimals = 18;
	n->max_age_s = 120;
	n->quorum = 2;
	d->of.account = SNAPSHOT_NONE;
	snprintf(d->name, sizeof(d->name), "mail-filter");
	d->address = fixture_address(FIXTURE_DATANET);
}

static void add_agreement(struct snapshot *s)
{
	s->networks[0].as_of = FIXTURE_NOW - 20;
	s->networks[0].block = 18204;
	s->networks[0].block_hash = fixture_hash(1);
	s->networks[0].block_trust = TRUST_AGREED;
	s->networks[0].read_at = FIXTURE_NOW - 16;
	s->standings[0].rhythm =
		(struct snapshot_rhythm){.last_acceptance = FIXTURE_NOW - 180000,
					 .last_attribution = FIXTURE_NOW - 23,
					 .last_settlement = FIXTURE_NOW - 39,
					 .next_settlement = FIXTURE_NOW - 39 + 3600,
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
	set_network(s);
	fixture_add_accounts(s, false);
	add_agreement(s);
	add_royalties(s);
	add_datasets(s);
	add_epochs(s);
	add_attributions(s, attributions);
	fixture_add_models(s);
	fixture_add_nodes(s, false);
	fixture_add_claims(s);
	fixture_add_events(s);
	return s;
}

/* A snapshot of a network and nothing else. */
static struct snapshot *bare(void)
{
	struct snapshot *s = snapshot_new();

	if (s == NULL)
		abort();
	s->version = 1;
	set_network(s);
	fixture_add_accounts(s, true);
	return s;
}

/* Texts with widths and scripts that break careless screens, cleaned as the app cleans them. */
static void make_hostile(struct snapshot *s)
{
	snprintf(s->datasets[0].name, sizeof(s->datasets[0].name),
		 "日本語のメール集と議事録のデータ集");
	snprintf(s->datasets[1].name, sizeof(s->datasets[1].name),
		 "x\xEF\xBF\xBDtxt.exe e\xCC\x81t\xC3\xA9");
	snprintf(s->datasets[2].name, sizeof(s->datasets[2].name),
		 "a-name-of-more-than-sixty-letters-that-must-be-cut-somewhere-ok");
	snprintf(s->accounts[0].label, sizeof(s->accounts[0].label), "ノートパソコン😀😀😀");
	s->events[0].text = (struct sentence){.n = 0};
	sentence_add(
		&s->events[0].text, "%s",
		"😀 an event that goes on and on and on and on and on and on and on and on and on "
		"and on and on and on and on and on and on and on and on and on and on");
}

/* The nodes disagree, so that no figure is believed. */
static void make_disputed(struct snapshot *s)
{
	free(s->nodes);
	free(s->asked);
	fixture_add_nodes(s, true);
	s->royalties[0].claimed.trust = TRUST_DISPUTED;
	s->royalties[0].claimable.trust = TRUST_DISPUTED;
	s->networks[0].sync = SYNC_IDLE;
}

/* An audit found an amount that does not follow the rule. */
static void make_fault(struct snapshot *s)
{
	s->epochs[1].audit = AUDIT_FAULT;
	s->epochs[1].finding = fixture_finding();
	s->standings[0].totals_audited = false;
	set_audit(s, &s->epochs[1].finding);
}

/* Nothing is known, or all that was known is gone. */
static struct snapshot *empty(bool lost)
{
	struct snapshot *s = snapshot_new();

	if (s == NULL)
		abort();
	s->version = 1;
	if (lost)
		snprintf(s->lost, sizeof(s->lost),
			 "The vault is here, but its records are gone (accounts, labels, own "
			 "transactions, taken nonces): the cache was deleted or emptied, or byline "
			 "ended while the vault was made. Next: byline restore --backup FILE; "
			 "without a backup, byline sync finds what the chain has");
	return s;
}

/* Figures cached two hours ago, and no node answers. */
static void make_stale(struct snapshot *s)
{
	s->networks[0].as_of = FIXTURE_NOW - 7200;
	for (size_t i = 0; i < s->n_royalties; i++) {
		struct snapshot_royalty *r = &s->royalties[i];

		r->claimable.as_of = r->claimed.as_of = r->wallet.as_of = FIXTURE_NOW - 7200;
		r->accruing.as_of = r->cumulative.as_of = FIXTURE_NOW - 7200;
	}
	for (size_t i = 0; i < s->n_nodes; i++)
		s->nodes[i].state = PEER_UNREACHABLE;
	fixture_count_nodes(s);
	s->networks[0].sync = SYNC_FAILED;
	s->networks[0].next_try = FIXTURE_NOW + 12;
	snprintf(s->networks[0].sync_text, sizeof(s->networks[0].sync_text),
		 "alice, bob and carol: connection refused");
}

struct snapshot *fixture_snapshot(enum fixture_kind kind)
{
	struct snapshot *s;

	if (kind == FIXTURE_NOTHING || kind == FIXTURE_LOST || kind == FIXTURE_UNCHOSEN) {
		s = empty(kind == FIXTURE_LOST);
		s->has_vault = kind != FIXTURE_NOTHING;
		if (kind == FIXTURE_UNCHOSEN)
			fixture_add_accounts(s, false);
		fixture_add_vault(s, kind);
		return s;
	}
	if (kind == FIXTURE_FRESH || kind == FIXTURE_LOADING || kind == FIXTURE_QUIET) {
		s = bare();
		if (kind == FIXTURE_LOADING)
			s->networks[0].sync = SYNC_RUNNING;
		if (kind == FIXTURE_QUIET) {
			add_agreement(s);
			fixture_add_nodes(s, false);
			s->standings[0].rhythm = (struct snapshot_rhythm){0};
		}
		return s;
	}
	s = full(kind == FIXTURE_MANY ? 1000000 : 200);
	if (kind == FIXTURE_OFFLINE) {
		s->networks[0].sync = SYNC_OFFLINE;
		snprintf(s->networks[0].sync_text, sizeof(s->networks[0].sync_text),
			 "offline: showing what is cached");
	}
	if (kind == FIXTURE_STALE)
		make_stale(s);
	if (kind == FIXTURE_DISPUTED)
		make_disputed(s);
	if (kind == FIXTURE_UNHASHED)
		fixture_make_unhashed(s);
	if (kind == FIXTURE_UNDERFUNDED)
		fixture_make_underfunded(s);
	if (kind == FIXTURE_FAULT)
		make_fault(s);
	if (kind == FIXTURE_SIGNED || kind == FIXTURE_SENT)
		fixture_sign_claim(s, kind == FIXTURE_SENT);
	if (kind == FIXTURE_DELEGATED)
		fixture_make_delegated(s);
	s->read_only = kind == FIXTURE_READ_ONLY;
	fixture_add_vault(s, kind);
	if (kind == FIXTURE_HOSTILE)
		make_hostile(s);
	if (kind == FIXTURE_SEVERAL || kind == FIXTURE_TWELVE)
		fixture_add_networks(s, kind == FIXTURE_SEVERAL ? 2 : 12);
	if (kind == FIXTURE_MODELS)
		fixture_add_other_models(s);
	if (kind == FIXTURE_PAYERS)
		fixture_add_dues(s);
	fixture_renew_dues(s);
	return s;
}

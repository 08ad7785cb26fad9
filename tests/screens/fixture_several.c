/*
 * A contributor with several networks: the full one, a second chain with two datanets one of whose
 * nodes is silent, and further ones that are quiet, dead or not asked yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screens/fixture_private.h"

/* Makes room for one row more. */
static void *grown(void *table, size_t n, size_t size)
{
	table = realloc(table, (n + 1) * size);
	if (table == NULL)
		abort();
	memset((uint8_t *)table + n * size, 0, size);
	return table;
}

#define ADD(s, table)                                                         \
	((s)->table = grown((s)->table, (s)->n_##table, sizeof(*(s)->table)), \
	 &(s)->table[(s)->n_##table++])

static struct snapshot_owner owner(size_t network, size_t datanet, uint16_t account)
{
	return (struct snapshot_owner){(uint16_t)network, (uint16_t)datanet, account};
}

static struct figure figure(const char *text, enum trust trust)
{
	return (struct figure){.known = true,
			       .trust = trust,
			       .value = fixture_amount(text),
			       .block = 9021,
			       .as_of = FIXTURE_NOW - 31};
}

/* A network whose nodes all agree. Returns: its index. */
static size_t put_network(struct snapshot *s, const char *name, const char *coin, uint64_t chain)
{
	struct snapshot_network *n = ADD(s, networks);

	snprintf(n->name, sizeof(n->name), "%s", name);
	snprintf(n->title, sizeof(n->title), "%s", name);
	snprintf(n->native_symbol, sizeof(n->native_symbol), "%s", coin);
	n->chain_id = chain;
	n->native_decimals = 18;
	n->max_age_s = 120;
	n->quorum = 2;
	n->as_of = FIXTURE_NOW - 31;
	n->read_at = FIXTURE_NOW - 28;
	n->block = 9021;
	n->block_hash = fixture_hash((unsigned)chain);
	n->block_trust = TRUST_AGREED;
	n->agreement = (struct peer_agreement){.nodes = 2,
					       .answer = 2,
					       .agree = 2,
					       .quorum = 2,
					       .asked = true,
					       .met = true,
					       .text = "2 of 2 nodes agree"};
	return s->n_networks - 1;
}

static void set_silent(struct snapshot_network *n, const char *who)
{
	n->agreement.answer = n->agreement.agree = 1;
	n->agreement.met = false;
	n->agreement.alarm = true;
	snprintf(n->agreement.text, sizeof(n->agreement.text), "1 of 2 nodes agrees");
	snprintf(n->agreement.trouble, sizeof(n->agreement.trouble), "%s does not answer", who);
}

/* A datanet, how the laptop's account stands there, and what it is owed. */
static void add_datanet(struct snapshot *s, size_t network, const char *name, const char *symbol,
			const char *claimable, const char *claimed)
{
	size_t index = s->n_datanets;
	struct snapshot_datanet *d = ADD(s, datanets);
	struct snapshot_standing *standing;
	struct snapshot_royalty *r;

	d->of = owner(network, index, SNAPSHOT_NONE);
	snprintf(d->name, sizeof(d->name), "%s", name);
	memset(d->address.bytes, (int)(0x30 + index), sizeof(d->address.bytes));
	standing = ADD(s, standings);
	standing->of = owner(network, index, 0);
	r = ADD(s, royalties);
	r->of = owner(network, index, 0);
	memset(r->distributor.bytes, (int)(0x50 + index), sizeof(r->distributor.bytes));
	memset(r->token.bytes, (int)(0x70 + index), sizeof(r->token.bytes));
	snprintf(r->symbol, sizeof(r->symbol), "%s", symbol);
	r->decimals = 18;
	r->claimable = figure(claimable, TRUST_PROVEN);
	r->claimed = figure(claimed, TRUST_AGREED);
	r->on_its_way = figure("0", TRUST_REPORTED);
	r->wallet = figure("1.5", TRUST_PROVEN);
	r->funds = figure("5000", TRUST_PROVEN);
	r->received = r->claimed;
	r->receipts = RECEIVED_COMPLETE;
}

static void add_dataset(struct snapshot *s, size_t network, size_t datanet, const char *name,
			enum dataset_state state, const char *royalties)
{
	struct snapshot_dataset *d = ADD(s, datasets);

	d->of = owner(network, datanet, 0);
	d->uid = fixture_hash(900 + (unsigned)s->n_datasets);
	d->root = fixture_hash(950 + (unsigned)s->n_datasets);
	d->account = s->accounts[0].address;
	d->records = 400 + 37 * s->n_datasets;
	d->bytes = 90112;
	d->state = state;
	d->attestation_trust = TRUST_PROVEN;
	d->attested_at = FIXTURE_NOW - 86400 * 3;
	d->influence = 0.02;
	d->share = 0.12;
	d->royalties = figure(royalties, TRUST_PROVEN);
	snprintf(d->name, sizeof(d->name), "%s", name);
	snprintf(d->kind, sizeof(d->kind), "lines");
	snprintf(d->license, sizeof(d->license), "CC0-1.0");
}

/* A dataset that was committed to before a network was chosen, and waits for its datanet. */
static void add_waiting(struct snapshot *s, size_t network)
{
	struct snapshot_dataset *d = ADD(s, datasets);

	*d = (struct snapshot_dataset){.of = owner(network, SNAPSHOT_NONE, 0),
				       .root = fixture_hash(949),
				       .account = s->accounts[0].address,
				       .name = "field-notes",
				       .kind = "lines",
				       .license = "CC-BY-4.0",
				       .source = "/home/ann/field-notes.jsonl",
				       .records = 212,
				       .bytes = 30976,
				       .state = DATASET_LOCAL,
				       .share = -1};
	snprintf(s->datasets[0].also, sizeof(s->datasets[0].also), "press-notes on grove");
}

static void add_nodes(struct snapshot *s, size_t network, bool silent)
{
	static const char *const names[] = {"oak", "elm"}, *const operators[] = {"Delta",
										 "Epsilon"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct snapshot_node *n = ADD(s, nodes);

		n->of = owner(network, SNAPSHOT_NONE, SNAPSHOT_NONE);
		snprintf(n->name, sizeof(n->name), "%s", names[i]);
		snprintf(n->operator, sizeof(n->operator), "%s", operators[i]);
		snprintf(n->url, sizeof(n->url), "http://127.0.0.1:82%02zu", i);
		n->state = silent && i == 1 ? PEER_UNREACHABLE : PEER_OK;
		n->head = n->state == PEER_OK ? 9023 : 9010;
		n->lag = n->state == PEER_OK ? 0 : 13;
		n->agrees = 1;
		n->requests = n->state == PEER_OK ? 64 : 0;
		n->last_reply = FIXTURE_NOW - (n->state == PEER_OK ? 28 : 640);
	}
}

static void add_grove(struct snapshot *s, bool silent)
{
	size_t network = put_network(s, "grove", "ACORN", 31338), datanet = s->n_datanets;

	if (silent)
		set_silent(&s->networks[network], "elm");
	ADD(s, coins)->of = owner(network, SNAPSHOT_NONE, 0);
	s->coins[s->n_coins - 1].balance = figure("12", TRUST_PROVEN);
	add_datanet(s, network, "topics", "PRESS", "4.12", "31");
	add_datanet(s, network, "glosses", "WORD", "0", "7.75");
	add_dataset(s, network, datanet, "press-notes", DATASET_IN_MODEL, "35.12");
	add_dataset(s, network, datanet + 1, "herbarium", DATASET_ACCEPTED, "7.75");
	add_waiting(s, network);
	add_nodes(s, network, silent);
}

void fixture_add_networks(struct snapshot *s, size_t n)
{
	static const char *const names[] = {"openledger", "ethereum", "base",	"bnb",	  "story",
					    "optimism",	  "meadow",   "harbor", "quarry", "lagoon"};

	if (n > 1)
		add_grove(s, n > 2);
	for (size_t i = 0; i + 2 < n && i < ARRAY_SIZE(names); i++) {
		size_t network = put_network(s, names[i], i == 0 ? "OPEN" : "ETH", 5000 + i);
		struct snapshot_network *net = &s->networks[network];

		if (i % 4 == 3) {
			net->sync = SYNC_FAILED;
			net->agreement.answer = net->agreement.agree = 0;
			net->agreement.met = false;
			net->as_of = FIXTURE_NOW - 86400 * 2;
			snprintf(net->sync_text, sizeof(net->sync_text), "no node answers");
		}
		add_datanet(s, network, "reviews", i % 2 == 0 ? "OPEN" : "ETHX",
			    i == 1 ? "0.5" : "0", "2");
	}
}

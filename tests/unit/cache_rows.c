/* Rows come back as they were put, replaced where they should be, on their own network alone. */
#include "cache_file.h"

#include <sqlite3.h>

#include "cache/accounts.h"
#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/disputes.h"
#include "cache/events.h"
#include "cache/figures.h"
#include "cache/models.h"
#include "cache/node_abilities.h"
#include "cache/node_health.h"
#include "cache/settings.h"
#include "cache/transactions.h"
#include "cache/uploads.h"
#include "tests/lib/words_of.h"

/* Writes `sql` behind the cache's back, as a damaged disk or a newer byline might have. */
static void change_file(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void accounts_are_listed_by_index_then_watched_ones(void **state)
{
	struct cache *c = *state;
	struct cache_account a = {.address = address_of_byte(1), .watch_only = true}, *all;
	size_t n;

	assert_ok(cache_accounts_put(c, &a, &err));
	a = (struct cache_account){.address = address_of_byte(2), .index = 1, .label = "second"};
	assert_ok(cache_accounts_put(c, &a, &err));
	a = (struct cache_account){.address = address_of_byte(3), .index = 0, .label = "first"};
	assert_ok(cache_accounts_put(c, &a, &err));
	assert_ok(cache_accounts_label(c, &a.address, "changed", &err));
	assert_ok(cache_accounts_all(c, &all, &n, &err));
	assert_int_equal(n, 3);
	assert_string_equal(all[0].label, "changed");
	assert_string_equal(all[1].label, "second");
	assert_true(all[2].watch_only);
	free(all);
	a.address = address_of_byte(4);
	assert_int_equal(cache_accounts_label(c, &a.address, "x", &err), ERR_NOT_FOUND);
}

/* The datanet of the tests that need only one. */
static const struct address datanet = {{0xda}};

static void a_dataset_comes_back_whole(void **state)
{
	struct cache *c = *state;
	struct cache_dataset d = {
		.root = hash_of_byte(1),
		.nonce = hash_of_byte(2),
		.manifest = hash_of_byte(3),
		.account = address_of_byte(4),
		.name = "mails-2025",
		.kind = "lines",
		.license = "CC0-1.0",
		.source = "/home/me/mails",
		.local = true,
		.records = 500,
		.bytes = UINT64_C(1) << 40,
		.created_at = 1000,
	};
	struct cache_dataset back = {0}, *all;
	size_t n;

	assert_ok(cache_datasets_put(c, &d, &err));
	assert_int_not_equal(d.id, 0);
	assert_ok(cache_datasets_by_root(c, &back, &d.root, &datanet, &err));
	assert_memory_equal(&back, &d, sizeof(d));
	d.uid = hash_of_byte(9);
	d.datanet = datanet;
	d.state = CACHE_DATASET_REJECTED;
	d.trust = TRUST_AGREED;
	snprintf(d.note, sizeof(d.note), "root differs");
	d.block = 77;
	d.updated_at = 2000;
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_datasets_by_uid(c, &back, &d.uid, &err));
	assert_memory_equal(&back, &d, sizeof(d));
	assert_ok(cache_datasets_all(c, &all, &n, &err));
	assert_int_equal(n, 1);
	free(all);
	d.root = hash_of_byte(0x77);
	assert_int_equal(cache_datasets_by_root(c, &back, &d.root, &datanet, &err), ERR_NOT_FOUND);
}

static void a_claim_and_an_upload_come_back_whole(void **state)
{
	struct cache *c = *state;
	struct cache_claim cl = {
		.transaction = 3,
		.account = address_of_byte(1),
		.payer = address_of_byte(2),
		.token = address_of_byte(3),
		.prepared_at = 10,
	};
	struct cache_claim back = {0}, more, *all;
	struct cache_upload u = {.datanet = datanet,
				 .uid = hash_of_byte(5),
				 .file = hash_of_byte(6),
				 .path = "/spool/a",
				 .size = 100,
				 .offset = 0,
				 .started = 5};
	struct cache_upload up = {0};
	size_t n;

	cl.cumulative.raw = u256_from_u64(640);
	cl.amount.raw = u256_from_u64(128);
	assert_ok(cache_claims_add(c, &cl, &err));
	assert_ok(cache_claims_by_transaction(c, &back, 3, &err));
	assert_memory_equal(&back, &cl, sizeof(cl));
	/* One transaction may claim several things. */
	more = cl;
	more.token = address_of_byte(4);
	assert_ok(cache_claims_add(c, &more, &err));
	assert_int_equal(more.id, cl.id);
	assert_int_equal(more.item, 1);
	assert_ok(cache_claims_get(c, &back, cl.id, &err));
	assert_memory_equal(&back, &cl, sizeof(cl));
	assert_ok(cache_claims_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_memory_equal(&all[1], &more, sizeof(more));
	free(all);

	assert_ok(cache_uploads_put(c, &u, &err));
	u.offset = 65;
	snprintf(u.url, sizeof(u.url), "http://127.0.0.1/files/1");
	assert_ok(cache_uploads_put(c, &u, &err));
	assert_ok(cache_uploads_get(c, &up, &u.uid, &err));
	assert_memory_equal(&up, &u, sizeof(u));
	assert_ok(cache_uploads_remove(c, &u.uid, &err));
	assert_int_equal(cache_uploads_get(c, &up, &u.uid, &err), ERR_NOT_FOUND);
}

static void abilities_of_nodes_come_back_for_their_name(void **state)
{
	struct cache *c = *state;
	struct cache_node_ability rows[2] = {
		{.name = "alice", .endpoint = hash_of_byte(1), .span_taken = 500, .off = 3},
		{.name = "bob",
		 .endpoint = hash_of_byte(2),
		 .span_refused = 501,
		 .span_guess = 499,
		 .refusal = 1,
		 .refused_at = 1790000000,
		 .most_events = 77,
		 .proofs = 2,
		 .proofs_at = 1790000001}};
	struct cache_node_ability *back;
	size_t n;

	assert_ok(cache_node_abilities_put(c, rows, 2, &err));
	rows[0].span_taken = 800;
	assert_ok(cache_node_abilities_put(c, rows, 1, &err));
	assert_ok(cache_node_abilities_all(c, &back, &n, &err));
	assert_int_equal(n, 2);
	assert_memory_equal(back, rows, sizeof(rows));
	free(back);
}

static void nodes_disputes_and_models_come_back(void **state)
{
	struct cache *c = *state;
	struct cache_node node = {.name = "alice",
				  .state = PEER_BEHIND,
				  .head = 100,
				  .compared = 9},
			  *nodes;
	struct cache_dispute d = {.time = 1, .node = "carol", .said = "5", .agreed = "7"}, *ds;
	struct cache_model m = {.datanet = datanet,
				.hash = hash_of_byte(1),
				.name = "mail-filter 1",
				.current = true};
	struct cache_model current = {0}, *models;
	size_t n;

	node.latency_ms[15] = 12;
	assert_ok(cache_node_health_put(c, &node, 1, &err));
	node.state = 3;
	assert_ok(cache_node_health_put(c, &node, 1, &err));
	assert_ok(cache_node_health_all(c, &nodes, &n, &err));
	assert_int_equal(n, 1);
	assert_memory_equal(nodes, &node, sizeof(node));
	free(nodes);

	for (int i = 0; i < CACHE_DISPUTES_KEPT + 5; i++) {
		d.time = i;
		d.block = 100 + (uint64_t)i;
		snprintf(d.said, sizeof(d.said), "%d", i / 5);
		assert_ok(cache_disputes_put(c, &d, &err));
	}
	assert_ok(cache_disputes_all(c, &ds, &n, &err));
	/* Equal ones are one row, with the newest time and block. */
	assert_int_equal(n, CACHE_DISPUTES_KEPT / 5);
	d.count = 5;
	assert_memory_equal(&ds[0], &d, sizeof(d));
	assert_string_equal(ds[1].said, "199");
	assert_int_equal(ds[1].count, 5);
	free(ds);

	assert_int_equal(cache_models_current(c, &current, &datanet, &err), ERR_NOT_FOUND);
	assert_ok(cache_models_put(c, &m, &err));
	m.hash = hash_of_byte(2);
	assert_ok(cache_models_put(c, &m, &err));
	assert_ok(cache_models_current(c, &current, &datanet, &err));
	assert_memory_equal(&current, &m, sizeof(m));
	assert_ok(cache_models_all(c, &models, &n, &datanet, &err));
	assert_int_equal(n, 1);
	free(models);
}

static void events_are_unseen_until_marked(void **state)
{
	struct cache *c = *state;
	struct cache_event event = {.time = 5,
				    .trust = TRUST_REPORTED,
				    .area = "sync",
				    .datanet = datanet,
				    .account = address_of_byte(2)},
			   *all;
	size_t n;

	sentence_add(&event.text, "epoch 30 settled");
	assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_events_mark_seen(c, NULL, &err));
	event.time = 6;
	assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_events_recent(c, &all, &n, 10, &err));
	assert_true(address_equal(&all[0].datanet, &event.datanet));
	assert_true(address_equal(&all[0].account, &event.account));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].time, 6);
	assert_false(all[0].seen);
	assert_true(all[1].seen);
	assert_string_equal(words_of(&all[0].text), "epoch 30 settled");
	free(all);
	assert_ok(cache_events_recent(c, &all, &n, 1, &err));
	assert_int_equal(n, 1);
	free(all);
}

/* Amounts are values again when they come back. */
static void sentences_come_back_with_their_amounts(void **state)
{
	const struct value_style hidden = {.hide = true};
	struct cache *c = *state;
	struct cache_event event = {.time = 5, .trust = TRUST_REPORTED, .area = "epochs"}, *all;
	struct u256 raw = u256_from_u64(4211);
	char text[SENTENCE_TEXT_SIZE];
	size_t n;

	sentence_add(&event.text, "epoch 30 settled: +");
	sentence_add_amount(&event.text, &raw, "OPEN", 3, AMOUNT_PLACES);
	assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_events_recent(c, &all, &n, 1, &err));
	assert_string_equal(words_of(&all[0].text), "epoch 30 settled: +4.211 OPEN");
	sentence_text(text, sizeof(text), &all[0].text, &hidden);
	assert_string_equal(text, "epoch 30 settled: +••• OPEN");
	free(all);
}

/* A dataset, a figure, a transaction, a setting and a label. */
static void put_some(struct cache *c)
{
	struct cache_account a = {.address = address_of_byte(1), .label = "me"};
	struct cache_dataset d = {.root = hash_of_byte(1),
				  .uid = hash_of_byte(2),
				  .local = true,
				  .name = "mine",
				  .state = CACHE_DATASET_IN_MODEL};
	struct cache_dataset found = {.root = hash_of_byte(3), .uid = hash_of_byte(4)};
	struct cache_figure f = {.kind = CACHE_FIGURE_CLAIMABLE,
				 .account = address_of_byte(1),
				 .block = 10,
				 .as_of = 1000};
	struct cache_tx tx = {.account = a.address, .what.text = "claim"};

	assert_ok(cache_accounts_put(c, &a, &err));
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_datasets_put(c, &found, &err));
	assert_ok(cache_figures_put(c, &f, 1, &err));
	assert_ok(cache_transactions_add(c, &tx, &err));
	assert_ok(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "v", &err));
}

static void counts(struct cache *c, size_t *datasets, size_t *figures, size_t *txs)
{
	struct cache_dataset *d;
	struct cache_figure *f;
	struct cache_tx *t;

	assert_ok(cache_datasets_all(c, &d, datasets, &err));
	assert_ok(cache_figures_all(c, &f, figures, &err));
	assert_ok(cache_transactions_all(c, &t, txs, &err));
	free(d);
	free(f);
	free(t);
}

static void a_restarted_chain_drops_all_but_labels_and_own_datasets(void **state)
{
	struct cache *c = *state;
	struct hash other = hash_of_byte(2);
	struct cache_account *accounts;
	struct cache_dataset d;
	size_t datasets, figures, txs, n;
	bool restarted = true;

	put_some(c);
	assert_ok(cache_networks_select(c, &restarted, "devnet", 31337, NULL, &err));
	assert_false(restarted);
	counts(c, &datasets, &figures, &txs);
	assert_int_equal(datasets + figures + txs, 4);
	assert_ok(cache_networks_select(c, &restarted, "devnet", 31337, &other, &err));
	assert_true(restarted);
	counts(c, &datasets, &figures, &txs);
	assert_int_equal(datasets, 1);
	assert_int_equal(figures + txs, 0);
	d.root = hash_of_byte(1);
	assert_ok(cache_datasets_by_root(c, &d, &d.root, &datanet, &err));
	assert_int_equal(d.state, CACHE_DATASET_LOCAL);
	assert_true(hash_is_zero(&d.uid));
	assert_string_equal(d.name, "mine");
	assert_ok(cache_accounts_all(c, &accounts, &n, &err));
	assert_int_equal(n, 1);
	assert_string_equal(accounts[0].label, "me");
	free(accounts);
	assert_ok(cache_networks_select(c, &restarted, "devnet", 31337, &other, &err));
	assert_false(restarted);
}

static void networks_do_not_see_each_others_rows(void **state)
{
	struct cache *c = *state;
	size_t datasets, figures, txs;

	put_some(c);
	assert_ok(cache_networks_select(c, NULL, "mainnet", 1, NULL, &err));
	counts(c, &datasets, &figures, &txs);
	assert_int_equal(datasets + figures + txs, 0);
	/* Another profile of the same chain shares its nonces, nothing else. */
	assert_ok(cache_networks_select(c, NULL, "devnet-2", 31337, NULL, &err));
	counts(c, &datasets, &figures, &txs);
	assert_int_equal(datasets + figures, 0);
	assert_int_equal(txs, 1);
}

#define rows_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

static void a_number_that_no_version_wrote_is_damage(void **state)
{
	struct cache *c;
	struct cache_event event = {
		.time = 1, .trust = TRUST_AGREED, .area = "a", .text.text = "t"};
	struct cache_event *events;
	struct cache_figure f = {.kind = CACHE_FIGURE_CLAIMABLE,
				 .account = address_of_byte(1),
				 .block = 10,
				 .as_of = 1000},
			    *figures;
	struct cache_node node = {.name = "alice", .state = PEER_LIMITED}, *nodes;
	struct cache_dataset d = {.root = hash_of_byte(1), .account = address_of_byte(1)}, found;
	size_t n;

	(void)state;
	assert_int_equal(folder_make(NULL), 0);
	assert_ok(cache_open(&c, db_path, false, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_figures_put(c, &f, 1, &err));
	assert_ok(cache_node_health_put(c, &node, 1, &err));
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_events_recent(c, &events, &n, 9, &err));
	assert_int_equal(events[0].trust, TRUST_AGREED);
	free(events);
	assert_ok(cache_node_health_all(c, &nodes, &n, &err));
	assert_int_equal(nodes[0].state, PEER_LIMITED);
	free(nodes);
	change_file("UPDATE events SET trust = 5; UPDATE figures SET kind = 6;"
		    "UPDATE nodes SET state = 10; UPDATE datasets SET state = -1;");
	assert_int_equal(cache_events_recent(c, &events, &n, 9, &err), ERR_DAMAGED);
	assert_null(events);
	change_file("UPDATE events SET trust = 3, text = char(30, 31);");
	assert_int_equal(cache_events_recent(c, &events, &n, 9, &err), ERR_DAMAGED);
	change_file("UPDATE events SET text = 'a text of before';");
	assert_ok(cache_events_recent(c, &events, &n, 9, &err));
	free(events);
	assert_int_equal(cache_figures_all(c, &figures, &n, &err), ERR_DAMAGED);
	assert_int_equal(cache_node_health_all(c, &nodes, &n, &err), ERR_DAMAGED);
	assert_int_equal(cache_datasets_by_root(c, &found, &d.root, &datanet, &err), ERR_DAMAGED);
	assert_non_null(strstr(err.text, "damaged"));
	cache_close(c);
	assert_int_equal(folder_remove(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		rows_test(accounts_are_listed_by_index_then_watched_ones),
		rows_test(a_dataset_comes_back_whole),
		rows_test(a_claim_and_an_upload_come_back_whole),
		rows_test(abilities_of_nodes_come_back_for_their_name),
		rows_test(nodes_disputes_and_models_come_back),
		rows_test(events_are_unseen_until_marked),
		rows_test(sentences_come_back_with_their_amounts),
		rows_test(a_restarted_chain_drops_all_but_labels_and_own_datasets),
		rows_test(networks_do_not_see_each_others_rows),
		cmocka_unit_test(a_number_that_no_version_wrote_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Abandoned blocks are undone, transactions come back whole, attributions stay countable. */
#include "cache_file.h"

#include "base/buf.h"
#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/datasets.h"
#include "cache/figures.h"
#include "cache/models.h"
#include "cache/scores.h"
#include "cache/statements.h"
#include "cache/transactions.h"
#include "cache/verdicts.h"

static void put_block(struct cache *c, uint64_t number, uint8_t hash)
{
	struct cache_block b = {.number = number, .hash = hash_of_byte(hash)};

	assert_ok(cache_blocks_put(c, &b, &err));
}

/* So many anchors are kept, of which the oldest has this number. */
static void assert_newest(struct cache *c, size_t n, uint64_t oldest)
{
	struct cache_agreed kept = {.least = TRUST_NONE};

	assert_ok(cache_blocks_agreed(c, &kept, &err));
	assert_int_equal(kept.n, n);
	assert_int_equal(kept.block[n - 1].number, oldest);
}

static void what_one_server_reported_above_the_agreed_blocks_is_told_apart(void **state)
{
	static const struct {
		uint64_t number;
		enum trust trust;
	} blocks[] = {{10, TRUST_REPORTED},
		      {20, TRUST_AGREED},
		      {30, TRUST_AGREED},
		      {40, TRUST_REPORTED},
		      {50, TRUST_REPORTED}};
	struct cache_agreed agreed = {.least = TRUST_AGREED};
	struct cache *c = *state;

	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		struct cache_block b = {.number = blocks[i].number,
					.hash = hash_of_byte((uint8_t)blocks[i].number),
					.trust = blocks[i].trust};

		assert_ok(cache_blocks_put(c, &b, &err));
	}
	assert_ok(cache_blocks_agreed(c, &agreed, &err));
	assert_int_equal(agreed.n, 2);
	assert_int_equal(agreed.block[0].number, 30);
	assert_int_equal(agreed.block[0].hash.bytes[0], 30);
	assert_int_equal(agreed.block[1].number, 20);
	assert_int_equal(agreed.reported, 50);
	/* Where nodes can never agree, the word of one is all that there is. */
	agreed.least = TRUST_REPORTED;
	assert_ok(cache_blocks_agreed(c, &agreed, &err));
	assert_int_equal(agreed.n, 5);
	assert_int_equal(agreed.reported, 0);
}

static void anchors_tell_where_a_fork_begins(void **state)
{
	struct cache *c = *state;
	struct cache_block b = {.number = 20, .hash = hash_of_byte(0x99)};

	assert_int_equal(cache_blocks_last(c, &b, &err), ERR_NOT_FOUND);
	put_block(c, 10, 1);
	put_block(c, 20, 2);
	put_block(c, 20, 2);
	b.number = 20;
	b.hash = hash_of_byte(3);
	assert_int_equal(cache_blocks_put(c, &b, &err), ERR_MISMATCH);
	assert_ok(cache_blocks_last(c, &b, &err));
	assert_int_equal(b.number, 20);
	assert_newest(c, 2, 10);
	assert_ok(cache_blocks_undo(c, 10, &err));
	assert_ok(cache_blocks_last(c, &b, &err));
	assert_int_equal(b.number, 10);
	for (uint64_t i = 11; i < 1000; i++)
		put_block(c, i, 4);
	assert_newest(c, CACHE_BLOCKS_KEPT, 1000 - CACHE_BLOCKS_KEPT);
}

static void put_figure(struct cache *c, uint64_t value, uint64_t block)
{
	struct cache_figure f = {.kind = CACHE_FIGURE_CLAIMED,
				 .account = address_of_byte(1),
				 .value = u256_from_u64(value),
				 .block = block,
				 .as_of = (int64_t)block * 100};

	assert_ok(cache_figures_put(c, &f, 1, &err));
}

static void assert_figure(struct cache *c, uint64_t value, uint64_t block)
{
	struct cache_figure *all;
	size_t n;

	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].value.limb[0], value);
	assert_int_equal(all[0].block, block);
	assert_int_equal(all[0].as_of, block * 100);
	free(all);
}

static void a_version_that_was_read_in_an_abandoned_block_waits_to_be_read_again(void **state)
{
	struct cache *c = *state;
	const struct address datanet = address_of_byte(0xda);
	struct cache_model m = {.datanet = datanet,
				.name = "m 1",
				.version = {.number = 1,
					    .uid = hash_of_byte(5),
					    .state = MODEL_ATTESTED,
					    .trust = TRUST_PROVEN,
					    .figures = hash_of_byte(6),
					    .license = "MIT",
					    .block = 20},
				.data.training = MODEL_TRAINING_GIVEN};
	struct cache_model *back;
	size_t n;

	for (uint8_t i = 1; i <= 2; i++) {
		m.hash = hash_of_byte(i);
		m.version.number = i;
		m.version.block = 10u * i;
		assert_ok(cache_models_put_version(c, &m, &err));
	}
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_int_equal(n, 2);
	assert_int_equal(back[0].version.state, MODEL_WAITING);
	assert_int_equal(back[0].version.trust, TRUST_NONE);
	assert_string_equal(back[0].version.license, "");
	assert_true(hash_is_zero(&back[0].version.figures));
	assert_true(hash_equal(&back[1].version.figures, &m.version.figures));
	assert_int_equal(back[0].data.training, MODEL_TRAINING_NOT_STATED);
	assert_true(hash_equal(&back[0].version.uid, &m.version.uid));
	assert_int_equal(back[1].version.state, MODEL_ATTESTED);
	free(back);
}

static void figures_of_abandoned_blocks_fall_back(void **state)
{
	struct cache *c = *state;
	struct cache_figure *all;
	size_t n;

	put_figure(c, 5, 10);
	put_figure(c, 7, 20);
	put_figure(c, 7, 30);
	put_figure(c, 9, 40);
	assert_figure(c, 9, 40);
	assert_ok(cache_blocks_undo(c, 35, &err));
	assert_figure(c, 7, 30);
	assert_ok(cache_blocks_undo(c, 25, &err));
	assert_figure(c, 7, 20);
	put_figure(c, 8, 26);
	assert_figure(c, 8, 26);
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_figure(c, 5, 10);
	assert_ok(cache_blocks_undo(c, 5, &err));
	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 0);
}

static void what_hung_off_an_abandoned_block_is_undone(void **state)
{
	struct cache *c = *state;
	struct address account = address_of_byte(1);
	struct cache_dataset own = {.root = hash_of_byte(1), .local = true, .uid = hash_of_byte(2)};
	struct cache_dataset found = {.root = hash_of_byte(3), .uid = hash_of_byte(4), .block = 20};
	struct cache_statement st = {.uid = hash_of_byte(7), .block = 20}, *sts;
	struct cache_score score = {.epoch = 1};
	struct cache_verdict verdict = {.epoch = 1, .audit = CACHE_AUDIT_FAULT}, *verdicts;
	struct cache_score *scores;
	size_t n;

	own.state = CACHE_DATASET_REVOKED;
	own.datanet = address_of_byte(0xda);
	own.block = 10;
	own.revoked_block = 20;
	assert_ok(cache_datasets_put(c, &own, &err));
	assert_ok(cache_datasets_put(c, &found, &err));
	st.statement.epoch = 1;
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_scores_put(c, &st.datanet, &account, 1, &score, 1, &err));
	verdict.statement = st.uid;
	assert_ok(cache_verdicts_put(c, &account, &verdict, &err));

	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_ok(cache_datasets_by_root(c, &own, &own.root, &own.datanet, &err));
	assert_int_equal(own.state, CACHE_DATASET_ATTESTED);
	assert_int_equal(own.revoked_block, 0);
	assert_int_equal(own.datanet.bytes[0], 0xda);
	assert_int_equal(cache_datasets_by_root(c, &found, &found.root, &own.datanet, &err),
			 ERR_NOT_FOUND);
	assert_ok(cache_statements_all(c, &sts, &n, &st.datanet, &err));
	assert_int_equal(n, 0);
	assert_ok(cache_scores_all(c, &scores, &n, &st.datanet, NULL, &err));
	assert_int_equal(n, 0);
	/* In another block the statement may be the same; it is looked at again. */
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_verdicts_all(c, &verdicts, &n, &st.datanet, &account, &err));
	assert_int_equal(n, 0);

	assert_ok(cache_blocks_undo(c, 5, &err));
	assert_ok(cache_datasets_by_root(c, &own, &own.root, &own.datanet, &err));
	assert_int_equal(own.state, CACHE_DATASET_LOCAL);
	assert_true(hash_is_zero(&own.uid));
	assert_int_equal(own.datanet.bytes[0], 0);
}

/* Compares the members one by one: the bytes between them may hold anything. */
static void expect_same(const struct cache_tx *a, const struct cache_tx *b)
{
#define SAME(member) assert_memory_equal(&a->member, &b->member, sizeof(a->member))
	SAME(id), SAME(account), SAME(nonce), SAME(generation), SAME(kind), SAME(state);
	assert_string_equal(a->what.text, b->what.text);
	SAME(signing_hash), SAME(hash), SAME(fee_cap), SAME(fee), SAME(block), SAME(block_hash);
	SAME(prepared_at), SAME(signed_at), SAME(sent_at), SAME(mined_at), SAME(expires_at);
	SAME(exported_at), SAME(bundle);
	assert_string_equal(a->file, b->file);
	assert_string_equal(a->note, b->note);
#undef SAME
}

static void a_transaction_comes_back_whole_with_its_bytes(void **state)
{
	struct cache *c = *state;
	struct cache_tx tx = {.account = address_of_byte(1),
			      .nonce = 7,
			      .kind = CACHE_TX_CLAIM,
			      .state = CACHE_TX_DRAFT,
			      .what.text = "claim 30",
			      .signing_hash = hash_of_byte(4),
			      .prepared_at = 10,
			      .expires_at = 20,
			      .exported_at = 11,
			      .file = "/media/stick/claim.json",
			      .bundle = hash_of_byte(6)};
	struct cache_tx second = tx, back = {0};
	struct buf raw;

	assert_ok(cache_transactions_add(c, &tx, &err));
	assert_ok(cache_transactions_by_bundle(c, &back, &tx.bundle, &err));
	expect_same(&back, &tx);
	assert_ok(cache_transactions_add(c, &second, &err));
	assert_int_equal(second.generation, 1);
	tx.state = CACHE_TX_SIGNED;
	tx.hash = hash_of_byte(5);
	tx.signed_at = 100;
	assert_ok(cache_transactions_update(c, &tx, &err));
	assert_ok(cache_transactions_put_raw(c, tx.id, "\2raw", 4, &err));
	assert_ok(cache_transactions_by_hash(c, &back, &tx.hash, &err));
	expect_same(&back, &tx);
	buf_init(&raw, 100);
	assert_ok(cache_transactions_raw(c, &raw, tx.id, &err));
	assert_int_equal(raw.len, 4);
	assert_memory_equal(raw.data, "\2raw", 4);
	buf_release(&raw);
	assert_ok(cache_transactions_remove(c, second.id, &err));
	assert_int_equal(cache_transactions_remove(c, second.id, &err), ERR_NOT_FOUND);
}

static void a_state_that_this_byline_does_not_know_is_damage(void **state)
{
	struct cache *c = *state;
	struct cache_tx tx = {.account = address_of_byte(1), .what.text = "x"}, back, *all;
	size_t n;

	assert_ok(cache_transactions_add(c, &tx, &err));
	tx.state = (enum cache_tx_state)CACHE_TX_STATES;
	assert_ok(cache_transactions_update(c, &tx, &err));
	assert_int_equal(cache_transactions_get(c, &back, tx.id, &err), ERR_DAMAGED);
	assert_int_equal(cache_transactions_all(c, &all, &n, &err), ERR_DAMAGED);
}

/* The datanet of the tests that need only one. */
static const struct address datanet = {{0xda}};

static void attributions_are_counted_paged_summed_and_trimmed(void **state)
{
	struct cache *c = *state;
	struct address me = address_of_byte(1), other = address_of_byte(2);
	struct cache_attribution_in *rows = calloc(25000, sizeof(*rows));
	struct cache_attribution *page;
	struct cache_attribution_sum *sums;
	struct hash h;
	uint64_t epoch, count, last;
	size_t n;

	assert_non_null(rows);
	for (size_t i = 0; i < 25000; i++) {
		rows[i] = (struct cache_attribution_in){.seq = i + 1,
							.time = (int64_t)i,
							.epoch = 1 + i / 10000,
							.dataset = hash_of_byte(i % 3 + 1),
							.model = hash_of_byte(9),
							.influence_e9 = i % 2 ? -5 : 7,
							.fee_e9 = 2};
		snprintf(rows[i].inference, sizeof(rows[i].inference), "q%zu", i);
	}
	assert_ok(cache_attributions_put(c, &datanet, &me, rows, 20000, &err));
	assert_ok(cache_attributions_put(c, &datanet, &me, rows + 15000, 10000, &err));
	assert_ok(cache_attributions_put(c, &datanet, &other, rows, 3, &err));
	assert_ok(cache_attributions_count(c, &count, &last, &datanet, &me, &err));
	assert_int_equal(count, 25000);
	assert_int_equal(last, 25000);
	assert_ok(cache_attributions_page(c, &page, &n, &datanet, &me, 101, 3, &err));
	assert_int_equal(n, 3);
	assert_int_equal(page[0].seq, 100);
	assert_int_equal(page[0].influence_e9, -5);
	assert_string_equal(page[0].inference, "q99");
	assert_ok(cache_attributions_hash(c, &h, page[0].dataset, &err));
	assert_int_equal(h.bytes[0], 99 % 3 + 1);
	free(page);
	assert_ok(cache_attributions_sums(c, &sums, &n, &datanet, &me, 2, &err));
	assert_int_equal(n, 3);
	assert_int_equal(sums[0].epoch, 3);
	assert_int_equal(sums[0].inferences + sums[1].inferences + sums[2].inferences, 5000);
	assert_int_equal(sums[0].influence_e9 + sums[1].influence_e9 + sums[2].influence_e9, 5000);
	free(sums);
	assert_ok(cache_attributions_trimmed(c, &epoch, &datanet, &me, &err));
	assert_int_equal(epoch, 0);
	assert_ok(cache_attributions_trim(c, &datanet, &me, 10, &err));
	assert_ok(cache_attributions_trimmed(c, &epoch, &datanet, &me, &err));
	assert_int_equal(epoch, 3);
	assert_ok(cache_attributions_count(c, &count, &last, &datanet, &me, &err));
	assert_int_equal(count, 10);
	assert_int_equal(last, 25000);
	assert_ok(cache_attributions_page(c, &page, &n, &datanet, &me, UINT64_MAX, SIZE_MAX, &err));
	assert_int_equal(n, 10);
	assert_int_equal(page[9].seq, 24991);
	free(page);
	assert_ok(cache_attributions_count(c, &count, &last, &datanet, &other, &err));
	assert_int_equal(count, 3);
	rows[0].seq = UINT64_C(1) << 44;
	assert_int_equal(cache_attributions_put(c, &datanet, &me, rows, 1, &err), ERR_RANGE);
	free(rows);
}

static void sums_that_do_not_fit_are_the_largest_that_do(void **state)
{
	struct cache *c = *state;
	struct address me = address_of_byte(1);
	struct cache_attribution_in rows[3] = {0};
	struct cache_attribution_sum *sums;
	size_t n;

	for (size_t i = 0; i < 3; i++) {
		rows[i] = (struct cache_attribution_in){.seq = i + 1,
							.epoch = 1 + i / 2,
							.dataset = hash_of_byte(1),
							.model = hash_of_byte(9),
							.influence_e9 = INT64_MAX,
							.fee_e9 = INT64_MAX};
	}
	rows[2].influence_e9 = (INT64_C(1) << 53) - 1;
	rows[2].fee_e9 = 3;
	assert_ok(cache_attributions_put(c, &datanet, &me, rows, 3, &err));
	assert_ok(cache_attributions_sums(c, &sums, &n, &datanet, &me, 0, &err));
	assert_int_equal(n, 2);
	assert_int_equal(sums[0].influence_e9, (INT64_C(1) << 53) - 1);
	assert_int_equal(sums[0].fee_e9, 3);
	assert_int_equal(sums[1].influence_e9, INT64_MAX);
	assert_int_equal(sums[1].fee_e9, INT64_MAX);
	free(sums);
}

static void what_is_netted_is_weighted_by_fee(void **state)
{
	struct cache *c = *state;
	struct address me = address_of_byte(1);
	struct cache_attribution_in rows[] = {
		{.seq = 1, .epoch = 1, .influence_e9 = 4000000000, .fee_e9 = 1000000000},
		{.seq = 2, .epoch = 1, .influence_e9 = -1000000000, .fee_e9 = 9000000000},
		{.seq = 3, .epoch = 2, .influence_e9 = 5},
		{.seq = 4, .epoch = 3, .influence_e9 = INT64_MAX, .fee_e9 = INT64_MAX},
	};
	struct cache_attribution_sum *sums;
	size_t n;

	assert_ok(cache_attributions_put(c, &datanet, &me, rows, ARRAY_SIZE(rows), &err));
	assert_ok(cache_attributions_sums(c, &sums, &n, &datanet, &me, 0, &err));
	assert_int_equal(n, 3);
	assert_int_equal(sums[0].net_e9, INT64_MAX);
	assert_int_equal(sums[1].net_e9, 0);
	/* 4 for a fee of 1 and -1 for a fee of 9: more is lost than won. */
	assert_int_equal(sums[2].influence_e9, 3000000000);
	assert_int_equal(sums[2].net_e9, -500000000);
	free(sums);
}

static void attributions_of_two_datanets_of_a_network_keep_apart(void **state)
{
	struct cache *c = *state;
	const struct address me = address_of_byte(1), second = address_of_byte(0xdb);
	struct cache_attribution_in rows[] = {{.seq = 1, .epoch = 2, .fee_e9 = 5},
					      {.seq = 2, .epoch = 2, .fee_e9 = 7}};
	struct cache_attribution_sum *sums;
	uint64_t count, last;
	size_t n;

	/* Each datanet numbers its answers from 1. */
	assert_ok(cache_attributions_put(c, &datanet, &me, rows, 2, &err));
	assert_ok(cache_attributions_put(c, &second, &me, rows, 2, &err));
	assert_ok(cache_attributions_sums(c, &sums, &n, &second, &me, 0, &err));
	assert_int_equal(n, 1);
	assert_int_equal(sums[0].fee_e9, 12);
	free(sums);
	assert_ok(cache_attributions_trim(c, &datanet, &me, 1, &err));
	assert_ok(cache_attributions_count(c, &count, &last, &datanet, &me, &err));
	assert_int_equal(count, 1);
	assert_int_equal(last, 2);
	assert_ok(cache_attributions_count(c, &count, &last, &second, &me, &err));
	assert_int_equal(count, 2);
}

#define undo_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		undo_test(anchors_tell_where_a_fork_begins),
		undo_test(what_one_server_reported_above_the_agreed_blocks_is_told_apart),
		undo_test(a_version_that_was_read_in_an_abandoned_block_waits_to_be_read_again),
		undo_test(figures_of_abandoned_blocks_fall_back),
		undo_test(what_hung_off_an_abandoned_block_is_undone),
		undo_test(a_transaction_comes_back_whole_with_its_bytes),
		undo_test(a_state_that_this_byline_does_not_know_is_damage),
		undo_test(attributions_are_counted_paged_summed_and_trimmed),
		undo_test(attributions_of_two_datanets_of_a_network_keep_apart),
		undo_test(sums_that_do_not_fit_are_the_largest_that_do),
		undo_test(what_is_netted_is_weighted_by_fee),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

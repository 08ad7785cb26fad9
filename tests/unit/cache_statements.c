/* Statements with their audits, and the scores of their epochs. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/scores.h"
#include "cache/verdicts.h"
#include "tests/lib/words_of.h"

/* Most tests know this datanet only. */
static const struct address datanet = {{0xda}};

static struct cache_statement statement(uint64_t epoch, uint64_t block)
{
	struct cache_statement st = {
		.datanet = datanet,
		.uid = hash_of_byte((uint8_t)epoch),
		.previous = hash_of_byte((uint8_t)(epoch - 1)),
		.attested_at = 1000 + (int64_t)epoch,
		.block = block,
		.trust = TRUST_PROVEN,
		.statement = {.epoch = epoch,
			      .start = 1,
			      .end = 2,
			      .distributor = address_of_byte(5),
			      .token = address_of_byte(6),
			      .model = hash_of_byte(7),
			      .influence = u256_from_u64(12345)},
	};

	st.statement.pool.raw = u256_from_u64(UINT64_MAX);
	return st;
}

static void a_statement_keeps_its_audit_until_another_takes_its_epoch(void **state)
{
	struct cache *c = *state;
	struct cache_statement st = statement(3, 50), back = {0}, *all;
	size_t n;

	assert_ok(cache_statements_put(c, &st, &err));
	st.audit = CACHE_AUDIT_FAULT;
	sentence_add(&st.finding, "0.5 too little");
	assert_ok(cache_statements_audit(c, &st, &err));
	st.audit = CACHE_AUDIT_NOT_RUN;
	st.finding = (struct sentence){.n = 0};
	st.block = 51;
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_statements_get(c, &back, &datanet, 3, &err));
	assert_int_equal(back.audit, CACHE_AUDIT_FAULT);
	assert_string_equal(words_of(&back.finding), "0.5 too little");
	assert_memory_equal(&back.statement, &st.statement, sizeof(st.statement));
	st.uid = hash_of_byte(99);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_statements_get(c, &back, &datanet, 3, &err));
	assert_int_equal(back.audit, CACHE_AUDIT_NOT_RUN);
	st = statement(4, 60);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_statements_all(c, &all, &n, &datanet, &err));
	assert_int_equal(n, 2);
	assert_int_equal(all[0].statement.epoch, 4);
	free(all);
	st = statement(5, 60);
	assert_int_equal(cache_statements_audit(c, &st, &err), ERR_NOT_FOUND);
}

static struct cache_verdict only_verdict(struct cache *c, const struct address *account)
{
	struct cache_verdict *all, v;
	size_t n;

	assert_ok(cache_verdicts_all(c, &all, &n, &datanet, account, &err));
	assert_int_equal(n, 1);
	v = all[0];
	free(all);
	return v;
}

static void a_verdict_is_about_one_account_and_one_statement(void **state)
{
	struct cache *c = *state;
	struct address me = address_of_byte(1), other = address_of_byte(2);
	struct cache_statement st = statement(3, 50);
	struct cache_verdict v = {.datanet = datanet,
				  .epoch = 3,
				  .statement = st.uid,
				  .audit = CACHE_AUDIT_FAULT,
				  .finding.text = "epoch 3: does not fold",
				  .counts = CACHE_COUNTS_COMPARED};
	struct cache_verdict *none, back;
	size_t n;

	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_verdicts_put(c, &me, &v, &err));
	assert_ok(cache_verdicts_all(c, &none, &n, &datanet, &other, &err));
	assert_int_equal(n, 0);
	back = only_verdict(c, &me);
	assert_memory_equal(&back, &v, sizeof(v));
	/* Another's leaves change nothing; one's own, once they are right, do. */
	v.audit = CACHE_AUDIT_OWN_SOUND;
	v.finding = (struct sentence){.n = 0};
	v.counts = CACHE_COUNTS_OPEN;
	assert_ok(cache_verdicts_put(c, &other, &v, &err));
	assert_int_equal(only_verdict(c, &me).audit, CACHE_AUDIT_FAULT);
	assert_ok(cache_verdicts_put(c, &me, &v, &err));
	back = only_verdict(c, &me);
	assert_int_equal(back.audit, CACHE_AUDIT_OWN_SOUND);
	assert_string_equal(words_of(&back.finding), "");
	assert_int_equal(back.counts, CACHE_COUNTS_OPEN);
	assert_ok(cache_verdicts_get(c, &back, &datanet, &me, 3, &err));
	assert_int_equal(cache_verdicts_get(c, &back, &datanet, &me, 4, &err), ERR_NOT_FOUND);
	/* Nothing was found yet of another statement in its place. */
	st.uid = hash_of_byte(99);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_verdicts_all(c, &none, &n, &datanet, &me, &err));
	assert_int_equal(n, 0);
}

static void scores_of_an_epoch_are_replaced_together(void **state)
{
	struct cache *c = *state;
	struct address me = address_of_byte(1);
	struct cache_score s[2] = {
		{.datanet = datanet, .epoch = 3, .index = 7, .trust = TRUST_PROVEN},
		{.datanet = datanet, .epoch = 3, .index = 8}};
	struct cache_score *all;
	size_t n;

	for (size_t i = 0; i < 2; i++) {
		s[i].score.account = me;
		s[i].score.dataset = hash_of_byte((uint8_t)(10 + i));
		s[i].score.inferences = 5 + i;
		s[i].score.influence = u256_from_u64(100 + i);
		s[i].score.amount.raw = u256_from_u64(1000 + i);
	}
	assert_ok(cache_scores_put(c, &datanet, &me, 3, s, 2, &err));
	assert_ok(cache_scores_put(c, &datanet, &me, 3, s, 1, &err));
	s[1].epoch = 4;
	assert_ok(cache_scores_put(c, &datanet, &me, 4, &s[1], 1, &err));
	assert_ok(cache_scores_all(c, &all, &n, &datanet, &me, &err));
	assert_int_equal(n, 2);
	assert_memory_equal(&all[0], &s[1], sizeof(s[1]));
	assert_memory_equal(&all[1], &s[0], sizeof(s[0]));
	free(all);
	assert_ok(cache_scores_all(c, &all, &n, &datanet, NULL, &err));
	assert_int_equal(n, 2);
	free(all);
}

static void epochs_of_two_datanets_of_a_network_keep_apart(void **state)
{
	struct cache *c = *state;
	const struct address me = address_of_byte(1), second = address_of_byte(0xdb);
	const struct address *each[] = {&datanet, &second};
	struct cache_statement st = statement(3, 50), back;
	struct cache_verdict v = {.epoch = 3}, *verdicts;
	struct cache_score score = {.epoch = 3}, *scores;
	size_t n;

	for (size_t i = 0; i < 2; i++) {
		st.datanet = v.datanet = *each[i];
		st.uid = v.statement = hash_of_byte((uint8_t)(0x70 + i));
		st.block = 50 + i;
		score.index = 7 + i;
		assert_ok(cache_statements_put(c, &st, &err));
		assert_ok(cache_scores_put(c, each[i], &me, 3, &score, 1, &err));
		assert_ok(cache_verdicts_put(c, &me, &v, &err));
	}
	st.audit = CACHE_AUDIT_FAULT;
	assert_ok(cache_statements_audit(c, &st, &err));
	assert_ok(cache_statements_get(c, &back, &datanet, 3, &err));
	assert_int_equal(back.block, 50);
	assert_int_equal(back.audit, CACHE_AUDIT_NOT_RUN);
	/* An undo of one datanet's epoch leaves the other's. */
	assert_ok(cache_blocks_undo(c, 50, &err));
	assert_int_equal(cache_statements_get(c, &back, &second, 3, &err), ERR_NOT_FOUND);
	for (size_t i = 0; i < 2; i++) {
		assert_ok(cache_scores_all(c, &scores, &n, each[i], &me, &err));
		assert_int_equal(n, i == 0 ? 1 : 0);
		assert_true(n == 0 || scores[0].index == 7);
		free(scores);
		assert_ok(cache_verdicts_all(c, &verdicts, &n, each[i], &me, &err));
		assert_int_equal(n, i == 0 ? 1 : 0);
		assert_true(n == 0 || address_equal(&verdicts[0].datanet, &datanet));
		free(verdicts);
	}
}

#define statements_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		statements_test(a_statement_keeps_its_audit_until_another_takes_its_epoch),
		statements_test(a_verdict_is_about_one_account_and_one_statement),
		statements_test(scores_of_an_epoch_are_replaced_together),
		statements_test(epochs_of_two_datanets_of_a_network_keep_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The order of compared models, and what a share is worth: rules of values alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "models/comparison.h"

/* A model that takes the records: a share of a pool of `epochs` epochs of an hour. */
static struct compared_model model(const char *name, double share, uint64_t epochs, uint64_t sum,
				   uint8_t token)
{
	struct compared_model m = {.has_share = true,
				   .share = share,
				   .pool = {.epochs = epochs,
					    .sum.raw = u256_from_u64(sum),
					    .seconds = 3600 * epochs,
					    .chain_id = 1,
					    .token = {{token}}}};

	strncpy(m.name, name, sizeof(m.name) - 1);
	comparison_set_worth(&m);
	return m;
}

/* Ranks the models and compares the order of their names, each one letter. */
static void expect_order(struct compared_model *models, size_t n, enum comparison_order order,
			 const char *names)
{
	struct comparison c = {.models = models, .n_models = n};

	comparison_rank(&c);
	assert_int_equal(c.order, order);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(models[i].name[0], names[i]);
		assert_int_equal(models[i].rank, i < c.taken ? i + 1 : 0);
	}
}

static void a_share_is_worth_its_part_of_the_mean_of_the_epochs(void **state)
{
	struct compared_model m = model("a", 0.25, 4, 4000, 1);
	uint64_t worth;

	(void)state;
	assert_true(m.has_worth);
	assert_int_equal(u256_to_u64(&worth, &m.worth.raw), STATUS_OK);
	assert_int_equal(worth, 250);
	assert_false(model("b", 0.25, 0, 0, 1).has_worth);
	m = (struct compared_model){.pool = m.pool};
	comparison_set_worth(&m);
	assert_false(m.has_worth);
	/* A pool near the top of 256 bits does not overflow. */
	m = model("c", 1, 1, 0, 1);
	memset(&m.pool.sum, 0xff, sizeof(m.pool.sum));
	comparison_set_worth(&m);
	assert_true(m.has_worth);
	assert_int_equal(u256_compare(&m.worth.raw, &m.pool.sum.raw), 0);
}

static void models_of_one_token_stand_by_worth(void **state)
{
	struct compared_model models[] = {model("a", 0.5, 1, 100, 1), model("b", 0.1, 2, 4000, 1),
					  model("c", 0.2, 1, 300, 1)};

	(void)state;
	expect_order(models, 3, COMPARISON_BY_WORTH, "bca");
}

static void what_comes_in_a_shorter_epoch_is_worth_more(void **state)
{
	struct compared_model models[] = {model("a", 0.5, 1, 100, 1), model("b", 0.5, 1, 60, 1)};

	(void)state;
	models[1].pool.seconds = 1800;
	expect_order(models, 2, COMPARISON_BY_WORTH, "ba");
}

static void amounts_of_different_tokens_are_not_compared(void **state)
{
	struct compared_model models[] = {model("a", 0.1, 1, 1000000, 1), model("b", 0.2, 1, 10, 2),
					  model("c", 0.3, 1, 20, 1)};

	(void)state;
	expect_order(models, 3, COMPARISON_BY_SHARE_TOKENS, "cba");
	/* One address on two chains is two tokens. */
	models[2] = model("a", 0.1, 1, 1000000, 1);
	models[1] = model("b", 0.2, 1, 10, 1);
	models[1].pool.chain_id = 2;
	models[0] = model("c", 0.3, 1, 20, 1);
	expect_order(models, 3, COMPARISON_BY_SHARE_TOKENS, "cba");
}

static void an_unknown_pool_makes_the_order_one_of_shares(void **state)
{
	struct compared_model models[] = {model("a", 0.1, 1, 1000000, 1), model("b", 0.2, 0, 0, 0),
					  model("c", 0, 0, 0, 0)};

	(void)state;
	models[2].has_share = false;
	expect_order(models, 3, COMPARISON_BY_SHARE_POOLS, "bac");
}

static void models_that_do_not_take_the_records_stand_last_and_decide_nothing(void **state)
{
	struct compared_model models[] = {model("x", 0.9, 1, 9000, 2), model("a", 0.1, 1, 10, 1),
					  model("y", 0.8, 0, 0, 0), model("b", 0.1, 1, 20, 1)};

	(void)state;
	models[0].verdict = COMPARISON_LABELS;
	models[2].verdict = COMPARISON_LICENSE;
	expect_order(models, 4, COMPARISON_BY_WORTH, "baxy");
}

static uint64_t seed = 88172645463325252;

static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % n;
}

/* Whatever the models are, by worth is only in one token, and no better one stands below. */
static void the_order_holds_for_any_models(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct compared_model models[6];
		struct comparison c = {.models = models, .n_models = 1 + below(6)};

		for (size_t i = 0; i < c.n_models; i++) {
			models[i] = model("m", (double)below(1000) / 1000, below(4), below(100000),
					  (uint8_t)(1 + below(2)));
			models[i].verdict = below(4) == 0 ? COMPARISON_LABELS : COMPARISON_TAKEN;
		}
		comparison_rank(&c);
		for (size_t i = 1; i < c.taken; i++) {
			const struct compared_model *a = &models[i - 1], *b = &models[i];

			if (c.order != COMPARISON_BY_WORTH) {
				assert_true(a->share >= b->share);
				continue;
			}
			assert_memory_equal(&a->pool.token, &b->pool.token, sizeof(a->pool.token));
			assert_true(u256_compare(&a->worth.raw, &b->worth.raw) >= 0);
		}
		for (size_t i = c.taken; i < c.n_models; i++)
			assert_int_not_equal(models[i].verdict, COMPARISON_TAKEN);
	}
}

static void a_licence_is_not_stated_only_where_none_is(void **state)
{
	static const struct {
		struct compared_model m;
		const char *text;
	} cases[] = {
		{{.weights = ""}, "not stated"},
		{{.weights_state = MODEL_ATTESTED}, "not stated"},
		{{.weights_state = MODEL_ATTESTED, .weights = "MIT"}, "MIT, attested"},
		{{.weights_state = MODEL_FOREIGN, .weights = "MIT"}, "MIT, signed by another"},
		{{.weights_state = MODEL_WAITING},
		 "not known: its attestation is not on chain yet"},
	};
	char text[128];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		comparison_weights_text(text, sizeof(text), &cases[i].m);
		assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_share_is_worth_its_part_of_the_mean_of_the_epochs),
		cmocka_unit_test(models_of_one_token_stand_by_worth),
		cmocka_unit_test(what_comes_in_a_shorter_epoch_is_worth_more),
		cmocka_unit_test(amounts_of_different_tokens_are_not_compared),
		cmocka_unit_test(an_unknown_pool_makes_the_order_one_of_shares),
		cmocka_unit_test(models_that_do_not_take_the_records_stand_last_and_decide_nothing),
		cmocka_unit_test(the_order_holds_for_any_models),
		cmocka_unit_test(a_licence_is_not_stated_only_where_none_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

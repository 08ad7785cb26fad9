/* Which estimate of the gas is believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "base/buf.h"
#include "base/file.h"
#include "chain/profile_parse.h"
#include "client/estimates.h"

static const struct header before_amsterdam = {.gas_limit = 30000000};
static const struct header small_block = {.gas_limit = 1000000};
static const struct header amsterdam = {.gas_limit = 60000000, .has_access_list = true};

/* The chosen one of up to four estimates, which a 0 ends; 0 when all are refused. */
static uint64_t chosen(const struct header *block, const uint64_t gas[static 4], struct err *e)
{
	static const char *const nodes[] = {"alice", "bob", "carol", "dora"};
	const struct estimate_range range = estimates_range(block);
	struct estimate list[4];
	uint64_t out = 0;
	size_t n = 0;

	for (; n < 4 && gas[n] != 0; n++)
		list[n] = (struct estimate){.node = nodes[n], .gas = u256_from_u64(gas[n])};
	return estimates_choose(&out, list, n, &range, e) == STATUS_OK ? out : 0;
}

static void the_median_of_what_can_be_right_is_taken(void **state)
{
	static const struct {
		const struct header *block;
		uint64_t gas[4];
		uint64_t want;
	} cases[] = {
		{&before_amsterdam, {21000}, 21000},
		{&before_amsterdam, {60000, 70000, 65000}, 65000},
		/* The higher of two in the middle: gas that is not used costs nothing. */
		{&before_amsterdam, {60000, 70000}, 70000},
		/* Above the cap of one transaction, above the block, below any transaction. */
		{&before_amsterdam, {60000, 16777217, 60000}, 60000},
		{&before_amsterdam, {4294967295, 60000}, 60000},
		{&before_amsterdam, {20999, 60000}, 60000},
		{&before_amsterdam, {16777216}, 16777216},
		{&small_block, {1000001, 60000}, 60000},
		/* Far from the others, yet possible. */
		{&before_amsterdam, {16000000, 60000, 61000}, 61000},
		{&before_amsterdam, {21000, 60000, 61000}, 60000},
		/* Amsterdam: less than 21000 is a transfer to oneself, more than 2^24 is legal. */
		{&amsterdam, {12000, 12000}, 12000},
		{&amsterdam, {17000000}, 17000000},
		{&amsterdam, {60000001, 1250000}, 1250000},
	};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(chosen(cases[i].block, cases[i].gas, &e), cases[i].want);
}

static void estimates_that_cannot_be_right_are_refused_with_their_numbers(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(chosen(&before_amsterdam, (uint64_t[4]){30000001, 20999}, &e), 0);
	assert_int_equal(e.code, ERR_ANSWER);
	assert_non_null(strstr(e.text, "alice 30000001"));
	assert_non_null(strstr(e.text, "bob 20999"));
	assert_non_null(strstr(e.text, "between 21000 and 16777216"));
	assert_int_equal(chosen(&small_block, (uint64_t[4]){1000001}, &e), 0);
	assert_non_null(strstr(e.text, "between 21000 and 1000000"));
	assert_int_equal(chosen(&amsterdam, (uint64_t[4]){60000001}, &e), 0);
}

static void estimates_that_are_far_apart_decide_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(chosen(&before_amsterdam, (uint64_t[4]){60000, 900000}, &e), 0);
	assert_int_equal(e.code, ERR_ANSWER);
	assert_non_null(strstr(e.text, "too far apart"));
	assert_non_null(strstr(e.text, "bob 900000"));
	assert_int_equal(chosen(&before_amsterdam, (uint64_t[4]){30000, 90000, 300000}, &e), 0);
	/* A factor of two is what state that moved between two blocks explains. */
	assert_int_equal(chosen(&before_amsterdam, (uint64_t[4]){60000, 120000}, &e), 120000);
}

/*
 * Storage costs five times as much from Amsterdam on (EIP-8037): an attestation of six words then
 * takes some 1.25 million gas. At a base fee of 20 gwei and a tip of 2 byline offers 42.
 */
static void the_cap_of_ethereum_bears_an_attestation_after_amsterdam(void **state)
{
	struct u256 cost = u256_from_u64(1250000ULL * 6 / 5), price = u256_from_u64(42000000000);
	struct profile p;
	struct err e = {0};
	struct buf text;

	(void)state;
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&text, "networks/ethereum.json", &e), STATUS_OK);
	assert_int_equal(profile_parse(&p, text.data, text.len, &e), STATUS_OK);
	buf_release(&text);
	assert_int_equal(u256_mul(&cost, &cost, &price), STATUS_OK);
	assert_true(u256_compare(&cost, &p.fee_cap.raw) <= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_median_of_what_can_be_right_is_taken),
		cmocka_unit_test(estimates_that_cannot_be_right_are_refused_with_their_numbers),
		cmocka_unit_test(the_cap_of_ethereum_bears_an_attestation_after_amsterdam),
		cmocka_unit_test(estimates_that_are_far_apart_decide_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

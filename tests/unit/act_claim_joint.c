/* Several claims that are signed together: their sum, and the digits that stand for every one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "act/act_private.h"
#include "act/claim_joint.h"
#include "wallet/consent_words.h"

enum { MOST = 3 };

static struct act *acts[MOST];

/* Claims of 31, 12.5 and 0.25 of one token. */
static int begin(void **state)
{
	static const uint64_t thousandths[MOST] = {31000, 12500, 250};
	const struct address from = {{1}};

	(void)state;
	for (size_t i = 0; i < MOST; i++) {
		struct act *act = acts[i] = new_act(NULL, ACT_CLAIM, &from);

		if (act == NULL)
			return -1;
		act->signing_hash.bytes[0] = (uint8_t)(0x40 + i);
		act->sum = (struct act_sum){.known = true,
					    .amount.raw = u256_from_u64(thousandths[i]),
					    .token = {{0x33}},
					    .symbol = "OPEN",
					    .decimals = 3};
		if (i > 0)
			acts[i - 1]->next = act;
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	free_act(acts[0]);
	return 0;
}

/* The last four digits of a text. */
static const char *end_of(const char *text)
{
	assert_true(strlen(text) >= 4);
	return text + strlen(text) - 4;
}

static const struct act_fact *fact_named(const char *label)
{
	for (size_t i = 0; i < acts[0]->n_facts; i++)
		if (strcmp(acts[0]->facts[i].label, label) == 0)
			return &acts[0]->facts[i];
	return NULL;
}

static void the_sum_is_told_with_the_hash_whose_digits_are_typed(void **state)
{
	(void)state;
	tell_joint_claims(acts[0]);
	assert_string_equal(acts[0]->joint, "43.750 OPEN in all");
	assert_non_null(fact_named("In all"));
	assert_string_equal(fact_named("In all")->value, "43.750 OPEN");
	assert_non_null(fact_named("Joint hash"));
	/* Only an obstacle has a text of its own to be typed. */
	assert_string_equal(acts[0]->confirm, "");
}

static void a_claim_alone_is_told_as_it_is(void **state)
{
	(void)state;
	free_act(acts[1]);
	acts[0]->next = NULL;
	tell_joint_claims(acts[0]);
	assert_string_equal(acts[0]->joint, "");
	assert_int_equal(acts[0]->n_facts, 0);
}

/* The digits that the signer asks for when all of them are agreed to at once. */
static void asked_digits(char out[static 5])
{
	struct consent_words all[MOST] = {{.has_obstacle = false}}, q;
	size_t n = 0;

	for (const struct act *a = acts[0]; a != NULL; a = a->next)
		all[n++].digest = a->signing_hash;
	assert_int_equal(consent_words_of_all(&q, all, n, NULL), STATUS_OK);
	assert_memory_equal(q.wanted, "3 ", 2);
	assert_int_equal(strlen(q.wanted), 6);
	memcpy(out, q.wanted + 2, 5);
}

/* Amounts of two tokens, or one that nobody knows, make no sum. */
static void without_a_sum_the_hash_is_told_that_the_signer_asks_for(void **state)
{
	const bool known = *(const char *)*state == 't';
	char digits[5], before[5];

	if (known)
		acts[2]->sum.token.bytes[19] = 1;
	else
		acts[2]->sum.known = false;
	tell_joint_claims(acts[0]);
	asked_digits(digits);
	assert_null(fact_named("In all"));
	assert_non_null(fact_named("Joint hash"));
	assert_string_equal(end_of(fact_named("Joint hash")->value), digits);
	assert_string_equal(end_of(acts[0]->joint), digits);
	/* Another one of any of them has other digits. */
	for (size_t i = 0; i < MOST; i++) {
		memcpy(before, digits, sizeof(before));
		acts[i]->signing_hash.bytes[31] ^= 1;
		acts[0]->n_facts = 0;
		tell_joint_claims(acts[0]);
		asked_digits(digits);
		assert_string_not_equal(digits, before);
		assert_string_equal(end_of(fact_named("Joint hash")->value), digits);
		assert_string_equal(end_of(acts[0]->joint), digits);
	}
}

static void a_sum_that_is_too_large_is_none(void **state)
{
	(void)state;
	memset(&acts[1]->sum.amount, 0xff, sizeof(acts[1]->sum.amount));
	tell_joint_claims(acts[0]);
	assert_null(fact_named("In all"));
	assert_non_null(fact_named("Joint hash"));
}

int main(void)
{
	static char token[] = "token", unknown[] = "unknown";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_sum_is_told_with_the_hash_whose_digits_are_typed, begin, end),
		cmocka_unit_test_setup_teardown(a_claim_alone_is_told_as_it_is, begin, end),
		{"amounts_of_two_tokens_are_told_by_the_hash_of_all",
		 without_a_sum_the_hash_is_told_that_the_signer_asks_for, begin, end, token},
		{"an_amount_that_nobody_knows_is_told_by_the_hash_of_all",
		 without_a_sum_the_hash_is_told_that_the_signer_asks_for, begin, end, unknown},
		cmocka_unit_test_setup_teardown(a_sum_that_is_too_large_is_none, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The text that a person types to sign several claims stands for every one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "act/act_private.h"
#include "act/claim_confirm.h"

enum { MOST = 3 };

static struct act *acts[MOST];

/* Claims of 31, 12.5 and 0.25 of one token, the first of them confirmed by its own digits. */
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
		snprintf(act->confirm, sizeof(act->confirm), "1234");
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

static const struct act_fact *last_fact(void)
{
	assert_true(acts[0]->n_facts > 0);
	return &acts[0]->facts[acts[0]->n_facts - 1];
}

static void the_digits_are_those_of_the_sum(void **state)
{
	(void)state;
	confirm_claims(acts[0]);
	assert_string_equal(acts[0]->confirm, "3 3750");
	assert_string_equal(acts[0]->confirm_prompt,
			    "Type 3, then the last 4 digits of 43.750 OPEN: ");
	assert_string_equal(acts[0]->joint, "43.750 OPEN in all");
	assert_string_equal(last_fact()->label, "In all");
	assert_string_equal(last_fact()->value, "43.750 OPEN");
}

static void a_claim_alone_keeps_its_own_confirmation(void **state)
{
	(void)state;
	free_act(acts[1]);
	acts[0]->next = NULL;
	confirm_claims(acts[0]);
	assert_string_equal(acts[0]->confirm, "1234");
	assert_int_equal(acts[0]->n_facts, 0);
}

/* Amounts of two tokens, or one that nobody knows, make no sum. */
static void without_a_sum_the_digits_are_of_all_signing_hashes(void **state)
{
	const bool known = *(const char *)*state == 't';
	char before[sizeof(acts[0]->confirm)];

	if (known)
		acts[2]->sum.token.bytes[19] = 1;
	else
		acts[2]->sum.known = false;
	confirm_claims(acts[0]);
	assert_int_equal(strlen(acts[0]->confirm), 6);
	assert_memory_equal(acts[0]->confirm, "3 ", 2);
	assert_string_equal(last_fact()->label, "Joint hash");
	assert_non_null(strstr(last_fact()->value, acts[0]->confirm + 2));
	assert_non_null(strstr(acts[0]->confirm_prompt, acts[0]->confirm + 2));
	assert_non_null(strstr(acts[0]->joint, acts[0]->confirm + 2));
	/* Another one of any of them asks for other digits. */
	for (size_t i = 0; i < MOST; i++) {
		memcpy(before, acts[0]->confirm, sizeof(before));
		acts[i]->signing_hash.bytes[31] ^= 1;
		confirm_claims(acts[0]);
		assert_string_not_equal(acts[0]->confirm, before);
	}
}

static void a_sum_that_is_too_large_is_none(void **state)
{
	(void)state;
	memset(&acts[1]->sum.amount, 0xff, sizeof(acts[1]->sum.amount));
	confirm_claims(acts[0]);
	assert_string_equal(last_fact()->label, "Joint hash");
}

int main(void)
{
	static char token[] = "token", unknown[] = "unknown";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_digits_are_those_of_the_sum, begin, end),
		cmocka_unit_test_setup_teardown(a_claim_alone_keeps_its_own_confirmation, begin,
						end),
		{"amounts_of_two_tokens_are_told_by_the_hash_of_all",
		 without_a_sum_the_digits_are_of_all_signing_hashes, begin, end, token},
		{"an_amount_that_nobody_knows_is_told_by_the_hash_of_all",
		 without_a_sum_the_digits_are_of_all_signing_hashes, begin, end, unknown},
		cmocka_unit_test_setup_teardown(a_sum_that_is_too_large_is_none, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

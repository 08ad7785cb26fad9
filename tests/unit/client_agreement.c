#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/agreement.h"

/* A ballot of node i as "operator letter, value letter"; '-' did not answer, '!' refutes itself. */
static size_t ballots_of(struct ballot *out, const char *text)
{
	size_t n = 0;

	for (const char *p = text; *p != '\0'; p += 2 + (p[2] == ' '), n++) {
		out[n] = (struct ballot){.operator_id = (unsigned)(p[0] | 0x20),
					 .counts = p[0] >= 'a',
					 .answered = p[1] != '-',
					 .broken = p[1] == '!'};
		out[n].value.bytes[0] = (uint8_t)p[1];
	}
	return n;
}

static void votes_are_counted_by_operator(void **state)
{
	/* Upper-case operators: nodes whose word does not count. */
	static const struct {
		const char *ballots;
		unsigned k;
		enum trust trust;
		char winner;
		node_set differ;
	} cases[] = {
		{"a1 b1 c1", 2, TRUST_AGREED, '1', 0},
		{"a1 b1 c2", 2, TRUST_AGREED, '1', 4},
		{"a2 b1 c1", 2, TRUST_AGREED, '1', 1},
		{"a1 b1 c-", 2, TRUST_AGREED, '1', 0},
		{"a1 b- c-", 2, TRUST_REPORTED, '1', 0},
		{"a1 b2 c-", 2, TRUST_DISPUTED, '1', 2},
		{"a1 b2 c3", 2, TRUST_DISPUTED, '1', 6},
		{"a- b- c-", 2, TRUST_NONE, 0, 0},
		/* Two nodes of one operator are one voice. */
		{"a1 a1 b-", 2, TRUST_REPORTED, '1', 0},
		{"a1 a1 b2 c2", 2, TRUST_AGREED, '2', 3},
		{"a1 a1 a1 b2 c2 d2", 3, TRUST_AGREED, '2', 7},
		/* So are relays, here r, also when they contradict each other. */
		{"r1 r1 r1", 2, TRUST_REPORTED, '1', 0},
		{"a1 r1 r1", 2, TRUST_AGREED, '1', 0},
		{"a1 r2 r2", 2, TRUST_DISPUTED, '1', 6},
		{"a1 r2 r1", 2, TRUST_AGREED, '1', 2},
		{"a1 b2 r1 r2", 2, TRUST_DISPUTED, '1', 10},
		/* An answer that refutes itself agrees with nothing, not even with another such. */
		{"a! b! c1", 2, TRUST_DISPUTED, '1', 3},
		{"a! b1 c1", 2, TRUST_AGREED, '1', 1},
		{"a! b! c!", 2, TRUST_NONE, 0, 7},
		/* A distrusted node is compared, and never makes an agreement. */
		{"a1 B1 c-", 2, TRUST_REPORTED, '1', 0},
		{"a1 B2 C2", 2, TRUST_DISPUTED, '1', 6},
		{"A1 b- c-", 2, TRUST_REPORTED, '1', 0},
		/* k = 0: this profile can never agree. */
		{"a1", 0, TRUST_REPORTED, '1', 0},
		{"a1 b1", 0, TRUST_REPORTED, '1', 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct ballot ballots[LIMIT_NODES];
		struct verdict v;
		size_t n = ballots_of(ballots, cases[i].ballots);

		agreement_vote(&v, ballots, n, cases[i].k);
		if (v.trust != cases[i].trust || v.differ != cases[i].differ ||
		    (v.trust != TRUST_NONE && ballots[v.winner].value.bytes[0] != cases[i].winner))
			fail_msg("%s: trust %d, differ %x", cases[i].ballots, v.trust, v.differ);
	}
}

/* The heads of operators a, b, c, … in order; 0 = not known. */
static size_t heads_of(struct chain_head *out, const char *operators, const uint64_t *numbers)
{
	size_t n = strlen(operators);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct chain_head){.operator_id = (unsigned)(operators[i] | 0x20),
					     .known = numbers[i] != 0,
					     .counts = operators[i] >= 'a',
					     .number = numbers[i]};
	return n;
}

static void the_block_is_below_the_kth_highest_head(void **state)
{
	static const struct {
		const char *operators;
		uint64_t heads[5];
		unsigned k;
		uint64_t targets[5]; /* 0 ends */
	} cases[] = {
		{"abc", {100, 100, 100}, 2, {98}},
		{"abc", {100, 99, 98}, 2, {97, 96}},
		/* A frozen node does not hold the others back, ... */
		{"abc", {100, 100, 5}, 2, {98, 3}},
		{"abcde", {100, 100, 99, 5, 4}, 3, {97, 3, 2}},
		/* ... and one that invents a head does not pull them forward. */
		{"abc", {1000000, 100, 100}, 2, {98}},
		{"abc", {1000000, 100, 97}, 2, {98, 95}},
		/* Two nodes of one operator are one head, the higher. */
		{"aab", {200, 150, 100}, 2, {98}},
		{"aabc", {1000, 1000, 100, 99}, 2, {98, 97}},
		/* Nodes that are down or distrusted do not count. */
		{"abc", {0, 100, 99}, 2, {97}},
		{"Abc", {500, 100, 99}, 2, {97}},
		/* Fewer than k: what the highest says is worth asking for. */
		{"abc", {0, 0, 100}, 2, {98}},
		{"a", {100}, 0, {98}},
		{"abc", {0, 0, 0}, 2, {0}},
		/* Never below the first block. */
		{"ab", {1, 7}, 2, {0}},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct chain_head heads[LIMIT_NODES];
		uint64_t got[LIMIT_NODES] = {0};
		size_t n = heads_of(heads, cases[i].operators, cases[i].heads);
		size_t count = agreement_targets(got, heads, n, cases[i].k, 2);

		assert_true(count <= 5);
		for (size_t j = 0; j < 5; j++) {
			if (got[j] != cases[i].targets[j])
				fail_msg("case %zu: target %zu is %llu", i, j,
					 (unsigned long long)got[j]);
		}
	}
}

static void the_kth_highest_needs_k_operators(void **state)
{
	const uint64_t numbers[] = {9, 8, 7};
	struct chain_head heads[LIMIT_NODES];
	uint64_t out;

	(void)state;
	assert_true(agreement_kth(&out, heads, heads_of(heads, "abc", numbers), 2));
	assert_int_equal(out, 8);
	assert_true(agreement_kth(&out, heads, heads_of(heads, "aab", numbers), 2));
	assert_int_equal(out, 7);
	assert_false(agreement_kth(&out, heads, heads_of(heads, "aaa", numbers), 2));
	assert_false(agreement_kth(&out, heads, heads_of(heads, "abc", numbers), 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(votes_are_counted_by_operator),
		cmocka_unit_test(the_block_is_below_the_kth_highest_head),
		cmocka_unit_test(the_kth_highest_needs_k_operators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/succession.h"

/* A block's hash is its number on one of two chains, which part above block 330. */
enum chain { OURS, OTHER };

static struct block_name block(enum chain chain, uint64_t number)
{
	struct block_name b = {.number = number};

	b.hash.bytes[0] = chain == OTHER && number > 330;
	b.hash.bytes[30] = (uint8_t)(number >> 8);
	b.hash.bytes[31] = (uint8_t)number;
	return b;
}

/* Blocks 344, 340 and 330 were agreed before. */
static const uint64_t agreed_numbers[] = {344, 340, 330};

/* The head of a node that did not answer. */
#define NONE UINT64_MAX

struct what_nodes_say {
	uint64_t heads[3];
	uint64_t found;
	enum trust found_trust;
	enum trust earlier_trust; /* how well the vote on block 344 makes it known */
	enum chain earlier;
	uint64_t lowest_parent; /* 0: nobody asked for parents */
	unsigned quorum;
	/* Expected. */
	enum succession outcome;
	node_set behind;
};

static struct succession_verdict judge(const struct what_nodes_say *w, size_t n_agreed)
{
	struct block_name agreed[3], parents[64];
	struct chain_head heads[3];
	struct succession_facts f = {.agreed = agreed,
				     .n_agreed = n_agreed,
				     .quorum = w->quorum,
				     .heads = heads,
				     .n_heads = 3,
				     .found = block(w->earlier, w->found),
				     .found_trust = w->found_trust,
				     .earlier_trust = w->earlier_trust,
				     .earlier = block(w->earlier, 344).hash,
				     .parents = parents};
	struct succession_verdict v;

	for (size_t i = 0; i < 3; i++) {
		agreed[i] = block(OURS, agreed_numbers[i]);
		heads[i] = (struct chain_head){.operator_id = (unsigned)i,
					       .counts = true,
					       .known = w->heads[i] != NONE,
					       .number = w->heads[i]};
	}
	for (uint64_t n = 344; w->lowest_parent != 0 && n >= w->lowest_parent; n--)
		parents[f.n_parents++] = block(w->earlier, n);
	succession_judge(&v, &f);
	return v;
}

#define A TRUST_AGREED
#define R TRUST_REPORTED
#define D TRUST_DISPUTED
#define N TRUST_NONE

static void the_agreed_block_gives_way_only_to_newer_or_to_another_chain(void **state)
{
	static const struct what_nodes_say cases[] = {
		/* Newer state, from all and from enough. */
		{{352, 352, 352}, 350, A, A, OURS, 0, 2, SUCCESSION_NEW, 0},
		{{352, 352, 286}, 350, A, A, OURS, 0, 2, SUCCESSION_NEW, 4},
		/* Two of three serve a state 60 blocks old. */
		{{346, 286, 286}, 284, A, R, OURS, 0, 2, SUCCESSION_BEHIND, 6},
		{{286, 286, 286}, 284, A, N, OURS, 0, 2, SUCCESSION_BEHIND, 7},
		{{286, 286, NONE}, 284, A, N, OURS, 0, 2, SUCCESSION_BEHIND, 3},
		/* All of them have lost their chain: block 0 is the newest. */
		{{0, 0, 0}, 0, A, N, OURS, 0, 2, SUCCESSION_BEHIND, 7},
		/* No block since, and one block fewer while one node lags. */
		{{346, 346, 346}, 344, A, A, OURS, 0, 2, SUCCESSION_SAME, 0},
		{{346, 345, 345}, 343, A, A, OURS, 0, 2, SUCCESSION_SAME, 0},
		/* Too few: their newer block is one server's word, an older one is none. */
		{{352, NONE, NONE}, 350, R, R, OURS, 0, 2, SUCCESSION_NEW, 0},
		{{346, NONE, NONE}, 344, R, R, OURS, 0, 2, SUCCESSION_BEHIND, 0},
		{{286, NONE, NONE}, 284, R, N, OURS, 0, 2, SUCCESSION_BEHIND, 1},
		/* Enough of them with a newer block, one of which lacks the earlier one. */
		{{352, 352, NONE}, 350, A, R, OURS, 0, 2, SUCCESSION_NEW, 0},
		{{352, 352, NONE}, 350, A, N, OURS, 0, 2, SUCCESSION_NEW, 0},
		/* Another block at the agreed number: its parents decide. */
		{{352, 352, 352}, 350, A, A, OTHER, 0, 2, SUCCESSION_FORKED, 0},
		{{352, 352, 352}, 350, A, A, OTHER, 330, 2, SUCCESSION_REORGANISED, 0},
		{{352, 352, 352}, 350, A, A, OTHER, 331, 2, SUCCESSION_UNSETTLED, 0},
		{{345, 345, 345}, 343, A, A, OTHER, 330, 2, SUCCESSION_REORGANISED, 0},
		/* One node alone, or a tie, takes nothing back. */
		{{352, NONE, NONE}, 350, R, R, OTHER, 0, 2, SUCCESSION_UNSETTLED, 0},
		{{352, 352, NONE}, 350, D, D, OURS, 0, 2, SUCCESSION_UNSETTLED, 0},
		{{352, 352, NONE}, 350, A, D, OURS, 0, 2, SUCCESSION_UNSETTLED, 0},
		{{352, 352, NONE}, 350, D, R, OURS, 0, 2, SUCCESSION_UNSETTLED, 0},
		/* Where nodes can never agree, their undisputed word decides. */
		{{352, NONE, NONE}, 350, R, R, OURS, 0, 0, SUCCESSION_NEW, 0},
		{{286, NONE, NONE}, 284, R, N, OURS, 0, 0, SUCCESSION_BEHIND, 1},
		{{352, NONE, NONE}, 350, R, R, OTHER, 330, 0, SUCCESSION_REORGANISED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct succession_verdict v = judge(&cases[i], 3);

		if (v.outcome != cases[i].outcome || v.behind != cases[i].behind)
			fail_msg("case %zu: outcome %d, behind %x", i, (int)v.outcome, v.behind);
		if (v.outcome == SUCCESSION_REORGANISED)
			assert_int_equal(v.shared, 330);
	}
}

static void the_first_block_needs_somebodys_undisputed_word(void **state)
{
	static const struct what_nodes_say cases[] = {
		{{352, 352, 352}, 350, A, N, OURS, 0, 2, SUCCESSION_NEW, 0},
		{{352, NONE, NONE}, 350, R, N, OURS, 0, 2, SUCCESSION_NEW, 0},
		{{352, 352, NONE}, 350, D, N, OURS, 0, 2, SUCCESSION_UNSETTLED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(judge(&cases[i], 0).outcome, cases[i].outcome);
}

/* A chain that shares only an older agreed block: everything above that one is undone. */
static void the_newest_shared_block_is_the_one_that_stands(void **state)
{
	struct block_name agreed[] = {block(OURS, 344), block(OURS, 332), block(OURS, 330),
				      block(OURS, 320)};
	struct block_name parents[32];
	struct succession_facts f = {.agreed = agreed,
				     .n_agreed = 4,
				     .quorum = 2,
				     .found = block(OTHER, 350),
				     .found_trust = TRUST_AGREED,
				     .earlier_trust = TRUST_AGREED,
				     .earlier = block(OTHER, 344).hash,
				     .parents = parents};
	struct succession_verdict v;

	(void)state;
	for (uint64_t n = 344; n >= 318; n--)
		parents[f.n_parents++] = block(OTHER, n);
	succession_judge(&v, &f);
	assert_int_equal(v.outcome, SUCCESSION_REORGANISED);
	assert_int_equal(v.shared, 330);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_agreed_block_gives_way_only_to_newer_or_to_another_chain),
		cmocka_unit_test(the_first_block_needs_somebodys_undisputed_word),
		cmocka_unit_test(the_newest_shared_block_is_the_one_that_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

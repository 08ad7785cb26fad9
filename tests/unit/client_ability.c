#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "client/ability.h"
#include "client/nodes.h"

#define TODAY 1790000000

static struct profile profile = {.n_nodes = 2, .quorum = 2};

static struct nodes *new_nodes(void)
{
	struct nodes *nodes;

	assert_int_equal(nodes_new(&nodes, &profile, NULL), STATUS_OK);
	return nodes;
}

static void set_clock(int64_t seconds)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", (long long)seconds);
	assert_int_equal(setenv("BYLINE_CLOCK", text, 1), 0);
}

/* A node that searches at most `limit` blocks at once and finds nothing in them. */
static bool ask(struct nodes *nodes, uint64_t limit, enum ability_refusal why)
{
	uint64_t blocks = ability_span(nodes, 0);

	assert_in_range(blocks, 1, ABILITY_SPAN);
	if (blocks > limit) {
		ability_note_span_refused(nodes, 0, blocks, why, 0);
		return false;
	}
	ability_note_span_taken(nodes, 0, blocks, 0);
	return true;
}

static void the_limit_of_a_node_is_found_exactly_or_nearly(void **state)
{
	static const struct {
		uint64_t limit, least;
		unsigned refusals;
	} cases[] = {
		/* Round numbers are found exactly, others within an eighth. */
		{1, 1, 6},	 {2, 2, 6},	  {5, 5, 6},	   {10, 10, 6},
		{100, 100, 6},	 {499, 444, 8},	  {500, 500, 7},   {501, 446, 8},
		{777, 691, 8},	 {1000, 1000, 7}, {1024, 1024, 7}, {2000, 2000, 7},
		{5000, 5000, 7}, {7500, 6667, 7}, {9999, 8889, 4}, {10000, 10000, 0},
	};

	(void)state;
	set_clock(TODAY);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nodes *nodes = new_nodes();
		unsigned refusals = 0;

		for (int j = 0; j < 30; j++)
			refusals += !ask(nodes, cases[i].limit, REFUSED_SPAN);
		if (ability_span(nodes, 0) < cases[i].least || refusals > cases[i].refusals)
			fail_msg("limit %llu: %llu after %u refusals",
				 (unsigned long long)cases[i].limit,
				 (unsigned long long)ability_span(nodes, 0), refusals);
		/* From then on nothing is refused. */
		for (int j = 0; j < 1000; j++)
			assert_true(ask(nodes, cases[i].limit, REFUSED_SPAN));
		nodes_free(nodes);
	}
}

static void a_number_in_the_words_of_a_node_is_tried_and_not_believed(void **state)
{
	struct nodes *nodes = new_nodes();

	(void)state;
	set_clock(TODAY);
	/* The right number: taken, and one more is refused. */
	ability_note_span_refused(nodes, 0, 10000, REFUSED_SPAN, 700);
	assert_int_equal(ability_span(nodes, 0), 700);
	assert_true(ask(nodes, 700, REFUSED_SPAN));
	assert_int_equal(ability_span(nodes, 0), 701);
	assert_false(ask(nodes, 700, REFUSED_SPAN));
	assert_int_equal(ability_span(nodes, 0), 700);
	/* A number that is refused itself, and one above what was refused. */
	ability_forget(nodes, 0);
	ability_note_span_refused(nodes, 0, 10000, REFUSED_SPAN, 501);
	assert_int_equal(ability_span(nodes, 0), 501);
	ability_note_span_refused(nodes, 0, 501, REFUSED_SPAN, 50000);
	for (int i = 0; i < 10; i++)
		(void)ask(nodes, 500, REFUSED_SPAN);
	assert_int_equal(ability_span(nodes, 0), 500);
	/* A number that is far too small is only where the search begins. */
	ability_forget(nodes, 0);
	ability_note_span_refused(nodes, 0, 10000, REFUSED_SPAN, 2);
	for (int i = 0; i < 20; i++)
		(void)ask(nodes, 1000, REFUSED_SPAN);
	assert_int_equal(ability_span(nodes, 0), 1000);
	nodes_free(nodes);
}

static void a_node_that_searches_no_block_is_never_asked_again_until_it_is_forgotten(void **state)
{
	struct nodes *nodes = new_nodes();

	(void)state;
	set_clock(TODAY);
	ability_note_span_refused(nodes, 0, 1, REFUSED_SPAN, 0);
	ability_note_span_refused(nodes, 1, 5000, REFUSED_OFF, 0);
	set_clock(TODAY + 365 * 86400);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(ability_span(nodes, i), 0);
		assert_false(ability_offers(nodes, i, ABILITY_LOGS));
		assert_true(ability_offers(nodes, i, ABILITY_RECEIPTS));
	}
	ability_forget(nodes, 0);
	assert_int_equal(ability_span(nodes, 0), ABILITY_SPAN);
	assert_int_equal(ability_span(nodes, 1), 0);
	nodes_free(nodes);
}

static void a_refused_span_is_tried_again_after_an_hour(void **state)
{
	struct nodes *nodes = new_nodes();

	(void)state;
	set_clock(TODAY);
	for (int i = 0; i < 10; i++)
		(void)ask(nodes, 500, REFUSED_SPAN);
	assert_int_equal(ability_span(nodes, 0), 500);
	set_clock(TODAY + ABILITY_SPAN_KEPT_S + 1);
	assert_int_equal(ability_span(nodes, 0), 501);
	assert_false(ask(nodes, 500, REFUSED_SPAN));
	assert_int_equal(ability_span(nodes, 0), 500);
	/* The limit was lifted meanwhile: spans grow again. */
	set_clock(TODAY + 3 * ABILITY_SPAN_KEPT_S);
	for (int i = 0; i < 10; i++)
		assert_true(ask(nodes, ABILITY_SPAN, REFUSED_SPAN));
	assert_int_equal(ability_span(nodes, 0), ABILITY_SPAN);
	/* A clock that is set back does not keep a refusal for ever. */
	ability_note_span_refused(nodes, 0, 3000, REFUSED_SPAN, 0);
	set_clock(TODAY);
	assert_int_equal(ability_span(nodes, 0), 3000);
	/* One block that fails for an unknown reason is tried again too. */
	ability_note_span_refused(nodes, 0, 1, REFUSED_OTHER, 0);
	assert_int_equal(ability_span(nodes, 0), 0);
	set_clock(TODAY + ABILITY_SPAN_KEPT_S + 1);
	assert_int_equal(ability_span(nodes, 0), 1);
	nodes_free(nodes);
}

/* A node that gives at most 100 events, where each tenth block has one, and then none has. */
static void a_limit_of_results_is_forgotten_where_there_are_few(void **state)
{
	struct nodes *nodes = new_nodes();
	unsigned refusals = 0, searches = 0;

	(void)state;
	set_clock(TODAY);
	for (uint64_t from = 0; from < 100000; searches++) {
		uint64_t blocks = ability_span(nodes, 0);

		if (blocks / 10 > 100) {
			ability_note_span_refused(nodes, 0, blocks, REFUSED_RESULTS, 0);
			refusals++;
			continue;
		}
		ability_note_span_taken(nodes, 0, blocks, blocks / 10);
		from += blocks;
	}
	/* 100 is the least. */
	assert_in_range(searches, 100, 130);
	assert_in_range(refusals, 1, 14);
	for (int i = 0; i < 6; i++)
		ability_note_span_taken(nodes, 0, ability_span(nodes, 0), 0);
	assert_int_equal(ability_span(nodes, 0), ABILITY_SPAN);
	nodes_free(nodes);
}

static void a_node_that_proved_its_newest_block_only_is_tried_deeper_after_a_day(void **state)
{
	struct nodes *nodes = new_nodes();

	(void)state;
	set_clock(TODAY);
	assert_int_equal(ability_proofs(nodes, 0), PROOFS_UNKNOWN);
	ability_note_proofs(nodes, 0, PROOFS_HEAD);
	ability_note_proofs(nodes, 1, PROOFS_NONE);
	assert_int_equal(ability_proofs(nodes, 0), PROOFS_HEAD);
	set_clock(TODAY + ABILITY_PROOFS_KEPT_S + 1);
	assert_int_equal(ability_proofs(nodes, 0), PROOFS_UNKNOWN);
	assert_int_equal(ability_proofs(nodes, 1), PROOFS_NONE);
	ability_note_proofs(nodes, 0, PROOFS_DEEP);
	set_clock(TODAY + 30 * ABILITY_PROOFS_KEPT_S);
	assert_int_equal(ability_proofs(nodes, 0), PROOFS_DEEP);
	nodes_free(nodes);
}

static void abilities_are_the_same_when_they_are_put_back(void **state)
{
	struct nodes *first = new_nodes(), *second = new_nodes();
	struct node_ability kept;

	(void)state;
	set_clock(TODAY);
	for (int i = 0; i < 10; i++)
		(void)ask(first, 800, REFUSED_SPAN);
	ability_note_off(first, 0, ABILITY_RECEIPTS);
	ability_note_proofs(first, 0, PROOFS_HEAD);
	kept = *ability_of(first, 0);
	ability_recall(second, 0, &kept);
	assert_int_equal(ability_span(second, 0), 800);
	assert_false(ability_offers(second, 0, ABILITY_RECEIPTS));
	assert_int_equal(ability_proofs(second, 0), PROOFS_HEAD);
	assert_int_equal(ability_span(second, 1), ABILITY_SPAN);
	nodes_free(first);
	nodes_free(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_limit_of_a_node_is_found_exactly_or_nearly),
		cmocka_unit_test(a_number_in_the_words_of_a_node_is_tried_and_not_believed),
		cmocka_unit_test(
			a_node_that_searches_no_block_is_never_asked_again_until_it_is_forgotten),
		cmocka_unit_test(a_refused_span_is_tried_again_after_an_hour),
		cmocka_unit_test(a_limit_of_results_is_forgotten_where_there_are_few),
		cmocka_unit_test(
			a_node_that_proved_its_newest_block_only_is_tried_deeper_after_a_day),
		cmocka_unit_test(abilities_are_the_same_when_they_are_put_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

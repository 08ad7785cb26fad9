#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "chain/peer.h"

static const char *const names[] = {"alice", "bob", "carol", "dave", "erin"};

/* A letter for each state. */
static enum peer_state state_of(char c)
{
	switch (c) {
	case 'o': return PEER_OK;
	case 'b': return PEER_BEHIND;
	case 's': return PEER_STALLED;
	case '-': return PEER_UNREACHABLE;
	case 'w': return PEER_WRONG_CHAIN;
	case '!': return PEER_DISPUTED;
	case 'l': return PEER_LIMITED;
	case 'r': return PEER_RETURNING;
	case 'x': return PEER_UNSETTLED;
	default: return PEER_UNKNOWN; /* letters are an open set */
	}
}

/* Counts nodes in these states, each of an operator of its own. */
static struct peer_agreement count(const char *states, unsigned quorum, int64_t late_s)
{
	static const char *const operators[] = {"Alpha", "Beta", "Gamma", "Delta", "Epsilon"};
	struct peer peers[5];
	struct peer_agreement a;
	size_t n = strlen(states);

	for (size_t i = 0; i < n; i++)
		peers[i] = (struct peer){names[i], operators[i], state_of(states[i])};
	peer_count(&a, peers, n, quorum, late_s);
	return a;
}

static void the_headline_counts_who_answers_and_agrees_and_names_who_does_not(void **state)
{
	static const struct {
		const char *states;
		unsigned quorum;
		bool met;
		const char *sentence;
	} cases[] = {
		/* all, k, k-1, one, none */
		{"ooo", 2, true, "3 of 3 nodes agree"},
		{"oo-", 2, true, "2 of 3 nodes agree, carol does not answer"},
		{"o--", 2, false, "1 of 3 nodes answers, 2 must agree !"},
		{"---", 2, false, "0 of 3 nodes answer !"},
		{"-l-", 2, false, "0 of 3 nodes answer !"},
		{"oooo-", 4, true, "4 of 5 nodes agree, erin does not answer"},
		{"ooo--", 4, false, "3 of 5 nodes answer, 4 must agree !"},
		/* liars */
		{"oo!", 2, true, "2 of 3 nodes agree, carol contradicts alice and bob !"},
		{"o!!", 2, false, "1 of 3 nodes agrees, bob and carol contradict alice !"},
		{"!!o", 0, true, "3 of 3 nodes answer, alice and bob contradict carol !"},
		{"xx-", 2, false, "0 of 3 nodes agree, alice and bob contradict each other !"},
		{"xxx", 2, false,
		 "0 of 3 nodes agree, alice, bob and carol contradict each other !"},
		{"x--", 2, false,
		 "1 of 3 nodes answers, alice contradicts what was agreed before !"},
		{"-!o", 2, false, "1 of 3 nodes agrees, bob contradicts carol !"},
		/* older state */
		{"obb", 2, false, "1 of 3 nodes agrees, bob and carol are behind !"},
		{"oob", 2, true, "2 of 3 nodes agree, carol is behind"},
		{"oos", 2, true, "2 of 3 nodes agree, carol is behind"},
		{"bbb", 2, false, "0 of 3 nodes agree, alice, bob and carol are behind !"},
		/* the rest */
		{"oow", 2, true, "2 of 3 nodes agree, carol is on another chain"},
		{"oor", 2, true, "3 of 3 nodes agree"},
		{"o", 0, true, "1 of 1 node answers"},
		{"-", 0, false, "0 of 1 node answers !"},
		{"???", 2, false, "not asked yet"},
		{"", 0, false, "no nodes"},
		{"o!!!!", 3, false,
		 "1 of 5 nodes agrees, bob, carol and 2 more contradict alice !"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct peer_agreement a = count(cases[i].states, cases[i].quorum, 0);
		char sentence[PEER_SENTENCE_SIZE];

		peer_sentence(sentence, &a);
		if (strcmp(sentence, cases[i].sentence) != 0 || a.met != cases[i].met)
			fail_msg("%s of %u: \"%s\", met: %d", cases[i].states, cases[i].quorum,
				 sentence, a.met);
	}
}

static void nodes_of_one_operator_make_no_quorum(void **state)
{
	const struct peer peers[] = {{"alice", "Alpha", PEER_OK},
				     {"anna", "Alpha", PEER_OK},
				     {"bob", "Beta", PEER_UNREACHABLE}};
	struct peer_agreement a;

	(void)state;
	peer_count(&a, peers, 3, 2, 0);
	assert_int_equal(a.agree, 2);
	assert_false(a.met);
	assert_true(a.alarm);
	assert_string_equal(a.text, "2 of 3 nodes agree");
	assert_string_equal(a.trouble, "2 must agree");
}

static void nodes_whose_newest_block_is_old_are_named(void **state)
{
	struct peer_agreement a = count("oo-", 2, 7200);

	(void)state;
	assert_true(a.met);
	assert_true(a.alarm);
	assert_string_equal(a.trouble, "the newest block of alice and bob is 2 h old");
	a = count("ooo", 2, 190);
	assert_string_equal(a.trouble, "the newest block of alice, bob and carol is 4 min old");
	a = count("ooo", 2, 86400 * 3);
	assert_string_equal(a.trouble, "the newest block of alice, bob and carol is 3 days old");
	/* A contradiction goes first. */
	a = count("oo!", 2, 7200);
	assert_string_equal(a.trouble, "carol contradicts alice and bob");
}

static void every_state_has_a_word_of_its_own(void **state)
{
	(void)state;
	for (int i = PEER_UNKNOWN; i <= PEER_UNSETTLED; i++)
		for (int k = PEER_UNKNOWN; k < i; k++)
			assert_string_not_equal(peer_word((enum peer_state)i),
						peer_word((enum peer_state)k));
}

static void two_long_answers_are_shown_from_where_they_differ(void **state)
{
	char said[96] = "0x6080604052348015600e575f5ffd5b50600436106030575f3560e01caa";
	char agreed[96] = "0x6080604052348015600e575f5ffd5b50600436106030575f3560e01cbb";
	char five[] = "5", seven[] = "7";

	(void)state;
	peer_show_difference(said, agreed);
	assert_string_equal(said, "\xe2\x80\xa6"
				  "6030575f3560e01caa");
	assert_string_equal(agreed, "\xe2\x80\xa6"
				    "6030575f3560e01cbb");
	peer_show_difference(five, seven);
	assert_string_equal(five, "5");
	assert_string_equal(seven, "7");
}

static void latencies_are_summed_up_without_missing_replies(void **state)
{
	uint16_t ms[PEER_LATENCIES] = {0, 0, 5, 1, 3, 2, 4}, none[2] = {0};
	uint16_t p50 = 7, p95 = 8;

	(void)state;
	peer_percentiles(&p50, &p95, none, 2);
	assert_int_equal(p50, 7);
	peer_percentiles(&p50, &p95, ms, PEER_LATENCIES);
	assert_int_equal(p50, 3);
	assert_int_equal(p95, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_headline_counts_who_answers_and_agrees_and_names_who_does_not),
		cmocka_unit_test(nodes_of_one_operator_make_no_quorum),
		cmocka_unit_test(nodes_whose_newest_block_is_old_are_named),
		cmocka_unit_test(two_long_answers_are_shown_from_where_they_differ),
		cmocka_unit_test(latencies_are_summed_up_without_missing_replies),
		cmocka_unit_test(every_state_has_a_word_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

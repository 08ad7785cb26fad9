#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chain/doubt.h"

static void a_figure_that_is_not_proven_has_the_reason_that_byline_knows(void **state)
{
	static const struct {
		enum trust trust;
		struct doubt_facts facts; /* can agree, code hash, slot */
		const char *word;
	} cases[] = {
		{TRUST_PROVEN, {true, true, true, false}, ""},
		{TRUST_NONE, {true, true, true, false}, ""},
		/* Everything is pinned, so that only the nodes can be the reason. */
		{TRUST_AGREED, {true, true, true, false}, "no-proof"},
		{TRUST_AGREED, {true, false, true, false}, "no-code-hash"},
		{TRUST_AGREED, {true, true, false, false}, "no-slot"},
		{TRUST_AGREED, {true, false, false, true}, "precompile"},
		{TRUST_REPORTED, {true, false, false, true}, "few-nodes"},
		{TRUST_REPORTED, {false, false, false, true}, "one-voice"},
		{TRUST_AGREED, {true, false, false, false}, "no-slot"},
		{TRUST_REPORTED, {true, true, true, false}, "few-nodes"},
		{TRUST_REPORTED, {true, false, true, false}, "few-nodes"},
		{TRUST_REPORTED, {true, true, false, false}, "no-slot"},
		{TRUST_REPORTED, {false, true, true, false}, "one-voice"},
		{TRUST_REPORTED, {false, false, false, false}, "one-voice"},
		{TRUST_DISPUTED, {true, true, true, false}, "contradicted"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum doubt d = doubt_of(cases[i].trust, &cases[i].facts);

		if (strcmp(doubt_word(d), cases[i].word) != 0)
			fail_msg("case %zu: %s", i, doubt_word(d));
	}
}

static void every_reason_has_its_own_word_and_a_sentence(void **state)
{
	(void)state;
	for (int i = DOUBT_NO_PROOF; i <= DOUBT_ESTIMATE; i++) {
		assert_string_not_equal(doubt_reason((enum doubt)i), "");
		for (int k = DOUBT_NONE; k < i; k++)
			assert_string_not_equal(doubt_word((enum doubt)i),
						doubt_word((enum doubt)k));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_figure_that_is_not_proven_has_the_reason_that_byline_knows),
		cmocka_unit_test(every_reason_has_its_own_word_and_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

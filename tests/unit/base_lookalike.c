/* Names that look alike, among them those by which tokens have been imitated. */
#include "base/lookalike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"

static void names_that_a_person_takes_for_each_other_are_alike(void **state)
{
	static const char *const pairs[][2] = {
		{"OPEN", "OPEN"},
		{"OPEN", "open"},
		{"OPEN", "0PEN"},
		{"OPEN", "$OPEN"},
		{"OPEN", " O P E N."},
		{"OPEN", "ОРЕN"},	      /* Cyrillic O, Er, Ie */
		{"OPEN", "ΟΡΕΝ"},	      /* Greek capitals */
		{"OPEN", "ＯＰＥＮ"},	      /* full width */
		{"OPEN", "𝐎𝐏𝐄𝐍"},	      /* bold letters of mathematics */
		{"OPEN", "ÓPÈN"},	      /* accents */
		{"OPEN", "O\u0301PEN"},	      /* a combining accent */
		{"OPEN", "ⓄⓅⒺⓃ"},	      /* circled */
		{"OPEN", "O\u200bP\u00adEN"}, /* a space without width, a soft hyphen */
		{"OPEN", "O\uFFFDPEN"},	      /* as text_clean() leaves it */
		{"WILL", "W1lI"},
		{"USDC", "USDС"}, /* Cyrillic Es */
		{"USDC", "U5DC"},
		{"WIP", "wlp"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		if (!lookalike_names(pairs[i][0], pairs[i][1]) ||
		    !lookalike_names(pairs[i][1], pairs[i][0]))
			fail_msg("%s is like %s", pairs[i][0], pairs[i][1]);
}

static void names_that_differ_for_everybody_are_not_alike(void **state)
{
	static const char *const pairs[][2] = {
		{"OPEN", "OPN"},  {"OPEN", "wOPEN"}, {"OPEN", "OPEN2"}, {"OPEN", "MORPHO"},
		{"USDC", "USDT"}, {"", ""},	     {"OPEN", ""},	{"🟣", "🟣"},
		{"...", "..."},	  {"日本", "中国"},  {"OPEN", "PEN"},	{"ETH", "WETH"},
		{"\xff", "\xff"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		if (lookalike_names(pairs[i][0], pairs[i][1]))
			fail_msg("%s is not like %s", pairs[i][0], pairs[i][1]);
}

static void a_name_within_a_text_is_found(void **state)
{
	static const char *const texts[] = {"9 OPEN",	 "x, 5 OPEN",	 "x,5,0PEN",	"000OPEN",
					    "1.000OPEN", "1000PEN",	 "x\u00a0OPEN", "(OPEN)",
					    "OPEN",	 "x|O\uFFFDPEN", "a ОРЕN x",	"✓OPEN"};
	static const char *const others[] = {"OPEN2", "wOPEN", "UNOPENED", "OP ENX",
					     "2 x",   "",      " "};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		if (!lookalike_within(texts[i], "OPEN"))
			fail_msg("OPEN is within %s", texts[i]);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (lookalike_within(others[i], "OPEN"))
			fail_msg("OPEN is not within %s", others[i]);
	assert_false(lookalike_within("USDC.e", "USDC"));
	assert_false(lookalike_within("\xff OPEN", "OPEN"));
}

static void a_name_in_another_script_is_like_itself(void **state)
{
	(void)state;
	assert_true(lookalike_names("日本", "日本"));
	assert_true(lookalike_names("ОТКРЫТ", "открыт"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_a_person_takes_for_each_other_are_alike),
		cmocka_unit_test(names_that_differ_for_everybody_are_not_alike),
		cmocka_unit_test(a_name_within_a_text_is_found),
		cmocka_unit_test(a_name_in_another_script_is_like_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

#define REPLACEMENT "\xEF\xBF\xBD"
#define ELLIPSIS    "\xE2\x80\xA6"

static void cleans(const char *expected, const char *data, size_t len)
{
	char out[256];

	text_clean(out, sizeof(out), data, len);
	assert_string_equal(out, expected);
}

/* Bytes that are not UTF-8: Unicode 15, table 3-7, and Markus Kuhn's decoder stress test. */
static const struct {
	const char *bytes;
	size_t len;
} ill_formed[] = {
	{"\x80", 1},
	{"\xBF", 1},
	{"\xC0\x80", 2},
	{"\xC1\xBF", 2},
	{"\xE0\x80\xAF", 3},
	{"\xE0\x9F\xBF", 3},
	{"\xED\xA0\x80", 3},
	{"\xED\xBF\xBF", 3},
	{"\xF0\x80\x80\xAF", 4},
	{"\xF0\x8F\xBF\xBF", 4},
	{"\xF4\x90\x80\x80", 4},
	{"\xF8\x88\x80\x80\x80", 5},
	{"\xFE", 1},
	{"\xFF", 1},
	{"\xE2\x82", 2},
	{"\xF0\x9F\x98", 3},
	{"\xC3", 1},
	{"\xC3\x28", 2},
};

static void text_that_is_not_utf_8_is_recognised(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ill_formed); i++)
		assert_false(text_is_utf8(ill_formed[i].bytes, ill_formed[i].len));
	assert_true(text_is_utf8("", 0));
	assert_true(text_is_utf8("\x00", 1));
	assert_true(text_is_utf8("a\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80", 14));
	assert_true(text_is_utf8("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 8));
}

static void a_wrong_byte_is_found_at_every_distance_from_the_start(void **state)
{
	char text[64];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, 'a', sizeof(text));
		assert_true(text_is_utf8(text, sizeof(text)));
		text[at] = '\xFF';
		assert_false(text_is_utf8(text, sizeof(text)));
		text[at] = '\xC3';
		assert_false(text_is_utf8(text, at + 1));
	}
}

static void what_could_steer_a_terminal_or_hide_is_replaced(void **state)
{
	(void)state;
	cleans(REPLACEMENT "[2J", "\x1B[2J", 4);
	cleans(REPLACEMENT "52;c;eA==" REPLACEMENT,
	       "\xC2\x9D"
	       "52;c;eA==\a",
	       12);
	cleans("a" REPLACEMENT "b", "a\0b", 3);
	cleans(REPLACEMENT, "\x7F", 1);
	cleans("gpj" REPLACEMENT "exe",
	       "gpj\xE2\x80\xAE"
	       "exe",
	       9);
	cleans(REPLACEMENT REPLACEMENT, "\xE2\x81\xA6\xE2\x81\xA9", 6);
	cleans("pay" REPLACEMENT "pal", "pay\xE2\x80\x8Bpal", 9);
	cleans(REPLACEMENT "x", "\xEF\xBB\xBFx", 4);
	cleans(REPLACEMENT, "\xC2\xAD", 2);
	cleans(REPLACEMENT, "\xD8\x9C", 2);
	cleans(REPLACEMENT, "\xE2\x80\xA8", 3);
	cleans("a" REPLACEMENT, "a\xEF\xB8\x8F", 4);
	cleans(REPLACEMENT, "\xF3\xA0\x81\x81", 4);
	/* Letters without a picture: Hangul filler, combining grapheme joiner, U+180B. */
	cleans("pay" REPLACEMENT, "pay\xE3\x85\xA4", 6);
	cleans("pay" REPLACEMENT "pal", "pay\xCD\x8Fpal", 8);
	cleans(REPLACEMENT, "\xE1\xA0\x8B", 3);
	/* The musical format control U+1D173. */
	cleans(REPLACEMENT, "\xF0\x9D\x85\xB3", 4);
}

static void ill_formed_bytes_leave_well_formed_text(void **state)
{
	char out[256];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ill_formed); i++) {
		text_clean(out, sizeof(out), ill_formed[i].bytes, ill_formed[i].len);
		assert_true(text_is_utf8(out, strlen(out)));
		assert_non_null(strstr(out, REPLACEMENT));
	}
}

static void line_ends_and_tabs_become_one_space_each(void **state)
{
	(void)state;
	cleans("a b  c", "a\tb\r\nc", 6);
}

static void ordinary_text_of_any_script_stays(void **state)
{
	const char *text = "Gr\xC3\xBC\xC3\x9F"
			   "e, \xE4\xB8\x96\xE7\x95\x8C \xF0\x9F\x98\x80 \xD7\xA9";

	(void)state;
	cleans(text, text, strlen(text));
}

static void cut_text_ends_in_an_ellipsis_between_characters(void **state)
{
	char out[8];

	(void)state;
	text_clean(out, sizeof(out), "abcdefg", 7);
	assert_string_equal(out, "abcdefg");
	text_clean(out, sizeof(out), "abcdefgh", 8);
	assert_string_equal(out, "abcd" ELLIPSIS);
	text_clean(out, sizeof(out), "abc\xC3\xA9\xC3\xA9\xC3\xA9", 9);
	assert_string_equal(out, "abc" ELLIPSIS);
	text_clean(out, 1, "abc", 3);
	assert_string_equal(out, "");
	text_clean(out, 3, "abc", 3);
	assert_int_equal(strlen(out) <= 2, 1);
}

static void width_counts_cells(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("abc"), 3);
	assert_int_equal(text_width("\xE4\xB8\x96\xE7\x95\x8C"), 4);
	assert_int_equal(text_width("e\xCC\x81"), 1);
	assert_int_equal(text_width("\xF0\x9F\x98\x80"), 2);
}

static void clipped_text_never_takes_more_cells_than_it_may(void **state)
{
	const char *wide = "\xE4\xB8\x96\xE7\x95\x8C"
			   "abc";
	char out[64];

	(void)state;
	assert_int_equal(text_clip(out, sizeof(out), "abc", 3, false), 3);
	assert_string_equal(out, "abc");
	assert_int_equal(text_clip(out, sizeof(out), "abcd", 3, false), 3);
	assert_string_equal(out, "ab" ELLIPSIS);
	assert_int_equal(text_clip(out, sizeof(out), "abcd", 3, true), 3);
	assert_string_equal(out, "ab.");
	assert_int_equal(text_clip(out, sizeof(out), wide, 4, false), 3);
	assert_string_equal(out, "\xE4\xB8\x96" ELLIPSIS);
	for (int cells = 0; cells < 10; cells++) {
		int used = text_clip(out, sizeof(out), wide, cells, false);

		assert_true(used <= cells);
		assert_int_equal(used, text_width(out));
	}
}

static void names_that_have_no_room_are_counted(void **state)
{
	static const char *const names[] = {"CC0-1.0",	  "CC-BY-4.0",	  "CC-BY-SA-4.0", "MIT",
					    "Apache-2.0", "BSD-3-Clause", "ODC-By-1.0"};
	static const char all[] = "CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, MIT, Apache-2.0, "
				  "BSD-3-Clause, ODC-By-1.0";
	char text[200];

	(void)state;
	text_list(text, sizeof(text), names, ARRAY_SIZE(names));
	assert_string_equal(text, all);
	text_list(text, sizeof(all), names, ARRAY_SIZE(names));
	assert_string_equal(text, all);
	for (size_t cap = 40; cap < sizeof(all); cap++) {
		size_t seen = 0;

		text_list(text, cap, names, ARRAY_SIZE(names));
		assert_true(strlen(text) < cap);
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			seen += strstr(text, names[i]) != NULL;
		/* However little room there is, each name is there or counted. */
		assert_int_equal(strtoul(strstr(text, "and ") + 4, NULL, 10),
				 ARRAY_SIZE(names) - seen);
	}
	text_list(text, sizeof(text), names, 0);
	assert_string_equal(text, "");
}

static void a_shell_reads_back_the_word_that_was_written_for_it(void **state)
{
	static const char *const words[] = {
		"mail-filter", "",  "two words", "$(touch x)", "`id`",	"it's", "a;b",
		"a\\b",	       "*", "-n",	 "''",	       "~root", "a\"b"};
	char quoted[TEXT_SHELL_SIZE(47)], command[256], back[64];

	(void)state;
	text_shell(quoted, sizeof(quoted), "mail-filter");
	assert_string_equal(quoted, "mail-filter");
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		FILE *shell;
		size_t n;

		text_shell(quoted, sizeof(quoted), words[i]);
		snprintf(command, sizeof(command), "printf %%s %s", quoted);
		/* printf itself takes a word with a hyphen for an option. */
		if (words[i][0] == '-')
			snprintf(command, sizeof(command), "printf -- %s", quoted);
		shell = popen(command, "r");
		assert_non_null(shell);
		n = fread(back, 1, sizeof(back) - 1, shell);
		assert_int_equal(pclose(shell), 0);
		back[n] = '\0';
		assert_string_equal(back, words[i]);
	}
}

static void words_are_found_in_their_order(void **state)
{
	(void)state;
	assert_true(text_has_words("", ""));
	assert_true(text_has_words("anything", " "));
	assert_true(
		text_has_words("UNLIMITED OPEN to 0x12ab 89ab FIRST", "UNLIMITED OPEN to 0x12ab"));
	assert_true(text_has_words("a b c", "a c"));
	assert_true(text_has_words("  a   b ", "a b"));
	assert_false(text_has_words("", "a"));
	assert_false(text_has_words("a c", "a b c"));
	assert_false(text_has_words("b a", "a b"));
	assert_false(text_has_words("ab", "a"));
	assert_false(text_has_words("a", "a a"));
	assert_false(text_has_words("A", "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_that_is_not_utf_8_is_recognised),
		cmocka_unit_test(a_wrong_byte_is_found_at_every_distance_from_the_start),
		cmocka_unit_test(what_could_steer_a_terminal_or_hide_is_replaced),
		cmocka_unit_test(ill_formed_bytes_leave_well_formed_text),
		cmocka_unit_test(line_ends_and_tabs_become_one_space_each),
		cmocka_unit_test(ordinary_text_of_any_script_stays),
		cmocka_unit_test(cut_text_ends_in_an_ellipsis_between_characters),
		cmocka_unit_test(width_counts_cells),
		cmocka_unit_test(clipped_text_never_takes_more_cells_than_it_may),
		cmocka_unit_test(names_that_have_no_room_are_counted),
		cmocka_unit_test(a_shell_reads_back_the_word_that_was_written_for_it),
		cmocka_unit_test(words_are_found_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Two texts that differ look different, whatever is in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/reveal.h"

static void shows(const char *text, size_t len, const char *wanted)
{
	struct buf out;

	buf_init(&out, 1 * MIB);
	reveal_text(&out, text, len, false);
	assert_string_equal(buf_str(&out), wanted);
	buf_release(&out);
}

#define SHOWS(text, wanted) shows(text, sizeof(text) - 1, wanted)

static void lines_are_lines_and_words_stay_as_they_are(void **state)
{
	(void)state;
	SHOWS("Sign in.\n\nNonce: 7\n", "Sign in.\n\nNonce: 7\n");
	SHOWS("gr\xC3\xBC\xC3\x9F dich \xE2\x82\xAC 5", "gr\xC3\xBC\xC3\x9F dich \xE2\x82\xAC 5");
	SHOWS("\xE4\xBD\xA0\xE5\xA5\xBD", "\xE4\xBD\xA0\xE5\xA5\xBD");
	SHOWS("", "");
}

static void what_cannot_be_seen_is_named(void **state)
{
	(void)state;
	SHOWS("a\tb\r\n", "a<U+0009>b<U+000D>\n");
	SHOWS("pay\xE2\x80\x8B 1", "pay<U+200B> 1");
	SHOWS("\xE2\x80\xAE"
	      "1 HTE",
	      "<U+202E>1 HTE");
	SHOWS("1\xC2\xA0"
	      "000",
	      "1<U+00A0>000");
	SHOWS("a\xE2\xA0\x80z\xE3\x85\xA4z", "a<U+2800>z<U+3164>z");
	SHOWS("\xEE\x80\x80", "<U+E000>");
	SHOWS("a\xE2\x80\xA8z", "a<U+2028>z");
}

/* Whoever shows bytes that are no text gets text all the same. */
static void bytes_that_are_no_text_become_replacement_characters(void **state)
{
	(void)state;
	SHOWS("a\xFF\xC3z", "a\xEF\xBF\xBD\xEF\xBF\xBDz");
	SHOWS("\x1b[2J", "<U+001B>[2J");
}

static void blanks_are_counted_wherever_they_could_hide_something(void **state)
{
	(void)state;
	SHOWS("a b", "a b");
	SHOWS("a  b", "a<U+0020 x 2>b");
	SHOWS(" a", "<U+0020>a");
	SHOWS("a \nb  ", "a<U+0020>\nb<U+0020 x 2>");
	SHOWS(" ", "<U+0020>");
	SHOWS("a\n \nb", "a\n<U+0020>\nb");
}

static void letters_that_only_look_equal_differ(void **state)
{
	(void)state;
	/* e with an acute accent as one character and as two; Angstrom and its letter */
	SHOWS("caf\xC3\xA9", "caf\xC3\xA9");
	SHOWS("cafe\xCC\x81", "cafe<U+0301>");
	SHOWS("\xE2\x84\xAB\xC3\x85", "<U+212B>\xC3\x85");
	/* Marks on marks cover the lines above them. */
	SHOWS("x\xCC\x81\xCC\x81\xCC\x81\xCC\x81", "x\xCC\x81\xCC\x81<U+0301><U+0301>");
	SHOWS("\xCC\x81x", "<U+0301>x");
	SHOWS("a \xCC\x81x", "a <U+0301>x");
}

static void no_text_can_imitate_a_name(void **state)
{
	(void)state;
	SHOWS("<U+200B>", "<U+003C>U+200B>");
	SHOWS("<u+200B> <b>", "<u+200B> <b>");
}

static void in_ascii_every_other_character_has_its_number(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 * KIB);
	reveal_text(&out, "\xC3\xBC u \xF0\x9F\x98\x80", 9, true);
	assert_string_equal(buf_str(&out), "<U+00FC> u <U+1F600>");
	buf_release(&out);
}

/* Any two of them look different, in either form. */
static void texts_that_differ_look_different(void **state)
{
	static const char *const texts[] = {"a b",
					    "a  b",
					    " a b",
					    "a b ",
					    "a\tb",
					    "a\nb",
					    "a\r\nb",
					    "a\xC2\xA0"
					    "b",
					    "a\xE2\x80\x8B"
					    "b",
					    "ab",
					    "a\xE2\x80\x8D"
					    "b",
					    "a<U+200B>b",
					    "a<U+0020 x 2>b",
					    "a\xE2\x80\x83"
					    "b",
					    "a\xCC\x80"
					    "b",
					    "\xC3\xA0"
					    "b",
					    "a\xEF\xBB\xBF"
					    "b",
					    "a\n\nb",
					    "a\n \nb",
					    "a\n\n\nb",
					    "a \nb",
					    "a\n b",
					    "\xD0\xB0 b",
					    "a\xE2\x80\xAE b"};
	struct buf out[2];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		for (size_t j = 0; j < i; j++) {
			for (size_t k = 0; k < 2; k++) {
				const char *text = texts[k == 0 ? i : j];

				buf_init(&out[k], 1 * KIB);
				reveal_text(&out[k], text, strlen(text), (i + j) % 2 == 0);
			}
			assert_string_not_equal(buf_str(&out[0]), buf_str(&out[1]));
			buf_release(&out[0]);
			buf_release(&out[1]);
		}
	}
}

static void bytes_that_are_no_text_are_told_apart_from_text(void **state)
{
	static const char *const texts[] = {"", "hello", "a\tb\r\nc", "gr\xC3\xBC\xC3\x9F",
					    "\xE2\x80\xAE bidi is ugly text"};
	static const struct {
		const char *bytes;
		size_t len;
	} others[] = {{"\0", 1},       {"a\0b", 3},	{"\x1B[2J", 4},
		      {"\xFF\xFE", 2}, {"caf\xE9", 4},	{"\xED\xA0\x80", 3},
		      {"\x7F", 1},     {"\xC2\x9B", 2}, {"\xEF\xBF\xBF", 3}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_true(reveal_is_text(texts[i], strlen(texts[i])));
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		assert_false(reveal_is_text(others[i].bytes, others[i].len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_lines_and_words_stay_as_they_are),
		cmocka_unit_test(what_cannot_be_seen_is_named),
		cmocka_unit_test(bytes_that_are_no_text_become_replacement_characters),
		cmocka_unit_test(blanks_are_counted_wherever_they_could_hide_something),
		cmocka_unit_test(letters_that_only_look_equal_differ),
		cmocka_unit_test(no_text_can_imitate_a_name),
		cmocka_unit_test(in_ascii_every_other_character_has_its_number),
		cmocka_unit_test(texts_that_differ_look_different),
		cmocka_unit_test(bytes_that_are_no_text_are_told_apart_from_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

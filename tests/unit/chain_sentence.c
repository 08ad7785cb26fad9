/* Sentences with values: shown, hidden, kept and read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "chain/sentence.h"

static const struct value_style screen, hidden = {.hide = true};

static struct u256 amount(const char *text)
{
	struct u256 v;

	assert_int_equal(amount_parse(&v, text, strlen(text), 18), STATUS_OK);
	return v;
}

static struct sentence settled(void)
{
	struct u256 own = amount("25.072052000000000001");
	struct sentence s = {.n = 0};
	struct value epoch = {.type = VALUE_NUMBER};

	value_set_number(&epoch, 30, true);
	sentence_add(&s, "epoch ");
	sentence_add_value(&s, &epoch);
	sentence_add(&s, " of %s settled: +", "laptop");
	sentence_add_amount(&s, &own, "OPEN", 18, AMOUNT_PLACES);
	sentence_add(&s, ", audited");
	return s;
}

static void reads(const struct sentence *s, const struct value_style *style, const char *expected)
{
	char out[512];

	assert_int_equal(sentence_status(s), STATUS_OK);
	sentence_text(out, sizeof(out), s, style);
	assert_string_equal(out, expected);
}

static struct sentence again(const struct sentence *s)
{
	struct sentence loaded;
	struct buf line;

	buf_init(&line, KIB);
	sentence_store(&line, s);
	assert_int_equal(buf_status(&line), STATUS_OK);
	assert_int_equal(sentence_load(&loaded, buf_str(&line), line.len), STATUS_OK);
	buf_release(&line);
	return loaded;
}

static void an_amount_is_hidden_and_the_rest_of_the_sentence_stays(void **state)
{
	struct sentence s = settled();

	(void)state;
	reads(&s, &screen, "epoch 30 of laptop settled: +25.072 052 OPEN, audited");
	reads(&s, &hidden, "epoch 30 of laptop settled: +••• OPEN, audited");
}

static void a_sentence_is_the_same_after_it_was_kept(void **state)
{
	struct u256 most = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
	struct sentence s = settled(), loaded = again(&s);
	struct value time = {.type = VALUE_TIME};

	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	setenv("BYLINE_CLOCK", "1795183351", 1);
	assert_int_equal(loaded.n, 2);
	assert_int_equal(u256_compare(&loaded.values[1].amount, &s.values[1].amount), 0);
	reads(&loaded, &hidden, "epoch 30 of laptop settled: +••• OPEN, audited");
	s = (struct sentence){.n = 0};
	sentence_add_amount(&s, &most, "TWO WORDS", 0, VALUE_EXACT);
	value_set_time(&time, 1795183351);
	sentence_add_value(&s, &time);
	loaded = again(&s);
	reads(&loaded, &screen,
	      "115792089237316195423570985008687907853269984665640564039457584007913129639935 "
	      "TWO WORDS14:02:31");
	s = (struct sentence){.n = 0};
	loaded = again(&s);
	reads(&loaded, &hidden, "");
	unsetenv("BYLINE_CLOCK");
}

static void a_text_of_an_older_cache_is_read_whole_and_hidden_to_the_last_digit(void **state)
{
	static const char line[] = "epoch 30 settled: +25.072 OPEN";
	struct sentence s, loaded;

	(void)state;
	assert_int_equal(sentence_load(&s, line, strlen(line)), STATUS_OK);
	reads(&s, &screen, line);
	reads(&s, &hidden, "epoch ** settled: +**.*** OPEN");
	loaded = again(&s);
	reads(&loaded, &hidden, "epoch ** settled: +**.*** OPEN");
}

static void a_name_brings_no_value_of_its_own(void **state)
{
	struct sentence s = {.n = 0}, loaded;

	(void)state;
	sentence_add(&s, "%s",
		     "\x1f"
		     "a 5 0 6 OPEN\x1f");
	loaded = again(&s);
	assert_int_equal(loaded.n, 0);
	reads(&loaded, &screen,
	      "\xEF\xBF\xBD"
	      "a 5 0 6 OPEN\xEF\xBF\xBD");
}

static void what_does_not_fit_is_said_to_be_missing(void **state)
{
	struct sentence s = {.n = 0};
	const struct value unknown = {.type = VALUE_COUNT};
	struct u256 one = u256_from_u64(1);

	(void)state;
	sentence_add(&s, "%0*d", SENTENCE_SIZE - 1, 0);
	assert_int_equal(sentence_status(&s), STATUS_OK);
	sentence_add(&s, "x");
	assert_int_equal(sentence_status(&s), ERR_LIMIT);
	s = (struct sentence){.n = 0};
	for (int i = 0; i < SENTENCE_VALUES; i++)
		sentence_add_amount(&s, &one, "OPEN", 0, AMOUNT_PLACES);
	assert_int_equal(sentence_status(&s), STATUS_OK);
	sentence_add_amount(&s, &one, "OPEN", 0, AMOUNT_PLACES);
	assert_int_equal(sentence_status(&s), ERR_LIMIT);
	s = (struct sentence){.n = 0};
	sentence_add_value(&s, &unknown);
	assert_int_equal(sentence_status(&s), ERR_LIMIT);
}

/* A cut text says so wherever it is read, and nothing that came later stands behind the gap. */
static void a_cut_shows_and_is_kept(void **state)
{
	const struct value_style ascii = {.ascii = true};
	char expected[SENTENCE_SIZE + 8], text[SENTENCE_TEXT_SIZE];
	struct sentence s = {.n = 0}, loaded;
	struct u256 one = u256_from_u64(1);

	(void)state;
	for (int i = 0; i < SENTENCE_SIZE; i++)
		sentence_add(&s, "é");
	sentence_add(&s, "x");
	sentence_add_amount(&s, &one, "OPEN", 0, AMOUNT_PLACES);
	loaded = again(&s);
	assert_int_equal(sentence_status(&loaded), ERR_LIMIT);
	for (size_t i = 0; i < (SENTENCE_SIZE - 1) / 2; i++)
		memcpy(expected + 2 * i, "é", 2);
	memcpy(expected + 2 * ((SENTENCE_SIZE - 1) / 2), "…", sizeof("…"));
	sentence_text(text, sizeof(text), &loaded, &screen);
	assert_string_equal(text, expected);
	sentence_text(text, sizeof(text), &loaded, &ascii);
	assert_string_equal(text + strlen(text) - 3, "\xA9..");
	s = (struct sentence){.n = 0};
	sentence_add(&s, "%*s", 2 * SENTENCE_SIZE, "x");
	assert_int_equal(sentence_status(&s), ERR_LIMIT);
	assert_int_equal(strlen(s.text), SENTENCE_SIZE - 1);
}

static void a_sentence_in_another_keeps_its_values_and_what_is_text_in_it(void **state)
{
	static const char old[] = "send 5 OPEN";
	struct sentence inner = settled(), s = {.n = 0}, loaded, plain;

	(void)state;
	sentence_add(&s, "was: ");
	sentence_add_sentence(&s, &inner);
	sentence_add(&s, ".");
	assert_int_equal(s.n, inner.n);
	reads(&s, &screen, "was: epoch 30 of laptop settled: +25.072 052 OPEN, audited.");
	reads(&s, &hidden, "was: epoch 30 of laptop settled: +••• OPEN, audited.");
	/* One text with an amount in it makes every digit suspect, also after the cache kept it. */
	assert_int_equal(sentence_load(&plain, old, strlen(old)), STATUS_OK);
	sentence_add_sentence(&s, &plain);
	loaded = again(&s);
	reads(&loaded, &screen,
	      "was: epoch 30 of laptop settled: +25.072 052 OPEN, audited.send 5 OPEN");
	reads(&loaded, &hidden, "was: epoch ** of laptop settled: +••• OPEN, audited.send * OPEN");
	/* Values of all must find room. */
	for (int i = 1; i < SENTENCE_VALUES / inner.n; i++)
		sentence_add_sentence(&s, &inner);
	assert_int_equal(sentence_status(&s), STATUS_OK);
	sentence_add_sentence(&s, &inner);
	assert_int_equal(sentence_status(&s), ERR_LIMIT);
}

static void a_damaged_line_is_refused(void **state)
{
	static const char *const lines[] = {
		"\x1e"
		"x\x1f",
		"\x1e\x1f\x1f",
		"\x1e\x1f"
		"a 5\x1f",
		"\x1e\x1f"
		"a 05 0 6 X\x1f",
		"\x1e\x1f"
		"a 5 256 6 X\x1f",
		"\x1e\x1f"
		"a 5 0 256 X\x1f",
		"\x1e\x1f"
		"a 5 0 6 A-SYMBOL-TOO-LONG\x1f",
		"\x1e\x1f"
		"z 5\x1f",
		"\x1e\x1f"
		"c -5\x1f",
		"\x1e\x1f"
		"t 99999999999999999999\x1f",
		"\x1e"
		"a \x1b[2J screen",
		"\x1e\x1f"
		"c 1\x1f\x1f" /* one more than SENTENCE_VALUES */
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f\x1f"
		"c 1\x1f",
	};
	struct sentence s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		assert_int_equal(sentence_load(&s, lines[i], strlen(lines[i])), ERR_PARSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amount_is_hidden_and_the_rest_of_the_sentence_stays),
		cmocka_unit_test(a_sentence_is_the_same_after_it_was_kept),
		cmocka_unit_test(
			a_text_of_an_older_cache_is_read_whole_and_hidden_to_the_last_digit),
		cmocka_unit_test(a_name_brings_no_value_of_its_own),
		cmocka_unit_test(what_does_not_fit_is_said_to_be_missing),
		cmocka_unit_test(a_cut_shows_and_is_kept),
		cmocka_unit_test(a_sentence_in_another_keeps_its_values_and_what_is_text_in_it),
		cmocka_unit_test(a_damaged_line_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

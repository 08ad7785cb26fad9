/* Verbatim spans against a scan of every run of tokens in every record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "influence/suffix.h"

#define RECORDS 40
#define WORDS	30

static uint64_t seed = 1;

static uint32_t draw(uint32_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)((seed >> 32) * below >> 32);
}

/* One-letter words make the naive side simple: a text is a string of letters, here spaced out. */
static void spaced(char *out, const char *letters)
{
	for (; *letters != '\0'; letters++) {
		*out++ = *letters;
		*out++ = ' ';
	}
	*out = '\0';
}

static void letters(char *out, size_t n, uint32_t alphabet)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (char)('a' + draw(alphabet) * draw(alphabet) / alphabet);
	out[n] = '\0';
}

static size_t naive_count(char (*records)[WORDS + 1], const char *run, size_t len)
{
	size_t count = 0;

	for (size_t r = 0; r < RECORDS; r++)
		for (size_t at = 0; at + len <= strlen(records[r]); at++)
			count += memcmp(records[r] + at, run, len) == 0;
	return count;
}

/* Checks one output: the spans are all runs that stand in the text and cannot be made longer. */
static void check_output(const struct suffix *s, char (*records)[WORDS + 1], const char *run)
{
	size_t n = strlen(run), found = 0, n_spans;
	char text[2 * WORDS + 1];
	struct span *spans;

	spaced(text, run);
	assert_int_equal(suffix_spans(&spans, &n_spans, s, text, strlen(text), 2), STATUS_OK);
	for (size_t i = 0; i < n; i++) {
		for (size_t len = 2; i + len <= n; len++) {
			size_t count = naive_count(records, run + i, len);
			double weight = 0;

			if (count == 0 ||
			    (i > 0 && naive_count(records, run + i - 1, len + 1) > 0) ||
			    (i + len < n && naive_count(records, run + i, len + 1) > 0))
				continue;
			assert_true(found < n_spans);
			assert_int_equal(spans[found].begin, 2 * i);
			assert_int_equal(spans[found].end, 2 * (i + len) - 1);
			assert_int_equal(spans[found].tokens, len);
			assert_int_equal(spans[found].count, count);
			for (size_t k = 0; k < len; k++)
				weight -= log2((double)naive_count(records, run + i + k, 1) /
					       (RECORDS * WORDS));
			assert_true(fabs(spans[found].weight - weight) < 1e-9);
			found++;
		}
	}
	assert_int_equal(found, n_spans);
	free(spans);
}

static void spans_equal_those_of_a_naive_scan(void **state)
{
	static char records[RECORDS][WORDS + 1];
	char run[WORDS + 1], text[2 * WORDS + 1];
	struct suffix s;
	struct err e = {0};

	(void)state;
	suffix_init(&s);
	for (size_t r = 0; r < RECORDS; r++) {
		letters(records[r], WORDS, 7);
		spaced(text, records[r]);
		assert_int_equal(suffix_add(&s, text, strlen(text)), STATUS_OK);
	}
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	for (size_t i = 0; i < 300; i++) {
		letters(run, draw(WORDS + 1), i % 3 == 0 ? 7 : 9);
		check_output(&s, records, run);
	}
	suffix_release(&s);
}

static void words_match_whatever_their_case_and_punctuation(void **state)
{
	static const char first[] = "Nothing here.",
			  text[] = "She said: \"The CAT sat -- on a mat\"";
	static const char output[] = "and then the cat sat; on a mattress";
	struct suffix s;
	struct span *spans;
	struct err e = {0};
	size_t n;

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, first, strlen(first)), STATUS_OK);
	assert_int_equal(suffix_add(&s, text, strlen(text)), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_spans(&spans, &n, &s, output, strlen(output), 3), STATUS_OK);
	assert_int_equal(n, 1);
	/* "mat" is not "mattress": whole words only. */
	assert_memory_equal(output + spans[0].begin, "the cat sat; on a", 17);
	assert_int_equal(spans[0].end - spans[0].begin, 17);
	assert_int_equal(spans[0].record, 1);
	free(spans);
	suffix_release(&s);
}

static void a_span_does_not_cross_from_one_record_into_the_next(void **state)
{
	struct suffix s;
	struct span *spans;
	struct err e = {0};
	size_t n;

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, "one two", 7), STATUS_OK);
	assert_int_equal(suffix_add(&s, "three four", 10), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_spans(&spans, &n, &s, "one two three four", 18, 1), STATUS_OK);
	assert_int_equal(n, 2);
	assert_int_equal(spans[0].record, 0);
	assert_int_equal(spans[1].record, 1);
	free(spans);
	suffix_release(&s);
}

static void an_empty_text_has_no_spans(void **state)
{
	struct suffix s;
	struct span *spans;
	struct err e = {0};
	size_t n;

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_spans(&spans, &n, &s, "one two", 7, 1), STATUS_OK);
	assert_int_equal(n, 0);
	assert_int_equal(suffix_add(&s, NULL, 0), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_spans(&spans, &n, &s, "one two", 7, 1), STATUS_OK);
	assert_int_equal(n, 0);
	assert_int_equal(suffix_spans(&spans, &n, &s, "", 0, 1), STATUS_OK);
	assert_null(spans);
	suffix_release(&s);
}

static void a_copied_megabyte_is_found_in_pieces_without_hanging(void **state)
{
	size_t len = 0, n, tokens = 0, words = 100000;
	char *text = malloc(LIMIT_RECORD);
	struct suffix s;
	struct span *spans;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < words; i++)
		len += (size_t)snprintf(text + len, LIMIT_RECORD - len, "w%u ", draw(1000));
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, text, len), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_spans(&spans, &n, &s, text, len, 1), STATUS_OK);
	for (size_t i = 0; i < n; i++)
		tokens += spans[i].tokens;
	assert_int_equal(tokens, words);
	assert_int_equal(n, (words + SUFFIX_MAX_SPAN - 1) / SUFFIX_MAX_SPAN);
	free(spans);
	suffix_release(&s);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_equal_those_of_a_naive_scan),
		cmocka_unit_test(words_match_whatever_their_case_and_punctuation),
		cmocka_unit_test(a_span_does_not_cross_from_one_record_into_the_next),
		cmocka_unit_test(an_empty_text_has_no_spans),
		cmocka_unit_test(a_copied_megabyte_is_found_in_pieces_without_hanging),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

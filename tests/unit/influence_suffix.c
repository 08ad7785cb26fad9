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

#include "influence/verbatim.h"

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

static size_t naive_count(char (*records)[WORDS + 1], size_t n, const char *run, size_t len)
{
	size_t count = 0;

	for (size_t r = 0; r < n; r++)
		for (size_t at = 0; at + len <= strlen(records[r]); at++)
			count += memcmp(records[r] + at, run, len) == 0;
	return count;
}

/* A span by the definition: it stands in the text, and no longer one around it does. */
static bool is_maximal(char (*records)[WORDS + 1], const char *run, size_t n, size_t i, size_t len)
{
	return naive_count(records, RECORDS, run + i, len) > 0 &&
	       (i == 0 || naive_count(records, RECORDS, run + i - 1, len + 1) == 0) &&
	       (i + len == n || naive_count(records, RECORDS, run + i, len + 1) == 0);
}

/* Whether the word at `t` of a run is in a span, and in how many spans. */
static size_t naive_cover(char (*records)[WORDS + 1], const char *run, size_t n, size_t t)
{
	size_t cover = 0;

	for (size_t i = 0; i <= t; i++)
		for (size_t len = t - i + 1 > 2 ? t - i + 1 : 2; i + len <= n; len++)
			cover += is_maximal(records, run, n, i, len);
	return cover;
}

static double naive_rarity(char (*records)[WORDS + 1], const char *word)
{
	return -log2((double)naive_count(records, RECORDS, word, 1) / (RECORDS * WORDS));
}

/*
 * Checks one output: the spans are all maximal runs, and their weights are those of their words,
 * shared. Adds to each record its part.
 */
static void check_output(struct verbatim *v, struct verbatim_record *expected,
			 const struct suffix *s, char (*records)[WORDS + 1], const char *run)
{
	size_t n = strlen(run), found = 0, matched = 0;
	double share[WORDS] = {0}, total = 0;
	char text[2 * WORDS + 1];
	struct suffix_match m;

	spaced(text, run);
	assert_int_equal(suffix_match(&m, s, text, strlen(text), 2), STATUS_OK);
	assert_int_equal(m.tokens, n);
	for (size_t t = 0; t < n; t++) {
		size_t cover = naive_cover(records, run, n, t);

		if (cover > 0) {
			share[t] = naive_rarity(records, run + t) / (double)cover;
			total += share[t] * (double)cover;
			matched++;
		}
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t len = 2; i + len <= n; len++) {
			const struct suffix_span *span = &m.span[found];
			size_t count = naive_count(records, RECORDS, run + i, len);
			double weight = 0;

			if (!is_maximal(records, run, n, i, len))
				continue;
			assert_true(found++ < m.n);
			assert_int_equal(span->begin, 2 * i);
			assert_int_equal(span->end, 2 * (i + len) - 1);
			assert_int_equal(span->first, i);
			assert_int_equal(span->tokens, len);
			assert_int_equal(span->high - span->low, count);
			for (size_t k = i; k < i + len; k++)
				weight += share[k];
			assert_true(fabs(span->weight - weight) < 1e-9);
			for (size_t r = 0; r < RECORDS; r++) {
				size_t here = naive_count(records + r, 1, run + i, len);

				expected[r].matches += here;
				expected[r].weight += weight * (double)here / (double)count;
			}
		}
	}
	assert_int_equal(found, m.n);
	assert_int_equal(matched, m.matched);
	assert_true(fabs(m.weight - total) < 1e-9);
	assert_int_equal(verbatim_add(v, &m), STATUS_OK);
	suffix_match_release(&m);
}

static void spans_and_what_records_get_of_them_equal_a_naive_scan(void **state)
{
	static char records[RECORDS][WORDS + 1];
	struct verbatim_record expected[RECORDS] = {{0}}, sums[RECORDS];
	char run[WORDS + 1], text[2 * WORDS + 1];
	struct verbatim v = {0};
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
		check_output(&v, expected, &s, records, run);
	}
	assert_int_equal(verbatim_sum(sums, &v, &s), STATUS_OK);
	for (size_t r = 0; r < RECORDS; r++) {
		assert_int_equal(sums[r].matches, expected[r].matches);
		assert_true(fabs(sums[r].weight - expected[r].weight) < 1e-6);
	}
	verbatim_release(&v);
	suffix_release(&s);
}

static size_t record_of(const struct suffix *s, const struct suffix_match *m, size_t span)
{
	return suffix_record_at(s, (size_t)s->array[m->span[span].low]);
}

static void words_match_whatever_their_case_and_punctuation(void **state)
{
	static const char first[] = "Nothing here.",
			  text[] = "She said: \"The CAT sat -- on a mat\"";
	static const char output[] = "and then the cat sat; on a mattress";
	struct suffix s;
	struct suffix_match m;
	struct err e = {0};

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, first, strlen(first)), STATUS_OK);
	assert_int_equal(suffix_add(&s, text, strlen(text)), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_match(&m, &s, output, strlen(output), 3), STATUS_OK);
	assert_int_equal(m.n, 1);
	/* "mat" is not "mattress": whole words only. */
	assert_memory_equal(output + m.span[0].begin, "the cat sat; on a", 17);
	assert_int_equal(m.span[0].end - m.span[0].begin, 17);
	assert_int_equal(record_of(&s, &m, 0), 1);
	suffix_match_release(&m);
	suffix_release(&s);
}

static void a_span_does_not_cross_from_one_record_into_the_next(void **state)
{
	struct suffix s;
	struct suffix_match m;
	struct err e = {0};

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, "one two", 7), STATUS_OK);
	assert_int_equal(suffix_add(&s, "three four", 10), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_match(&m, &s, "one two three four", 18, 1), STATUS_OK);
	assert_int_equal(m.n, 2);
	assert_int_equal(record_of(&s, &m, 0), 0);
	assert_int_equal(record_of(&s, &m, 1), 1);
	suffix_match_release(&m);
	suffix_release(&s);
}

static void an_empty_text_has_no_spans(void **state)
{
	struct suffix s;
	struct suffix_match m;
	struct err e = {0};

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_match(&m, &s, "one two", 7, 1), STATUS_OK);
	assert_int_equal(m.n, 0);
	suffix_match_release(&m);
	assert_int_equal(suffix_add(&s, NULL, 0), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_match(&m, &s, "one two", 7, 1), STATUS_OK);
	assert_true(m.n == 0 && m.tokens == 2 && m.matched == 0 && m.weight == 0);
	suffix_match_release(&m);
	assert_int_equal(suffix_match(&m, &s, "", 0, 1), STATUS_OK);
	assert_int_equal(m.tokens, 0);
	suffix_match_release(&m);
	suffix_release(&s);
}

static void a_copied_megabyte_is_found_in_pieces_without_hanging(void **state)
{
	size_t len = 0, tokens = 0, words = 100000;
	char *text = malloc(LIMIT_RECORD);
	struct suffix s;
	struct suffix_match m;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < words; i++)
		len += (size_t)snprintf(text + len, LIMIT_RECORD - len, "w%u ", draw(1000));
	suffix_init(&s);
	assert_int_equal(suffix_add(&s, text, len), STATUS_OK);
	assert_int_equal(suffix_build(&s, &e), STATUS_OK);
	assert_int_equal(suffix_match(&m, &s, text, len, 1), STATUS_OK);
	for (size_t i = 0; i < m.n; i++)
		tokens += m.span[i].tokens;
	assert_int_equal(tokens, words);
	assert_int_equal(m.matched, words);
	assert_int_equal(m.n, (words + SUFFIX_MAX_SPAN - 1) / SUFFIX_MAX_SPAN);
	suffix_match_release(&m);
	/* 160 words follow the last whole piece; 4 when 156 of them are cut off, fewer than 6. */
	for (size_t spaces = 157; spaces > 0; text[--len] = '\0')
		spaces -= text[len - 1] == ' ';
	assert_int_equal(suffix_match(&m, &s, text, len, 6), STATUS_OK);
	assert_int_equal(m.tokens, words - 156);
	assert_int_equal(m.matched, m.tokens);
	suffix_match_release(&m);
	suffix_release(&s);
	free(text);
}

static void an_output_beyond_the_record_limit_is_refused(void **state)
{
	struct suffix s;
	struct suffix_match m;

	(void)state;
	suffix_init(&s);
	assert_int_equal(suffix_match(&m, &s, "", LIMIT_RECORD + 1, 1), ERR_LIMIT);
	suffix_match_release(&m);
	suffix_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_and_what_records_get_of_them_equal_a_naive_scan),
		cmocka_unit_test(words_match_whatever_their_case_and_punctuation),
		cmocka_unit_test(a_span_does_not_cross_from_one_record_into_the_next),
		cmocka_unit_test(an_empty_text_has_no_spans),
		cmocka_unit_test(a_copied_megabyte_is_found_in_pieces_without_hanging),
		cmocka_unit_test(an_output_beyond_the_record_limit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

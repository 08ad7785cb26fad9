/* How a value reads, what it is ordered by, and what finds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "chain/sentence.h"

static const struct value_style screen, hidden = {.hide = true}, narrow = {.narrow = true},
					ascii = {.ascii = true}, words = {.words = true};

static struct value amount(const char *raw, const char *symbol, unsigned decimals)
{
	struct value v = {.type = VALUE_AMOUNT};
	struct u256 n;

	assert_int_equal(u256_parse(&n, raw, strlen(raw)), STATUS_OK);
	value_set_amount(&v, &n, symbol, decimals);
	return v;
}

static struct value number(enum value_type type, uint64_t n)
{
	struct value v = {.type = type};

	value_set_number(&v, n, true);
	return v;
}

static struct value real(enum value_type type, double x)
{
	struct value v = {.type = type, .places = 2};

	value_set_real(&v, x, true);
	return v;
}

static struct value text(const char *from)
{
	struct value v = {.type = VALUE_TEXT};

	value_set_text(&v, from, 64);
	return v;
}

static void reads(struct value v, const struct value_style *style, const char *expected)
{
	char out[VALUE_TEXT_SIZE];

	value_text(out, sizeof(out), &v, style);
	assert_string_equal(out, expected);
}

static void an_amount_has_six_places_and_never_more_than_there_is(void **state)
{
	struct value exact = amount("1999999999999999999", "OPEN", 18);

	(void)state;
	exact.places = VALUE_EXACT;
	reads(amount("107433660000000000000", "OPEN", 18), &screen, "107.433 660");
	reads(amount("1999999999999999999", "OPEN", 18), &screen, "1.999 999");
	reads(amount("40000000000000000000", "OPEN", 18), &screen, "40.000 000");
	reads(amount("1", "OPEN", 18), &screen, "0.000 001");
	reads(amount("0", "OPEN", 18), &screen, "0.000 000");
	reads(amount("1234567", "USD", 2), &screen, "12 345.67");
	reads(amount("1234567", "", 0), &screen, "1 234 567");
	reads(exact, &screen, "1.999999999999999999");
	assert_string_equal(value_unit(&exact), "OPEN");
}

static void a_hidden_amount_has_no_digit_and_other_values_stay(void **state)
{
	(void)state;
	reads(amount("107433660000000000000", "OPEN", 18), &hidden, "•••");
	reads(number(VALUE_COUNT, 90412), &hidden, "90 412");
	reads(real(VALUE_SHARE, 0.341), &hidden, "34.1");
}

static void counts_are_grouped_and_names_of_things_are_not(void **state)
{
	(void)state;
	reads(number(VALUE_COUNT, 90412), &screen, "90 412");
	reads(number(VALUE_BLOCK, 18204), &screen, "18 204");
	reads(number(VALUE_NUMBER, 18204), &screen, "18204");
	reads(number(VALUE_DURATION, 1410), &screen, "1410");
	reads(number(VALUE_BYTES, 999), &screen, "999 B");
	reads(number(VALUE_BYTES, 4812331), &screen, "4.8 MB");
	reads(number(VALUE_BYTES, 112000000), &screen, "112 MB");
}

static void a_program_reads_digits_in_one_piece_also_in_a_sentence(void **state)
{
	const struct value_style program = {.exact = true, .ungrouped = true};
	struct value sentence = {.type = VALUE_SENTENCE};
	char out[SENTENCE_TEXT_SIZE];
	struct sentence s = {0};
	struct u256 n;

	(void)state;
	reads(amount("1128402913000000000001", "OPEN", 18), &program, "1128.402913");
	reads(number(VALUE_COUNT, 90412), &program, "90412");
	reads(number(VALUE_BLOCK, 18204), &program, "18204");
	assert_int_equal(u256_parse(&n, "1000000", 7), STATUS_OK);
	sentence_add(&s, "3 of 4 epochs, 5 ");
	sentence_add_amount(&s, &n, "OPEN", 0, 0);
	value_set_sentence(&sentence, &s);
	value_text(out, sizeof(out), &sentence, &program);
	assert_string_equal(out, "3 of 4 epochs, 5 1000000 OPEN");
}

static void a_ratio_is_rounded_to_the_nearest_and_a_zero_has_no_sign(void **state)
{
	(void)state;
	reads(real(VALUE_INFLUENCE, 0.8123), &screen, "+0.812300");
	reads(real(VALUE_INFLUENCE, -0.0000016), &screen, "-0.000002");
	reads(real(VALUE_INFLUENCE, -0.0000004), &screen, "0.000000");
	reads(real(VALUE_INFLUENCE, 0), &screen, "0.000000");
	reads(real(VALUE_SHARE, 0.34166), &screen, "34.2");
	reads(real(VALUE_REAL, 0.126), &screen, "0.13");
}

static void what_is_not_known_is_a_dash_and_has_no_unit(void **state)
{
	const struct value unknown = {.type = VALUE_DURATION};

	(void)state;
	reads(unknown, &screen, "–");
	reads(unknown, &ascii, "-");
	assert_string_equal(value_unit(&unknown), "");
	reads(text(""), &ascii, "-");
}

static void a_narrow_value_fits_its_column(void **state)
{
	struct value v = {.type = VALUE_HASH}, t = {.type = VALUE_TIME},
		     a = {.type = VALUE_ADDRESS};
	struct hash h = {{0x55, 0x47, [30] = 0x24, 0xab}};
	struct address who;

	(void)state;
	assert_int_equal(address_parse(&who, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", 42),
			 STATUS_OK);
	value_set_hash(&v, &h);
	value_set_address(&a, &who);
	reads(v, &narrow, "0x5547…24ab");
	reads(a, &narrow, "0xf39F…2266");
	setenv("TZ", "UTC", 1);
	tzset();
	setenv("BYLINE_CLOCK", "1795183351", 1);
	value_set_time(&t, 1795183351);
	reads(t, &screen, "14:02:31");
	reads(t, &narrow, "14:02");
	value_set_time(&t, 1795183351 - 86400);
	reads(t, &screen, "2026-11-19 14:02");
	reads(t, &narrow, "2026-11-19");
	unsetenv("BYLINE_CLOCK");
}

static void trust_is_a_mark_or_a_word(void **state)
{
	struct value v = {.type = VALUE_TRUST};

	(void)state;
	value_set_trust(&v, TRUST_PROVEN);
	reads(v, &screen, "✓");
	reads(v, &ascii, "+");
	reads(v, &words, "proven");
}

static void before(struct value a, struct value b)
{
	assert_true(value_compare(&a, &b) < 0);
	assert_true(value_compare(&b, &a) > 0);
	assert_int_equal(value_compare(&a, &a), 0);
}

static void values_are_ordered_by_what_they_are_and_the_unknown_comes_first(void **state)
{
	const struct value unknown = {.type = VALUE_COUNT};
	struct value first = {.type = VALUE_STATE}, second = first;

	(void)state;
	before(number(VALUE_COUNT, 9), number(VALUE_COUNT, 10));
	before(unknown, number(VALUE_COUNT, 0));
	before(amount("9", "OPEN", 18), amount("10", "OPEN", 18));
	before(amount("10", "DAI", 18), amount("9", "OPEN", 18));
	before(text("mail"), text("mails"));
	before(real(VALUE_INFLUENCE, -0.5), real(VALUE_INFLUENCE, 0.25));
	/* A claim is prepared before it is sent, whatever the letters say. */
	value_set_state(&first, "prepared", 0);
	value_set_state(&second, "failed", 4);
	before(first, second);
	value_set_state(&second, "signed", 0);
	before(first, second);
}

static void finds(struct value v, const char *pattern, bool expected)
{
	assert_int_equal(value_matches(&v, pattern), expected);
}

static void a_filter_looks_for_letters_and_for_whole_numbers(void **state)
{
	(void)state;
	finds(text("Mails-2025"), "mails", true);
	finds(text("Mails-2025"), "2025", true);
	finds(text("Mails-2025"), "2026", false);
	finds(text("mail"), "mails", false);
	finds(number(VALUE_BLOCK, 18204), "8204", true);
	finds(number(VALUE_BLOCK, 18204), "18 204", false);
	finds(amount("5", "OPEN", 18), "open", true);
	finds(real(VALUE_REAL, 0.25), "0.25", false);
	finds(text(""), "", false);
}

static void a_sentence_is_read_ordered_and_found_as_a_person_sees_it(void **state)
{
	struct value v = {.type = VALUE_SENTENCE}, later = v;
	struct u256 raw = u256_from_u64(4211);
	struct sentence s = {.n = 0}, other = {.text = "zebra"}, plain;

	(void)state;
	value_set_sentence(&v, &s);
	assert_false(v.known);
	sentence_add(&s, "Received ");
	sentence_add_amount(&s, &raw, "OPEN", 3, AMOUNT_PLACES);
	value_set_sentence(&v, &s);
	value_set_sentence(&later, &other);
	reads(v, &screen, "Received 4.211 OPEN");
	reads(v, &hidden, "Received ••• OPEN");
	assert_string_equal(value_unit(&v), "");
	before(v, later);
	before((struct value){.type = VALUE_SENTENCE}, v);
	finds(v, "received", true);
	finds(v, "open", true);
	/* Nobody looks an amount up digit by digit. */
	finds(v, "211", false);
	/* In a text of before it cannot be told from other digits. */
	assert_int_equal(sentence_load(&plain, "epoch 30", 8), STATUS_OK);
	value_set_sentence(&v, &plain);
	finds(v, "30", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amount_has_six_places_and_never_more_than_there_is),
		cmocka_unit_test(a_hidden_amount_has_no_digit_and_other_values_stay),
		cmocka_unit_test(counts_are_grouped_and_names_of_things_are_not),
		cmocka_unit_test(a_program_reads_digits_in_one_piece_also_in_a_sentence),
		cmocka_unit_test(a_ratio_is_rounded_to_the_nearest_and_a_zero_has_no_sign),
		cmocka_unit_test(what_is_not_known_is_a_dash_and_has_no_unit),
		cmocka_unit_test(a_narrow_value_fits_its_column),
		cmocka_unit_test(trust_is_a_mark_or_a_word),
		cmocka_unit_test(values_are_ordered_by_what_they_are_and_the_unknown_comes_first),
		cmocka_unit_test(a_filter_looks_for_letters_and_for_whole_numbers),
		cmocka_unit_test(a_sentence_is_read_ordered_and_found_as_a_person_sees_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

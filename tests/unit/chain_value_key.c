/* Words of values: in the order of the values that they stand for. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chain/sentence.h"
#include "chain/value_key.h"

#define VALUES 400

/* The same numbers in every run. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* < 0, 0, > 0 by the first word that differs. */
static int order_of_words(const struct value *a, const struct value *b)
{
	size_t n =
		value_key_words(a) > value_key_words(b) ? value_key_words(a) : value_key_words(b);

	for (size_t i = 0; i < n; i++)
		if (value_key(a, i) != value_key(b, i))
			return value_key(a, i) < value_key(b, i) ? -1 : 1;
	return 0;
}

/* Every pair has the order of its words. Returns: how many pairs differ. */
static size_t check(const struct value *values, size_t n)
{
	size_t differ = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int c = value_compare(&values[i], &values[k]);

			assert_int_equal(order_of_words(&values[i], &values[k]), (c > 0) - (c < 0));
			differ += c != 0;
		}
	return differ;
}

static void numbers_and_times_keep_their_order(void **state)
{
	static const enum value_type types[] = {VALUE_COUNT, VALUE_BLOCK,    VALUE_NUMBER,
						VALUE_BYTES, VALUE_DURATION, VALUE_TIME};
	static struct value v[VALUES];
	uint64_t seed = 1;

	(void)state;
	for (size_t t = 0; t < ARRAY_SIZE(types); t++) {
		for (size_t i = 0; i < VALUES; i++) {
			uint64_t n = next_random(&seed) >> (i % 64);

			v[i] = (struct value){.type = types[t], .known = i % 9 != 0};
			if (types[t] == VALUE_TIME)
				v[i].time = i % 2 == 0 ? (int64_t)n : -(int64_t)(n >> 1);
			else
				v[i].number = i < 3 ? UINT64_MAX - i : n;
		}
		assert_in_range(check(v, VALUES), VALUES * VALUES / 2, VALUES * VALUES);
	}
}

static void real_numbers_keep_their_order_through_zero(void **state)
{
	static struct value v[VALUES];
	static const double edges[] = {0.0,	  -0.0,	 5e-324, -5e-324, INFINITY,
				       -INFINITY, 1e308, -1e308, 0.1,	  -0.1};
	uint64_t seed = 2;

	(void)state;
	for (size_t i = 0; i < VALUES; i++) {
		double x = (double)(int64_t)next_random(&seed) * pow(2, -(double)(i % 90));

		v[i] = (struct value){.type = VALUE_INFLUENCE, .known = i % 17 != 0};
		v[i].real = i < ARRAY_SIZE(edges) ? edges[i] : x;
	}
	assert_in_range(check(v, VALUES), VALUES * VALUES / 2, VALUES * VALUES);
}

static void amounts_of_every_size_keep_their_order_and_tokens_stay_together(void **state)
{
	static const char *const symbols[] = {"", "A", "DAI", "DAIX", "OPEN", "OPENX"};
	static struct value v[VALUES];
	uint64_t seed = 3;

	(void)state;
	for (size_t i = 0; i < VALUES; i++) {
		struct u256 raw = {{0}};

		for (size_t limb = 0; limb < i % 5 && limb < 4; limb++)
			raw.limb[limb] = next_random(&seed) >> (i % 63);
		v[i] = (struct value){.type = VALUE_AMOUNT};
		value_set_amount(&v[i], &raw, symbols[i % ARRAY_SIZE(symbols)], 18);
		v[i].known = i % 19 != 0;
	}
	assert_in_range(check(v, VALUES), VALUES * VALUES / 2, VALUES * VALUES);
}

static void words_and_sentences_keep_their_order(void **state)
{
	static const struct u256 amount = {{1250}};
	static struct sentence sentences[VALUES];
	static struct value said[VALUES];
	static char words[VALUES][12];
	static struct value v[VALUES];
	uint64_t seed = 4;

	(void)state;
	for (size_t i = 0; i < VALUES; i++) {
		size_t len = 1 + i % 11;

		for (size_t k = 0; k < len; k++)
			words[i][k] = (char)("ab\xC3\xBFz"[next_random(&seed) % 5]);
		v[i] = (struct value){.type = VALUE_TEXT};
		value_set_text(&v[i], words[i], sizeof(words[i]));
		sentence_add(&sentences[i], "%s ", words[i]);
		if (i % 3 == 0)
			sentence_add_amount(&sentences[i], &amount, "OPEN", 2, VALUE_EXACT);
		said[i] = (struct value){.type = VALUE_SENTENCE};
		value_set_sentence(&said[i], &sentences[i]);
	}
	assert_in_range(check(said, VALUES), VALUES * VALUES / 2, VALUES * VALUES);
	assert_in_range(check(v, VALUES), VALUES * VALUES / 2, VALUES * VALUES);
}

static void addresses_hashes_states_and_flags_keep_their_order(void **state)
{
	static const enum value_type types[] = {VALUE_ADDRESS, VALUE_HASH, VALUE_STATE, VALUE_TRUST,
						VALUE_FLAG};
	static struct value v[VALUES];
	uint64_t seed = 5;

	(void)state;
	for (size_t t = 0; t < ARRAY_SIZE(types); t++) {
		for (size_t i = 0; i < VALUES; i++) {
			uint64_t n = next_random(&seed);

			v[i] = (struct value){.type = types[t], .known = i % 9 != 0};
			if (types[t] == VALUE_ADDRESS || types[t] == VALUE_HASH)
				memcpy(v[i].hash.bytes + n % 3, &n, sizeof(n));
			else if (types[t] == VALUE_TRUST)
				value_set_trust(&v[i], (enum trust)(n % 3));
			else if (types[t] == VALUE_STATE)
				value_set_state(&v[i], n % 2 == 0 ? "sent" : "signed",
						(unsigned)(n % 7));
			else
				value_set_flag(&v[i], n % 2 == 0, "yes", "no");
		}
		assert_in_range(check(v, VALUES), VALUES, VALUES * VALUES);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_times_keep_their_order),
		cmocka_unit_test(real_numbers_keep_their_order_through_zero),
		cmocka_unit_test(amounts_of_every_size_keep_their_order_and_tokens_stay_together),
		cmocka_unit_test(words_and_sentences_keep_their_order),
		cmocka_unit_test(addresses_hashes_states_and_flags_keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The texts that a person types to agree, and the questions that ask for them. */
#include "wallet/consent_words.h"

#include "tests/unit/wallet_vector.h"

static const struct consent_obstacles nothing = {.first = false};

static struct signer_act act;
static struct keyring keys;

/* The vault has the account 0x11…, and the hash of what is signed ends in 1a2b3c4d. */
static int begin(void **state)
{
	(void)state;
	act = (struct signer_act){.digest.bytes = {[28] = 0x1a, 0x2b, 0x3c, 0x4d}};
	keys = (struct keyring){.n = 1};
	memset(keys.accounts[0].address.bytes, 0x11, 20);
	return 0;
}

/* A claim that pays the account 0x`payee`… so many amounts, the last of which is `amount`. */
static void be_claim(uint8_t payee, size_t amounts, const char *amount)
{
	struct descriptor *d = &act.descriptor;

	*d = (struct descriptor){.intent = INTENT_CLAIM, .n = 2, .amounts = amounts, .amount = 1};
	memset(d->paid.bytes, payee, 20);
	snprintf(d->fields[1].value, sizeof(d->fields[1].value), "%s", amount);
}

static void asks_with(const struct consent_obstacles *obstacles, const char *question,
		      const char *wanted, bool obstacle)
{
	struct consent_words w;

	consent_words_of_act(&w, &act, &keys, obstacles);
	assert_string_equal(w.question, question);
	assert_string_equal(w.wanted, wanted);
	assert_int_equal(w.has_obstacle, obstacle);
	assert_hash_equal(w.digest, act.digest);
}

static void each_kind_of_transaction_has_a_word_of_its_own(void **state)
{
	static const struct {
		enum intent intent;
		const char *question, *word;
	} kinds[] = {
		{INTENT_TRANSFER, "Type SEND to sign: ", "SEND"},
		{INTENT_ERC20_TRANSFER, "Type SEND to sign: ", "SEND"},
		{INTENT_ATTEST_COMMITMENT, "Type ATTEST to sign: ", "ATTEST"},
		{INTENT_ATTEST_OTHER, "Type ATTEST to sign: ", "ATTEST"},
		{INTENT_REVOKE, "Type REVOKE to sign: ", "REVOKE"},
		{INTENT_CANCEL, "Type CANCEL to sign: ", "CANCEL"},
		{INTENT_GIVES, "Type SIGN to sign: ", "SIGN"},
		{INTENT_UNKNOWN, "Type SIGN to sign: ", "SIGN"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		act.descriptor = (struct descriptor){.intent = kinds[i].intent};
		asks_with(&nothing, kinds[i].question, kinds[i].word, false);
	}
}

static void a_claim_is_confirmed_by_the_last_digits_of_its_amount(void **state)
{
	static const struct {
		const char *amount, *digits;
	} cases[] = {
		{"640.402913 OPEN", "2913"},
		{"7 OPEN", "7"},
		{"0.000000000000000001 T0KEN", "0001"},
		{"12345", "2345"},
		{"12.5 1INCH", "125"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char question[120];

		snprintf(question, sizeof(question),
			 "Type the last four digits of %s to sign: ", cases[i].amount);
		be_claim(0x11, 1, cases[i].amount);
		asks_with(&nothing, question, cases[i].digits, false);
	}
	/* The chain decides how much. */
	be_claim(0x11, 0, "whatever is there");
	asks_with(&nothing, "Type CLAIM to sign: ", "CLAIM", false);
	be_claim(0x11, 1, "UNLIMITED");
	asks_with(&nothing, "Type CLAIM to sign: ", "CLAIM", false);
}

/* No amount of one token stands for the others. */
static void a_claim_of_several_tokens_is_confirmed_by_their_number_and_its_hash(void **state)
{
	(void)state;
	be_claim(0x11, 3, "640.402 913 OPEN");
	asks_with(&nothing,
		  "Type 3, then the last four digits of the digest ...1a2b3c4d to sign: ", "3 3c4d",
		  false);
}

static void a_stranger_who_is_paid_is_named_by_the_last_digits(void **state)
{
	(void)state;
	be_claim(0x22, 1, "640.402 913 OPEN");
	asks_with(&nothing,
		  "Type the last four digits of the account that is paid, which is none of yours, "
		  "...22222222 to sign: ",
		  "2222", true);
	/* With no vault open nobody is known. */
	keys.n = 0;
	be_claim(0x11, 1, "640.402 913 OPEN");
	asks_with(&nothing,
		  "Type the last four digits of the account that is paid, which is none of yours, "
		  "...11111111 to sign: ",
		  "1111", true);
	/* Coins go to strangers every day, and the word for it is another. */
	act.descriptor.intent = INTENT_TRANSFER;
	asks_with(&nothing, "Type SEND to sign: ", "SEND", false);
}

static void what_is_in_the_way_is_typed_too_in_the_order_of_the_question(void **state)
{
	struct consent_obstacles obstacles = {.earlier.bytes = {[28] = 0xde, 0xad, 0xbe, 0xef}};

	(void)state;
	act.descriptor = (struct descriptor){.intent = INTENT_TRANSFER};
	asks_with(&obstacles,
		  "Type the last four digits of the hash of the earlier transaction ...deadbeef to "
		  "sign: ",
		  "beef", true);
	obstacles.first = true;
	be_claim(0x22, 1, "1 OPEN");
	act.descriptor.meaning.dangers = 1;
	snprintf(act.descriptor.meaning.words, MEANING_WORDS_SIZE, "UNLIMITED OPEN to 0x1212");
	asks_with(&obstacles,
		  "Type \"UNLIMITED OPEN to 0x1212\", then the last four digits of the account "
		  "that is paid, which is none of yours, ...22222222, then the last four digits of "
		  "the hash of the earlier transaction ...deadbeef, then FIRST, which makes the "
		  "draft in a file void, to sign: ",
		  "UNLIMITED OPEN to 0x1212 2222 beef FIRST", true);
}

static void power_is_given_away_by_the_words_that_say_so(void **state)
{
	struct meaning m = {.dangers = 1};
	struct consent_words w;

	(void)state;
	snprintf(m.words, sizeof(m.words), "UNLIMITED OPEN to 0x1212");
	consent_words_of_text(&w, &act.digest, &m);
	assert_string_equal(w.question, "Type \"UNLIMITED OPEN to 0x1212\" to sign: ");
	assert_string_equal(w.wanted, "UNLIMITED OPEN to 0x1212");
	assert_true(w.has_obstacle);
	m = (struct meaning){.dangers = 0};
	consent_words_of_text(&w, &act.digest, &m);
	assert_string_equal(w.question, "Type SIGN to sign: ");
	assert_string_equal(w.wanted, "SIGN");
	assert_false(w.has_obstacle);
}

/* The longest words of all, with everything that can be in the way, stay whole. */
static void the_longest_text_is_whole(void **state)
{
	const struct consent_obstacles obstacles = {.earlier.bytes = {[31] = 1}, .first = true};
	struct consent_words w;
	char expected[CONSENT_WORDS_SIZE];

	(void)state;
	be_claim(0x22, 1, "1 OPEN");
	act.descriptor.meaning.dangers = 1;
	memset(act.descriptor.meaning.words, 'w', MEANING_WORDS_SIZE - 1);
	snprintf(expected, sizeof(expected), "%s 2222 0001 FIRST", act.descriptor.meaning.words);
	consent_words_of_act(&w, &act, &keys, &obstacles);
	assert_string_equal(w.wanted, expected);
	assert_non_null(strstr(w.question, act.descriptor.meaning.words));
	assert_string_equal(w.question + strlen(w.question) - strlen(" to sign: "), " to sign: ");
}

static void several_are_confirmed_by_their_number_and_the_hash_of_all(void **state)
{
	struct consent_words all[3] = {{.has_obstacle = false}}, w, other;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		all[i].digest.bytes[31] = (uint8_t)i;
	assert_int_equal(consent_words_of_all(&w, all, 3, NULL), STATUS_OK);
	assert_memory_equal(w.wanted, "3 ", 2);
	assert_int_equal(strlen(w.wanted), 6);
	assert_memory_equal(w.question, "Type 3, then the last four digits of the hash of all ...",
			    56);
	assert_non_null(strstr(w.question, w.wanted + 2));
	/* Another one of any of them, or another order, has other digits. */
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		all[i].digest.bytes[0] ^= 1;
		assert_int_equal(consent_words_of_all(&other, all, 3, NULL), STATUS_OK);
		assert_string_not_equal(other.wanted, w.wanted);
		all[i].digest.bytes[0] ^= 1;
	}
	other = all[0];
	all[0] = all[1];
	all[1] = other;
	assert_int_equal(consent_words_of_all(&other, all, 3, NULL), STATUS_OK);
	assert_string_not_equal(other.wanted, w.wanted);
	/* The number is that of all. */
	assert_int_equal(consent_words_of_all(&other, all, 2, NULL), STATUS_OK);
	assert_memory_equal(other.wanted, "2 ", 2);
}

static void one_of_several_with_an_obstacle_stops_them_all(void **state)
{
	struct consent_words all[2] = {{.has_obstacle = false}}, w;
	struct err e = {0};

	(void)state;
	be_claim(0x22, 1, "1 OPEN");
	consent_words_of_act(&all[1], &act, &keys, &nothing);
	assert_int_equal(consent_words_of_all(&w, all, 2, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "(2222)"));
	/* Alone it is asked for. */
	assert_int_equal(consent_words_of_all(&w, &all[1], 1, &e), STATUS_OK);
	assert_string_equal(w.wanted, "2222");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_kind_of_transaction_has_a_word_of_its_own, begin),
		cmocka_unit_test_setup(a_claim_is_confirmed_by_the_last_digits_of_its_amount,
				       begin),
		cmocka_unit_test_setup(
			a_claim_of_several_tokens_is_confirmed_by_their_number_and_its_hash, begin),
		cmocka_unit_test_setup(a_stranger_who_is_paid_is_named_by_the_last_digits, begin),
		cmocka_unit_test_setup(what_is_in_the_way_is_typed_too_in_the_order_of_the_question,
				       begin),
		cmocka_unit_test_setup(power_is_given_away_by_the_words_that_say_so, begin),
		cmocka_unit_test_setup(the_longest_text_is_whole, begin),
		cmocka_unit_test_setup(several_are_confirmed_by_their_number_and_the_hash_of_all,
				       begin),
		cmocka_unit_test_setup(one_of_several_with_an_obstacle_stops_them_all, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

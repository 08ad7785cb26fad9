#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chain/address.h"
#include "chain/hash.h"

static struct address parsed(const char *text)
{
	struct address a;

	if (address_parse(&a, text, strlen(text)) != STATUS_OK)
		fail_msg("not an address: %s", text);
	return a;
}

/* The examples of EIP-55. */
static const char *const examples[] = {
	"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
	"0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
	"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
	"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"};

static void the_examples_of_eip_55_are_written_with_their_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(examples); i++) {
		struct address a = parsed(examples[i]);
		char text[ADDRESS_TEXT_SIZE];

		address_format(text, &a);
		assert_string_equal(text, examples[i]);
	}
}

static void one_letter_in_the_wrong_case_is_refused(void **state)
{
	const char *right = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
	struct address a;

	(void)state;
	for (size_t i = 2; i < 42; i++) {
		char text[ADDRESS_TEXT_SIZE];

		memcpy(text, right, sizeof(text));
		if (text[i] < 'A')
			continue;
		text[i] = (char)(text[i] ^ ('a' - 'A'));
		assert_int_equal(address_parse(&a, text, 42), ERR_MISMATCH);
	}
}

static void one_case_throughout_needs_no_checksum(void **state)
{
	struct address lower = parsed("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
	struct address upper = parsed("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED");

	(void)state;
	assert_true(address_equal(&lower, &upper));
	assert_false(address_is_zero(&lower));
}

static enum status parse(const char *text)
{
	struct address a;

	return address_parse(&a, text, strlen(text));
}

static void other_text_is_no_address(void **state)
{
	(void)state;
	assert_int_equal(parse(""), ERR_PARSE);
	assert_int_equal(parse("0x"), ERR_PARSE);
	assert_int_equal(parse("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), ERR_PARSE);
	assert_int_equal(parse("0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), ERR_PARSE);
	assert_int_equal(parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae"), ERR_PARSE);
	assert_int_equal(parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0"), ERR_PARSE);
	assert_int_equal(parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg"), ERR_PARSE);
	assert_int_equal(parse("vitalik.eth"), ERR_PARSE);
}

static void says(const char *text, enum status want, const char *message)
{
	struct address a;
	struct err e = {0};

	assert_int_equal(address_read(&a, text, &e), want);
	if (strstr(e.text, message) == NULL)
		fail_msg("%s: \"%s\" instead of \"%s\"", text, e.text, message);
}

static void what_is_no_address_is_told_by_its_mistake(void **state)
{
	(void)state;
	says("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae", ERR_PARSE, "has 39 digits");
	says("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0", ERR_PARSE, "has 41 digits");
	says("0x", ERR_PARSE, "has 0 digits");
	says("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", ERR_PARSE, "begins with 0x: 0x5aae");
	says("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg", ERR_PARSE, "character 42 is not");
	says("0xO aaeb6053f3e94c9b9a09f33669435e7ef1beaeg", ERR_PARSE, "character 3 is not");
	says("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", ERR_MISMATCH, "mistyped");
	says("vitalik.eth", ERR_PARSE, "name service");
	says("pay.my-name.eth", ERR_PARSE, "name service");
	says("laptop", ERR_PARSE, "not an address");
	says("", ERR_PARSE, "not an address");
}

static void short_forms_keep_both_ends(void **state)
{
	struct address a = parsed("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
	char text[ADDRESS_TEXT_SIZE];

	(void)state;
	address_format_short(text, &a, false);
	assert_string_equal(text, "0xf39F…2266");
	address_format_short(text, &a, true);
	assert_string_equal(text, "0xf39F..2266");
}

static void hashes_are_written_in_lower_case_and_read_in_both(void **state)
{
	const char *upper = "0xABCDEF0000000000000000000000000000000000000000000000000000000001";
	char text[HASH_TEXT_SIZE];
	struct hash h;

	(void)state;
	assert_int_equal(hash_parse(&h, upper, strlen(upper)), STATUS_OK);
	hash_format(text, &h);
	assert_string_equal(text,
			    "0xabcdef0000000000000000000000000000000000000000000000000000000001");
	assert_false(hash_is_zero(&h));
	assert_int_equal(hash_parse(&h, upper, strlen(upper) - 1), ERR_PARSE);
	assert_int_equal(hash_parse(&h, upper + 2, strlen(upper) - 2), ERR_PARSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_of_eip_55_are_written_with_their_case),
		cmocka_unit_test(one_letter_in_the_wrong_case_is_refused),
		cmocka_unit_test(one_case_throughout_needs_no_checksum),
		cmocka_unit_test(other_text_is_no_address),
		cmocka_unit_test(what_is_no_address_is_told_by_its_mistake),
		cmocka_unit_test(short_forms_keep_both_ends),
		cmocka_unit_test(hashes_are_written_in_lower_case_and_read_in_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

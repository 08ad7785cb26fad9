/* Raw private keys as people paste them. Addresses are those of ethers and of anvil's accounts. */
#include "tests/unit/wallet_vector.h"
#include "wallet/curve.h"
#include "wallet/key_text.h"

static struct curve *curve;

/* anvil's first account. */
#define DIGITS_OF_ANVIL	 "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
#define UPPER_OF_ANVIL	 "AC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80"
#define ADDRESS_OF_ANVIL "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"

/* The order of secp256k1 (SEC 2, section 2.4.1). */
#define BELOW_ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
#define ORDER	    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define ZEROS62	    "00000000000000000000000000000000000000000000000000000000000000"

static int start(void **state)
{
	return wallet_start(state) != 0 || curve_new(&curve, NULL) != STATUS_OK ? -1 : 0;
}

static int stop(void **state)
{
	(void)state;
	curve_free(curve);
	return 0;
}

static void reads(const char *text, const char *address)
{
	struct secret *from = secret_text(text), *key = NULL;
	char found[ADDRESS_TEXT_SIZE];
	struct address a;
	struct err e = {0};

	if (key_text_read(&key, from, curve, &e) != STATUS_OK)
		fail_msg("\"%s\": %s", text, e.text);
	assert_int_equal(curve_address(curve, &a, secret_view(key)), STATUS_OK);
	address_format(found, &a);
	assert_string_equal(found, address);
	secret_free(key);
	secret_free(from);
}

static void refuses(const char *text, enum status status, const char *says)
{
	struct secret *from = secret_text(text), *key = NULL;
	struct err e = {0};

	assert_int_equal(key_text_read(&key, from, curve, &e), status);
	assert_null(key);
	if (strstr(e.text, says) == NULL)
		fail_msg("\"%s\": %s, not: %s", text, e.text, says);
	secret_free(from);
}

static void a_key_is_read_however_it_is_pasted(void **state)
{
	(void)state;
	reads(DIGITS_OF_ANVIL, ADDRESS_OF_ANVIL);
	reads(UPPER_OF_ANVIL, ADDRESS_OF_ANVIL);
	reads("0x" DIGITS_OF_ANVIL, ADDRESS_OF_ANVIL);
	reads("0X" UPPER_OF_ANVIL, ADDRESS_OF_ANVIL);
	reads(" \t0x" DIGITS_OF_ANVIL "\r\n", ADDRESS_OF_ANVIL);
	reads("\n\v\f" DIGITS_OF_ANVIL " ", ADDRESS_OF_ANVIL);
}

/* ethers: new Wallet('0x00…01').address, and of the order less one. */
static void the_least_and_the_greatest_key_are_read(void **state)
{
	(void)state;
	reads(ZEROS62 "01", "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
	reads(BELOW_ORDER, "0x80C0dbf239224071c59dD8970ab9d542E3414aB2");
}

static void numbers_that_are_no_key_are_refused(void **state)
{
	(void)state;
	refuses(ZEROS62 "00", ERR_RANGE, "zero is no private key");
	refuses("0x" ZEROS62 "00", ERR_RANGE, "zero is no private key");
	refuses(ORDER, ERR_RANGE, "not below the order");
	refuses("ffffffffffffffffffffffffffffffff"
		"ffffffffffffffffffffffffffffffff",
		ERR_RANGE, "not below the order");
}

static void a_wrong_number_of_digits_is_told(void **state)
{
	(void)state;
	refuses(" \n", ERR_PARSE, "there is no key");
	refuses("0x", ERR_PARSE, "there is no key");
	refuses(ZEROS62 "1", ERR_PARSE, "this has 63");
	refuses("0x" ZEROS62, ERR_PARSE, "this has 62");
	refuses(ZEROS62 "001", ERR_PARSE, "this has 65");
	refuses(ZEROS62 "0001", ERR_PARSE, "this has 66");
	refuses(ADDRESS_OF_ANVIL, ERR_PARSE, "as an address has");
}

static void the_place_of_a_wrong_character_is_told(void **state)
{
	(void)state;
	refuses("g" ZEROS62 "1", ERR_PARSE, "character 1 of");
	refuses("0x" ZEROS62 "0g", ERR_PARSE, "character 64 of");
	refuses("0x0x" ZEROS62, ERR_PARSE, "this has 62");
	refuses("0x" ZEROS62 "0", ERR_PARSE, "this has 63");
	refuses("abandon abandon about", ERR_PARSE, "character 4 of");
	refuses("deed feed", ERR_PARSE, "character 5 of the private key is white space");
	refuses(ZEROS62 "\xc2\xa0", ERR_PARSE, "character 63 of");
}

/* The C library's own answer for each of the 256 bytes, at each half of a byte. */
static void every_byte_is_judged_as_the_c_library_does(void **state)
{
	char text[] = ZEROS62 "11";

	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		for (size_t place = 40; place < 42; place++) {
			struct secret *from, *key = NULL;
			char one[] = {(char)byte, '\0'}, *end = one;
			unsigned long value = strtoul(one, &end, 16);
			bool is_digit = end == one + 1;

			memset(text, '0', 62);
			text[place] = (char)byte;
			from = secret_from(text, 64);
			assert_int_equal(key_text_read(&key, from, curve, NULL),
					 is_digit ? STATUS_OK : ERR_PARSE);
			if (is_digit)
				assert_int_equal(secret_view(key)[20],
						 place == 40 ? value << 4 : value);
			secret_free(key);
			secret_free(from);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_read_however_it_is_pasted),
		cmocka_unit_test(the_least_and_the_greatest_key_are_read),
		cmocka_unit_test(numbers_that_are_no_key_are_refused),
		cmocka_unit_test(a_wrong_number_of_digits_is_told),
		cmocka_unit_test(the_place_of_a_wrong_character_is_told),
		cmocka_unit_test(every_byte_is_judged_as_the_c_library_does),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

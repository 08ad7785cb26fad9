/* Paths of derivation, against what ethers derives at each. */
#include "tests/unit/wallet_vector.h"

#include "base/parse.h"
#include "wallet/bip32.h"
#include "wallet/bip39.h"
#include "wallet/path.h"

static struct key_path parsed(const char *text)
{
	struct key_path path;
	struct err e = {0};

	if (path_parse(&path, text, strlen(text), &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
	return path;
}

static void check_key(const struct curve *c, const struct json *v)
{
	struct key_path path = parsed(vector_text(v, "path"));
	struct secret *phrase = secret_text(vector_text(v, "phrase")), *password = NULL;
	struct secret *key = secret_member(v, "key"), *seed = NULL, *node = NULL;
	const char *text = vector_text(v, "address");
	struct address address, expected;

	if (vector_text(v, "password")[0] != '\0')
		password = secret_text(vector_text(v, "password"));
	assert_int_equal(bip39_seed(&seed, phrase, password, NULL), STATUS_OK);
	assert_int_equal(
		bip32_path(&node, c, secret_view(seed), secret_len(seed), path.steps, path.n, NULL),
		STATUS_OK);
	assert_memory_equal(secret_view(node), secret_view(key), 32);
	assert_int_equal(curve_address(c, &address, secret_view(node)), STATUS_OK);
	assert_int_equal(address_parse(&expected, text, strlen(text)), STATUS_OK);
	assert_true(address_equal(&address, &expected));
	secret_free(phrase);
	secret_free(password);
	secret_free(key);
	secret_free(seed);
	secret_free(node);
}

static void check_scheme(const struct json *v)
{
	struct key_path path = parsed(vector_text(v, "path")), made;
	const char *text = vector_text(v, "index");
	enum path_scheme scheme, found;
	uint64_t index;
	uint32_t i;

	assert_int_equal(parse_u64(&index, text, strlen(text)), STATUS_OK);
	assert_int_equal(path_scheme_parse(&scheme, vector_text(v, "scheme")), STATUS_OK);
	path_of_scheme(&made, scheme, (uint32_t)index);
	assert_memory_equal(&made, &path, sizeof(path));
	assert_true(path_scheme_of(&found, &i, &path));
	assert_int_equal(i, index);
	/* The first account of Ledger Live is MetaMask's too. */
	if (scheme != PATH_LEDGER_LIVE || index > 0)
		assert_int_equal(found, scheme);
	else
		assert_int_equal(found, PATH_METAMASK);
}

static void keys_and_addresses_are_those_of_ethers(void **state)
{
	struct json *doc = wallet_vectors("paths.json");
	struct curve *c = NULL;

	(void)state;
	assert_int_equal(curve_new(&c, NULL), STATUS_OK);
	assert_int_equal(json_count(doc), 66);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct key_path path = parsed(vector_text(v, "path"));
		char text[PATH_TEXT_SIZE];

		path_format(text, &path);
		assert_string_equal(text, vector_text(v, "path"));
		check_key(c, v);
		if (json_get(v, "scheme") != NULL)
			check_scheme(v);
	}
	curve_free(c);
	json_free(doc);
}

static void a_hardened_step_may_be_marked_by_a_letter(void **state)
{
	struct key_path ticks = parsed("m/44'/60'/0'/0/5"), letters = parsed("m/44h/60H/0h/0/5");

	(void)state;
	assert_memory_equal(&ticks, &letters, sizeof(ticks));
	assert_int_equal(ticks.n, 5);
	assert_int_equal(ticks.steps[1], 60 | BIP32_HARDENED);
	assert_int_equal(ticks.steps[4], 5);
}

static void what_is_no_path_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum status status;
	} bad[] = {
		{"", ERR_PARSE},
		{"m", ERR_PARSE},
		{"m/", ERR_PARSE},
		{"/0", ERR_PARSE},
		{"M/0", ERR_PARSE},
		{"44'/60'/0'/0/0", ERR_PARSE},
		{"m//0", ERR_PARSE},
		{"m/0/", ERR_PARSE},
		{"m/'", ERR_PARSE},
		{"m/0''", ERR_PARSE},
		{"m/0'h", ERR_PARSE},
		{"m/-1", ERR_PARSE},
		{"m/+1", ERR_PARSE},
		{"m/ 1", ERR_PARSE},
		{"m/1 ", ERR_PARSE},
		{"m/00", ERR_PARSE},
		{"m/01", ERR_PARSE},
		{"m/0x1", ERR_PARSE},
		{"m/i", ERR_PARSE},
		{"m/1.0", ERR_PARSE},
		{"m0", ERR_PARSE},
		{"m/0,1", ERR_PARSE},
		{"m/2147483648", ERR_RANGE},
		{"m/4294967296'", ERR_RANGE},
		{"m/0/0/0/0/0/0/0/0/0/0/0", ERR_LIMIT},
		{"m/18446744073709551616", ERR_PARSE},
	};
	struct key_path path;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct err e = {0};

		if (path_parse(&path, bad[i].text, strlen(bad[i].text), &e) != bad[i].status)
			fail_msg("%s", bad[i].text);
		assert_true(e.text[0] != '\0');
	}
	assert_int_equal(path_parse(&path, "m/0\0", 4, NULL), ERR_PARSE);
	assert_int_equal(parsed("m/0/0/0/0/0/0/0/0/0/0").n, PATH_STEPS);
}

static void the_longest_path_fits_its_text(void **state)
{
	static const char longest[] =
		"m/2147483647'/2147483647'/2147483647'/2147483647'/2147483647'/2147483647'/"
		"2147483647'/2147483647'/2147483647'/2147483647'";
	struct key_path path = parsed(longest);
	char text[PATH_TEXT_SIZE];

	(void)state;
	assert_int_equal(sizeof(longest), PATH_TEXT_SIZE);
	path_format(text, &path);
	assert_string_equal(text, longest);
}

/* Near a scheme is none: what is shown as "MetaMask" must be found there. */
static void a_path_like_a_scheme_is_none(void **state)
{
	static const char *const others[] = {
		"m/44'/60'/0'/0/0'", "m/44'/60'/0/0/0",	 "m/44'/61'/0'/0/0",
		"m/44'/60'/1'/0/1",  "m/44'/60'/0'/1/0", "m/44'/60'/0'/0/0/0",
		"m/44'/60'/0'",	     "m/44'/60'/0'/0'",	 "m/44/60'/0'/0/0",
	};
	enum path_scheme scheme;
	uint32_t i;

	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(others); k++) {
		struct key_path path = parsed(others[k]);

		if (path_scheme_of(&scheme, &i, &path))
			fail_msg("%s", others[k]);
	}
	assert_int_equal(path_scheme_parse(&scheme, "MetaMask"), STATUS_OK);
	assert_int_equal(path_scheme_parse(&scheme, "ledger"), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_and_addresses_are_those_of_ethers),
		cmocka_unit_test(a_hardened_step_may_be_marked_by_a_letter),
		cmocka_unit_test(what_is_no_path_is_refused),
		cmocka_unit_test(the_longest_path_fits_its_text),
		cmocka_unit_test(a_path_like_a_scheme_is_none),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}

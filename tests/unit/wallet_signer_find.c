/* Looking for an address below the phrase of an open vault, against addresses of ethers. */
#include "tests/unit/wallet_signer_fixture.h"

static struct door_found look(const struct address *address)
{
	struct door_vault now = fixture_vault();
	struct door_found found;
	struct err e = {0};

	answer(fx.open, FIXTURE_PASSPHRASE, NULL);
	if (door_find_address(fx.open, &found, &now, address, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return found;
}

/* The row of paths.json at `path` of the fixture's phrase, or of the other phrase. */
static struct address at_path(const char *path, bool own)
{
	struct json *doc = wallet_vectors("paths.json");
	struct address found = {{0}};

	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
		if ((strcmp(vector_text(v, "phrase"), vector_text(fx.doc, "phrase")) == 0) == own &&
		    strcmp(vector_text(v, "path"), path) == 0)
			found = vector_address(v, "address");
	json_free(doc);
	assert_false(address_is_zero(&found));
	return found;
}

static void an_address_is_found_at_its_path(void **state)
{
	/* Tried are all schemes up to that number, and at least the first five of each. */
	static const struct {
		const char *path;
		uint32_t tried;
	} known[] = {
		{"m/44'/60'/0'/0/0", 15},   {"m/44'/60'/2'/0/0", 15},	{"m/44'/60'/0'/7", 24},
		{"m/44'/60'/0'/0/49", 150}, {"m/44'/60'/49'/0/0", 150}, {"m/44'/60'/0'/49", 150},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		struct address wanted = at_path(known[i].path, true);
		struct door_found found = look(&wanted);

		assert_string_equal(found.path, known[i].path);
		assert_int_equal(found.tried, known[i].tried);
	}
}

static void an_address_elsewhere_is_not_found(void **state)
{
	struct address others[] = {
		at_path("m/44'/60'/0'/0/50", true), at_path("m/44'/60'/50'/0/0", true),
		at_path("m/44'/60'/0'/50", true),   at_path("m/44'/60'/160720'/0'/3", true),
		at_path("m/44'/60'/0'/0/0", false), {{0}},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct door_found found = look(&others[i]);

		assert_string_equal(found.path, "");
		assert_int_equal(found.tried, 150);
	}
}

/* Five accounts of three schemes, of which two share the first one. */
static void the_first_accounts_are_told_once_each(void **state)
{
	static const char *const known[] = {
		"m/44'/60'/0'/0/0", "m/44'/60'/0'/0",	"m/44'/60'/0'/0/1", "m/44'/60'/1'/0/0",
		"m/44'/60'/0'/1",   "m/44'/60'/0'/0/2", "m/44'/60'/2'/0/0", "m/44'/60'/0'/2",
	};
	struct door_found found = look(NULL);

	(void)state;
	assert_int_equal(found.n, 14);
	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		struct address expected = at_path(known[i], true);

		assert_string_equal(found.first[i].path, known[i]);
		if (!address_equal(&found.first[i].address, &expected))
			fail_msg("%s is not number %zu", known[i], i);
	}
	for (size_t i = 0; i < found.n; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(
				address_equal(&found.first[i].address, &found.first[j].address));
}

static void looking_needs_the_passphrase_and_changes_nothing(void **state)
{
	struct door_vault now = fixture_vault();
	struct door_state before = state_of(fx.open), after;
	struct address wanted = at_path("m/44'/60'/0'/7", true);
	struct door_found found;

	(void)state;
	answer(fx.open, "another passphrase", NULL);
	assert_int_equal(door_find_address(fx.open, &found, &now, &wanted, NULL),
			 ERR_WRONG_PASSPHRASE);
	assert_string_equal(found.path, "");
	assert_int_equal(found.n, 0);
	assert_int_equal(door_find_address(fx.locked, &found, &now, &wanted, NULL), ERR_LOCKED);
	look(&wanted);
	after = state_of(fx.open);
	assert_memory_equal(&before, &after, sizeof(before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_found_at_its_path),
		cmocka_unit_test(an_address_elsewhere_is_not_found),
		cmocka_unit_test(the_first_accounts_are_told_once_each),
		cmocka_unit_test(looking_needs_the_passphrase_and_changes_nothing),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}

/* Names of own transactions and claims: each that a list prints is taken, and no other. */
#include "act/own_name.h"
#include "cache/claims.h"
#include "cache/transactions.h"
#include "tests/unit/app_fixture.h"

static struct app *app;

/* Transactions 1 to 4, of which the third is a claim and the fourth a draft. */
static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("names");
	for (uint8_t i = 1; i <= 4; i++) {
		struct cache_tx tx = {.account = address_of_byte(1),
				      .nonce = i,
				      .kind = i == 3 ? CACHE_TX_CLAIM : CACHE_TX_SEND,
				      .state = i == 4 ? CACHE_TX_DRAFT : CACHE_TX_SIGNED};
		struct cache_claim claim = {.account = tx.account};

		if (i < 4) {
			tx.hash = hash_of_byte(0xab);
			tx.hash.bytes[2] = i;
			tx.hash.bytes[31] = i;
		}
		snprintf(tx.file, sizeof(tx.file), "%s", i == 4 ? "/nowhere/draft" : "");
		assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
		assert_int_equal(tx.id, i);
		claim.transaction = tx.id;
		if (i == 3)
			assert_ok(cache_claims_add(app->shared->cache, &claim, &err));
	}
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static void a_number_and_0x_with_hex_are_names_and_anything_else_is_a_file(void **state)
{
	static const char *const names[] = {"0",	"26",	       "0xabab",
					    "0xABAB02", "0xabab…0102", "0xabab..02"};
	static const char *const files[] = {"",	    "claim.json", "026",       "-1",
					    "abab", "0xaba",	  "0xabag",    "0xabab…",
					    "./26", "0xabab..",	  "0xabab...2"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!is_own_name(names[i]))
			fail_msg("%s is a name", names[i]);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (is_own_name(files[i]))
			fail_msg("%s is a file", files[i]);
}

static void whatever_a_list_prints_finds_its_row(void **state)
{
	const struct {
		enum own_list list;
		const char *name;
		uint64_t id;
	} table[] = {{OWN_TRANSACTIONS, "2", 2},
		     {OWN_TRANSACTIONS, "0xABAB02", 2},
		     {OWN_TRANSACTIONS, "0xabab…ab02", 2},
		     {OWN_TRANSACTIONS, "0xabab..ab01", 1},
		     {OWN_TRANSACTIONS, "3", 3},
		     {OWN_TRANSACTIONS, "4", 4},
		     {OWN_CLAIMS, "1", 3},
		     {OWN_CLAIMS, "0xabab03", 3}};
	char whole[HASH_TEXT_SIZE];
	struct own_named own;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		assert_ok(find_own(app, &own, table[i].list, table[i].name, &err));
		assert_int_equal(own.id, table[i].id);
		assert_int_equal(own.claim, table[i].id == 3 ? 1 : 0);
		assert_int_equal(own.can_be_sent, table[i].id != 4);
	}
	assert_ok(find_own(app, &own, OWN_TRANSACTIONS, "1", &err));
	hash_format(whole, &own.hash);
	assert_ok(find_own(app, &own, OWN_TRANSACTIONS, whole, &err));
	assert_int_equal(own.id, 1);
}

static void a_name_of_several_or_of_none_is_refused(void **state)
{
	struct own_named own;

	(void)state;
	assert_int_equal(find_own(app, &own, OWN_TRANSACTIONS, "0xabab", &err), ERR_USAGE);
	assert_non_null(strstr(err.text, "several"));
	assert_int_equal(find_own(app, &own, OWN_TRANSACTIONS, "0xabab09", &err), ERR_NOT_FOUND);
	assert_int_equal(find_own(app, &own, OWN_TRANSACTIONS, "99", &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "byline tx list"));
	assert_int_equal(find_own(app, &own, OWN_CLAIMS, "2", &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "byline claim status"));
	assert_int_equal(find_own(app, &own, OWN_CLAIMS, "0xabab01", &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "is no claim"));
	assert_int_equal(find_own(app, &own, OWN_TRANSACTIONS, "abab", &err), ERR_USAGE);
}

static void a_draft_whose_file_is_away_is_given_up_or_brought_back(void **state)
{
	struct own_named own;

	(void)state;
	assert_ok(find_own(app, &own, OWN_TRANSACTIONS, "4", &err));
	assert_int_equal(require_draft_file(&own, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "/nowhere/draft"));
	assert_non_null(strstr(err.text, "byline tx forget 4"));
	assert_ok(find_own(app, &own, OWN_CLAIMS, "1", &err));
	assert_int_equal(require_draft_file(&own, &err), ERR_EXISTS);
	assert_non_null(strstr(err.text, "byline claim send 1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_and_0x_with_hex_are_names_and_anything_else_is_a_file),
		cmocka_unit_test(whatever_a_list_prints_finds_its_row),
		cmocka_unit_test(a_name_of_several_or_of_none_is_refused),
		cmocka_unit_test(a_draft_whose_file_is_away_is_given_up_or_brought_back),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

/*
 * Requests that bring the vault's file and passphrase along: accounts of other paths and of
 * imported keys, and what a changed vault keeps.
 */
#include "tests/unit/wallet_agreed.h"

#include "wallet/bip39.h"
#include "wallet/signer_call.h"

/* Saves a change that was made of fx.file. */
static void saved(struct buf *file)
{
	assert_saved(fx.open, file);
	buf_release(&fx.file);
	fx.file = *file;
	buf_init(file, LIMIT_VAULT);
}

static void add(const char *path, enum status expected)
{
	struct door_vault now = fixture_vault();
	struct buf file;

	buf_init(&file, LIMIT_VAULT);
	answer(fx.open, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_add_account(fx.open, &file, &now, DOOR_NEXT_ACCOUNT, path, "", NULL),
			 expected);
	if (expected == STATUS_OK)
		saved(&file);
	buf_release(&file);
}

/* The address that ethers derives at `path` of the fixture's phrase. */
static struct address derived(const char *path)
{
	struct json *doc = wallet_vectors("paths.json");
	struct address found = {{0}};

	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
		if (strcmp(vector_text(v, "phrase"), vector_text(fx.doc, "phrase")) == 0 &&
		    strcmp(vector_text(v, "path"), path) == 0)
			found = vector_address(v, "address");
	json_free(doc);
	assert_false(address_is_zero(&found));
	return found;
}

static void expect_last(const char *path, uint32_t index)
{
	struct door_state s = state_of(fx.open);
	const struct door_account *a = &s.accounts[s.n - 1];
	struct address expected = derived(path);

	assert_string_equal(a->path, path);
	assert_int_equal(a->index, index);
	assert_true(address_equal(&a->address, &expected));
}

/* Accounts 0 and 1 are there; the first path of Ledger Live is account 0's. */
static void an_account_can_have_any_path_or_the_next_of_a_wallet(void **state)
{
	(void)state;
	add("ledger-live", STATUS_OK);
	expect_last("m/44'/60'/1'/0/0", 2);
	add("ledger-live", STATUS_OK);
	expect_last("m/44'/60'/2'/0/0", 3);
	add("mew", STATUS_OK);
	expect_last("m/44'/60'/0'/0", 4);
	add("m/44h/60h/160720h/0h/3", STATUS_OK);
	expect_last("m/44'/60'/160720'/0'/3", 5);
	/* Accounts of other paths leave no gap in byline's own. */
	add("", STATUS_OK);
	expect_last("m/44'/60'/0'/0/2", 6);
	add("m/44'/60'/0'/0/1", ERR_EXISTS);
	add("trezor", ERR_PARSE);
	add("m/44'/60'", STATUS_OK);
	assert_int_equal(state_of(fx.open).n, 8);
}

static void import(const char *text, enum status expected)
{
	struct door_vault now = fixture_vault();
	struct buf file;

	buf_init(&file, LIMIT_VAULT);
	answer(fx.open, text, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(
		door_import_account(fx.open, &file, &now, DOOR_NEXT_ACCOUNT, NULL, "brought", NULL),
		expected);
	if (expected == STATUS_OK)
		saved(&file);
	assert_int_equal(file.len, 0);
	buf_release(&file);
}

/* Hardhat's account 19, whose key and address are published, is at m/44'/60'/0'/0/19. */
static void an_imported_key_signs_and_stays_in_the_file(void **state)
{
	static const char key19[] =
		"0xdf57089febbacf7ba0bc227dafbffa9fc08a93fdc68e1e42411a14efcf23656e";
	static const char order[] =
		"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
	static const char zero[] =
		"0000000000000000000000000000000000000000000000000000000000000000";
	static const char published[] = "0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199";
	struct address expected;
	struct door_state before = state_of(fx.open), s;
	uint8_t sig[SIGNATURE_SIZE];
	struct door *again = NULL;
	uint32_t index;

	(void)state;
	import(key19, STATUS_OK);
	s = state_of(fx.open);
	assert_int_equal(s.n, before.n + 1);
	index = s.accounts[s.n - 1].index;
	assert_int_equal(address_parse(&expected, published, strlen(published)), STATUS_OK);
	assert_true(address_equal(&s.accounts[s.n - 1].address, &expected));
	assert_string_equal(s.accounts[s.n - 1].path, "");
	assert_string_equal(s.accounts[s.n - 1].label, "brought");
	assert_int_equal(agreed_message(fx.open, sig, index, 0, "hello", 5, "", NULL), STATUS_OK);
	/* The same key, also as the phrase gives it. */
	import(key19, ERR_EXISTS);
	add("m/44'/60'/0'/0/19", ERR_EXISTS);
	import(order, ERR_RANGE);
	import(zero, ERR_RANGE);
	import("0x1234", ERR_PARSE);
	assert_int_equal(door_new(&again, SIGNER_CAN_ALL, NULL), STATUS_OK);
	answer(again, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_open(again, fx.file.data, fx.file.len, NULL), STATUS_OK);
	assert_int_equal(state_of(again).n, s.n);
	assert_int_equal(agreed_message(again, sig, index, 0, "hello", 5, "", NULL), STATUS_OK);
	door_free(again);
}

/* Asks for each change of a vault whose file is `now`, with this passphrase. */
static void each_change_fails(const struct door_vault *now, const char *passphrase,
			      enum status expected)
{
	static const char key[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	struct buf out;

	buf_init(&out, LIMIT_VAULT);
	answer(fx.open, passphrase, NULL);
	assert_int_equal(door_add_account(fx.open, &out, now, 99, "", "", NULL), expected);
	answer(fx.open, key, passphrase, NULL);
	assert_int_equal(door_import_account(fx.open, &out, now, 99, NULL, "", NULL), expected);
	answer(fx.open, passphrase, NULL);
	assert_int_equal(door_label_account(fx.open, &out, now, 0, "x", NULL), expected);
	answer(fx.open, passphrase, "a new passphrase", NULL);
	assert_int_equal(door_change_passphrase(fx.open, &out, now, NULL), expected);
	answer(fx.open, passphrase, "a new passphrase", NULL);
	assert_int_equal(door_export_account(fx.open, &out, now, 0, NULL), expected);
	answer(fx.open, passphrase, NULL);
	assert_int_equal(door_drill(fx.open, &out, now, 1, NULL), expected);
	answer(fx.open, passphrase, NULL);
	assert_int_equal(door_reveal(fx.open, now, NULL), expected);
	assert_int_equal(out.len, 0);
	assert_false(state_of(fx.open).unsaved);
	buf_release(&out);
}

static void a_change_needs_the_passphrase_and_the_file_in_use(void **state)
{
	struct door_vault now = fixture_vault();
	struct buf out, old;

	(void)state;
	each_change_fails(&now, "not this one", ERR_WRONG_PASSPHRASE);
	/* The right passphrase, and the file of before. */
	buf_init(&out, LIMIT_VAULT);
	buf_init(&old, LIMIT_VAULT);
	buf_add(&old, fx.file.data, fx.file.len);
	answer(fx.open, FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_label_account(fx.open, &out, &now, 0, "newer", NULL), STATUS_OK);
	saved(&out);
	each_change_fails(&(struct door_vault){old.data, old.len}, FIXTURE_PASSPHRASE, ERR_CHANGED);
	buf_release(&out);
	buf_release(&old);
}

/* Addresses of the second phrase of paths.json, which has a passphrase of BIP-39. */
static void a_phrase_with_a_passphrase_has_its_own_accounts(void **state)
{
	struct json *doc = wallet_vectors("paths.json");
	const struct json *v = json_first(doc);
	struct door *d = NULL;
	struct address expected;
	struct door_state s;
	struct buf file;

	(void)state;
	while (vector_text(v, "password")[0] == '\0')
		v = json_next(v);
	expected = vector_address(v, "address");
	buf_init(&file, LIMIT_VAULT);
	assert_int_equal(door_new(&d, SIGNER_CAN_ALL, NULL), STATUS_OK);
	answer(d, vector_text(v, "phrase"), vector_text(v, "password"), FIXTURE_PASSPHRASE, NULL);
	assert_int_equal(door_restore(d, &file, NULL, true, NULL), STATUS_OK);
	assert_saved(d, &file);
	s = state_of(d);
	assert_true(s.has_password);
	assert_string_equal(s.accounts[0].path, vector_text(v, "path"));
	assert_true(address_equal(&s.accounts[0].address, &expected));
	assert_false(state_of(fx.open).has_password);
	door_free(d);
	json_free(doc);
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_can_have_any_path_or_the_next_of_a_wallet),
		cmocka_unit_test(an_imported_key_signs_and_stays_in_the_file),
		cmocka_unit_test(a_change_needs_the_passphrase_and_the_file_in_use),
		cmocka_unit_test(a_phrase_with_a_passphrase_has_its_own_accounts),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}

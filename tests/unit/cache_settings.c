/* Settings come back, each for the datanet and the account that it was put for. */
#include "cache_file.h"

#include "base/buf.h"
#include "cache/settings.h"

static const struct address datanet = {{0xda}};

static void a_setting_is_a_text_or_a_number_and_can_be_deleted(void **state)
{
	struct cache *c = *state;
	struct buf text;
	int64_t v;

	buf_init(&text, 100);
	assert_ok(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, "some text",
				     &err));
	assert_ok(cache_settings_get(c, &text, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, &err));
	assert_string_equal(buf_str(&text), "some text");
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, &err),
		ERR_NOT_FOUND);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL,
					    INT64_MIN, &err));
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, &err));
	assert_true(v == INT64_MIN);
	assert_ok(cache_settings_put(c, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, NULL, &err));
	assert_int_equal(
		cache_settings_get(c, &text, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, &err),
		ERR_NOT_FOUND);
	buf_release(&text);
}

static void settings_of_accounts_are_apart_and_have_the_names_of_before(void **state)
{
	struct address one = address_of_byte(1), other = address_of_byte(2);
	struct cache *c;
	int64_t v = 0;

	(void)state;
	assert_int_equal(folder_make(NULL), 0);
	assert_ok(cache_open(&c, db_path, false, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_STATEMENTS_READ, &datanet, &one, 30,
					    &err));
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_STATEMENTS_READ, &datanet, &other, &err),
		ERR_NOT_FOUND);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_STATEMENTS_READ, &datanet, NULL, &err),
		ERR_USAGE);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &datanet, &one, &err),
		ERR_USAGE);
	run_sql("UPDATE settings SET value = '31' WHERE key ="
		" 'statements.read.0x0101010101010101010101010101010101010101';"
		"INSERT INTO settings SELECT 1, datanet,"
		" 'claims.0x0202020202020202020202020202020202020202.missing_since', '7'"
		" FROM settings;"
		"INSERT INTO settings SELECT 1, datanet, 'told.audit', 'x' FROM settings"
		" LIMIT 1");
	assert_ok(
		cache_settings_number(c, &v, CACHE_SETTING_STATEMENTS_READ, &datanet, &one, &err));
	assert_int_equal(v, 31);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_ABSENT_CLAIM_SINCE, &datanet, &other,
					&err));
	assert_int_equal(v, 7);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_LOGGED_AUDIT, &datanet, NULL, &err),
		ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "no number"));
	cache_close(c);
	assert_int_equal(folder_remove(NULL), 0);
}

static void a_setting_of_one_datanet_says_nothing_about_another(void **state)
{
	const struct address second = address_of_byte(0xdb), me = address_of_byte(1);
	struct cache *c = *state;
	struct buf id;
	int64_t v = 0;

	buf_init(&id, 100);
	assert_ok(cache_settings_put(c, CACHE_SETTING_CONFIRMED_INTAKE, &datanet, NULL, "0xaa",
				     &err));
	assert_int_equal(
		cache_settings_get(c, &id, CACHE_SETTING_CONFIRMED_INTAKE, &second, NULL, &err),
		ERR_NOT_FOUND);
	assert_ok(
		cache_settings_put(c, CACHE_SETTING_CONFIRMED_INTAKE, &second, NULL, "0xbb", &err));
	assert_ok(cache_settings_put(c, CACHE_SETTING_CONFIRMED_INTAKE, &second, NULL, NULL, &err));
	assert_ok(cache_settings_get(c, &id, CACHE_SETTING_CONFIRMED_INTAKE, &datanet, NULL, &err));
	assert_string_equal(buf_str(&id), "0xaa");
	buf_release(&id);
	/* Nobody reads one without saying whose it is, except the one that is the network's. */
	assert_int_equal(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, NULL, NULL, &err),
			 ERR_USAGE);
	assert_int_equal(cache_settings_put_number(c, CACHE_SETTING_DATASETS_SCANNED, &datanet, &me,
						   5, &err),
			 ERR_USAGE);
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, 5, &err));
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, &err));
	assert_int_equal(v, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_setting_is_a_text_or_a_number_and_can_be_deleted,
						open_memory, close_memory),
		cmocka_unit_test(settings_of_accounts_are_apart_and_have_the_names_of_before),
		cmocka_unit_test_setup_teardown(a_setting_of_one_datanet_says_nothing_about_another,
						open_memory, close_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

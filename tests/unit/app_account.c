/* Accounts that are known, which of them is meant, and network profiles. */
#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/account_private.h"
#include "app/shown_account.h"
#include "base/buf.h"
#include "base/config.h"

static const struct snapshot_account three[] = {
	{.address = {{0xf3}}, .label = "main", .index = 0},
	{.address = {{0x70}}, .label = "twin", .index = 7},
	{.address = {{0x15}}, .label = "twin", .watch_only = true},
};

static size_t found(const char *name)
{
	size_t i = 99;

	assert_ok(find_account(&i, three, ARRAY_SIZE(three), name, &err));
	return i;
}

static void an_account_is_found_by_address_label_and_vault_index(void **state)
{
	(void)state;
	assert_int_equal(found("0x1500000000000000000000000000000000000000"), 2);
	assert_int_equal(found("main"), 0);
	assert_int_equal(found("7"), 1);
	assert_int_equal(found(""), 0);
	assert_int_equal(found(NULL), 0);
}

static void a_name_that_means_none_or_two_accounts_is_refused(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(find_account(&i, three, 3, "other", &err), ERR_NOT_FOUND);
	assert_int_equal(find_account(&i, three, 3, "3", &err), ERR_NOT_FOUND);
	assert_int_equal(find_account(&i, three, 3, "twin", &err), ERR_USAGE);
	assert_int_equal(find_account(&i, three, 0, NULL, &err), ERR_NOT_FOUND);
	/* Watch-only accounts have no vault index. */
	assert_int_equal(find_account(&i, &three[2], 1, "0", &err), ERR_NOT_FOUND);
}

static void a_watched_account_is_shown_and_told_from_one_with_a_key(void **state)
{
	struct app *app = open_offline("watch");
	struct address a = address_of_byte(0x42), shown;
	struct snapshot_account *all;
	size_t n;

	(void)state;
	assert_int_equal(shown_account(app, &shown, &err), ERR_NOT_FOUND);
	assert_ok(watch_account(app, &a, "a\x1b[31mred\xe2\x80\xae", &err));
	assert_ok(shown_account(app, &shown, &err));
	assert_memory_equal(&shown, &a, sizeof(a));
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_int_equal(n, 1);
	assert_true(all[0].watch_only);
	assert_null(strchr(all[0].label, '\x1b'));
	free(all);
	close_app(app);
}

static void a_watched_account_is_forgotten_and_one_with_a_key_is_not(void **state)
{
	struct app *app = open_offline("forget");
	struct address a = address_of_byte(1), b = address_of_byte(2), shown;
	struct snapshot_account *all, key = {.address = b};
	size_t n;

	(void)state;
	assert_ok(watch_account(app, &a, "mistyped", &err));
	assert_ok(watch_account(app, &b, "", &err));
	set_shown_account(app, &a);
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_ok(forget_account(app, &all[0], &err));
	assert_ok(shown_account(app, &shown, &err));
	assert_memory_equal(&shown, &b, sizeof(b));
	assert_int_equal(forget_account(app, &all[0], &err), ERR_NOT_FOUND);
	assert_int_equal(forget_account(app, &key, &err), ERR_REFUSED);
	free(all);
	close_app(app);
}

static void watching_again_keeps_the_label_and_changes_it_when_asked(void **state)
{
	static const struct {
		const char *label, *after;
	} acts[] = {
		{"grandma", "grandma"}, {NULL, "grandma"}, {"", "grandma"}, {"granny", "granny"}};
	struct app *app = open_offline("again");
	struct address a = address_of_byte(0x61);
	struct snapshot_account *all;
	size_t n;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		assert_ok(watch_account(app, &a, acts[i].label, &err));
		assert_ok(load_accounts(app, &all, &n, &err));
		assert_int_equal(n, 1);
		assert_string_equal(all[0].label, acts[i].after);
		free(all);
	}
	close_app(app);
}

static void a_label_names_one_account(void **state)
{
	struct app *app = open_offline("labels");
	struct address a = address_of_byte(0x62), b = address_of_byte(0x63), added;
	struct snapshot_account *all;
	size_t n;

	(void)state;
	restore_test_vault(app);
	assert_ok(watch_account(app, &a, "tax", &err));
	assert_int_equal(watch_account(app, &b, "tax", &err), ERR_EXISTS);
	assert_non_null(strstr(err.text, "0x6262"));
	assert_int_equal(add_account(app, "", "tax", &added, &err), ERR_EXISTS);
	assert_ok(watch_account(app, &b, "", &err));
	assert_int_equal(label_account(app, false, &b, "tax", &err), ERR_EXISTS);
	/* Its own label is no other's, and the empty one is everybody's. */
	assert_ok(label_account(app, false, &a, "tax", &err));
	assert_ok(label_account(app, false, &b, "", &err));
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_int_equal(n, 4);
	free(all);
	close_app(app);
}

static void the_account_chosen_on_screen_is_the_one_acted_for(void **state)
{
	struct app *app = open_offline("chosen");
	struct address a = address_of_byte(1), b = address_of_byte(2), shown;

	(void)state;
	assert_ok(watch_account(app, &a, "", &err));
	assert_ok(watch_account(app, &b, "", &err));
	assert_ok(shown_account(app, &shown, &err));
	assert_memory_equal(&shown, &a, sizeof(a));
	set_shown_account(app, &b);
	assert_ok(shown_account(app, &shown, &err));
	assert_memory_equal(&shown, &b, sizeof(b));
	close_app(app);
}

static void accounts_of_a_former_vault_are_only_watched(void **state)
{
	struct app *app = open_offline("former");
	struct door_account before[] = {{.index = 0, .address = address_of_byte(1)},
					{.index = 1, .address = address_of_byte(2)}};
	struct door_account now[] = {{.index = 0, .address = address_of_byte(2)}};
	struct snapshot_account *all;
	size_t n, i;

	(void)state;
	assert_ok(store_vault_accounts(app, before, 2, &err));
	assert_ok(store_vault_accounts(app, now, 1, &err));
	assert_ok(load_accounts(app, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_ok(find_account(&i, all, n, "0", &err));
	assert_memory_equal(&all[i].address, &now[0].address, sizeof(now[0].address));
	assert_true(all[1 - i].watch_only);
	free(all);
	close_app(app);
}

static void every_built_in_profile_parses_and_is_listed_once(void **state)
{
	struct app *app = open_offline("builtin");
	struct network_entry *all;
	size_t n, builtin = 0;

	(void)state;
	assert_ok(list_networks(app, &all, &n, &err));
	for (size_t i = 0; i < n; i++) {
		builtin += all[i].builtin;
		if (i > 0)
			assert_true(strcmp(all[i - 1].profile.name, all[i].profile.name) < 0);
		assert_int_equal(all[i].in_use, strcmp(all[i].profile.name, "devnet") == 0);
	}
	assert_int_equal(builtin, 8);
	assert_int_equal(n, 9);
	free(all);
	close_app(app);
}

/* devnet's profile under another name, to stand where a built-in one is. */
static struct buf renamed(const char *name)
{
	struct buf text = devnet_profile(NULL), out;
	const char *at = strstr(buf_str(&text), "\"name\":\"devnet\"");

	assert_non_null(at);
	buf_init(&out, LIMIT_SMALL_FILE);
	buf_add(&out, text.data, (size_t)(at - (const char *)text.data));
	buf_addf(&out, "\"name\":\"%s\"", name);
	buf_add_str(&out, at + strlen("\"name\":\"devnet\""));
	buf_release(&text);
	return out;
}

static void the_names_of_built_in_profiles_are_taken(void **state)
{
	struct app *app = open_offline("taken");
	struct buf text = renamed("ethereum");
	struct profile p;

	(void)state;
	assert_int_equal(add_network(app, text.data, text.len, false, &p, &err), ERR_REFUSED);
	assert_int_equal(add_network(app, text.data, text.len, true, &p, &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "comes with byline"));
	assert_ok(load_network(app_paths(app), &p, "ethereum", &err));
	assert_int_equal(p.chain_id, 1);
	buf_release(&text);
	close_app(app);
}

/* A folder of 0.1 may have such a file. */
static void an_own_file_with_a_built_in_name_stays_the_users(void **state)
{
	struct app *app = open_offline("hides");
	struct buf text = renamed("ethereum");
	char path[512];
	struct profile p;

	(void)state;
	snprintf(path, sizeof(path), "%s/ethereum.json", app_paths(app)->networks);
	assert_ok(file_write_new(path, text.data, text.len, &err));
	assert_ok(load_network(app_paths(app), &p, "ethereum", &err));
	assert_int_equal(p.chain_id, 31337);
	assert_int_equal(add_network(app, text.data, text.len, false, &p, &err), ERR_EXISTS);
	assert_ok(add_network(app, text.data, text.len, true, &p, &err));
	buf_release(&text);
	close_app(app);
}

static void a_bad_profile_is_not_added(void **state)
{
	struct app *app = open_offline("bad");
	struct buf text = renamed("../../evil");
	struct profile p;

	(void)state;
	assert_int_not_equal(add_network(app, text.data, text.len, false, &p, &err), STATUS_OK);
	assert_int_equal(add_network(app, "{}", 2, false, &p, &err), ERR_PARSE);
	assert_int_equal(load_network(app_paths(app), &p, "../config", &err), ERR_USAGE);
	assert_int_equal(load_network(app_paths(app), &p, "nowhere", &err), ERR_NOT_FOUND);
	buf_release(&text);
	close_app(app);
}

static void a_broken_profile_hides_no_other(void **state)
{
	struct app *app = open_offline("broken");
	struct network_entry *list;
	char path[512];
	size_t n, broken = 0, whole = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/half.json", app_paths(app)->networks);
	assert_ok(file_write_new(path, "{\"format\":", 10, &err));
	assert_ok(list_networks(app, &list, &n, &err));
	for (size_t i = 0; i < n; i++) {
		bool half = strcmp(list[i].profile.name, "half") == 0;

		broken += half && list[i].profile.chain_id == 0 &&
			  strstr(list[i].profile.title, "network show half") != NULL;
		whole += !half && list[i].profile.chain_id != 0;
	}
	assert_int_equal(broken, 1);
	assert_int_equal(whole, n - 1);
	free(list);
	close_app(app);
}

static void a_profile_whose_file_has_another_name_is_refused(void **state)
{
	struct app *app = open_offline("misnamed");
	struct buf text = devnet_profile(NULL);
	char path[512];
	struct profile p;

	(void)state;
	snprintf(path, sizeof(path), "%s/bnb.json", app_paths(app)->networks);
	assert_ok(file_write_new(path, text.data, text.len, &err));
	assert_int_equal(load_network(app_paths(app), &p, "bnb", &err), ERR_PARSE);
	buf_release(&text);
	close_app(app);
}

static void using_a_network_writes_it_to_the_configuration(void **state)
{
	struct app *app = open_offline("use");
	struct config c;
	char replaced[32];

	(void)state;
	assert_ok(use_network(app, "bnb", replaced, &err));
	assert_string_equal(replaced, "");
	assert_ok(config_read(&c, app_paths(app)->ini, &err));
	assert_string_equal(c.networks[0], "bnb");
	assert_int_equal(use_network(app, "nowhere", replaced, &err), ERR_NOT_FOUND);
	assert_ok(config_read(&c, app_paths(app)->ini, &err));
	assert_string_equal(c.networks[0], "bnb");
	/* The running app stays where it is. */
	assert_string_equal(app->profile->name, "devnet");
	close_app(app);
}

static void read_only_writes_neither_profiles_nor_configuration(void **state)
{
	struct app *app;
	struct buf text = renamed("mine");
	struct profile p;
	char replaced[32];

	(void)state;
	close_app(open_offline("readonly"));
	app = open_at("readonly", (struct app_options){.offline = true, .read_only = true}, NULL);
	assert_int_equal(add_network(app, text.data, text.len, false, &p, &err), ERR_REFUSED);
	assert_int_equal(use_network(app, "bnb", replaced, &err), ERR_REFUSED);
	buf_release(&text);
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_is_found_by_address_label_and_vault_index),
		cmocka_unit_test(a_name_that_means_none_or_two_accounts_is_refused),
		cmocka_unit_test(a_watched_account_is_shown_and_told_from_one_with_a_key),
		cmocka_unit_test(a_watched_account_is_forgotten_and_one_with_a_key_is_not),
		cmocka_unit_test(watching_again_keeps_the_label_and_changes_it_when_asked),
		cmocka_unit_test(a_label_names_one_account),
		cmocka_unit_test(the_account_chosen_on_screen_is_the_one_acted_for),
		cmocka_unit_test(accounts_of_a_former_vault_are_only_watched),
		cmocka_unit_test(every_built_in_profile_parses_and_is_listed_once),
		cmocka_unit_test(the_names_of_built_in_profiles_are_taken),
		cmocka_unit_test(an_own_file_with_a_built_in_name_stays_the_users),
		cmocka_unit_test(a_bad_profile_is_not_added),
		cmocka_unit_test(a_broken_profile_hides_no_other),
		cmocka_unit_test(a_profile_whose_file_has_another_name_is_refused),
		cmocka_unit_test(using_a_network_writes_it_to_the_configuration),
		cmocka_unit_test(read_only_writes_neither_profiles_nor_configuration),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

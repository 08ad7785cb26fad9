/* Everything that no network can give back is saved, and nothing is overwritten. */
#include "tests/unit/backup_fixture.h"

#include <sys/stat.h>

#include "base/json_write.h"
#include "chain/profile_json.h"

static struct app *app;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("backup");
	put_networks(app);
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static void every_network_is_in_it_and_the_chosen_one_stays_in_use(void **state)
{
	struct backup_report report;
	struct json *doc;
	const struct json *network, *chain;
	struct cache_tx *rows;
	struct stat st;
	size_t n;

	(void)state;
	assert_ok(write_backup(app, &report, in_folder("all.json"), &err));
	assert_int_equal(report.parts[BACKUP_NETWORKS].added, 3);
	assert_int_equal(report.parts[BACKUP_DATASETS].added, 2);
	assert_int_equal(report.parts[BACKUP_TRANSACTIONS].added, 2);
	assert_int_equal(report.parts[BACKUP_VAULT].added, 0);
	report_release(&report);
	assert_int_equal(stat(in_folder("all.json"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	doc = read_back("all.json");
	network = json_first(json_get(json_get(doc, "content"), "networks"));
	assert_string_equal(json_text(json_get(network, "name")), "devnet");
	network = json_next(network);
	assert_string_equal(json_text(json_get(network, "name")), "other");
	assert_string_equal(json_text(json_get(json_first(json_get(network, "datasets")), "name")),
			    "mails-20");
	/* Both profiles of chain 5 share its transactions, which stand there once. */
	chain = json_next(json_first(json_get(json_get(doc, "content"), "chains")));
	assert_null(json_next(chain));
	assert_string_equal(json_text(json_get(json_first(json_get(chain, "transactions")), "raw")),
			    "0x02c0");
	json_free(doc);
	assert_ok(cache_transactions_all(app->shared->cache, &rows, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].nonce, 0x10);
	free(rows);
}

static void a_backup_overwrites_nothing(void **state)
{
	struct backup_report report;

	(void)state;
	put_text("there.json", "mine");
	assert_int_equal(write_backup(app, &report, in_folder("there.json"), &err), ERR_EXISTS);
	report_release(&report);
}

/* A profile whose node has a key in its address, as providers give them out. */
#define KEY "0123456789abcdef-secret"

static void add_profile_with_key(struct app *to)
{
	struct buf profile = devnet_profile("https://node.example/v3/" KEY "?token=" KEY);
	struct profile added;

	assert_ok(add_network(to, profile.data, profile.len, true, &added, &err));
	buf_release(&profile);
}

static bool file_has(const char *name, const char *text)
{
	struct buf all;
	bool found;

	buf_init(&all, MIB);
	assert_ok(file_read(&all, in_folder(name), &err));
	found = memmem(all.data, all.len, text, strlen(text)) != NULL;
	buf_release(&all);
	return found;
}

static void a_key_in_a_node_s_address_is_in_no_byte_of_a_backup(void **state)
{
	struct app *owner = open_offline("keys"), *back = open_empty("keys-back");
	struct backup_report report;
	struct profile p;

	(void)state;
	add_profile_with_key(owner);
	/* No vault is open: the address is cut, and the node is named. */
	assert_ok(write_backup(owner, &report, in_folder("cut.json"), &err));
	assert_non_null(strstr(json_text(json_first(report.notes)), "node alice"));
	report_release(&report);
	assert_false(file_has("cut.json", KEY));
	assert_ok(restore(back, &report, "cut.json", NULL));
	report_release(&report);
	assert_ok(load_network(&back->shared->paths, &p, "devnet", &err));
	assert_string_equal(p.nodes[0].url, "https://node.example");
	close_app(back);
	/* The vault is open: all of the profile is there, sealed. */
	restore_test_vault(owner);
	save(owner, "sealed.json");
	assert_false(file_has("sealed.json", KEY));
	assert_false(file_has("sealed.json", "node.example"));
	back = open_empty("keys-back-2");
	assert_ok(restore(back, &report, "sealed.json", TEST_PASSPHRASE));
	report_release(&report);
	assert_ok(load_network(&back->shared->paths, &p, "devnet", &err));
	assert_string_equal(p.nodes[0].url, "https://node.example/v3/" KEY "?token=" KEY);
	close_app(back);
	close_app(owner);
}

/* A folder of 0.1 may have one; a changed backup could bring one. */
static void a_profile_in_the_place_of_a_built_in_one_is_named(void **state)
{
	struct app *owner = open_offline("builtin"), *back = open_empty("builtin-back");
	struct backup_report report;
	struct profile p;
	struct json *doc;
	struct buf text;
	char path[512];
	bool named = false;

	(void)state;
	assert_ok(load_network(&owner->shared->paths, &p, "bnb", &err));
	doc = profile_json(&p);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, doc), STATUS_OK);
	json_free(doc);
	snprintf(path, sizeof(path), "%s/bnb.json", owner->shared->paths.networks);
	assert_ok(file_write_new(path, text.data, text.len, &err));
	buf_release(&text);
	save(owner, "builtin.json");
	assert_ok(restore(back, &report, "builtin.json", NULL));
	for (const struct json *n = json_first(report.notes); n != NULL; n = json_next(n))
		named |= strstr(json_text(n), "network bnb") != NULL &&
			 strstr(json_text(n), "comes with byline") != NULL;
	assert_true(named);
	report_release(&report);
	close_app(back);
	close_app(owner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_network_is_in_it_and_the_chosen_one_stays_in_use),
		cmocka_unit_test(a_backup_overwrites_nothing),
		cmocka_unit_test(a_profile_in_the_place_of_a_built_in_one_is_named),
		cmocka_unit_test(a_key_in_a_node_s_address_is_in_no_byte_of_a_backup),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

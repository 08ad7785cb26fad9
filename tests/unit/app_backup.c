/* Everything that no network can give back is saved, and nothing is overwritten. */
#include "tests/unit/app_fixture.h"

#include <sys/stat.h>

#include "app/backup.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "cache/datasets.h"
#include "cache/networks.h"
#include "cache/transactions.h"

static struct app *app;

/* A dataset and a transaction on the network that the cache works on. */
static void put_rows(uint8_t mark)
{
	struct cache_dataset dataset = {
		.root = hash_of_byte(mark), .account = address_of_byte(0x42), .local = true};
	struct cache_tx tx = {.account = address_of_byte(0x42),
			      .nonce = mark,
			      .state = CACHE_TX_SIGNED,
			      .signing_hash = hash_of_byte(mark),
			      .hash = hash_of_byte((uint8_t)(mark + 1)),
			      .signed_at = 5};

	snprintf(dataset.name, sizeof(dataset.name), "mails-%02x", mark);
	assert_ok(cache_datasets_put(app->cache, &dataset, &err));
	assert_ok(cache_transactions_add(app->cache, &tx, &err));
	assert_ok(cache_transactions_put_raw(app->cache, tx.id, "\x02\xc0", 2, &err));
}

static void use(const char *name, uint64_t chain_id)
{
	assert_ok(cache_networks_select(app->cache, NULL, name, chain_id, NULL, &err));
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("backup");
	put_rows(0x10);
	use("other", 5);
	put_rows(0x20);
	/* Another profile of the same chain: its transactions are the same ones. */
	use("rival", 5);
	use("devnet", 31337);
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static struct json *read_back(const char *name)
{
	struct json *doc;
	struct buf text;

	buf_init(&text, MIB);
	assert_ok(file_read(&text, in_folder(name), &err));
	assert_ok(json_parse(&doc, text.data, text.len, &err));
	buf_release(&text);
	return doc;
}

static void every_network_is_in_it_and_the_chosen_one_stays_in_use(void **state)
{
	struct backup_result result;
	struct json *doc;
	const struct json *network;
	struct cache_tx *rows;
	struct stat st;
	size_t n;

	(void)state;
	assert_ok(write_backup(app, &result, in_folder("all.json"), &err));
	assert_int_equal(result.networks, 3);
	assert_int_equal(result.datasets, 2);
	assert_int_equal(result.transactions, 2);
	assert_false(result.has_vault);
	assert_int_equal(stat(in_folder("all.json"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	doc = read_back("all.json");
	network = json_first(json_get(doc, "networks"));
	assert_string_equal(json_text(json_get(network, "name")), "devnet");
	network = json_next(network);
	assert_string_equal(json_text(json_get(network, "name")), "other");
	assert_string_equal(json_text(json_get(json_first(json_get(network, "datasets")), "name")),
			    "mails-20");
	assert_string_equal(
		json_text(json_get(json_first(json_get(network, "transactions")), "raw")),
		"0x02c0");
	assert_null(json_first(json_get(json_next(network), "transactions")));
	json_free(doc);
	assert_ok(cache_transactions_all(app->cache, &rows, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].nonce, 0x10);
	free(rows);
}

static void a_backup_overwrites_nothing(void **state)
{
	struct backup_result result;

	(void)state;
	put_text("there.json", "mine");
	assert_int_equal(write_backup(app, &result, in_folder("there.json"), &err), ERR_EXISTS);
	/* Nor the vault's copy, without which the backup is not written either. */
	restore_test_vault(app);
	put_text("half.json.vault", "mine");
	assert_int_equal(write_backup(app, &result, in_folder("half.json"), &err), ERR_EXISTS);
	assert_int_not_equal(access(in_folder("half.json"), F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_network_is_in_it_and_the_chosen_one_stays_in_use),
		cmocka_unit_test(a_backup_overwrites_nothing),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

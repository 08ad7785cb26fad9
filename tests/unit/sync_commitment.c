/* Commitments that were found on chain, over the rows that the cache has of the datasets. */
#include "base/buf.h"
#include "cache/datasets.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "sync/found_commitment.h"
#include "tests/unit/app_fixture.h"

static struct app *app;

/* The datanet of the profile, and another one. */
static const struct address own = {{0xda}}, other = {{0xdb}};

static int open_one(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("commitment");
	app->profile->n_datanets = 1;
	app->profile->datanets[0].address = own;
	return 0;
}

static int close_one(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* Has a sync find that the account `by` attested the root to `datanet`. */
static void find_attested(uint8_t by, uint8_t root, const struct address *datanet, uint8_t uid)
{
	const struct commitment commitment = {.root = hash_of_byte(root), .records = 3, .size = 11};
	const struct hash tx = hash_of_byte(0x77);
	struct snapshot_account accounts[] = {{.address = address_of_byte(1)},
					      {.address = address_of_byte(2)}};
	struct session session = {.anchor.header.number = 50};
	struct sync_context c = {
		.app = app, .session = &session, .accounts = accounts, .n_accounts = 2};
	struct attestation_reading reading = {.trust = TRUST_PROVEN,
					      .attestation = {.uid = hash_of_byte(uid),
							      .time = 1000 + uid,
							      .recipient = *datanet,
							      .attester = address_of_byte(by)}};

	eas_commitment_schema(&reading.attestation.schema);
	buf_init(&reading.attestation.data, KIB);
	assert_ok(eas_commitment_encode(&reading.attestation.data, &commitment));
	assert_ok(store_commitment(&c, &reading, 40, &tx, &err));
	attestation_release(&reading.attestation);
}

/* The dataset as it is before it is attested: committed to on this machine by account 1. */
static void put_local(uint8_t root)
{
	struct cache_dataset d = {.root = hash_of_byte(root),
				  .account = address_of_byte(1),
				  .name = "mails",
				  .source = "/home/me/mails",
				  .local = true};

	assert_ok(cache_datasets_put(app->shared->cache, &d, &err));
}

static size_t rows_of(uint8_t root)
{
	struct cache_dataset *all;
	size_t n, found = 0;

	assert_ok(cache_datasets_all(app->shared->cache, &all, &n, &err));
	for (size_t i = 0; i < n; i++)
		found += all[i].root.bytes[0] == root;
	free(all);
	return found;
}

static struct cache_dataset row_of(uint8_t uid)
{
	const struct hash id = hash_of_byte(uid);
	struct cache_dataset d;

	assert_ok(cache_datasets_by_uid(app->shared->cache, &d, &id, &err));
	return d;
}

static void one_root_attested_to_two_datanets_is_two_datasets_of_this_machine(void **state)
{
	struct cache_dataset d;

	(void)state;
	put_local(0x10);
	find_attested(1, 0x10, &own, 0x20);
	assert_int_equal(rows_of(0x10), 1);
	find_attested(1, 0x10, &other, 0x21);
	assert_int_equal(rows_of(0x10), 2);
	d = row_of(0x20);
	assert_int_equal(d.state, CACHE_DATASET_ATTESTED);
	assert_true(address_equal(&d.datanet, &own));
	d = row_of(0x21);
	assert_int_equal(d.state, CACHE_DATASET_ELSEWHERE);
	assert_true(address_equal(&d.datanet, &other));
	assert_true(d.local);
	assert_string_equal(d.name, "mails");
	assert_string_equal(d.source, "/home/me/mails");
	/* Found again, and attested to the same datanet once more: the first one counts. */
	find_attested(1, 0x10, &other, 0x21);
	find_attested(1, 0x10, &other, 0x22);
	assert_int_equal(rows_of(0x10), 2);
	assert_int_equal(row_of(0x21).attested_at, 1000 + 0x21);
}

static void a_root_that_another_account_attests_elsewhere_is_not_of_this_machine(void **state)
{
	struct cache_dataset d;

	(void)state;
	put_local(0x11);
	find_attested(1, 0x11, &own, 0x30);
	find_attested(2, 0x11, &own, 0x31);
	assert_int_equal(rows_of(0x11), 1);
	find_attested(2, 0x11, &other, 0x32);
	assert_int_equal(rows_of(0x11), 2);
	d = row_of(0x32);
	assert_false(d.local);
	assert_int_equal(d.account.bytes[0], 2);
	assert_string_equal(d.source, "");
	assert_true(row_of(0x30).local);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_root_attested_to_two_datanets_is_two_datasets_of_this_machine),
		cmocka_unit_test(
			a_root_that_another_account_attests_elsewhere_is_not_of_this_machine),
	};

	return cmocka_run_group_tests(tests, open_one, close_one);
}

/* One root that is attested to two datanets: a row for each, and one when neither is left. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/datasets.h"
#include "cache/waiting.h"

static const struct address first = {{0xda}}, second = {{0xdb}}, none;

/* A dataset of this machine that was attested in the block. */
static struct cache_dataset attested(const struct address *datanet, uint8_t uid, uint64_t block)
{
	return (struct cache_dataset){.root = hash_of_byte(1),
				      .uid = hash_of_byte(uid),
				      .account = address_of_byte(4),
				      .datanet = *datanet,
				      .name = "mails",
				      .local = true,
				      .state = CACHE_DATASET_ATTESTED,
				      .block = block};
}

static size_t count(struct cache *c)
{
	struct cache_dataset *all;
	size_t n;

	assert_ok(cache_datasets_all(c, &all, &n, &err));
	free(all);
	return n;
}

static void assert_uid(struct cache *c, const struct address *datanet, uint8_t uid)
{
	const struct hash root = hash_of_byte(1);
	struct cache_dataset d;

	assert_ok(cache_datasets_by_root(c, &d, &root, datanet, &err));
	assert_int_equal(d.uid.bytes[0], uid);
}

static void put_both(struct cache *c)
{
	struct cache_dataset one = attested(&first, 2, 10), other = attested(&second, 3, 20);

	assert_ok(cache_datasets_put(c, &one, &err));
	assert_ok(cache_datasets_put(c, &other, &err));
	assert_true(one.id != other.id);
}

static void a_root_attested_to_two_datanets_has_two_rows(void **state)
{
	struct cache *c = *state;
	struct cache_dataset again = attested(&second, 5, 30);

	put_both(c);
	assert_int_equal(count(c), 2);
	assert_uid(c, &first, 2);
	assert_uid(c, &second, 3);
	/* Whoever asks for a third datanet gets the one that was there first. */
	assert_uid(c, &none, 2);
	/* The same datanet again: the newer attestation takes the row. */
	assert_ok(cache_datasets_put(c, &again, &err));
	assert_int_equal(count(c), 2);
	assert_uid(c, &second, 5);
}

static void the_row_that_is_not_attested_becomes_that_of_the_attestation(void **state)
{
	struct cache *c = *state;
	struct cache_dataset d = attested(&none, 0, 0), twin = d;
	int64_t id;

	d.state = CACHE_DATASET_LOCAL;
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_datasets_put(c, &twin, &err));
	assert_int_equal(twin.id, d.id);
	id = d.id;
	d.uid = hash_of_byte(2);
	d.datanet = first;
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_int_equal(d.id, id);
	assert_int_equal(count(c), 1);
	assert_uid(c, &second, 2);
}

static void an_undone_attestation_leaves_one_row_of_the_dataset(void **state)
{
	struct cache *c = *state;

	put_both(c);
	/* The other attestation still stands, and is the row of this machine. */
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_int_equal(count(c), 1);
	assert_uid(c, &second, 2);
	assert_ok(cache_blocks_undo(c, 5, &err));
	assert_int_equal(count(c), 1);
	assert_uid(c, &first, 0);
}

static void both_attestations_undone_at_once_leave_one_row(void **state)
{
	struct cache *c = *state;

	put_both(c);
	assert_ok(cache_blocks_undo(c, 5, &err));
	assert_int_equal(count(c), 1);
	assert_uid(c, &first, 0);
}

/* Another account's row is no copy of this machine's: it must not take its place. */
static void an_undone_row_of_this_machine_stays_beside_one_of_another(void **state)
{
	struct cache *c = *state;
	struct cache_dataset own = attested(&first, 2, 20), other = attested(&second, 3, 10);

	other.local = false;
	assert_ok(cache_datasets_put(c, &other, &err));
	assert_ok(cache_datasets_put(c, &own, &err));
	assert_ok(cache_blocks_undo(c, 15, &err));
	assert_int_equal(count(c), 2);
	assert_uid(c, &first, 0);
	assert_uid(c, &second, 3);
}

static void a_restarted_chain_leaves_one_row(void **state)
{
	struct cache *c = *state;
	const struct hash other = hash_of_byte(2);

	put_both(c);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &other, &err));
	assert_int_equal(count(c), 1);
	assert_uid(c, &second, 0);
}

/* A dataset that was committed to before any network was chosen. */
static void put_waiting(struct cache *c, uint8_t root)
{
	struct cache_dataset d = {.root = hash_of_byte(root),
				  .account = address_of_byte(4),
				  .name = "mails",
				  .local = true};

	assert_ok(cache_begin(c, &err));
	assert_ok(cache_waiting_select(c, true, &err));
	assert_ok(cache_datasets_put(c, &d, &err));
	assert_ok(cache_commit(c, &err));
}

static void a_dataset_of_no_network_goes_to_the_first_that_is_used(void **state)
{
	struct cache *c = *state;
	const struct hash root = hash_of_byte(9);
	struct cache_network *all;
	struct cache_dataset d;
	size_t n;

	put_waiting(c, 9);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_int_equal(count(c), 0);
	assert_ok(cache_waiting_take(c, NULL, &err));
	assert_int_equal(count(c), 1);
	assert_ok(cache_datasets_by_root(c, &d, &root, &none, &err));
	assert_string_equal(d.name, "mails");
	/* Nothing is left that would be listed as a network. */
	assert_ok(cache_networks_all(c, &all, &n, &err));
	assert_int_equal(n, 1);
	free(all);
	/* Another network that is used later has nothing of it. */
	assert_ok(cache_networks_select(c, NULL, "other", 1, NULL, &err));
	assert_ok(cache_waiting_take(c, NULL, &err));
	assert_int_equal(count(c), 0);
}

static void one_of_those_that_wait_is_taken_and_the_others_wait_on(void **state)
{
	struct cache *c = *state;
	const struct hash root = hash_of_byte(9);

	put_waiting(c, 8);
	put_waiting(c, 9);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_waiting_take(c, &root, &err));
	assert_int_equal(count(c), 1);
	assert_ok(cache_waiting_select(c, false, &err));
	assert_int_equal(count(c), 1);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_waiting_take(c, NULL, &err));
	assert_int_equal(count(c), 2);
}

/* The chain has the attestation, and this machine alone the nonce that proves records. */
static void one_that_the_chain_has_already_is_provable_after_it_waited(void **state)
{
	struct cache *c = *state;
	const struct hash root = hash_of_byte(9);
	struct cache_dataset d = {.root = root,
				  .uid = hash_of_byte(5),
				  .datanet = address_of_byte(6),
				  .name = "dataset 090909",
				  .state = CACHE_DATASET_ATTESTED,
				  .trust = TRUST_PROVEN};

	assert_ok(cache_datasets_put(c, &d, &err));
	put_waiting(c, 9);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_waiting_take(c, NULL, &err));
	assert_int_equal(count(c), 1);
	assert_ok(cache_datasets_by_root(c, &d, &root, &none, &err));
	assert_true(d.local);
	assert_string_equal(d.name, "mails");
	assert_int_equal(d.trust, TRUST_PROVEN);
	assert_false(hash_is_zero(&d.uid));
}

static void a_name_that_the_network_has_already_gets_a_number(void **state)
{
	struct cache *c = *state;
	struct cache_dataset *all, own = attested(&first, 2, 10);
	size_t n;

	assert_ok(cache_datasets_put(c, &own, &err));
	put_waiting(c, 9);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_waiting_take(c, NULL, &err));
	assert_ok(cache_datasets_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_string_equal(all[all[0].id == own.id ? 1 : 0].name, "mails-2");
	free(all);
}

/* A commitment to the file words.jsonl, for the datanet. */
static void put_offer(struct cache *c, uint8_t root, const struct address *datanet,
		      const char *name, enum cache_dataset_state state)
{
	struct cache_dataset d = {.root = hash_of_byte(root),
				  .account = address_of_byte(4),
				  .datanet = *datanet,
				  .source = "/words.jsonl",
				  .local = true,
				  .records = 60,
				  .bytes = 600,
				  .state = state};

	snprintf(d.name, sizeof(d.name), "%s", name);
	assert_ok(cache_datasets_put(c, &d, &err));
}

static void the_other_commitments_to_a_file_are_named_in_order_and_without_the_revoked(void **state)
{
	const struct address third = address_of_byte(6);
	struct cache *c = *state;
	struct cache_dataset_others *all;
	size_t n;

	put_offer(c, 1, &first, "words", CACHE_DATASET_ATTESTED);
	put_offer(c, 2, &third, "words-topics", CACHE_DATASET_LOCAL);
	assert_ok(cache_networks_select(c, NULL, "grove", 31338, NULL, &err));
	put_offer(c, 3, &second, "gone", CACHE_DATASET_REVOKED);
	put_offer(c, 4, &second, "mine", CACHE_DATASET_LOCAL);
	assert_ok(cache_datasets_others(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_string_equal(all[0].text, "words on devnet, words-topics on devnet");
	assert_string_equal(all[1].text, "words on devnet, words-topics on devnet");
	free(all);
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_ok(cache_datasets_others(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_string_equal(all[0].text, "mine on grove, words-topics on devnet");
	assert_string_equal(all[1].text, "mine on grove, words on devnet");
	free(all);
}

#define datasets_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		datasets_test(a_root_attested_to_two_datanets_has_two_rows),
		datasets_test(the_row_that_is_not_attested_becomes_that_of_the_attestation),
		datasets_test(an_undone_attestation_leaves_one_row_of_the_dataset),
		datasets_test(both_attestations_undone_at_once_leave_one_row),
		datasets_test(an_undone_row_of_this_machine_stays_beside_one_of_another),
		datasets_test(a_restarted_chain_leaves_one_row),
		datasets_test(
			the_other_commitments_to_a_file_are_named_in_order_and_without_the_revoked),
		datasets_test(a_dataset_of_no_network_goes_to_the_first_that_is_used),
		datasets_test(one_of_those_that_wait_is_taken_and_the_others_wait_on),
		datasets_test(a_name_that_the_network_has_already_gets_a_number),
		datasets_test(one_that_the_chain_has_already_is_provable_after_it_waited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

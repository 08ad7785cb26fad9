/* Taking back what the user brought: which pins go, which stay, and when nothing may go. */
#include "cache/claims.h"
#include "cache/dues.h"
#include "cache/transactions.h"
#include "sync/remove_brought.h"
#include "tests/unit/app_fixture.h"

#define FIRST  0xc1 /* pinned by claim add, before the next one */
#define SECOND 0xc2
#define BASE   "base"

static struct app *app;
static struct brought_removal removal;

/* A payer as claim add pins it, or as a profile comes with it. */
static struct profile_distributor payer(uint8_t at, bool brought)
{
	return (struct profile_distributor){.kind = DISTRIBUTOR_REPPO,
					    .name = "pods",
					    .brought = brought,
					    .contract.address = address_of_byte(at),
					    .token = address_of_byte(0x33)};
}

static void open_network(const char *network)
{
	close_app(app);
	app = open_at("data", (struct app_options){.offline = true, .network = network}, NULL);
}

static struct profile profile_of(const char *network)
{
	struct profile p;

	assert_ok(load_network(&app->shared->paths, &p, network, &err));
	return p;
}

static void change_to(const struct profile *p)
{
	assert_ok(change_network(app, p, &err));
	open_network(p->name);
}

static int start_app(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("data");
	return 0;
}

static int stop_app(void **state)
{
	close_app(app);
	app = NULL;
	return folder_remove(state);
}

static void add_row(uint8_t from, enum cache_due_source source, uint64_t index)
{
	struct cache_due row = {.payer = address_of_byte(from),
				.leaf = {.account = address_of_byte(1),
					 .token = address_of_byte(0x33),
					 .index = index},
				.source = source};

	assert_ok(cache_dues_put(app->shared->cache, &row, 1, &err));
}

static size_t count_left(uint8_t from)
{
	const struct address at = address_of_byte(from);
	struct cache_due *rows = NULL;
	size_t n = 0, left = 0;

	assert_ok(cache_dues_all(app->shared->cache, &rows, &n, &err));
	for (size_t i = 0; i < n; i++)
		left += address_equal(&rows[i].payer, &at);
	free(rows);
	return left;
}

static enum status find(uint8_t at)
{
	const struct address a = address_of_byte(at);
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, &a);
	return find_brought(app, &removal, text, &err);
}

/* A datanet's payer behind the one that goes is the datanet's still. */
static void a_brought_pin_goes_and_no_datanet_loses_its_payer(void **state)
{
	struct profile before = profile_of("devnet"), p, after;
	const struct address royalties = before.distributors[0].contract.address;

	(void)state;
	assert_int_equal(before.n_distributors, 1);
	before.datanets[0] = (struct profile_datanet){.url = "http://127.0.0.1:8200",
						      .name = "mails",
						      .address = address_of_byte(0xda),
						      .payers = 1};
	before.n_datanets = 1;
	change_to(&before);
	before = p = profile_of("devnet");
	assert_int_equal(before.datanets[0].payers, 1);
	p.distributors[2] = p.distributors[0];
	p.distributors[0] = payer(FIRST, true);
	p.distributors[1] = payer(SECOND, true);
	p.n_distributors = 3;
	p.datanets[0].payers = 4;
	change_to(&p);
	add_row(FIRST, CACHE_DUE_NAMED, 1);
	add_row(SECOND, CACHE_DUE_NAMED, 1);
	assert_ok(find(FIRST));
	assert_true(removal.unpins);
	assert_int_equal(removal.n_rows, 1);
	assert_int_equal(count_left(FIRST), 1);
	assert_ok(remove_brought(app, &removal, &err));
	assert_int_equal(count_left(FIRST), 0);
	assert_int_equal(count_left(SECOND), 1);
	open_network("devnet");
	after = profile_of("devnet");
	assert_int_equal(after.n_distributors, 2);
	assert_int_equal(after.datanets[0].payers, 2);
	assert_true(address_equal(&after.distributors[1].contract.address, &royalties));
	assert_ok(find(SECOND));
	assert_ok(remove_brought(app, &removal, &err));
	open_network("devnet");
	after = profile_of("devnet");
	assert_memory_equal(&after, &before, sizeof(after));
}

static void a_payer_is_named_by_its_name_where_only_one_has_it(void **state)
{
	struct profile p = profile_of("devnet");

	(void)state;
	p.distributors[p.n_distributors++] = payer(FIRST, true);
	change_to(&p);
	assert_ok(find_brought(app, &removal, "pods", &err));
	assert_true(removal.unpins);
	assert_int_equal(find_brought(app, &removal, "pod", &err), ERR_NOT_FOUND);
	assert_int_equal(find_brought(app, &removal, "0xzz", &err), ERR_USAGE);
	p.distributors[p.n_distributors++] = payer(SECOND, true);
	change_to(&p);
	assert_int_equal(find_brought(app, &removal, "pods", &err), ERR_USAGE);
}

/* Claims of a service come again by themselves: those of the user go alone. */
static void a_pin_of_the_profile_stays_with_what_its_service_tells(void **state)
{
	struct profile p = profile_of("devnet"), after;

	(void)state;
	p.distributors[p.n_distributors++] = payer(FIRST, false);
	change_to(&p);
	assert_int_equal(find(FIRST), ERR_NOT_FOUND);
	add_row(FIRST, CACHE_DUE_SERVICE, 1);
	add_row(FIRST, CACHE_DUE_FORMER, 2);
	assert_int_equal(find(FIRST), ERR_NOT_FOUND);
	add_row(FIRST, CACHE_DUE_FILE, 3);
	add_row(FIRST, CACHE_DUE_NAMED, 4);
	assert_ok(find(FIRST));
	assert_false(removal.unpins);
	assert_int_equal(removal.n_rows, 2);
	assert_ok(remove_brought(app, &removal, &err));
	assert_int_equal(count_left(FIRST), 2);
	after = profile_of("devnet");
	assert_int_equal(after.n_distributors, p.n_distributors);
}

/* A file may say of a pin that comes with byline that the user made it. */
static void a_pin_that_comes_with_byline_stays_whatever_a_file_says(void **state)
{
	struct profile p;
	char text[ADDRESS_TEXT_SIZE];

	(void)state;
	open_network(BASE);
	p = profile_of(BASE);
	assert_true(p.n_distributors > 0);
	p.distributors[0].brought = true;
	p.distributors[p.n_distributors++] = payer(FIRST, true);
	change_to(&p);
	assert_true(has_network_file(&app->shared->paths, BASE));
	address_format(text, &p.distributors[0].contract.address);
	assert_int_equal(find_brought(app, &removal, text, &err), ERR_NOT_FOUND);
	assert_ok(find(FIRST));
	assert_true(removal.unpins);
	p.distributors[0].brought = false;
	change_to(&p);
	assert_ok(find(FIRST));
	assert_ok(remove_brought(app, &removal, &err));
	/* Nothing differs from the built-in profile any more. */
	assert_false(has_network_file(&app->shared->paths, BASE));
}

static void nothing_goes_while_a_claim_of_the_payer_is_not_over(void **state)
{
	static const enum cache_tx_state over[] = {CACHE_TX_CONFIRMED, CACHE_TX_FAILED,
						   CACHE_TX_REPLACED,  CACHE_TX_VOID,
						   CACHE_TX_CANCELLED, CACHE_TX_EXPIRED};
	struct profile p = profile_of("devnet");
	struct cache_tx tx = {.account = address_of_byte(1)};
	struct cache_claim claim = {.account = address_of_byte(1),
				    .payer = address_of_byte(FIRST),
				    .token = address_of_byte(0x33)};

	(void)state;
	p.distributors[p.n_distributors++] = payer(FIRST, true);
	change_to(&p);
	add_row(FIRST, CACHE_DUE_NAMED, 1);
	assert_ok(find(FIRST));
	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	claim.transaction = tx.id;
	assert_ok(cache_claims_add(app->shared->cache, &claim, &err));
	for (enum cache_tx_state s = 0; s < CACHE_TX_STATES; s++) {
		bool ends = false;

		for (size_t i = 0; i < ARRAY_SIZE(over); i++)
			ends |= over[i] == s;
		tx.state = s;
		assert_ok(cache_transactions_update(app->shared->cache, &tx, &err));
		if (!ends)
			assert_int_equal(remove_brought(app, &removal, &err), ERR_EXISTS);
		assert_int_equal(count_left(FIRST), 1);
		assert_int_equal(find(FIRST), ends ? STATUS_OK : ERR_EXISTS);
	}
}

#define REMOVAL(f) cmocka_unit_test_setup_teardown(f, start_app, stop_app)

int main(void)
{
	const struct CMUnitTest tests[] = {
		REMOVAL(a_brought_pin_goes_and_no_datanet_loses_its_payer),
		REMOVAL(a_payer_is_named_by_its_name_where_only_one_has_it),
		REMOVAL(a_pin_of_the_profile_stays_with_what_its_service_tells),
		REMOVAL(a_pin_that_comes_with_byline_stays_whatever_a_file_says),
		REMOVAL(nothing_goes_while_a_claim_of_the_payer_is_not_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

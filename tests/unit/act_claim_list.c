/* Listing what is claimed when nobody names the parts. */
#include "act/claim_list.h"

#include "app/state.h"
#include "cache/dues.h"
#include "cache/foreign_tokens.h"
#include "tests/unit/app_fixture.h"

enum { PINNED = 0x70, SPAM = 0x71, FROM_FILE = 0x72, ASKED = 0x73, ACCOUNT = 0x11, PAYER = 0xd1 };

static struct app *app;
static struct profile *kept, pinned;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("list");
	kept = app->profile;
	pinned = *kept;
	pinned.tokens[0].contract.address = address_of_byte(PINNED);
	pinned.n_tokens = 1;
	pinned.distributors[0] = (struct profile_distributor){
		.kind = DISTRIBUTOR_MERKL, .contract.address = address_of_byte(PAYER)};
	pinned.n_distributors = 1;
	app->profile = &pinned;
	return 0;
}

static int stop(void **state)
{
	app->profile = kept;
	close_app(app);
	return folder_remove(state);
}

static enum status put_due(struct cache *cache, void *arg, struct err *e)
{
	return cache_dues_put(cache, arg, 1, e);
}

static enum status ask(struct cache *cache, void *arg, struct err *e)
{
	return cache_foreign_tokens_ask(cache, arg, true, e);
}

static void owe(uint8_t token, enum cache_due_source source)
{
	struct cache_due due = {.payer = address_of_byte(PAYER),
				.leaf = {.account = address_of_byte(ACCOUNT),
					 .token = address_of_byte(token),
					 .cumulative.raw = u256_from_u64(5)},
				.root = hash_of_byte(token),
				.source = source};

	assert_ok(store_write(app, put_due, &due, &err));
}

static struct claim_items list_of(const struct claim_choice *choice, enum status expected)
{
	struct claim_items c = {.app = app,
				.choice = choice,
				.payer = &pinned.distributors[0],
				.account = address_of_byte(ACCOUNT)};

	assert_int_equal(list_claim_items(&c, &err), expected);
	return c;
}

static bool has(const struct claim_items *c, uint8_t token)
{
	const struct address a = address_of_byte(token);

	for (size_t i = 0; i < c->n; i++)
		if (address_equal(&c->items[i].entitlement.token, &a))
			return true;
	return false;
}

/* Anybody can have a payer's service name a token whose contract lets every claim fail. */
static void a_token_that_nobody_asked_for_is_claimed_by_its_name_alone(void **state)
{
	const struct claim_choice all = {.n_parts = 0},
				  one = {.parts = {{.token = address_of_byte(SPAM),
						    .whole_token = true}},
					 .n_parts = 1};
	struct address asked = address_of_byte(ASKED);
	struct claim_items c;

	(void)state;
	owe(SPAM, CACHE_DUE_SERVICE);
	c = list_of(&all, ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "--token ADDRESS"));
	release_claim_items(&c);
	owe(PINNED, CACHE_DUE_SERVICE);
	owe(FROM_FILE, CACHE_DUE_FILE);
	owe(ASKED, CACHE_DUE_SERVICE);
	assert_ok(store_write(app, ask, &asked, &err));
	c = list_of(&all, STATUS_OK);
	assert_int_equal(c.n, 3);
	assert_false(has(&c, SPAM));
	assert_true(c.unwanted);
	release_claim_items(&c);
	c = list_of(&one, STATUS_OK);
	assert_int_equal(c.n, 1);
	assert_true(has(&c, SPAM));
	assert_false(c.unwanted);
	release_claim_items(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_that_nobody_asked_for_is_claimed_by_its_name_alone),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

/* Keeping claims that were brought: a new payer goes into the profile as that is by then. */
#include "sync/bring_claims.h"

#include "app/state.h"
#include "tests/unit/app_fixture.h"

static struct app *app;
static struct profile before, now;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("machine");
	before = *app->profile;
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static void add_payer(struct profile *p, uint8_t address)
{
	struct profile_distributor *d = &p->distributors[p->n_distributors++];

	*d = (struct profile_distributor){.kind = DISTRIBUTOR_MERKLE,
					  .terms = *merkle_terms_preset("uniswap")};
	memset(d->contract.address.bytes, address, sizeof(d->contract.address.bytes));
	memset(d->token.bytes, 0x33, sizeof(d->token.bytes));
}

/* The claims of a payer that was new to the profile when they were read. */
static enum status keep(uint8_t address)
{
	struct brought_claims b = {
		.profile = before, .payer = before.n_distributors, .is_new = true};

	add_payer(&b.profile, address);
	return keep_brought_claims(app, &b, &err);
}

static bool has_payer(uint8_t address)
{
	struct address a;

	memset(a.bytes, address, sizeof(a.bytes));
	assert_ok(load_network(&app->shared->paths, &now, before.name, &err));
	return profile_distributor(&now, &a) != NULL;
}

/* While a person read what would be pinned, another byline changed the profile. */
static void what_changed_in_the_profile_meanwhile_stays(void **state)
{
	(void)state;
	now = before;
	add_payer(&now, 0xa1);
	assert_ok(change_network(app, &now, &err));
	assert_ok(keep(0xa2));
	assert_true(has_payer(0xa1));
	assert_true(has_payer(0xa2));
}

static void a_payer_that_was_pinned_meanwhile_is_not_pinned_anew(void **state)
{
	(void)state;
	assert_int_equal(keep(0xa1), ERR_CHANGED);
	assert_non_null(strstr(err.text, "changed meanwhile"));
	assert_true(has_payer(0xa1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_changed_in_the_profile_meanwhile_stays),
		cmocka_unit_test(a_payer_that_was_pinned_meanwhile_is_not_pinned_anew),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

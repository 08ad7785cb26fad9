/* The things that one claim takes when nothing is named: tokens that nobody asked for are not. */
#include "act/act_private.h"
#include "act/claim_list.h"
#include "act/claim_review.h"
#include "app/ask_token.h"
#include "app/session_private.h"
#include "app/state.h"
#include "cache/dues.h"
#include "tests/unit/app_fixture.h"
#include "tests/unit/payer_judging.h"

enum { PAYER = 0xa1, ACCOUNT = 0x11, PINNED = 0x33, GIFT = 0x51, BROUGHT = 0x52, PAID = 0x53 };

static struct app *app;
static struct profile *kept, pinned;
static struct profile_distributor payer;
static struct session session;
static struct claim_items items;

static void add_due(uint8_t token, uint64_t amount, enum cache_due_source source,
		    enum payer_obstacle obstacle)
{
	struct cache_due d = {.payer = judging_address(PAYER),
			      .leaf = {.account = judging_address(ACCOUNT),
				       .token = judging_address(token),
				       .cumulative.raw = u256_from_u64(amount)},
			      .root.bytes = {(uint8_t)source + 1},
			      .source = source};

	assert_ok(cache_dues_put(app->shared->cache, &d, 1, &err));
	d.state = (struct cache_due_state){.finding.obstacle = obstacle, .as_of = 1000};
	assert_ok(cache_dues_judged(app->shared->cache, &d, 1, &err));
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("list");
	kept = app->profile;
	pinned = *kept;
	pinned.tokens[0].contract.address = judging_address(PINNED);
	app->profile = &pinned;
	payer = (struct profile_distributor){.kind = DISTRIBUTOR_MERKL,
					     .contract.address = judging_address(PAYER)};
	add_due(PINNED, 100, CACHE_DUE_SERVICE, PAYER_FREE);
	add_due(GIFT, 200, CACHE_DUE_SERVICE, PAYER_FREE);
	add_due(GIFT, 190, CACHE_DUE_FORMER, PAYER_NOT_FOLDED);
	add_due(BROUGHT, 300, CACHE_DUE_FILE, PAYER_FREE);
	add_due(BROUGHT, 310, CACHE_DUE_SERVICE, PAYER_FREE);
	add_due(PAID, 400, CACHE_DUE_SERVICE, PAYER_PAID);
	return 0;
}

static int stop(void **state)
{
	release_claim_items(&items);
	app->profile = kept;
	close_app(app);
	return folder_remove(state);
}

static enum status list(const struct claim_choice *choice, uint8_t account)
{
	release_claim_items(&items);
	items = (struct claim_items){.app = app,
				     .session = &session,
				     .choice = choice,
				     .payer = &payer,
				     .account = judging_address(account)};
	return list_claim_items(&items, &err);
}

/* How many leaves of a token are claimed. */
static size_t listed(uint8_t token)
{
	const struct address wanted = judging_address(token);
	size_t n = 0;

	for (size_t i = 0; i < items.n; i++)
		n += address_equal(&items.items[i].entitlement.token, &wanted);
	return n;
}

static struct claim_choice named(uint8_t token)
{
	return (struct claim_choice){
		.parts = {{.token = judging_address(token), .whole_token = true}}, .n_parts = 1};
}

static const char *left_out(void)
{
	struct act *act = new_act(app, ACT_CLAIM, &items.account);
	static char text[256];

	assert_non_null(act);
	tell_claim(act, &items, items.n);
	assert_ok(require_whole(act, &err));
	text[0] = '\0';
	for (size_t i = 0; i < act->n_facts; i++)
		if (strcmp(act->facts[i].label, "Left out") == 0)
			snprintf(text, sizeof(text), "%s; %s", act->facts[i].value,
				 act->facts[i].note);
	free_act(act);
	return text;
}

static void tokens_that_nobody_asked_for_are_left_out_and_counted(void **state)
{
	static const struct claim_choice all;

	(void)state;
	assert_ok(list(&all, ACCOUNT));
	assert_int_equal(listed(PINNED), 1);
	assert_int_equal(listed(GIFT), 0);
	assert_int_equal(listed(PAID), 0);
	/* The user's file asks for its line, in which the service's leaf stands too. */
	assert_int_equal(listed(BROUGHT), 2);
	/* A token of which all was paid is no offer. */
	assert_int_equal(items.unasked, 1);
	assert_non_null(strstr(left_out(), "1 in tokens that nobody asked for"));
	assert_non_null(strstr(left_out(), "--token"));
}

static void a_token_that_is_named_or_asked_for_is_claimed(void **state)
{
	static const struct claim_choice all;
	const struct address gift = judging_address(GIFT);
	struct claim_choice one = named(GIFT);

	(void)state;
	assert_ok(list(&one, ACCOUNT));
	assert_int_equal(listed(GIFT), 2);
	assert_int_equal(items.n, 2);
	assert_string_equal(left_out(), "");
	assert_ok(ask_token(app, &gift, true, &err));
	assert_ok(list(&all, ACCOUNT));
	assert_int_equal(listed(GIFT), 2);
	assert_int_equal(items.unasked, 0);
	assert_ok(ask_token(app, &gift, false, &err));
	assert_ok(list(&all, ACCOUNT));
	assert_int_equal(listed(GIFT), 0);
}

static void where_nothing_else_is_owed_the_refusal_says_how_to_ask(void **state)
{
	static const struct claim_choice all;
	struct cache_due d = {.payer = judging_address(PAYER),
			      .leaf = {.account = judging_address(0x12),
				       .token = judging_address(GIFT),
				       .cumulative.raw = u256_from_u64(5)},
			      .source = CACHE_DUE_SERVICE};

	(void)state;
	assert_int_equal(list(&all, 0x13), ERR_NOT_FOUND);
	assert_null(strstr(err.text, "nobody asked"));
	assert_ok(cache_dues_put(app->shared->cache, &d, 1, &err));
	assert_int_equal(list(&all, 0x12), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "1 in tokens that nobody asked for"));
	assert_non_null(strstr(err.text, "--token ADDRESS"));
}

static void lines_that_the_options_left_out_are_counted_too(void **state)
{
	struct claim_choice one = named(PINNED);

	(void)state;
	one.unasked = 3;
	assert_ok(list(&one, ACCOUNT));
	assert_non_null(strstr(left_out(), "3 in tokens that nobody asked for"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_that_nobody_asked_for_are_left_out_and_counted),
		cmocka_unit_test(a_token_that_is_named_or_asked_for_is_claimed),
		cmocka_unit_test(where_nothing_else_is_owed_the_refusal_says_how_to_ask),
		cmocka_unit_test(lines_that_the_options_left_out_are_counted_too),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

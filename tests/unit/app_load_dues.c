/* Dues, as the loader makes them of the cache: whose it is, in which token, and how far. */
#include "tests/unit/load_dues_fixture.h"

static void a_line_has_the_names_of_its_payer_and_of_a_pinned_token(void **state)
{
	begin(*state);
	add_leaf(*state, MERKL, OPEN, 0, 100, 40, CACHE_DUE_SERVICE);
	add_leaf(*state, BITMAP, OTHER, 5, 7, 0, CACHE_DUE_FILE);
	add_token(*state, OTHER, "MORPHO", 6);
	load(2);
	assert_string_equal(due_in(OPEN)->payer_name, "Merkl");
	assert_string_equal(due_in(OPEN)->symbol, "OPEN");
	assert_int_equal(due_in(OPEN)->decimals, 18);
	assert_int_equal(due_in(OPEN)->known, DUE_TOKEN_PINNED);
	assert_int_equal(due_in(OPEN)->claimable.trust, TRUST_PROVEN);
	assert_int_equal(due_in(OPEN)->of.account, 0);
	assert_string_equal(due_in(OTHER)->payer_name, "0xd2D2…D2d2");
	assert_string_equal(due_in(OTHER)->part, "index 5");
}

/* The place of an amount's point rests on decimals that nodes agree on and nobody proves. */
static void a_token_that_nobody_pinned_is_agreed_at_best(void **state)
{
	begin(*state);
	add_leaf(*state, BITMAP, OTHER, 5, 7, 0, CACHE_DUE_FILE);
	add_token(*state, OTHER, "MORPHO", 6);
	load(1);
	assert_int_equal(s.dues[0].known, DUE_TOKEN_AGREED);
	assert_int_equal(s.dues[0].decimals, 6);
	assert_int_equal(s.dues[0].claimable.trust, TRUST_AGREED);
	assert_int_equal(s.dues[0].entitled.trust, TRUST_AGREED);
}

static void a_token_without_name_or_decimals_is_counted_in_its_smallest_unit(void **state)
{
	static const struct {
		const char *symbol;
		uint32_t decimals;
	} odd[] = {{"", 18}, {"X", AMOUNT_DECIMALS_MAX + 1}};

	for (size_t i = 0; i < ARRAY_SIZE(odd); i++) {
		begin(*state);
		add_leaf(*state, BITMAP, OTHER, 5, 7, 0, CACHE_DUE_FILE);
		add_token(*state, OTHER, odd[i].symbol, odd[i].decimals);
		load(1);
		assert_int_equal(s.dues[0].known, DUE_TOKEN_UNKNOWN);
		assert_int_equal(s.dues[0].decimals, 0);
		assert_string_equal(s.dues[0].symbol, "");
	}
}

static void a_symbol_that_imitates_a_pinned_one_or_the_coin_is_marked(void **state)
{
	/* The last ones would be read with the amount in front, or as an address, or as proven. */
	static const char *const symbols[] = {"OPEN",	 "0PEN",	"ОРЕN",	     "$open",
					      "ETH",	 "Eth.",	"x, 5 OPEN", "and 9 ETH",
					      "000OPEN", "0x7070…7070", "GAIN ✓",    "≈ GAIN"};

	for (size_t i = 0; i < ARRAY_SIZE(symbols); i++) {
		begin(*state);
		add_leaf(*state, BITMAP, FAKE, 5, 7, 0, CACHE_DUE_FILE);
		add_token(*state, FAKE, symbols[i], 18);
		load(1);
		assert_int_equal(s.dues[0].known, DUE_TOKEN_IMITATES);
		assert_string_equal(s.dues[0].symbol, symbols[i]);
	}
}

/* Anybody can have a service name a token of theirs: it waits until the user asks for it. */
static void a_token_that_nobody_asked_for_is_folded_away_and_stands_last(void **state)
{
	const struct address other = address_of_byte(OTHER);

	begin(*state);
	add_leaf(*state, MERKL, OTHER, 0, 100, 0, CACHE_DUE_SERVICE);
	add_leaf(*state, MERKL, OPEN, 0, 100, 100, CACHE_DUE_SERVICE);
	add_leaf(*state, BITMAP, FAKE, 5, 7, 0, CACHE_DUE_FILE);
	load(3);
	assert_true(due_in(OTHER)->folded);
	assert_false(due_in(OPEN)->folded);
	assert_false(due_in(FAKE)->folded);
	assert_ptr_equal(&s.dues[2], due_in(OTHER));
	/* A line that pays stands before one that is paid. */
	assert_ptr_equal(&s.dues[0], due_in(FAKE));
	assert_int_equal(snapshot_due_count(&s), 2);
	assert_ok(cache_foreign_tokens_ask(*state, &other, true, &err));
	begin(*state);
	load(3);
	assert_false(due_in(OTHER)->folded);
	/* A payer that is pinned with its token was asked for with it. */
	assert_ok(cache_foreign_tokens_ask(*state, &other, false, &err));
	begin(*state);
	profile.distributors[0].token = other;
	load(3);
	assert_false(due_in(OTHER)->folded);
}

static void rows_of_accounts_and_payers_that_are_not_here_are_left_out(void **state)
{
	begin(*state);
	add_leaf(*state, 0xdd, OPEN, 0, 100, 40, CACHE_DUE_SERVICE);
	add_leaf(*state, MERKL, OPEN, 0, 100, 40, CACHE_DUE_SERVICE);
	load(1);
	begin(*state);
	s.one_account = true;
	s.account = 1;
	load(0);
	begin(*state);
	accounts[0].address = address_of_byte(9);
	load(0);
}

static void royalties_are_dues_of_their_payer(void **state)
{
	begin(*state);
	s.n_royalties = 1;
	royalty = (struct snapshot_royalty){
		.of = {0, SNAPSHOT_NONE, 1},
		.distributor = address_of_byte(URD),
		.token = address_of_byte(OPEN),
		.symbol = "OPEN",
		.decimals = 18,
		.claimable = {.known = true, .trust = TRUST_PROVEN, .value = u256_from_u64(5)},
		.pending_at = 4000};
	load(1);
	assert_int_equal(s.dues[0].kind, DISTRIBUTOR_URD);
	assert_int_equal(s.dues[0].source, DUE_DATANET);
	assert_int_equal(s.dues[0].of.account, 1);
	assert_int_equal(s.dues[0].opens, 4000);
	assert_value(&s.dues[0].claimable, 5);
	/* An amount that is not known is neither paid nor claimable. */
	begin(*state);
	s.n_royalties = 1;
	royalty.claimable.known = false;
	load(1);
	assert_string_equal(snapshot_due_word(&s.dues[0]), "not known");
}

/* Lines of a file stand for what the datanet tells only where it tells nothing. */
static void a_file_hides_no_royalties_of_others_or_of_a_datanet(void **state)
{
	static const struct {
		uint16_t account;
		bool told;
		size_t n;
		bool royal;
	} cases[] = {{0, false, 1, false}, {1, false, 2, true}, {0, true, 1, true}};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		bool royal = false;

		begin(*state);
		s.n_royalties = 1;
		royalty = (struct snapshot_royalty){
			.of = {0, SNAPSHOT_NONE, cases[i].account},
			.distributor = address_of_byte(URD),
			.token = address_of_byte(OPEN),
			.claimable = {.known = true, .value = u256_from_u64(5)}};
		profile.n_datanets = cases[i].told;
		profile.datanets[0].payers = 1U << 3;
		add_leaf(*state, URD, OPEN, 0, 7, 0, CACHE_DUE_FILE);
		load(cases[i].n);
		for (size_t k = 0; k < s.n_dues; k++)
			royal = royal || s.dues[k].source == DUE_DATANET;
		assert_int_equal(royal, cases[i].royal);
	}
}

static void gas_is_compared_with_the_same_coin_alone(void **state)
{
	struct snapshot_due due = {.known = DUE_TOKEN_PINNED,
				   .symbol = "ETH",
				   .decimals = 18,
				   .claimable = {.known = true, .value = u256_from_u64(50)},
				   .gas = {.known = true, .value = u256_from_u64(40)}};

	begin(*state);
	snprintf(network.native_symbol, sizeof(network.native_symbol), "ETH");
	network.native_decimals = 18;
	assert_false(snapshot_due_is_dear(&s, &due));
	due.has_fee = true;
	due.fee.raw = u256_from_u64(11);
	assert_true(snapshot_due_is_dear(&s, &due));
	due.known = DUE_TOKEN_IMITATES;
	assert_false(snapshot_due_is_dear(&s, &due));
	due.known = DUE_TOKEN_PINNED;
	snprintf(due.symbol, sizeof(due.symbol), "OPEN");
	assert_false(snapshot_due_is_dear(&s, &due));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CACHE(a_line_has_the_names_of_its_payer_and_of_a_pinned_token),
		WITH_CACHE(a_token_that_nobody_pinned_is_agreed_at_best),
		WITH_CACHE(a_token_without_name_or_decimals_is_counted_in_its_smallest_unit),
		WITH_CACHE(a_symbol_that_imitates_a_pinned_one_or_the_coin_is_marked),
		WITH_CACHE(a_token_that_nobody_asked_for_is_folded_away_and_stands_last),
		WITH_CACHE(rows_of_accounts_and_payers_that_are_not_here_are_left_out),
		WITH_CACHE(royalties_are_dues_of_their_payer),
		WITH_CACHE(a_file_hides_no_royalties_of_others_or_of_a_datanet),
		WITH_CACHE(gas_is_compared_with_the_same_coin_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

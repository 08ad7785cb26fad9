/* Dues, as the loader makes them of the cache: whose it is, in which token, and how far. */
#include "app/load_dues.h"

#include "app/load_claims.h"
#include "app/load_order.h"
#include "app/snapshot_dues.h"
#include "cache/claims.h"
#include "cache/dues.h"
#include "cache/foreign_tokens.h"
#include "cache/transactions.h"
#include "tests/unit/cache_file.h"

#define MERKL  0xd1
#define BITMAP 0xd2
#define REPPO  0xd3
#define URD    0xd4
#define OPEN   0x70 /* the pinned token */
#define OTHER  0x71
#define FAKE   0x72

static struct snapshot_account accounts[2];
static struct snapshot_network network;
static struct snapshot_claim claims[2];
static struct snapshot_royalty royalty;
static struct snapshot s;
static struct profile profile;
static struct loading loading;

static struct profile_distributor payer(uint8_t address, enum distributor_kind kind)
{
	return (struct profile_distributor){
		.kind = kind,
		.contract = {.address = address_of_byte(address), .has_code_hash = true},
		.has_slots = true};
}

/* Nothing is loaded and the cache is empty. */
static void begin(struct cache *c)
{
	free(s.dues);
	accounts[0].address = address_of_byte(1);
	accounts[1].address = address_of_byte(2);
	s = (struct snapshot){.accounts = accounts,
			      .n_accounts = 2,
			      .networks = &network,
			      .n_networks = 1,
			      .claims = claims,
			      .royalties = &royalty};
	profile = (struct profile){
		.native_symbol = "ETH",
		.n_nodes = 3,
		.quorum = 2,
		.tokens = {{.contract = {.address = address_of_byte(OPEN)},
			    .symbol = "OPEN",
			    .decimals = 18}},
		.n_tokens = 1,
		.distributors = {payer(MERKL, DISTRIBUTOR_MERKL), payer(BITMAP, DISTRIBUTOR_MERKLE),
				 payer(REPPO, DISTRIBUTOR_REPPO), payer(URD, DISTRIBUTOR_URD)},
		.n_distributors = 4};
	profile.distributors[1].terms = *merkle_terms_preset("uniswap");
	snprintf(profile.distributors[0].name, sizeof(profile.distributors[0].name), "Merkl");
	loading = (struct loading){
		.s = &s, .cache = c, .p = &profile, .of = {0, SNAPSHOT_NONE, SNAPSHOT_NONE}};
}

/* Adds a leaf by a service that is judged as free: `amount` of which `claimed` was paid. */
static void add_leaf(struct cache *c, uint8_t from, uint8_t token, uint64_t index, uint64_t amount,
		     uint64_t claimed, enum cache_due_source source)
{
	struct cache_due d = {.payer = address_of_byte(from),
			      .leaf = {.account = address_of_byte(1),
				       .token = address_of_byte(token),
				       .cumulative = {u256_from_u64(amount)},
				       .index = index},
			      .root = hash_of_byte(0x21),
			      .source = source};

	assert_ok(cache_dues_put(c, &d, 1, &err));
	d.state = (struct cache_due_state){
		.finding = {.entitled = {u256_from_u64(amount)},
			    .has_claimed = true,
			    .claimed = {u256_from_u64(claimed)},
			    .amount = {u256_from_u64(amount - claimed)},
			    .obstacle = amount == claimed ? PAYER_PAID : PAYER_FREE},
		.trust = TRUST_PROVEN,
		.block = 50,
		.as_of = 1000};
	assert_ok(cache_dues_judged(c, &d, 1, &err));
}

static void add_token(struct cache *c, uint8_t token, const char *symbol, uint32_t decimals)
{
	struct cache_foreign_token t = {.token = address_of_byte(token),
					.decimals = decimals,
					.trust = TRUST_AGREED,
					.as_of = 900};

	snprintf(t.symbol, sizeof(t.symbol), "%s", symbol);
	assert_ok(cache_foreign_tokens_put(c, &t, 1, &err));
}

static void load(size_t n)
{
	assert_ok(load_dues(&loading, &err));
	assert_ok(load_order_rows(&s, &err));
	assert_int_equal(s.n_dues, n);
}

static const struct snapshot_due *due_in(uint8_t token)
{
	const struct address a = address_of_byte(token);

	for (size_t i = 0; i < s.n_dues; i++)
		if (address_equal(&s.dues[i].token, &a))
			return &s.dues[i];
	fail();
	return NULL;
}

static void assert_value(const struct figure *f, uint64_t v)
{
	const struct u256 expected = u256_from_u64(v);

	assert_true(f->known);
	assert_int_equal(u256_compare(&f->value, &expected), 0);
}

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

static struct snapshot_claim claim(uint8_t from, uint8_t token, uint64_t cumulative,
				   enum own_state state, uint64_t block)
{
	return (struct snapshot_claim){.account = address_of_byte(1),
				       .distributor = address_of_byte(from),
				       .token = address_of_byte(token),
				       .cumulative = {u256_from_u64(cumulative)},
				       .state = state,
				       .block = block};
}

static void own_claims_are_taken_off_what_is_claimable(void **state)
{
	begin(*state);
	add_leaf(*state, MERKL, OPEN, 0, 100, 40, CACHE_DUE_SERVICE);
	add_leaf(*state, BITMAP, OPEN, 5, 7, 0, CACHE_DUE_FILE);
	add_leaf(*state, BITMAP, OPEN, 6, 8, 0, CACHE_DUE_FILE);
	s.n_claims = 2;
	claims[0] = claim(MERKL, OPEN, 90, OWN_SENT, 0);
	claims[1] = claim(BITMAP, OPEN, 8, OWN_MINED, 51);
	claims[1].index = 6;
	load(3);
	for (size_t i = 0; i < 3; i++) {
		const struct snapshot_due *due = &s.dues[i];

		if (due->kind == DISTRIBUTOR_MERKL) {
			assert_value(&due->claimable, 10);
			assert_value(&due->on_its_way, 50);
		} else {
			assert_value(&due->claimable, due->index == 5 ? 7 : 0);
			assert_value(&due->on_its_way, due->index == 5 ? 0 : 8);
			assert_string_equal(snapshot_due_word(due),
					    due->index == 5 ? "claimable" : "on its way");
		}
	}
	/* One that failed collects nothing, nor does one that the figures have already. */
	begin(*state);
	s.n_claims = 2;
	claims[0] = claim(MERKL, OPEN, 90, OWN_FAILED, 51);
	claims[1] = claim(BITMAP, OPEN, 8, OWN_CONFIRMED, 49);
	claims[1].index = 6;
	load(3);
	for (size_t i = 0; i < 3; i++)
		assert_value(&s.dues[i].on_its_way, 0);
}

/* A claim of a pod names the pod and the epoch, but no amount. */
static void a_claim_in_the_cache_is_taken_off_its_own_pod_and_epoch(void **state)
{
	struct cache_tx tx = {.account = address_of_byte(1), .state = CACHE_TX_SENT};
	struct cache_claim row = {.account = address_of_byte(1),
				  .payer = address_of_byte(REPPO),
				  .token = address_of_byte(OPEN),
				  .index = 6,
				  .amount = {u256_from_u64(8)}};

	begin(*state);
	add_leaf(*state, REPPO, OPEN, 5, 7, 0, CACHE_DUE_NAMED);
	add_leaf(*state, REPPO, OPEN, 6, 8, 0, CACHE_DUE_NAMED);
	assert_ok(cache_transactions_add(*state, &tx, &err));
	row.transaction = tx.id;
	assert_ok(cache_claims_add(*state, &row, &err));
	s.claims = NULL;
	assert_ok(load_claims(&loading, &err));
	assert_int_equal(s.n_claims, 1);
	load(2);
	for (size_t i = 0; i < 2; i++) {
		const struct snapshot_due *due = &s.dues[i];

		assert_value(&due->claimable, due->index == 5 ? 7 : 0);
		assert_value(&due->on_its_way, due->index == 5 ? 0 : 8);
	}
	free(s.claims);
	free(s.txs);
}

/* Judges the pod 5, as a payer is that does not tell what it paid. */
static void add_untold_pod(struct cache *c)
{
	struct cache_due d = {.payer = address_of_byte(REPPO),
			      .leaf = {.account = address_of_byte(1),
				       .token = address_of_byte(OPEN),
				       .index = 5,
				       .series = 12},
			      .source = CACHE_DUE_NAMED};

	assert_ok(cache_dues_put(c, &d, 1, &err));
	d.state = (struct cache_due_state){.finding = {.obstacle = PAYER_UNTOLD},
					   .trust = TRUST_AGREED,
					   .block = 50,
					   .as_of = 1000};
	assert_ok(cache_dues_judged(c, &d, 1, &err));
}

static void what_a_payer_does_not_tell_is_paid_by_an_own_claim_that_is_final(void **state)
{
	char hash[HASH_TEXT_SIZE];

	begin(*state);
	add_untold_pod(*state);
	claims[0] = (struct snapshot_claim){.id = 9,
					    .account = address_of_byte(1),
					    .distributor = address_of_byte(REPPO),
					    .token = address_of_byte(OPEN),
					    .index = 5,
					    .series = 12,
					    .state = OWN_MINED,
					    .tx = hash_of_byte(0x55)};
	s.n_claims = 1;
	hash_format(hash, &claims[0].tx);
	s.n_dues = 0;
	load(1);
	assert_string_equal(snapshot_due_word(&s.dues[0]), "not known");
	assert_null(strstr(s.dues[0].note, hash));
	claims[0].state = OWN_CONFIRMED;
	s.n_dues = 0;
	load(1);
	assert_string_equal(snapshot_due_word(&s.dues[0]), "paid");
	assert_non_null(strstr(s.dues[0].note, hash));
	assert_false(snapshot_due_needs_trial(&s.dues[0]));
	assert_false(s.dues[0].claimed.known);
	/* The claim of another epoch is another one's. */
	claims[0].series = 13;
	s.n_dues = 0;
	load(1);
	assert_string_equal(snapshot_due_word(&s.dues[0]), "not known");
}

static void a_payer_that_holds_too_little_is_no_reason_to_claim(void **state)
{
	struct cache_figure funds = {.kind = CACHE_FIGURE_DISTRIBUTOR_FUNDS,
				     .payer = address_of_byte(MERKL),
				     .token = address_of_byte(OPEN),
				     .value = u256_from_u64(59),
				     .trust = TRUST_PROVEN};

	begin(*state);
	add_leaf(*state, MERKL, OPEN, 0, 100, 40, CACHE_DUE_SERVICE);
	loading.figures = &funds;
	loading.n_figures = 1;
	load(1);
	assert_true(s.dues[0].underfunded);
	assert_false(snapshot_due_pays(&s.dues[0]));
	assert_string_equal(snapshot_due_word(&s.dues[0]), "underfunded");
	assert_int_equal(s.dues[0].claimable.trust, TRUST_AGREED);
	assert_int_equal(s.dues[0].claimable.doubt, DOUBT_UNDERFUNDED);
	begin(*state);
	funds.value = u256_from_u64(60);
	loading.figures = &funds;
	loading.n_figures = 1;
	load(1);
	assert_true(snapshot_due_pays(&s.dues[0]));
	/* An earlier claim takes 50 of the 59, which leaves less than the other 10. */
	begin(*state);
	funds.value = u256_from_u64(59);
	loading.figures = &funds;
	loading.n_figures = 1;
	s.n_claims = 1;
	claims[0] = claim(MERKL, OPEN, 90, OWN_SENT, 0);
	load(1);
	assert_value(&s.dues[0].claimable, 10);
	assert_true(s.dues[0].underfunded);
}

/* Nothing happens on the chain when a campaign ends, and perhaps nobody synced since. */
static void what_has_ended_since_the_last_sync_is_not_claimable(void **state)
{
	static const struct {
		int64_t end, skew;
		enum payer_obstacle obstacle;
	} cases[] = {{1000, 0, PAYER_EXPIRED},
		     {INT64_MAX, 0, PAYER_FREE},
		     {1000, INT64_MAX / 2, PAYER_FREE}};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const bool over = cases[i].obstacle == PAYER_EXPIRED;
		struct cache_due *rows;
		size_t n;

		begin(*state);
		add_leaf(*state, BITMAP, OPEN, 5, 7, 0, CACHE_DUE_FILE);
		assert_ok(cache_dues_all(*state, &rows, &n, &err));
		rows[0].state.finding.ends = cases[i].end;
		assert_ok(cache_dues_judged(*state, rows, 1, &err));
		free(rows);
		network.clock_skew_s = cases[i].skew;
		load(1);
		network.clock_skew_s = 0;
		assert_int_equal(s.dues[0].obstacle, cases[i].obstacle);
		assert_value(&s.dues[0].claimable, over ? 0 : 7);
		assert_int_equal(snapshot_due_pays(&s.dues[0]), !over);
		assert_int_equal(strstr(s.dues[0].note, "expired") != NULL, over);
	}
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

static int close_all(void **state)
{
	free(s.dues);
	s.dues = NULL;
	return close_memory(state);
}

#define WITH_CACHE(test) cmocka_unit_test_setup_teardown(test, open_memory, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CACHE(a_line_has_the_names_of_its_payer_and_of_a_pinned_token),
		WITH_CACHE(a_token_that_nobody_pinned_is_agreed_at_best),
		WITH_CACHE(a_token_without_name_or_decimals_is_counted_in_its_smallest_unit),
		WITH_CACHE(a_symbol_that_imitates_a_pinned_one_or_the_coin_is_marked),
		WITH_CACHE(a_token_that_nobody_asked_for_is_folded_away_and_stands_last),
		WITH_CACHE(rows_of_accounts_and_payers_that_are_not_here_are_left_out),
		WITH_CACHE(own_claims_are_taken_off_what_is_claimable),
		WITH_CACHE(a_claim_in_the_cache_is_taken_off_its_own_pod_and_epoch),
		WITH_CACHE(what_a_payer_does_not_tell_is_paid_by_an_own_claim_that_is_final),
		WITH_CACHE(a_payer_that_holds_too_little_is_no_reason_to_claim),
		WITH_CACHE(what_has_ended_since_the_last_sync_is_not_claimable),
		WITH_CACHE(royalties_are_dues_of_their_payer),
		WITH_CACHE(a_file_hides_no_royalties_of_others_or_of_a_datanet),
		WITH_CACHE(gas_is_compared_with_the_same_coin_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

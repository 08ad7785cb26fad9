/* Dues are claimable less own claims, within the funds, until the end. */
#include "tests/unit/load_dues_fixture.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CACHE(own_claims_are_taken_off_what_is_claimable),
		WITH_CACHE(a_claim_in_the_cache_is_taken_off_its_own_pod_and_epoch),
		WITH_CACHE(what_a_payer_does_not_tell_is_paid_by_an_own_claim_that_is_final),
		WITH_CACHE(a_payer_that_holds_too_little_is_no_reason_to_claim),
		WITH_CACHE(what_has_ended_since_the_last_sync_is_not_claimable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/payer_judging.h"

/* Story's slots by name, as ethers computes them. */
static struct profile_distributor vault(const struct json *story, bool beacon)
{
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_STORY);
	struct profile_distributor d = {.kind = DISTRIBUTOR_STORY,
					.contract = {.address = judging_address(0xaa)},
					.ip = vector_address(story, "ip"),
					.module = {.address = judging_address(0xbb)},
					.disputes = {.address = judging_address(0xcc)},
					.has_slots = true,
					.has_beacon = beacon};

	d.beacon.contract.address = judging_address(0xdd);
	d.beacon.implementation = judging_address(0xee);
	for (size_t i = 0; i < kind->n_slots; i++) {
		d.slots[i] = vector_hash(json_get(story, "slots"), kind->slots[i]);
		d.pinned |= 1U << i;
	}
	return d;
}

/* A holder of 70 of 100 shares, in a vault that took in 1000. Nothing stands in the way. */
static struct judging owed(bool beacon)
{
	struct json *calls = vector_load("payer-calls.json");
	struct judging j = {
		.payer = vault(json_get(calls, "story"), beacon),
		.entitlement = {.account = judging_address(0x11), .token = judging_address(0x33)},
		.sender = judging_address(0x99)};

	json_free(calls);
	judging_ask(&j);
	judging_set(&j, "vault", judging_word_of(&j.payer.contract.address));
	judging_set(&j, "accumulator", u256_from_u64(1000));
	judging_set(&j, "share", u256_from_u64(70000000));
	judging_set(&j, "supply", u256_from_u64(100000000));
	if (beacon) {
		judging_set(&j, "beacon", judging_word_of(&j.payer.beacon.contract.address));
		judging_set(&j, "code", judging_word_of(&j.payer.beacon.implementation));
	}
	return j;
}

static void words_are_where_the_contracts_keep_them(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct json *story = json_get(calls, "story");
	struct judging j = owed(true);

	(void)state;
	judging_ask(&j); /* the words point to the contracts of this very payer */
	judging_places_are(&j, json_get(story, "words"));
	for (size_t i = 0; i < j.n; i++) {
		const struct profile_contract *c = j.words[i].contract;

		assert_ptr_equal(c, i < 3    ? &j.payer.module
				    : i == 3 ? &j.payer.disputes
				    : i == 9 ? &j.payer.beacon.contract
					     : &j.payer.contract);
		assert_false(j.words[i].derived);
	}
	/* The vault's code may be any where no beacon is pinned: no word of it is proven. */
	j.payer.has_beacon = false;
	judging_ask(&j);
	assert_int_equal(j.n, 8);
	for (size_t i = 0; i < j.n; i++)
		assert_int_equal(j.words[i].derived, i >= 4);
	json_free(calls);
}

static void where_the_slot_of_disputes_is_unknown_the_module_is_asked(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	struct judging j = owed(true);
	struct payer_word *w;

	(void)state;
	j.payer.pinned &= ~(1U << 2);
	judging_ask(&j);
	w = &j.words[judging_place(&j, "disputes")];
	assert_int_equal(w->source, PAYER_CALL);
	assert_ptr_equal(w->contract, &j.payer.disputes);
	assert_bytes_equal(&(struct buf){.data = w->calldata, .len = w->calldata_len},
			   json_get(calls, "story"), "tagged");
	json_free(calls);
}

/* IpRoyaltyVault's own test: holders of 70 and 30 of 100 shares get 70 % and 30 %. */
static void holders_get_their_share_of_all_revenue(void **state)
{
	const struct {
		const char *accumulator, *share, *supply, *debt, *left;
	} cases[] = {
		{"1000", "70000000", "100000000", "0", "700"},
		{"1000", "30000000", "100000000", "0", "300"},
		{"1000000000000000000000", "70000000", "100000000", "0", "700000000000000000000"},
		/* The debt has what was claimed, times the supply. */
		{"1000", "70000000", "100000000", "70000000000", "0"},
		{"2000", "70000000", "100000000", "70000000000", "700"},
		/* Rounded down, and the rest stays due: 10 · 1/3, then 20 · 1/3 less 3. */
		{"10", "1", "3", "0", "3"},
		{"20", "1", "3", "9", "3"},
		{"20", "1", "3", "11", "3"},
		{"20", "1", "3", "12", "2"},
		/* Shares were given away and came back: nothing is left, or no shares are. */
		{"1000", "0", "100000000", "0", "0"},
		{"0", "70000000", "100000000", "0", "0"},
		{"1000", "70000000", "0", "0", "0"},
		/* The largest product that the contract can hold as an int256. */
		{"57896044618658097711785492504343953926634992332820282019728792003956564819967",
		 "1", "1", "0",
		 "57896044618658097711785492504343953926634992332820282019728792003956564819967"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct judging j = owed(i % 2 == 0);
		struct u256 left = judging_number(cases[i].left);
		struct payer_finding f;

		judging_set(&j, "accumulator", judging_number(cases[i].accumulator));
		judging_set(&j, "share", judging_number(cases[i].share));
		judging_set(&j, "supply", judging_number(cases[i].supply));
		judging_set(&j, "debt", judging_number(cases[i].debt));
		f = judging_find(&j);
		assert_int_equal(f.obstacle, u256_is_zero(&left) ? PAYER_PAID : PAYER_FREE);
		assert_number_equal(f.amount.raw, left);
		assert_number_equal(f.entitled.raw, left);
		/* The books keep what is left alone. */
		assert_false(f.has_claimed);
		assert_true(u256_is_zero(&f.claimed.raw));
	}
}

/* -n as an int256. */
static struct u256 minus(uint64_t n)
{
	return (struct u256){{~n + 1, n == 0 ? 0 : UINT64_MAX, n == 0 ? 0 : UINT64_MAX,
			      n == 0 ? 0 : UINT64_MAX}};
}

static void a_debt_below_zero_is_owed_to_the_holder(void **state)
{
	struct judging j = owed(true);

	(void)state;
	judging_set(&j, "share", u256_from_u64(0));
	judging_set(&j, "debt", minus(70000000000));
	assert_number_equal(judging_find(&j).amount.raw, u256_from_u64(700));
	judging_set(&j, "debt", minus(1));
	assert_number_equal(judging_find(&j).entitled.raw, u256_from_u64(0));
	judging_set(&j, "supply", u256_from_u64(1));
	assert_number_equal(judging_find(&j).amount.raw, u256_from_u64(1));
}

static void arithmetic_that_fails_in_the_contract_is_not_told(void **state)
{
	const struct u256 top = {{0, 0, 0, (uint64_t)1 << 63}};
	const struct {
		struct u256 accumulator, share, debt;
	} cases[] = {
		{{{0, 0, 1}}, {{0, 0, 1}}, {{0}}}, /* 2^256 */
		{{{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}}, {{2}}, {{0}}},
		{top, {{1}}, {{0}}},						  /* no int256 */
		{{{10}}, {{7}}, {{71}}},					  /* below zero */
		{{{0, 0, 0, (uint64_t)1 << 62}}, {{1}}, {{0, 0, 0, 3ULL << 62}}}, /* 2^255 */
		{{{0}}, {{0}}, top},						  /* -(-2^255) */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct judging j = owed(true);
		struct payer_finding f;

		judging_set(&j, "accumulator", cases[i].accumulator);
		judging_set(&j, "share", cases[i].share);
		judging_set(&j, "debt", cases[i].debt);
		f = judging_find(&j);
		if (f.obstacle != PAYER_UNTOLD || !u256_is_zero(&f.amount.raw))
			fail_msg("case %zu: %d", i, f.obstacle);
	}
}

static void each_obstacle_is_found(void **state)
{
	const struct address other = judging_address(0x55);
	const struct {
		const char *word;
		struct u256 value;
		enum payer_obstacle obstacle;
	} cases[] = {
		{"paused", {{0}}, PAYER_FREE},
		{"paused", {{1}}, PAYER_PAUSED},
		{"disputes", {{1}}, PAYER_DISPUTED},
		{"disputes", {{0, 0, 0, 1}}, PAYER_DISPUTED},
		{"account_is_vault", {{1}}, PAYER_SENDER},
		{"vault", {{0}}, PAYER_REPLACED},
		{"vault", judging_word_of(&other), PAYER_REPLACED},
		{"beacon", judging_word_of(&other), PAYER_REPLACED},
		{"code", judging_word_of(&other), PAYER_REPLACED},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct judging j = owed(true);

		judging_set(&j, cases[i].word, cases[i].value);
		if (judging_find(&j).obstacle != cases[i].obstacle)
			fail_msg("case %zu: %d", i, judging_find(&j).obstacle);
	}
}

static void a_dispute_keeps_the_amount_waiting(void **state)
{
	struct judging j = owed(true);
	struct payer_finding f;
	char text[256];

	(void)state;
	judging_set(&j, "disputes", u256_from_u64(2));
	f = judging_find(&j);
	assert_number_equal(f.amount.raw, u256_from_u64(700));
	payer_obstacle_text(text, sizeof(text), &f);
	assert_null(strstr(text, "root"));
	assert_non_null(strstr(text, "dispute"));
}

static void anybody_claims_for_a_holder_but_for_a_vault_or_the_module(void **state)
{
	struct judging j = owed(true);
	struct payer_finding f = judging_find(&j);

	(void)state;
	judging_needs_all(&j);
	assert_int_equal(f.obstacle, PAYER_FREE);
	assert_memory_equal(&f.paid_to, &j.entitlement.account, sizeof(f.paid_to));
	judging_set(&j, "account_is_vault", u256_from_u64(1));
	assert_int_equal(judging_find(&j).obstacle, PAYER_SENDER);
	j.sender = j.entitlement.account;
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
	judging_set(&j, "account_is_vault", u256_from_u64(0));
	j.entitlement.account = j.payer.module.address;
	assert_int_equal(judging_find(&j).obstacle, PAYER_OWNER);
}

static struct payer_call call_load(const struct json *v)
{
	struct payer_call call = {.kind = DISTRIBUTOR_STORY};

	for (const struct json *t = json_first(json_get(v, "tokens")); t != NULL; t = json_next(t))
		call.parts[call.n++] = (struct entitlement){.account = vector_address(v, "claimer"),
							    .token = vector_address(t, NULL)};
	return call;
}

static void calldata_is_that_of_ethers_and_reads_back(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct address nobody = {{0}};
	struct payer_call call, read;

	(void)state;
	for (const struct json *v = json_first(json_get(json_get(calls, "story"), "calls"));
	     v != NULL; v = json_next(v)) {
		struct buf out;
		size_t len;
		uint8_t *data = vector_hex(v, "calldata", &len);

		call = call_load(v);
		buf_init(&out, LIMIT_CALLDATA);
		assert_int_equal(payer_kind(call.kind)->write(&out, &call), STATUS_OK);
		assert_bytes_equal(&out, v, "calldata");
		assert_true(judging_reads_back(&read, call.kind, &nobody, data, len));
		assert_memory_equal(&read, &call, sizeof(call));
		assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), STATUS_OK);
		assert_int_equal(read.kind, DISTRIBUTOR_STORY);
		judging_alter(call.kind, &nobody, &read, data, len);
		buf_release(&out);
		free(data);
	}
	assert_int_equal(call.n, 5);
	call.parts[4].account.bytes[3] ^= 1;
	assert_int_equal(payer_kind(call.kind)->write(&(struct buf){.limit = KIB}, &call),
			 ERR_MISMATCH);
	json_free(calls);
}

/* One token has its own function, by which byline claims it: the batch of one is another call. */
static void a_batch_of_one_or_of_too_many_is_not_read(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct json *story = json_get(calls, "story");
	const struct address nobody = {{0}};
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(story, "batch_of_one", &len);

	(void)state;
	assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), ERR_PARSE);
	free(data);
	data = vector_hex(story, "batch_of_nine", &len);
	assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), ERR_LIMIT);
	free(data);
	json_free(calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_where_the_contracts_keep_them),
		cmocka_unit_test(where_the_slot_of_disputes_is_unknown_the_module_is_asked),
		cmocka_unit_test(holders_get_their_share_of_all_revenue),
		cmocka_unit_test(a_debt_below_zero_is_owed_to_the_holder),
		cmocka_unit_test(arithmetic_that_fails_in_the_contract_is_not_told),
		cmocka_unit_test(each_obstacle_is_found),
		cmocka_unit_test(a_dispute_keeps_the_amount_waiting),
		cmocka_unit_test(anybody_claims_for_a_holder_but_for_a_vault_or_the_module),
		cmocka_unit_test(calldata_is_that_of_ethers_and_reads_back),
		cmocka_unit_test(a_batch_of_one_or_of_too_many_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

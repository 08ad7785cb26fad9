#include "tests/unit/payer_judging.h"

static struct entitlement entitlement_load(const struct json *v)
{
	struct entitlement en = {.account = vector_address(v, "user"),
				 .token = vector_address(v, "token"),
				 .cumulative = {vector_number(v, "amount")}};

	for (const struct json *p = json_first(json_get(v, "proof")); p != NULL; p = json_next(p))
		en.proof[en.n_proof++] = vector_hash(p, NULL);
	return en;
}

static struct hash folded(const struct entitlement *en)
{
	struct hash root;

	assert_int_equal(payer_kind(DISTRIBUTOR_MERKL)->fold(&root, NULL, en), STATUS_OK);
	return root;
}

static void leaves_of_openzeppelins_trees_fold_to_their_roots(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	size_t leaves = 0;

	(void)state;
	for (const struct json *t = json_first(json_get(json_get(calls, "merkl"), "trees"));
	     t != NULL; t = json_next(t))
		for (const struct json *v = json_first(json_get(t, "claims")); v != NULL;
		     v = json_next(v), leaves++) {
			struct entitlement en = entitlement_load(v);
			struct hash root = vector_hash(t, "root"), other;

			assert_hash_equal(folded(&en), root);
			en.cumulative.raw.limb[0] ^= 1;
			other = folded(&en);
			assert_memory_not_equal(&other, &root, sizeof(root));
			en.cumulative.raw.limb[0] ^= 1;
			en.n_proof = 0;
			assert_hash_equal(folded(&en), vector_hash(v, "leaf"));
			en.n_proof = LIMIT_MERKLE_DEPTH + 1;
			assert_int_equal(payer_kind(DISTRIBUTOR_MERKL)->fold(&other, NULL, &en),
					 ERR_TOO_DEEP);
		}
	assert_int_equal(leaves, 12);
	json_free(calls);
}

static void calldata_is_that_of_ethers_and_reads_back(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct address nobody = {{0}};
	struct payer_call call = {.n = 0}, read;

	(void)state;
	for (const struct json *v = json_first(json_get(json_get(calls, "merkl"), "calls"));
	     v != NULL; v = json_next(v)) {
		struct buf out;
		size_t len;
		uint8_t *data = vector_hex(v, "calldata", &len);

		call = (struct payer_call){.kind = DISTRIBUTOR_MERKL};
		for (const struct json *p = json_first(json_get(v, "parts")); p != NULL;
		     p = json_next(p))
			call.parts[call.n++] = entitlement_load(p);
		buf_init(&out, LIMIT_CALLDATA);
		assert_int_equal(payer_kind(call.kind)->write(&out, &call), STATUS_OK);
		assert_bytes_equal(&out, v, "calldata");
		assert_true(judging_reads_back(&read, call.kind, &nobody, data, len));
		assert_memory_equal(&read, &call, sizeof(call));
		assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), STATUS_OK);
		assert_int_equal(read.kind, DISTRIBUTOR_MERKL);
		judging_alter(call.kind, &nobody, &read, data, len);
		buf_release(&out);
		free(data);
	}
	assert_int_equal(call.n, 2);
	json_free(calls);
}

static void a_claim_for_two_accounts_or_nine_tokens_is_not_read(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct address nobody = {{0}};
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(json_get(calls, "merkl"), "two_users", &len);

	(void)state;
	assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), ERR_UNSUPPORTED);
	assert_int_equal(read.n, 0);
	free(data);
	data = vector_hex(json_get(calls, "merkl"), "nine", &len);
	assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), ERR_LIMIT);
	assert_int_equal(read.n, 0);
	free(data);
	json_free(calls);
}

/* --- judging --- */

static struct profile_distributor distributor(void)
{
	struct profile_distributor d = {.kind = DISTRIBUTOR_MERKL, .has_slots = true};

	for (size_t i = 0; i < payer_kind(d.kind)->n_slots; i++) {
		const struct u256 slot = u256_from_u64(payer_kind(d.kind)->published[i]);

		u256_to_be(d.slots[i].bytes, &slot);
		d.pinned |= 1U << i;
	}
	return d;
}

static void words_are_where_the_contract_keeps_them(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	struct judging j = {
		.payer = distributor(),
		.entitlement = {.account = judging_address(0x11), .token = judging_address(0x33)},
		.sender = judging_address(0x22)};

	(void)state;
	judging_ask(&j);
	judging_places_are(&j, json_get(json_get(calls, "merkl"), "words"));
	json_free(calls);
}

enum { NOW = 1790000000 };

/* The word of a dispute: disputer, end of the dispute period, length of such a period. */
static struct u256 dispute(uint8_t disputer, uint64_t end)
{
	const struct address who = judging_address(disputer);
	struct u256 word = disputer != 0 ? judging_word_of(&who) : (struct u256){{0}};

	word.limb[2] |= end << 32;
	word.limb[3] |= end >> 32 | (uint64_t)12 << 16;
	return word;
}

/* The leaf of 1e18 in the tree of five, which is in force since a second; nothing was paid. */
static struct judging owed(void)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct json *tree = json_first(json_get(json_get(calls, "merkl"), "trees"));
	struct judging j = {.payer = distributor(),
			    .entitlement = entitlement_load(json_first(json_get(tree, "claims"))),
			    .time = NOW};
	struct hash root = folded(&j.entitlement);

	j.sender = j.entitlement.account;
	judging_ask(&j);
	judging_set(&j, "tree", judging_word(&root));
	judging_set(&j, "last_tree", u256_from_u64(77));
	judging_set(&j, "dispute", dispute(0, NOW - 1));
	json_free(calls);
	return j;
}

static void the_rest_of_the_amount_is_paid(void **state)
{
	struct judging j = owed();
	struct payer_finding f;

	(void)state;
	judging_needs_all(&j);
	/* The upper 48 bits are the time of that payment, and no part of the amount. */
	judging_set(&j, "claimed", (struct u256){{400000000000000000, 0, 0, (uint64_t)NOW << 16}});
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_FREE);
	assert_true(f.has_claimed);
	assert_number_equal(f.claimed.raw, judging_number("400000000000000000"));
	assert_number_equal(f.amount.raw, judging_number("600000000000000000"));
	assert_hash_equal(f.root, folded(&j.entitlement));
	assert_true(hash_is_zero(&f.next_root));
	assert_memory_equal(&f.paid_to, &j.entitlement.account, sizeof(f.paid_to));
}

/* The contract takes a claim of what was paid before, and pays nothing. */
static void a_claim_of_nothing_is_refused(void **state)
{
	struct judging j = owed();

	(void)state;
	judging_set(&j, "claimed", judging_number("1000000000000000000"));
	assert_int_equal(judging_find(&j).obstacle, PAYER_PAID);
	judging_set(&j, "claimed", judging_number("1000000000000000001"));
	assert_int_equal(judging_find(&j).obstacle, PAYER_PAID);
	judging_set(&j, "claimed", judging_number("999999999999999999"));
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
}

/* `leaf` is in: 't' the tree, 'l' the last tree, 'b' both, 'n' neither. */
static void the_tree_in_force_depends_on_dispute_and_time(void **state)
{
	const struct {
		char leaf;
		uint8_t disputer;
		int64_t end;
		enum payer_obstacle obstacle;
		int64_t opens;
	} cases[] = {
		{'t', 0, NOW - 1, PAYER_FREE, 0},
		{'t', 0, NOW, PAYER_FREE, 0},
		{'t', 0, NOW + 1, PAYER_WAITS, NOW + 1}, /* the period of disputes runs */
		{'t', 0x55, NOW - 1, PAYER_DISPUTED, 0}, /* disputed: no end of it is known */
		{'t', 0x55, NOW + 1, PAYER_DISPUTED, 0},
		{'l', 0, NOW - 1, PAYER_NOT_FOLDED, 0}, /* replaced */
		{'l', 0, NOW + 1, PAYER_FREE, 0},
		{'l', 0x55, NOW - 1, PAYER_FREE, 0},
		{'b', 0, NOW + 1, PAYER_FREE, 0}, /* revoked: both are the tree before */
		{'b', 0x55, NOW - 1, PAYER_FREE, 0},
		{'n', 0, NOW - 1, PAYER_NOT_FOLDED, 0},
		{'n', 0, NOW + 1, PAYER_NOT_FOLDED, 0},
		{'n', 0x55, NOW + 1, PAYER_NOT_FOLDED, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct judging j = owed();
		const struct hash root = folded(&j.entitlement);
		const struct u256 here = judging_word(&root), other = u256_from_u64(78);
		struct payer_finding f;

		judging_set(&j, "tree", strchr("tb", cases[i].leaf) != NULL ? here : other);
		judging_set(&j, "last_tree", strchr("lb", cases[i].leaf) != NULL ? here : other);
		judging_set(&j, "dispute", dispute(cases[i].disputer, (uint64_t)cases[i].end));
		f = judging_find(&j);
		if (f.obstacle != cases[i].obstacle || f.opens != cases[i].opens)
			fail_msg("case %zu: %d, %lld", i, f.obstacle, (long long)f.opens);
		/* A tree that is in force already does not wait. */
		assert_true(hash_is_zero(&f.next_root) || !hash_equal(&f.next_root, &f.root));
	}
}

static void a_tree_comes_into_force_by_time_alone(void **state)
{
	struct judging j = owed();

	(void)state;
	judging_set(&j, "dispute", dispute(0, NOW + 3600));
	assert_int_equal(judging_find(&j).obstacle, PAYER_WAITS);
	assert_number_equal(judging_find(&j).amount.raw, judging_number("1000000000000000000"));
	j.time = NOW + 3599;
	assert_int_equal(judging_find(&j).obstacle, PAYER_WAITS);
	j.time = NOW + 3600;
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
}

static void the_recipient_that_was_set_is_paid(void **state)
{
	const struct address all = judging_address(0x71), one = judging_address(0x72);
	struct judging j = owed();
	struct payer_finding f;

	(void)state;
	judging_set(&j, "recipient_of_all", judging_word_of(&all));
	f = judging_find(&j);
	assert_memory_equal(&f.paid_to, &all, sizeof(all));
	judging_set(&j, "recipient", judging_word_of(&one));
	f = judging_find(&j);
	assert_memory_equal(&f.paid_to, &one, sizeof(one));
	assert_int_equal(f.obstacle, PAYER_FREE);
}

static void another_sender_needs_to_be_an_operator(void **state)
{
	struct judging j = owed();

	(void)state;
	j.sender = judging_address(0x55);
	assert_int_equal(judging_find(&j).obstacle, PAYER_SENDER);
	judging_set(&j, "operator", u256_from_u64(1));
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
	judging_set(&j, "operator", u256_from_u64(0));
	judging_set(&j, "operator_anyone", u256_from_u64(1));
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
}

static void an_amount_of_more_than_208_bits_is_refused(void **state)
{
	struct judging j = owed();

	(void)state;
	j.entitlement.cumulative.raw = (struct u256){{0, 0, 0, 0xffff}};
	assert_int_equal(judging_find(&j).obstacle, PAYER_NOT_FOLDED);
	j.entitlement.cumulative.raw = (struct u256){{0, 0, 0, 0x10000}};
	assert_int_equal(judging_find(&j).obstacle, PAYER_TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_of_openzeppelins_trees_fold_to_their_roots),
		cmocka_unit_test(calldata_is_that_of_ethers_and_reads_back),
		cmocka_unit_test(a_claim_for_two_accounts_or_nine_tokens_is_not_read),
		cmocka_unit_test(words_are_where_the_contract_keeps_them),
		cmocka_unit_test(the_rest_of_the_amount_is_paid),
		cmocka_unit_test(a_claim_of_nothing_is_refused),
		cmocka_unit_test(the_tree_in_force_depends_on_dispute_and_time),
		cmocka_unit_test(a_tree_comes_into_force_by_time_alone),
		cmocka_unit_test(the_recipient_that_was_set_is_paid),
		cmocka_unit_test(another_sender_needs_to_be_an_operator),
		cmocka_unit_test(an_amount_of_more_than_208_bits_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/payer_judging.h"

static struct judging owed(void)
{
	struct judging j = {.payer = {.kind = DISTRIBUTOR_REPPO, .token = judging_address(0x33)},
			    .entitlement = {.account = judging_address(0x11),
					    .token = judging_address(0x33),
					    .index = 7,
					    .series = 31},
			    .sender = judging_address(0x11)};

	judging_ask(&j);
	judging_set(&j, "emissions", u256_from_u64(4200));
	judging_set(&j, "owner", judging_word_of(&j.entitlement.account));
	return j;
}

static uint64_t number_load(const struct json *v, const char *name)
{
	const struct u256 number = vector_number(v, name);
	uint64_t out;

	assert_int_equal(u256_to_u64(&out, &number), STATUS_OK);
	return out;
}

/* Pod and epoch are in one order in the claim and in the other in the questions. */
static void calls_are_those_of_ethers(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct address owner = judging_address(0x11);
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(calls, "reppo")); v != NULL;
	     v = json_next(v), n++) {
		struct judging j = {.payer = {.kind = DISTRIBUTOR_REPPO}, .sender = owner};
		struct payer_call call = {.kind = DISTRIBUTOR_REPPO, .n = 1}, read;
		struct entitlement *en = &call.parts[0];
		struct buf out;
		size_t len;
		uint8_t *data = vector_hex(v, "claim", &len);

		en->index = number_load(v, "pod");
		en->series = number_load(v, "epoch");
		en->account = owner;
		j.entitlement = *en;
		judging_ask(&j);
		for (size_t i = 0; i < j.n; i++) {
			const struct buf asked = {.data = j.words[i].calldata,
						  .len = j.words[i].calldata_len};

			assert_int_equal(j.words[i].source, PAYER_CALL);
			assert_bytes_equal(&asked, v, j.words[i].name);
		}
		buf_init(&out, LIMIT_CALLDATA);
		assert_int_equal(payer_kind(call.kind)->write(&out, &call), STATUS_OK);
		assert_bytes_equal(&out, v, "claim");
		assert_true(judging_reads_back(&read, call.kind, &owner, data, len));
		assert_memory_equal(&read, &call, sizeof(call));
		judging_alter(call.kind, &owner, &read, data, len);
		buf_release(&out);
		free(data);
	}
	assert_int_equal(n, 3);
	json_free(calls);
}

static void a_claim_is_the_senders_and_says_no_amount(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct json *v = json_first(json_get(calls, "reppo"));
	const struct address sender = judging_address(0x44);
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(v, "claim", &len);
	uint8_t longer[100] = {0};

	(void)state;
	assert_int_equal(payer_read_call(&read, NULL, &sender, data, len), STATUS_OK);
	assert_int_equal(read.kind, DISTRIBUTOR_REPPO);
	assert_memory_equal(&read.parts[0].account, &sender, sizeof(sender));
	assert_true(u256_is_zero(&read.parts[0].cumulative.raw));
	assert_true(address_is_zero(&read.parts[0].token));
	memcpy(longer, data, len);
	assert_int_equal(payer_read_call(&read, NULL, &sender, longer, len + 32), ERR_PARSE);
	free(data);
	data = vector_hex(calls, "reppo_wide", &len);
	assert_int_equal(payer_read_call(&read, NULL, &sender, data, len), ERR_RANGE);
	assert_int_equal(read.n, 0);
	free(data);
	json_free(calls);
}

static void emissions_not_claimed_yet_are_paid_to_the_owner(void **state)
{
	struct judging j = owed();
	struct payer_finding f = judging_find(&j);

	(void)state;
	assert_int_equal(f.obstacle, PAYER_FREE);
	assert_number_equal(f.entitled.raw, u256_from_u64(4200));
	assert_number_equal(f.amount.raw, u256_from_u64(4200));
	assert_true(f.has_claimed);
	assert_true(u256_is_zero(&f.claimed.raw));
	assert_true(hash_is_zero(&f.root));
	assert_memory_equal(&f.paid_to, &j.entitlement.account, sizeof(f.paid_to));
	judging_needs_all(&j);
	judging_set(&j, "claimed", u256_from_u64(1));
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_PAID);
	assert_number_equal(f.claimed.raw, u256_from_u64(4200));
	assert_true(u256_is_zero(&f.amount.raw));
}

static void an_epoch_without_emissions_owes_nothing(void **state)
{
	struct judging j = owed();
	struct payer_finding f;
	char text[256];

	(void)state;
	judging_set(&j, "emissions", u256_from_u64(0));
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_PAID);
	payer_obstacle_text(text, sizeof(text), &f);
	assert_null(strstr(text, "claimed before"));
}

static void only_the_owner_claims_and_sends(void **state)
{
	struct judging j = owed();

	(void)state;
	j.sender = judging_address(0x55);
	assert_int_equal(judging_find(&j).obstacle, PAYER_SENDER);
	j.sender = j.entitlement.account;
	judging_set(&j, "owner", u256_from_u64(0));
	assert_int_equal(judging_find(&j).obstacle, PAYER_OWNER);
	/* A word of more than 160 bits is no address, even if its end is the account's. */
	judging_set(&j, "owner", judging_word_of(&j.entitlement.account));
	j.values[judging_place(&j, "owner")].value.limb[3] |= (uint64_t)1 << 63;
	assert_int_equal(judging_find(&j).obstacle, PAYER_OWNER);
}

/* Base's deployment has the two views, the one of its test network lacks them. */
static void without_views_nothing_is_told_but_who_owns_it(void **state)
{
	struct judging j = owed();
	struct payer_finding f;

	(void)state;
	j.values[judging_place(&j, "emissions")].known = false;
	j.values[judging_place(&j, "claimed")].known = false;
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_UNTOLD);
	assert_true(u256_is_zero(&f.entitled.raw));
	assert_true(u256_is_zero(&f.amount.raw));
	judging_set(&j, "owner", u256_from_u64(5));
	assert_int_equal(judging_find(&j).obstacle, PAYER_OWNER);
}

static void there_is_no_tree_to_fold_to(void **state)
{
	const struct judging j = owed();
	struct hash root;

	(void)state;
	assert_int_equal(payer_fold(&root, &j.payer, &j.entitlement), ERR_UNSUPPORTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls_are_those_of_ethers),
		cmocka_unit_test(a_claim_is_the_senders_and_says_no_amount),
		cmocka_unit_test(emissions_not_claimed_yet_are_paid_to_the_owner),
		cmocka_unit_test(an_epoch_without_emissions_owes_nothing),
		cmocka_unit_test(only_the_owner_claims_and_sends),
		cmocka_unit_test(without_views_nothing_is_told_but_who_owns_it),
		cmocka_unit_test(there_is_no_tree_to_fold_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

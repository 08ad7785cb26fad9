/* Transactions that the signer signs, against ethers' signatures, and those it refuses. */
#include "tests/unit/wallet_agreed.h"

#include "base/buf.h"
#include "chain/tx.h"
#include "chain/tx_read.h"

/* They confirm the transaction "strange", which nobody can read. */
#define STRANGE_WORDS "UNKNOWN CALL of 0xf39F"

/* Signs transaction `name` of signer.json; `raw` is initialised here. */
static enum status sign_tx(struct buf *raw, struct hash *hash, const char *name,
			   const struct door_policy *policy, struct err *e)
{
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction(name), "unsigned", &len);
	const char *words = strcmp(name, "strange") == 0 ? STRANGE_WORDS : "";
	enum status s;

	buf_init(raw, LIMIT_SMALL_FILE);
	s = agreed_tx(raw, hash, policy, bytes, len, words, e);
	free(bytes);
	return s;
}

static void signs(const char *name, const struct door_policy *policy)
{
	struct hash hash, expected_hash = vector_hash(fixture_transaction(name), "hash");
	size_t len;
	uint8_t *expected = vector_hex(fixture_transaction(name), "signed", &len);
	struct err e = {0};
	struct buf raw;

	if (sign_tx(&raw, &hash, name, policy, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	assert_int_equal(raw.len, len);
	assert_memory_equal(raw.data, expected, len);
	assert_hash_equal(hash, expected_hash);
	buf_release(&raw);
	free(expected);
}

static void refuses(const char *name, const struct door_policy *policy, enum status expected)
{
	struct err e = {0};
	struct hash hash;
	struct buf raw;

	assert_int_equal(sign_tx(&raw, &hash, name, policy, &e), expected);
	assert_true(e.text[0] != '\0');
	assert_int_equal(raw.len, 0);
	buf_release(&raw);
}

static void a_transaction_is_signed_as_ethers_signs_it(void **state)
{
	struct door_policy policy = fixture_policy();

	(void)state;
	signs("transfer", &policy);
	signs("legacy", &policy);
	signs("claim", &policy);
	policy.profile = NULL;
	signs("transfer", &policy);
}

static void a_transaction_for_another_chain_is_refused(void **state)
{
	struct door_policy policy = fixture_policy();

	(void)state;
	refuses("without_chain", &policy, ERR_REFUSED);
	policy.chain_id = 1;
	refuses("transfer", &policy, ERR_MISMATCH);
	policy.profile = NULL;
	refuses("transfer", &policy, ERR_MISMATCH);
	policy.chain_id = 0;
	refuses("without_chain", &policy, ERR_REFUSED);
}

static void the_creation_of_a_contract_is_refused_always(void **state)
{
	struct door_policy policy = fixture_policy();

	(void)state;
	refuses("creation", &policy, ERR_REFUSED);
	policy.allowed = DANGER_UNKNOWN;
	refuses("creation", &policy, ERR_REFUSED);
}

static void a_call_that_nobody_can_read_needs_a_word_each_time(void **state)
{
	struct door_policy policy = fixture_policy();

	(void)state;
	refuses("strange", &policy, ERR_REFUSED);
	policy.allowed = DANGER_UNKNOWN;
	signs("strange", &policy);
	policy.allowed = 0;
	refuses("strange", &policy, ERR_REFUSED);
}

static void gas_over_the_cap_is_refused(void **state)
{
	/* 21000 · 1403117727 wei */
	const uint64_t cost = 29465472267000;
	struct door_policy policy = fixture_policy();
	struct profile strict = fx.profile;

	(void)state;
	policy.fee_cap.raw = u256_from_u64(cost);
	signs("transfer", &policy);
	policy.fee_cap.raw = u256_from_u64(cost - 1);
	refuses("transfer", &policy, ERR_REFUSED);
	policy = fixture_policy();
	strict.fee_cap.raw = u256_from_u64(cost - 1);
	policy.profile = &strict;
	refuses("transfer", &policy, ERR_REFUSED);
}

/* Transaction `name` of signer.json; the caller alters and releases it. */
static void load(struct tx *tx, const char *name)
{
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction(name), "unsigned", &len);

	assert_int_equal(tx_read_unsigned(tx, bytes, len, NULL), STATUS_OK);
	free(bytes);
}

static enum status sign_altered(const struct tx *tx, const struct door_policy *policy,
				struct err *e)
{
	struct buf bytes, raw;
	struct hash hash;
	enum status s;

	buf_init(&bytes, LIMIT_TX);
	buf_init(&raw, LIMIT_SMALL_FILE);
	assert_int_equal(tx_write_unsigned(&bytes, tx), STATUS_OK);
	s = agreed_tx(&raw, &hash, policy, bytes.data, bytes.len, "", e);
	assert_int_equal(s == STATUS_OK, raw.len > 0);
	buf_release(&bytes);
	buf_release(&raw);
	return s;
}

/* Free gas keeps the product below every cap, so that the limit itself must be looked at. */
static void gas_that_no_block_holds_is_refused_even_when_it_is_free(void **state)
{
	struct door_policy policy = fixture_policy();
	struct err e = {0};
	struct tx tx;

	(void)state;
	load(&tx, "transfer");
	tx.max_fee.raw = tx.max_priority_fee.raw = u256_from_u64(0);
	tx.gas_limit = u256_from_u64(UINT64_MAX);
	assert_int_equal(sign_altered(&tx, &policy, &e), STATUS_OK);
	tx.gas_limit = (struct u256){{0, 1}};
	assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "gas limit"));
	tx_release(&tx);
}

static void a_price_that_makes_no_sense_is_refused(void **state)
{
	struct door_policy policy = fixture_policy();
	struct err e = {0};
	struct tx tx;

	(void)state;
	memset(policy.fee_cap.raw.limb, 0xff, sizeof(policy.fee_cap.raw.limb));
	policy.profile = NULL;
	load(&tx, "transfer");
	tx.max_priority_fee = tx.max_fee;
	assert_int_equal(sign_altered(&tx, &policy, &e), STATUS_OK);
	tx.max_priority_fee.raw.limb[0]++;
	assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "tip"));
	tx.max_priority_fee.raw = u256_from_u64(1);
	/* 21000 times this passes 2^256. */
	tx.max_fee.raw = (struct u256){{0, 0, 0, UINT64_MAX / 20999}};
	assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "gas may cost"));
	tx_release(&tx);
}

static void a_transaction_that_names_no_chain_is_refused_on_every_network(void **state)
{
	static const enum tx_type types[] = {TX_LEGACY, TX_ACCESS_LIST, TX_DYNAMIC_FEE};
	struct door_policy policy = fixture_policy();
	struct err e = {0};
	struct tx tx;

	(void)state;
	load(&tx, "transfer");
	tx.chain_id = 0;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		tx.type = types[i];
		policy = fixture_policy();
		assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
		assert_non_null(strstr(e.text, "names no chain"));
		policy.chain_id = 0;
		policy.profile = NULL;
		assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
	}
	tx_release(&tx);
}

/* As in a bundle: who asks in another way gets no more. */
static void a_claim_that_the_profile_does_not_pin_is_refused(void **state)
{
	struct profile other = fx.profile;
	struct door_policy policy = fixture_policy();

	(void)state;
	policy.profile = NULL;
	refuses("claim", &policy, ERR_REFUSED);
	policy.profile = &other;
	other.distributors[0].token.bytes[0] ^= 1;
	refuses("claim", &policy, ERR_MISMATCH);
	other.n_distributors = 0;
	refuses("claim", &policy, ERR_REFUSED);
}

/* A contract that is not the one it seems to be could keep them. */
static void coins_along_with_a_claim_are_refused(void **state)
{
	struct door_policy policy = fixture_policy();
	struct err e = {0};
	struct tx tx;

	(void)state;
	load(&tx, "claim");
	assert_int_equal(sign_altered(&tx, &policy, &e), STATUS_OK);
	tx.value.raw = u256_from_u64(1);
	policy.allowed = DANGER_UNKNOWN;
	assert_int_equal(sign_altered(&tx, &policy, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "coins"));
	tx_release(&tx);
}

static void bytes_that_are_no_transaction_are_refused(void **state)
{
	const struct door_policy policy = fixture_policy();
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction("transfer"), "unsigned", &len);
	struct hash hash;
	struct buf raw;

	(void)state;
	buf_init(&raw, LIMIT_SMALL_FILE);
	for (size_t n = 0; n < len; n++)
		assert_int_not_equal(agreed_tx(&raw, &hash, &policy, bytes, n, "", NULL),
				     STATUS_OK);
	assert_int_equal(raw.len, 0);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_transaction_is_signed_as_ethers_signs_it),
		cmocka_unit_test(a_transaction_for_another_chain_is_refused),
		cmocka_unit_test(the_creation_of_a_contract_is_refused_always),
		cmocka_unit_test(a_call_that_nobody_can_read_needs_a_word_each_time),
		cmocka_unit_test(gas_over_the_cap_is_refused),
		cmocka_unit_test(gas_that_no_block_holds_is_refused_even_when_it_is_free),
		cmocka_unit_test(a_price_that_makes_no_sense_is_refused),
		cmocka_unit_test(a_transaction_that_names_no_chain_is_refused_on_every_network),
		cmocka_unit_test(a_claim_that_the_profile_does_not_pin_is_refused),
		cmocka_unit_test(coins_along_with_a_claim_are_refused),
		cmocka_unit_test(bytes_that_are_no_transaction_are_refused),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}

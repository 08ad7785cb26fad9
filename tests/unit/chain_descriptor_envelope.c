#include "tests/unit/chain_descriptor_fixture.h"

#include "chain/erc20.h"

static void gas_above_the_profiles_cap_is_pointed_out(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0x55);
	tx.max_fee.raw = u256_from_u64(1000000000000);
	describe(&d, &tx, &p);
	shows(&d, "Gas costs at most", "0.120001 ETH", "above the profile's cap");
	memset(&tx.max_fee, 0xFF, sizeof(tx.max_fee));
	describe(&d, &tx, &p);
	assert_string_equal(field(&d, "Gas costs at most")->note, "above every cap");
	tx_release(&tx);
}

static void older_types_show_their_price_and_access_list(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0x55);
	tx.type = TX_ACCESS_LIST;
	tx.gas_price.raw = u256_from_u64(3000000001);
	tx.access = calloc(1, sizeof(*tx.access));
	assert_non_null(tx.access);
	tx.access[0].keys = calloc(2, sizeof(struct hash));
	tx.access[0].n_keys = 2;
	tx.n_access = 1;
	describe(&d, &tx, &p);
	shows(&d, "Price per gas", "3.000000001 gwei", "");
	shows(&d, "Type", "1 (EIP-2930), access list (addresses: 1, slots: 2)",
	      "the access list changes only the gas");
	assert_false(has_field(&d, "Tip per gas"));
	tx_release(&tx);
	call(&tx, 0x55);
	tx.type = TX_LEGACY;
	tx.chain_id = 0;
	describe(&d, &tx, &p);
	shows(&d, "Network", "any", "valid on every chain (before EIP-155)");
	shows(&d, "Type", "0 (legacy)", "");
	tx_release(&tx);
}

static void longest_texts_are_whole(void **state)
{
	struct tokens amount;
	struct address to = filled(0x66);
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	memset(&amount, 0xFF, sizeof(amount));
	memset(p.tokens[0].symbol, 'W', sizeof(p.tokens[0].symbol) - 1);
	memset(p.title, 'T', sizeof(p.title) - 1);
	call(&tx, 0x33);
	memset(&tx.value, 0xFF, sizeof(tx.value));
	assert_int_equal(erc20_transfer_calldata(&tx.data, &to, &amount), STATUS_OK);
	describe(&d, &tx, &p);
	shows(&d, "Amount",
	      "115792089237316195423570985008687907853269984665640564039457.584007913129639935 "
	      "WWWWWWWWWWWWWWW",
	      "");
	for (size_t i = 0; i < d.n; i++) {
		assert_true(strlen(d.fields[i].label) < sizeof(d.fields[i].label) - 1);
		assert_true(strlen(d.fields[i].value) < sizeof(d.fields[i].value) - 1);
		assert_true(strlen(d.fields[i].note) < sizeof(d.fields[i].note) - 1);
	}
	tx_release(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gas_above_the_profiles_cap_is_pointed_out),
		cmocka_unit_test(older_types_show_their_price_and_access_list),
		cmocka_unit_test(longest_texts_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include "chain/merkle_terms.h"

/*
 * Leaves of contracts in use: that of Uniswap/merkle-distributor's scripts/result.json, and those
 * that @openzeppelin/merkle-tree 1.0.8 and ethers 6.17.0 made of account 0x1111…, token 0x3333…,
 * index 0 and 10^18.
 */
static const struct known {
	const char *preset, *leaf;
} knowns[] = {
	{"uniswap", "0xdefa96435aec82d201dbd2e5f050fb4e1fef5edac90ce1e03953f916a5e1132d"},
	{"1inch", "0xf36a9bc707b8c91c86d1a5dc36d686add70eed9d74017f4fb6ce6b2c857f694f"},
	{"openzeppelin", "0xb38ec842db1cd54e5e5ce48491f1a404551e9726ebda349d0478e189e0996dd4"},
	{"sablier-instant", "0xeb728624ae06a51d14c3864a1c4dbf39cfa562f9784e4091328aa6ce23ae25bd"},
	{"sablier-ll", "0xeb728624ae06a51d14c3864a1c4dbf39cfa562f9784e4091328aa6ce23ae25bd"},
	{"sablier-lt", "0xeb728624ae06a51d14c3864a1c4dbf39cfa562f9784e4091328aa6ce23ae25bd"},
	{"sablier-vca", "0xeb728624ae06a51d14c3864a1c4dbf39cfa562f9784e4091328aa6ce23ae25bd"},
	{"weatherxm", "0xb38ec842db1cd54e5e5ce48491f1a404551e9726ebda349d0478e189e0996dd4"},
	{"urd", "0x294618bfc1fafab66699161032052fb13182897e05d194c69079c84303750a0b"},
	{"merkl", "0xcb625c2804dc6d08425549de90500277995aee90324bbc9571a2bdb0d9ad7786"},
};

static struct merkle_values values_of(const struct known *k)
{
	static const char uniswap_account[] = "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f";
	struct merkle_values v = {.amount = u256_from_u64(1000000000000000000)};

	memset(v.account.bytes, 0x11, sizeof(v.account.bytes));
	memset(v.token.bytes, 0x33, sizeof(v.token.bytes));
	if (strcmp(k->preset, "uniswap") == 0) {
		v.amount = u256_from_u64(100);
		assert_int_equal(address_parse(&v.account, uniswap_account, 42), STATUS_OK);
	}
	return v;
}

static void leaves_are_those_of_the_contracts_in_use(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(knowns); i++) {
		const struct merkle_terms *t = merkle_terms_preset(knowns[i].preset);
		struct merkle_values v = values_of(&knowns[i]);
		struct hash leaf, known;

		assert_non_null(t);
		assert_int_equal(hash_parse(&known, knowns[i].leaf, 66), STATUS_OK);
		merkle_terms_leaf(&leaf, t, &v);
		assert_hash_equal(leaf, known);
	}
}

/* Every field that the terms have changes the leaf; one that they do not have changes nothing. */
static void a_leaf_depends_on_exactly_its_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(knowns); i++) {
		const struct merkle_terms *t = merkle_terms_preset(knowns[i].preset);
		struct merkle_values v = values_of(&knowns[i]), changed[4] = {v, v, v, v};
		struct hash leaf, other;

		merkle_terms_leaf(&leaf, t, &v);
		changed[MERKLE_INDEX].index = u256_from_u64(1);
		changed[MERKLE_ACCOUNT].account.bytes[19] ^= 1;
		changed[MERKLE_TOKEN].token.bytes[0] ^= 1;
		changed[MERKLE_AMOUNT].amount.limb[3] ^= 1;
		for (size_t f = 0; f < ARRAY_SIZE(changed); f++) {
			merkle_terms_leaf(&other, t, &changed[f]);
			assert_int_equal(!hash_equal(&leaf, &other),
					 merkle_terms_have(t, (enum merkle_field)f));
		}
	}
}

static void an_unknown_kind_has_no_terms(void **state)
{
	(void)state;
	assert_null(merkle_terms_preset("uniswap2"));
	assert_null(merkle_terms_preset(""));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_are_those_of_the_contracts_in_use),
		cmocka_unit_test(a_leaf_depends_on_exactly_its_fields),
		cmocka_unit_test(an_unknown_kind_has_no_terms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include "drop/drop.h"

/*
 * Files that other people's programs wrote (tests/vectors/drop/README.md), and what they say of
 * some accounts.
 */
static void path_of(char out[static 512], const char *name)
{
	const char *root = getenv("BYLINE_TESTS");

	snprintf(out, 512, "%s/vectors/drop/%s", root != NULL ? root : "tests", name);
}

static const char *format_word(enum drop_format f)
{
	static const char *const words[] = {
		[DROP_UNKNOWN] = "unknown", [DROP_OPENZEPPELIN] = "openzeppelin",
		[DROP_UNISWAP] = "uniswap", [DROP_URD] = "urd",
		[DROP_MERKL] = "merkl",	    [DROP_EIGENLAYER] = "eigenlayer",
		[DROP_LIST] = "list",	    [DROP_CSV] = "csv"};

	return words[f];
}

static bool flag(const struct json *v, const char *name)
{
	return json_get(v, name) != NULL;
}

static void check_own(const struct drop *d, const struct drop_own *own, const struct json *known,
		      const struct merkle_terms *terms)
{
	const struct json *h = json_first(json_get(known, "proof"));
	struct address account = vector_address(known, "account");
	struct hash leaf;

	assert_true(address_equal(&own->values.account, &account));
	assert_number_equal(own->values.amount, vector_number(known, "amount"));
	if (merkle_terms_have(terms, MERKLE_INDEX))
		assert_number_equal(own->values.index, vector_number(known, "index"));
	if (merkle_terms_have(terms, MERKLE_TOKEN)) {
		struct address token = vector_address(known, "token");

		assert_true(address_equal(&own->values.token, &token));
	}
	for (size_t i = 0; i < own->n_proof; i++, h = json_next(h)) {
		assert_non_null(h);
		assert_hash_equal(own->proof[i], vector_hash(h, NULL));
	}
	assert_null(h);
	merkle_terms_leaf(&leaf, terms, &own->values);
	assert_hash_equal(own->root, d->root);
}

static void check_case(const struct json *v)
{
	const struct merkle_terms *terms = merkle_terms_preset(vector_text(v, "terms"));
	struct hash root = vector_hash(v, "root");
	struct address accounts[8];
	struct drop d;
	struct err e = {0};
	char path[512];
	size_t n = 0, i = 0;

	for (const struct json *o = json_first(json_get(v, "own")); o != NULL; o = json_next(o)) {
		struct address a = vector_address(o, "account");

		if (n == 0 || !address_equal(&a, &accounts[n - 1]))
			accounts[n++] = a;
	}
	path_of(path, vector_text(v, "file"));
	if (drop_read(&d,
		      &(struct drop_request){.path = path,
					     .terms = terms,
					     .accounts = accounts,
					     .n_accounts = n,
					     .root = flag(v, "given") ? &root : NULL},
		      &e) != STATUS_OK)
		fail_msg("%s: %s", path, e.text);
	assert_string_equal(format_word(d.format), vector_text(v, "format"));
	assert_int_equal(d.n_claims, vector_number(v, "claims").limb[0]);
	assert_true(d.has_root);
	assert_hash_equal(d.root, root);
	assert_int_equal(d.rebuilt, !flag(v, "part"));
	assert_int_equal(d.has_total, json_text(json_get(v, "total")) != NULL);
	if (d.has_total)
		assert_number_equal(d.total, vector_number(v, "total"));
	for (const struct json *o = json_first(json_get(v, "own")); o != NULL; o = json_next(o)) {
		assert_true(i < d.n_own);
		if (flag(v, "chain"))
			assert_int_equal(d.own[i].chain_id, vector_number(v, "chain").limb[0]);
		check_own(&d, &d.own[i++], o, terms);
	}
	assert_int_equal(i, d.n_own);
	drop_release(&d);
}

static size_t check_cases(const char *name)
{
	struct buf text = vector_bytes("vectors/drop", name);
	struct json *doc = NULL;
	size_t n = 0;

	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++)
		check_case(v);
	json_free(doc);
	buf_release(&text);
	return n;
}

static void files_of_other_programs_give_their_roots_and_proofs(void **state)
{
	(void)state;
	assert_int_equal(check_cases("cases.json"), 41);
}

static void known_roots_come_out_for_every_kind(void **state)
{
	(void)state;
	assert_int_equal(check_cases("known.json"), 9);
}

struct published {
	const char *file, *account, *root;
	size_t n_own;
};

static void read_published(struct drop *d, const struct published *p, const char *preset)
{
	struct address account;
	struct err e = {0};
	char path[512];

	assert_int_equal(address_parse(&account, p->account, 42), STATUS_OK);
	path_of(path, p->file);
	if (drop_read(d,
		      &(struct drop_request){.path = path,
					     .terms = preset != NULL ? merkle_terms_preset(preset)
								     : NULL,
					     .accounts = &account,
					     .n_accounts = 1},
		      &e) != STATUS_OK)
		fail_msg("%s: %s", path, e.text);
}

/* Layr-Labs/eigenlayer-contracts f84a515, src/test/test-data/rewardsCoordinator. */
static void eigenlayers_own_vectors_fold_to_their_roots(void **state)
{
	static const struct published files[] = {
		{"eigenlayer-MaxEarnerAndLeafIndices.json",
		 "0x25a1b7322f9796b26a4bec125913b34c292b28d6",
		 "0x37550707c80f3d8907c467999730e52127ab89be3f17a5017a3f1ffb73a1445f", 1},
		{"eigenlayer-Root1.json", "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
		 "0xc5d6bb1073f9040366851b5971493165893558f1cdc0b0046b6703baa85cddfc", 6},
		{"eigenlayer-cli.json", "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
		 "0xc5d6bb1073f9040366851b5971493165893558f1cdc0b0046b6703baa85cddfc", 6},
		{"eigenlayer-Root2.json", "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
		 "0x4d58d15093f392176c29504b94be56fb4969cf100083b6e8d3c79373f2d25974", 6},
		{"eigenlayer-Root3.json", "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
		 "0x53d76498642862250c1caa8b14df55642d977200467a3dfce62e6da30b4820c6", 6},
		{"eigenlayer-SingleEarnerLeaf.json", "0x0d6ba28b9919cfcdb6b233469cc5ce30b979e08e",
		 "0xd4aa4d1bdb95eb78f061238d587609407301a05bd952334ad6b5e8ca60bb347e", 3},
		{"eigenlayer-SingleTokenLeaf.json", "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
		 "0x86867b737e68a56280554c0447ac6b43ba1cb68f4a46d1d9a0ecb919f912959b", 1},
		{"eigenlayer-Preprod.json", "0x2222aac0c980cc029624b7ff55b88bc6f63c538f",
		 "0x5e3227269ddcd5ddc7bc76ef42243a16166e86f9adab6183ee49b9875f2c7002", 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct drop d;
		struct hash root;

		assert_int_equal(hash_parse(&root, files[i].root, 66), STATUS_OK);
		read_published(&d, &files[i], NULL);
		assert_int_equal(d.format, DROP_EIGENLAYER);
		assert_hash_equal(d.root, root);
		assert_int_equal(d.n_own, files[i].n_own);
		drop_release(&d);
	}
}

/* Uniswap/merkle-distributor 25a79e8: scripts/result.json, and the three of its test. */
static void uniswaps_own_examples_give_their_roots(void **state)
{
	static const struct published files[] = {
		{"uniswap-result.json", "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f",
		 "0xdefa96435aec82d201dbd2e5f050fb4e1fef5edac90ce1e03953f916a5e1132d", 1},
		{"uniswap-test.json", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
		 "0xfa438d67adba59048c48cd14c4cd5ff18d99a4e4e2729b3cf81b51c46223bd22", 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct drop d;
		struct hash root;

		assert_int_equal(hash_parse(&root, files[i].root, 66), STATUS_OK);
		read_published(&d, &files[i], "uniswap");
		assert_true(d.rebuilt);
		assert_hash_equal(d.root, root);
		assert_int_equal(d.n_own, files[i].n_own);
		drop_release(&d);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_other_programs_give_their_roots_and_proofs),
		cmocka_unit_test(known_roots_come_out_for_every_kind),
		cmocka_unit_test(eigenlayers_own_vectors_fold_to_their_roots),
		cmocka_unit_test(uniswaps_own_examples_give_their_roots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

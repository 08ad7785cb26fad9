/* Pools of the proofs that anvil gave of 25 accounts and their slots (proofs.json). */
#include "tests/unit/chain_vector.h"

#include "chain/trie_pool.h"

/* The accounts and words in the document. */
#define ALL 53

/* Adds the nodes of a proof, except the one that the count `*skip` comes to. */
static void add_nodes(struct trie_pool *pool, const struct json *proof, size_t *skip)
{
	for (const struct json *v = json_first(proof); v != NULL; v = json_next(v)) {
		size_t len;
		uint8_t *node = vector_hex(v, NULL, &len);

		if ((*skip)-- != 0)
			assert_int_equal(trie_pool_add(pool, node, len), STATUS_OK);
		free(node);
	}
}

/* All nodes of the document but the number `skip` of them; SIZE_MAX leaves none out. */
static struct trie_pool pool_of(const struct json *doc, size_t skip)
{
	struct trie_pool pool;

	trie_pool_init(&pool);
	for (const struct json *v = json_first(json_get(doc, "proofs")); v != NULL;
	     v = json_next(v)) {
		add_nodes(&pool, json_get(v, "accountProof"), &skip);
		for (const struct json *w = json_first(json_get(v, "storageProof")); w != NULL;
		     w = json_next(w))
			add_nodes(&pool, json_get(w, "proof"), &skip);
	}
	trie_pool_sort(&pool);
	return pool;
}

/* The number of accounts and words that the pool shows as the node said them. */
static size_t shown(struct trie_pool *pool, const struct json *doc)
{
	struct hash root = vector_hash(json_get(doc, "block"), "stateRoot");
	size_t n = 0;

	for (const struct json *v = json_first(json_get(doc, "proofs")); v != NULL;
	     v = json_next(v)) {
		struct address address = vector_address(v, "address");
		struct u256 balance = vector_number(v, "balance"), word;
		struct hash storage_root = vector_hash(v, "storageHash");
		struct account account;

		if (trie_pool_account(&account, pool, &root, &address) == STATUS_OK) {
			assert_number_equal(account.balance, balance);
			n++;
		}
		for (const struct json *w = json_first(json_get(v, "storageProof")); w != NULL;
		     w = json_next(w)) {
			struct u256 value = vector_number(w, "value");
			struct hash slot = vector_hash(w, "key");

			if (trie_pool_slot(&word, pool, &storage_root, &slot) == STATUS_OK) {
				assert_number_equal(word, value);
				n++;
			}
		}
	}
	return n;
}

static void one_pool_shows_all_that_the_single_proofs_do(void **state)
{
	struct json *doc = vector_load("proofs.json");
	struct trie_pool pool = pool_of(doc, SIZE_MAX);

	(void)state;
	assert_int_equal(trie_pool_unused(&pool), trie_pool_count(&pool));
	assert_int_equal(shown(&pool, doc), ALL);
	assert_int_equal(trie_pool_unused(&pool), 0);
	trie_pool_release(&pool);
	json_free(doc);
}

static void without_a_node_what_it_shows_is_not_shown(void **state)
{
	struct json *doc = vector_load("proofs.json");
	struct trie_pool whole = pool_of(doc, SIZE_MAX);
	size_t less = 0;

	(void)state;
	for (size_t i = 0; i < trie_pool_count(&whole); i++) {
		struct trie_pool pool;

		trie_pool_init(&pool);
		for (size_t at = 0; at < trie_pool_count(&whole); at++) {
			struct trie_node node = trie_pool_node(&whole, at);

			if (at != i)
				assert_int_equal(trie_pool_add(&pool, node.data, node.len),
						 STATUS_OK);
		}
		trie_pool_sort(&pool);
		assert_int_equal(trie_pool_count(&pool), trie_pool_count(&whole) - 1);
		less += shown(&pool, doc) < ALL ? 1 : 0;
		trie_pool_release(&pool);
	}
	assert_int_equal(less, trie_pool_count(&whole));
	trie_pool_release(&whole);
	json_free(doc);
}

static void a_node_that_no_proof_needs_is_counted(void **state)
{
	struct json *doc = vector_load("proofs.json");
	struct trie_pool pool = pool_of(doc, SIZE_MAX);
	size_t n = trie_pool_count(&pool);

	(void)state;
	assert_int_equal(trie_pool_add(&pool, "a node of another trie", 22), STATUS_OK);
	/* The same node again is no other one. */
	assert_int_equal(trie_pool_add(&pool, "a node of another trie", 22), STATUS_OK);
	trie_pool_sort(&pool);
	assert_int_equal(trie_pool_count(&pool), n + 1);
	assert_int_equal(shown(&pool, doc), ALL);
	assert_int_equal(trie_pool_unused(&pool), 1);
	trie_pool_release(&pool);
	json_free(doc);
}

static void a_node_longer_than_any_is_refused(void **state)
{
	static const uint8_t zeros[LIMIT_TRIE_NODE + 1];
	struct trie_pool pool;
	struct account account;
	struct hash root = {{1}};
	struct address address = {{2}};

	(void)state;
	trie_pool_init(&pool);
	assert_int_equal(trie_pool_add(&pool, zeros, 0), ERR_PARSE);
	assert_int_equal(trie_pool_add(&pool, zeros, sizeof(zeros)), ERR_PARSE);
	assert_int_equal(trie_pool_account(&account, &pool, &root, &address), ERR_PROOF_MISMATCH);
	assert_int_equal(trie_pool_account(&account, &pool, &trie_empty_root, &address), STATUS_OK);
	assert_false(account.exists);
	trie_pool_release(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pool_shows_all_that_the_single_proofs_do),
		cmocka_unit_test(without_a_node_what_it_shows_is_not_shown),
		cmocka_unit_test(a_node_that_no_proof_needs_is_counted),
		cmocka_unit_test(a_node_longer_than_any_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

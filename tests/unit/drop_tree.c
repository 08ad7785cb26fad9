#include "tests/unit/chain_vector.h"

#include "chain/keccak.h"
#include "chain/merkle.h"
#include "drop/radix.h"
#include "drop/tree.h"

/* More than two blocks of 256 elements. */
#define MOST 1200

static struct hash leaf_of(size_t i)
{
	struct hash h;

	keccak256(h.bytes, &i, sizeof(i));
	return h;
}

static void fill(struct hash *leaves, size_t n)
{
	for (size_t i = 0; i < n; i++)
		leaves[i] = leaf_of(i);
}

/* Level by level, as merkle-tree.ts of Uniswap/merkle-distributor describes it. */
static struct hash carried_root(size_t n)
{
	static struct hash nodes[MOST];

	fill(nodes, n);
	for (; n > 1; n = (n + 1) / 2)
		for (size_t i = 0; i < n; i += 2)
			if (i + 1 < n)
				merkle_pair(&nodes[i / 2], &nodes[i], &nodes[i + 1]);
			else
				nodes[i / 2] = nodes[i];
	return nodes[0];
}

static struct hash complete_root(size_t n)
{
	static struct hash nodes[2 * MOST];

	fill(nodes, n);
	merkle_build(nodes, n);
	return nodes[2 * n - 2];
}

static void check_shape(enum tree_shape shape, struct hash (*known)(size_t n))
{
	static struct hash leaves[MOST];

	fill(leaves, MOST);
	for (size_t n = 1; n <= MOST; n += n < 40 ? 1 : 37) {
		struct hash root, proof[LIMIT_MERKLE_DEPTH];
		struct tree t;

		assert_int_equal(tree_build(&t, &root, leaves, n, shape), STATUS_OK);
		assert_hash_equal(root, known(n));
		for (size_t i = 0; i < n; i += n < 40 ? 1 : 11) {
			size_t depth = tree_prove(proof, &t, i);

			assert_int_equal(merkle_verify(&root, &leaves[i], proof, depth), STATUS_OK);
		}
		tree_release(&t);
	}
}

static void a_complete_tree_is_that_of_openzeppelin(void **state)
{
	(void)state;
	check_shape(TREE_COMPLETE, complete_root);
}

static void a_carried_tree_is_the_one_built_level_by_level(void **state)
{
	(void)state;
	check_shape(TREE_CARRIED, carried_root);
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, 20);
}

/* Records that share long fronts, equal ones, and ones of few digits, beside the usual. */
static void sorting_in_place_is_sorting(void **state)
{
	static uint8_t ours[MOST][20], known[MOST][20];

	(void)state;
	for (size_t kind = 0; kind < 4; kind++) {
		for (size_t i = 0; i < MOST; i++) {
			struct hash h = leaf_of(kind == 2 ? i % 7 : i);

			memcpy(ours[i], h.bytes, 20);
			if (kind == 1)
				memset(ours[i], 0xaa, 12);
			for (size_t b = 0; kind == 3 && b < 20; b++)
				ours[i][b] &= 1;
		}
		memcpy(known, ours, sizeof(ours));
		qsort(known, MOST, 20, by_bytes);
		radix_sort(ours, MOST, 20);
		assert_memory_equal(ours, known, sizeof(ours));
		assert_int_equal(radix_double(ours, MOST, 20) > 0, kind == 2);
		assert_int_equal(radix_find(ours, MOST, 20, known[0]), 0);
	}
}

static void a_sorted_record_is_found_at_its_place(void **state)
{
	static uint8_t records[MOST][32];
	struct hash missing = leaf_of(MOST);
	size_t at;

	(void)state;
	for (size_t i = 0; i < MOST; i++)
		memcpy(records[i], leaf_of(i).bytes, 32);
	radix_sort(records, MOST, 32);
	for (size_t i = 0; i < MOST; i++)
		assert_int_equal(radix_find(records, MOST, 32, records[i]), i);
	at = radix_find(records, MOST, 32, missing.bytes);
	assert_true(at == MOST || memcmp(records[at], missing.bytes, 32) > 0);
	assert_true(at == 0 || memcmp(records[at - 1], missing.bytes, 32) < 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_complete_tree_is_that_of_openzeppelin),
		cmocka_unit_test(a_carried_tree_is_the_one_built_level_by_level),
		cmocka_unit_test(sorting_in_place_is_sorting),
		cmocka_unit_test(a_sorted_record_is_found_at_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include "base/be.h"
#include "chain/keccak.h"
#include "chain/merkle.h"

#define MOST 600

/* The leaf of the vectors: account 0x11…, index i, keccak256("blind" ‖ i). */
static struct hash commitment_leaf(size_t i)
{
	uint8_t encoded[96] = {0};
	char blind[32];
	struct hash leaf;

	memset(encoded + 12, 0x11, 20);
	be64_store(encoded + 56, i);
	snprintf(blind, sizeof(blind), "blind%zu", i);
	keccak256(encoded + 64, blind, strlen(blind));
	merkle_leaf(&leaf, encoded, sizeof(encoded));
	return leaf;
}

static struct hash *tree_of(size_t n)
{
	struct hash *nodes = malloc((2 * n - 1) * sizeof(*nodes));

	assert_non_null(nodes);
	for (size_t i = 0; i < n; i++)
		nodes[i] = commitment_leaf(i);
	merkle_build(nodes, n);
	return nodes;
}

static void roots_are_those_of_openzeppelin_for_1_to_600_leaves(void **state)
{
	struct json *doc = vector_load("merkle.json");
	const struct json *v = json_first(json_get(doc, "commitments"));
	size_t n = 1;

	(void)state;
	for (; v != NULL; v = json_next(v), n++) {
		struct hash *nodes = tree_of(n), root = vector_hash(v, "root");

		assert_hash_equal(nodes[2 * n - 2], root);
		free(nodes);
	}
	assert_int_equal(n, MOST + 1);
	json_free(doc);
}

static void proofs_are_those_of_openzeppelin(void **state)
{
	struct json *doc = vector_load("merkle.json");
	size_t n = 1, checked = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "commitments")); v != NULL;
	     v = json_next(v), n++) {
		struct hash *nodes = tree_of(n), proof[LIMIT_MERKLE_DEPTH];

		for (const struct json *p = json_first(json_get(v, "proofs")); p != NULL;
		     p = json_next(p), checked++) {
			const struct json *step = json_first(json_get(p, "proof"));
			uint64_t index;

			assert_int_equal(json_get_u64(&index, p, "index", NULL), STATUS_OK);
			assert_int_equal(merkle_proof_length(index, n),
					 json_count(json_get(p, "proof")));
			merkle_prove(proof, nodes, n, index);
			for (size_t i = 0; step != NULL; step = json_next(step), i++) {
				struct hash h = vector_hash(step, NULL);

				assert_hash_equal(proof[i], h);
			}
		}
		free(nodes);
	}
	assert_true(checked > 180);
	json_free(doc);
}

static void every_leaf_of_a_tree_is_proven_and_no_other(void **state)
{
	struct hash proof[LIMIT_MERKLE_DEPTH];

	(void)state;
	for (size_t n = 1; n <= MOST; n += n < 70 ? 1 : 53) {
		struct hash *nodes = tree_of(n), other = commitment_leaf(n);

		for (size_t i = 0; i < n; i++) {
			size_t length = merkle_proof_length(i, n);

			merkle_prove(proof, nodes, n, i);
			assert_int_equal(merkle_verify(&nodes[2 * n - 2], &nodes[i], proof, length),
					 STATUS_OK);
			assert_int_equal(merkle_verify(&nodes[2 * n - 2], &other, proof, length),
					 ERR_PROOF_MISMATCH);
		}
		free(nodes);
	}
}

static void proof_with_one_flipped_bit_is_refused(void **state)
{
	struct hash *nodes = tree_of(7), proof[LIMIT_MERKLE_DEPTH];

	(void)state;
	for (size_t leaf = 0; leaf < 7; leaf++) {
		size_t length = merkle_proof_length(leaf, 7);

		merkle_prove(proof, nodes, 7, leaf);
		for (size_t bit = 0; bit < length * 256; bit++) {
			uint8_t *byte = &proof[bit / 256].bytes[bit % 256 / 8];

			*byte ^= (uint8_t)(1 << bit % 8);
			assert_int_equal(merkle_verify(&nodes[12], &nodes[leaf], proof, length),
					 ERR_PROOF_MISMATCH);
			*byte ^= (uint8_t)(1 << bit % 8);
		}
		assert_int_equal(merkle_verify(&nodes[12], &nodes[leaf], proof, length), STATUS_OK);
	}
	free(nodes);
}

static void proof_that_is_shorter_or_longer_is_refused(void **state)
{
	struct hash *nodes = tree_of(5), proof[LIMIT_MERKLE_DEPTH + 1] = {0};
	size_t length = merkle_proof_length(1, 5);

	(void)state;
	merkle_prove(proof, nodes, 5, 1);
	assert_int_equal(merkle_verify(&nodes[8], &nodes[1], proof, length), STATUS_OK);
	assert_int_equal(merkle_verify(&nodes[8], &nodes[1], proof, length - 1),
			 ERR_PROOF_MISMATCH);
	assert_int_equal(merkle_verify(&nodes[8], &nodes[1], proof, length + 1),
			 ERR_PROOF_MISMATCH);
	assert_int_equal(merkle_verify(&nodes[8], &nodes[1], proof, LIMIT_MERKLE_DEPTH + 1),
			 ERR_TOO_DEEP);
	free(nodes);
}

/* The README of OpenZeppelin/merkle-tree: ([address, uint256]; 5e18, 2.5e18), two sorted leaves. */
static void the_tree_of_openzeppelins_readme_has_its_root(void **state)
{
	static const uint8_t root[32] = {0xd4, 0xde, 0xe0, 0xbe, 0xab, 0x2d, 0x53, 0xf2,
					 0xcc, 0x83, 0xe5, 0x67, 0x17, 0x1b, 0xd2, 0x82,
					 0x0e, 0x49, 0x89, 0x81, 0x30, 0xa2, 0x26, 0x22,
					 0xb1, 0x0e, 0xad, 0x38, 0x3e, 0x90, 0xbd, 0x77};
	static const uint64_t amounts[2] = {5000000000000000000U, 2500000000000000000U};
	struct hash leaves[2], both;

	(void)state;
	for (int i = 0; i < 2; i++) {
		uint8_t encoded[64] = {0};

		memset(encoded + 12, 0x11 * (i + 1), 20);
		be64_store(encoded + 56, amounts[i]);
		merkle_leaf(&leaves[i], encoded, sizeof(encoded));
	}
	merkle_pair(&both, &leaves[0], &leaves[1]);
	assert_memory_equal(both.bytes, root, 32);
	merkle_pair(&leaves[0], &leaves[1], &leaves[0]);
	assert_memory_equal(leaves[0].bytes, root, 32);
}

/* The hash of the words 1 and 2 is from `cast keccak`. */
static void pair_is_sorted_by_its_last_byte_when_the_others_are_equal(void **state)
{
	struct hash one = {{[31] = 1}}, two = {{[31] = 2}}, found, swapped, expected;
	const char *hex = "0xe90b7bceb6e7df5418fb78d8ee546e97c83a08bbccc01a0644d599ccd2a7c2e0";

	(void)state;
	assert_int_equal(hash_parse(&expected, hex, strlen(hex)), STATUS_OK);
	merkle_pair(&found, &one, &two);
	merkle_pair(&swapped, &two, &one);
	assert_hash_equal(found, expected);
	assert_hash_equal(swapped, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots_are_those_of_openzeppelin_for_1_to_600_leaves),
		cmocka_unit_test(proofs_are_those_of_openzeppelin),
		cmocka_unit_test(every_leaf_of_a_tree_is_proven_and_no_other),
		cmocka_unit_test(proof_with_one_flipped_bit_is_refused),
		cmocka_unit_test(proof_that_is_shorter_or_longer_is_refused),
		cmocka_unit_test(the_tree_of_openzeppelins_readme_has_its_root),
		cmocka_unit_test(pair_is_sorted_by_its_last_byte_when_the_others_are_equal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "chain/header.h"
#include "chain/keccak.h"
#include "chain/rlp.h"
#include "chain/slot.h"
#include "chain/trie.h"

struct proof {
	struct trie_node nodes[LIMIT_TRIE_DEPTH + 2];
	uint8_t *bytes[LIMIT_TRIE_DEPTH + 2];
	size_t n;
};

static struct proof proof_load(const struct json *array)
{
	struct proof p = {0};

	for (const struct json *node = json_first(array); node != NULL; node = json_next(node)) {
		p.bytes[p.n] = vector_hex(node, NULL, &p.nodes[p.n].len);
		p.nodes[p.n].data = p.bytes[p.n];
		p.n++;
	}
	return p;
}

static void proof_free(struct proof *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->bytes[i]);
}

typedef enum status verify_fn(const void *what, const struct proof *p);

/* Every bit of every node matters, and so does every node. */
static void refuses_every_alteration(struct proof *p, verify_fn *verify, const void *what)
{
	assert_int_equal(verify(what, p), STATUS_OK);
	for (size_t i = 0; i < p->n; i++) {
		for (size_t bit = 0; bit < 8 * p->nodes[i].len; bit++) {
			p->bytes[i][bit / 8] ^= (uint8_t)(1 << bit % 8);
			assert_int_not_equal(verify(what, p), STATUS_OK);
			p->bytes[i][bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
	}
	for (size_t n = p->n; n > 0; n--) {
		struct proof shorter = *p;

		shorter.n = n - 1;
		if (p->n != 1 || p->nodes[0].len != 1)
			assert_int_not_equal(verify(what, &shorter), STATUS_OK);
	}
	p->nodes[p->n] = p->nodes[0];
	p->n++;
	assert_int_not_equal(verify(what, p), STATUS_OK);
	p->n--;
	assert_int_equal(verify(what, p), STATUS_OK);
}

/* One question of trie.json. */
struct question {
	struct hash root, key;
	uint8_t *value; /* NULL when absent */
	size_t len;
};

static enum status ask(const void *what, const struct proof *p)
{
	const struct question *q = what;
	const uint8_t *value;
	size_t len;
	enum status s = trie_verify(&value, &len, &q->root, &q->key, p->nodes, p->n);

	if (s == STATUS_OK && q->value == NULL)
		assert_null(value);
	if (s == STATUS_OK && q->value != NULL) {
		assert_int_equal(len, q->len);
		assert_memory_equal(value, q->value, len);
	}
	return s;
}

static void each_question(void (*f)(struct question *q, struct proof *p))
{
	struct json *doc = vector_load("trie.json");

	for (const struct json *t = json_first(doc); t != NULL; t = json_next(t)) {
		const struct json *v = json_first(json_get(t, "proofs"));

		for (; v != NULL; v = json_next(v)) {
			struct proof p = proof_load(json_get(v, "proof"));
			struct question q = {.root = vector_hash(t, "root"),
					     .key = vector_hash(v, "key")};

			if (json_get(v, "value") != NULL)
				q.value = vector_hex(v, "value", &q.len);
			f(&q, &p);
			free(q.value);
			proof_free(&p);
		}
	}
	json_free(doc);
}

static void answers(struct question *q, struct proof *p)
{
	assert_int_equal(ask(q, p), STATUS_OK);
}

static void present_and_absent_keys_are_as_ethereumjs_says_also_in_nodes_in_place(void **state)
{
	(void)state;
	each_question(answers);
}

static void refuses_for_small_tries(struct question *q, struct proof *p)
{
	if (p->n <= 2)
		refuses_every_alteration(p, ask, q);
}

static void altered_proofs_of_synthetic_tries_are_refused(void **state)
{
	(void)state;
	each_question(refuses_for_small_tries);
}

static void value_is_not_given_for_another_key(struct question *q, struct proof *p)
{
	const uint8_t *value;
	size_t len;

	if (q->value == NULL)
		return;
	for (size_t bit = 0; bit < 256; bit++) {
		q->key.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		/* A sibling in the same node is proven by the same nodes, with its own value. */
		if (trie_verify(&value, &len, &q->root, &q->key, p->nodes, p->n) == STATUS_OK &&
		    value != NULL && len == q->len)
			assert_memory_not_equal(value, q->value, len);
		q->key.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void a_proof_answers_no_neighbouring_key_with_its_value(void **state)
{
	(void)state;
	each_question(value_is_not_given_for_another_key);
}

/* One account of proofs.json. */
struct account_question {
	struct hash root;
	struct address address;
	const struct json *answer;
};

static enum status ask_account(const void *what, const struct proof *p)
{
	const struct account_question *q = what;
	struct account a;
	enum status s = trie_verify_account(&a, &q->root, &q->address, p->nodes, p->n);

	if (s == STATUS_OK) {
		struct u256 nonce = vector_number(q->answer, "nonce"),
			    balance = vector_number(q->answer, "balance"),
			    found = u256_from_u64(a.nonce);
		struct hash code = vector_hash(q->answer, "codeHash"),
			    storage = vector_hash(q->answer, "storageHash");

		assert_number_equal(found, nonce);
		assert_number_equal(a.balance, balance);
		assert_hash_equal(a.code_hash, code);
		assert_hash_equal(a.storage_root, storage);
		assert_int_equal(a.exists, !u256_is_zero(&nonce) || !u256_is_zero(&balance));
	}
	return s;
}

struct slot_question {
	struct hash root, slot;
	struct u256 value;
};

static enum status ask_slot(const void *what, const struct proof *p)
{
	const struct slot_question *q = what;
	struct u256 value;
	enum status s = trie_verify_slot(&value, &q->root, &q->slot, p->nodes, p->n);

	if (s == STATUS_OK)
		assert_number_equal(value, q->value);
	return s;
}

/*
 * Checks the answers of eth_getProof in `list` against the state root of a header whose hash is
 * computed again.
 */
static size_t check_answers(const struct json *block, const struct json *list)
{
	struct header h;
	struct err e = {0};
	size_t n = 0;

	if (header_read(&h, block, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	for (const struct json *a = list; a != NULL; a = json_next(a), n++) {
		struct proof p = proof_load(json_get(a, "accountProof"));
		struct account_question q = {h.state_root, vector_address(a, "address"), a};
		struct hash storage = vector_hash(a, "storageHash");

		if (n < 6)
			refuses_every_alteration(&p, ask_account, &q);
		else
			assert_int_equal(ask_account(&q, &p), STATUS_OK);
		proof_free(&p);
		for (const struct json *s = json_first(json_get(a, "storageProof")); s != NULL;
		     s = json_next(s)) {
			struct slot_question w = {storage, vector_hash(s, "key"),
						  vector_number(s, "value")};

			p = proof_load(json_get(s, "proof"));
			refuses_every_alteration(&p, ask_slot, &w);
			proof_free(&p);
		}
	}
	return n;
}

static void accounts_and_slots_of_a_node_are_proven_and_every_flipped_bit_is_refused(void **state)
{
	struct json *doc = vector_load("proofs.json");

	(void)state;
	assert_true(check_answers(json_get(doc, "block"), json_first(json_get(doc, "proofs"))) >=
		    25);
	json_free(doc);
}

static void empty_trie_is_shown_by_no_node_or_the_empty_node(void **state)
{
	static const uint8_t empty[] = {0x80}, other[] = {0x81, 0x80};
	const struct trie_node node = {empty, 1}, wrong = {other, 2}, two[2] = {node, node};
	struct hash slot = {{1}}, root = {{2}};
	struct u256 value = u256_from_u64(9);

	(void)state;
	assert_int_equal(trie_verify_slot(&value, &trie_empty_root, &slot, NULL, 0), STATUS_OK);
	assert_true(u256_is_zero(&value));
	assert_int_equal(trie_verify_slot(&value, &trie_empty_root, &slot, &node, 1), STATUS_OK);
	assert_true(u256_is_zero(&value));
	assert_int_equal(trie_verify_slot(&value, &trie_empty_root, &slot, &wrong, 1),
			 ERR_PROOF_MISMATCH);
	assert_int_equal(trie_verify_slot(&value, &trie_empty_root, &slot, two, 2),
			 ERR_PROOF_MISMATCH);
	assert_int_equal(trie_verify_slot(&value, &root, &slot, NULL, 0), ERR_PROOF_MISMATCH);
	assert_int_equal(trie_verify_slot(&value, &root, &slot, &node, 1), ERR_PROOF_MISMATCH);
}

static void empty_constants_are_hashes_of_nothing(void **state)
{
	static const uint8_t empty[] = {0x80};
	uint8_t hash[32];

	(void)state;
	keccak256(hash, empty, 1);
	assert_memory_equal(hash, trie_empty_root.bytes, 32);
	keccak256(hash, "", 0);
	assert_memory_equal(hash, trie_empty_code.bytes, 32);
}

/* A trie of one node under the node's own hash, so that only its form can be wrong. */
static enum status verify_forged(const uint8_t *node, size_t len, const struct hash *key)
{
	const struct trie_node proof = {node, len};
	const uint8_t *value;
	struct hash root;

	keccak256(root.bytes, node, len);
	return trie_verify(&value, &len, &root, key, &proof, 1);
}

static void forged_nodes_under_a_right_hash_are_refused(void **state)
{
	static const uint8_t garbage[] = {0xFF, 0xFF}, text[] = {0x83, 1, 2, 3},
			     empty_list[] = {0xC0}, three[] = {0xC3, 1, 2, 3},
			     bad_flag[] = {0xC2, 0x40, 1}, bad_pad[] = {0xC2, 0x21, 1},
			     short_leaf[] = {0xC2, 0x20, 1}, no_path[] = {0xC2, 0x80, 1},
			     short_path[] = {0xC2, 0x00, 0xC0}, trailing[] = {0xC2, 0x20, 1, 0},
			     truncated[] = {0xC4, 0x20, 1};
	const struct {
		const uint8_t *node;
		size_t len;
	} forged[] = {
		{garbage, sizeof(garbage)},	  {text, sizeof(text)},
		{empty_list, sizeof(empty_list)}, {three, sizeof(three)},
		{bad_flag, sizeof(bad_flag)},	  {bad_pad, sizeof(bad_pad)},
		{short_leaf, sizeof(short_leaf)}, {no_path, sizeof(no_path)},
		{short_path, sizeof(short_path)}, {trailing, sizeof(trailing)},
		{truncated, sizeof(truncated)},
	};
	const struct hash key = {{0}};
	uint8_t leaf[36] = {0xE3, 0xA1, 0x20, [35] = 7}; /* 32 zero bytes of path */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forged); i++)
		assert_int_equal(verify_forged(forged[i].node, forged[i].len, &key), ERR_PARSE);
	/* One leaf in the right form, and then with each bit of its flag byte changed. */
	assert_int_equal(verify_forged(leaf, sizeof(leaf), &key), STATUS_OK);
	for (int bit = 0; bit < 8; bit++) {
		leaf[2] = (uint8_t)(0x20 ^ 1 << bit);
		assert_int_equal(verify_forged(leaf, sizeof(leaf), &key), ERR_PARSE);
	}
}

static void proof_of_too_many_nodes_is_too_deep(void **state)
{
	struct trie_node proof[LIMIT_TRIE_DEPTH + 1] = {0};
	struct hash root = {{1}};
	const uint8_t *value;
	size_t len;

	(void)state;
	assert_int_equal(trie_verify(&value, &len, &root, &root, proof, LIMIT_TRIE_DEPTH + 1),
			 ERR_TOO_DEEP);
}

/* A leaf whose word has a leading zero, bytes after it or a longer form, in a trie of its own. */
static void slot_words_have_one_encoding(void **state)
{
	static const uint8_t words[][4] = {{1, 0x00}, {3, 0x82, 0, 1}, {2, 5, 5}, {2, 0x81, 5}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct hash slot = {{7}}, root;
		uint8_t path[33] = {0x20};
		struct buf items, node;
		struct trie_node proof;
		struct u256 value;

		keccak256(path + 1, slot.bytes, 32);
		buf_init(&items, KIB);
		buf_init(&node, KIB);
		rlp_add_bytes(&items, path, sizeof(path));
		rlp_add_bytes(&items, words[i] + 1, words[i][0]);
		rlp_add_list(&node, items.data, items.len);
		keccak256(root.bytes, node.data, node.len);
		proof = (struct trie_node){node.data, node.len};
		assert_int_equal(trie_verify_slot(&value, &root, &slot, &proof, 1), ERR_PARSE);
		buf_release(&items);
		buf_release(&node);
	}
}

/* `cast index address 0xf39F…2266 2` and the same with key and slot exchanged. */
static void mapping_slots_are_those_of_cast_index(void **state)
{
	struct json *doc = vector_load("slots.json");

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct hash key = vector_hash(v, "key"), slot = vector_hash(v, "slot"), found;
		struct hash solidity = vector_hash(v, "key-slot"),
			    vyper = vector_hash(v, "slot-key");

		slot_mapping(&found, &key, &slot, SLOT_KEY_SLOT);
		assert_hash_equal(found, solidity);
		slot_mapping(&found, &key, &slot, SLOT_SLOT_KEY);
		assert_hash_equal(found, vyper);
	}
	json_free(doc);
}

static void slot_addition_carries_and_wraps(void **state)
{
	struct hash slot, sum, zero = {0};

	(void)state;
	memset(slot.bytes, 0xFF, 32);
	slot_add(&sum, &slot, 1);
	assert_hash_equal(sum, zero);
	slot_add(&sum, &slot, UINT64_MAX);
	memset(slot.bytes, 0, 24);
	slot.bytes[31] = 0xFE;
	assert_hash_equal(sum, slot);
	slot_add(&sum, &zero, 0x0102030405060708);
	assert_int_equal(sum.bytes[31], 8);
	assert_int_equal(sum.bytes[24], 1);
	assert_int_equal(sum.bytes[23], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			present_and_absent_keys_are_as_ethereumjs_says_also_in_nodes_in_place),
		cmocka_unit_test(altered_proofs_of_synthetic_tries_are_refused),
		cmocka_unit_test(a_proof_answers_no_neighbouring_key_with_its_value),
		cmocka_unit_test(
			accounts_and_slots_of_a_node_are_proven_and_every_flipped_bit_is_refused),
		cmocka_unit_test(empty_trie_is_shown_by_no_node_or_the_empty_node),
		cmocka_unit_test(empty_constants_are_hashes_of_nothing),
		cmocka_unit_test(forged_nodes_under_a_right_hash_are_refused),
		cmocka_unit_test(proof_of_too_many_nodes_is_too_deep),
		cmocka_unit_test(slot_words_have_one_encoding),
		cmocka_unit_test(mapping_slots_are_those_of_cast_index),
		cmocka_unit_test(slot_addition_carries_and_wraps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

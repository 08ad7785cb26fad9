/* Evidence for cards, taken from three nodes of which one lies. */
#include "chain/attestation.h"
#include "chain/header_rlp.h"
#include "chain/keccak.h"
#include "client/testimony.h"
#include "tests/lib/three_nodes.h"
#include "tests/unit/chain_vector.h"

/* Collects the words at slots 0 and 1 of the reader; the pool is sorted. */
static enum status collect(struct network *n, struct trie_pool *pool, struct u256 words[2],
			   struct err *e)
{
	struct address reader = address_of(READER);
	struct hash slots[2] = {{.bytes = {[31] = 0}}, {.bytes = {[31] = 1}}};
	enum status s;

	trie_pool_init(pool);
	s = testimony_words(n->nodes, pool, words, &n->anchor, &reader, slots, 2, e);
	trie_pool_sort(pool);
	return s;
}

static void words_fold_by_the_nodes_that_were_collected(void **state)
{
	static const char *const lies[] = {"", "balance", "proof", "value", "root"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct address reader = address_of(READER);
		struct hash slot = {{0}};
		struct trie_pool pool;
		struct account account;
		struct u256 words[2], word;
		struct network n;
		struct err e = {0};

		network_init(&n);
		lie(names[0], lies[i]);
		find_anchor(&n);
		if (collect(&n, &pool, words, &e) != STATUS_OK)
			fail_msg("%s: %s", lies[i], e.text);
		assert_int_equal(words[0].limb[0], 0x1234);
		assert_true(u256_is_zero(&words[1]));
		assert_int_equal(
			trie_pool_account(&account, &pool, &n.anchor.header.state_root, &reader),
			STATUS_OK);
		assert_int_equal(trie_pool_slot(&word, &pool, &account.storage_root, &slot),
				 STATUS_OK);
		assert_int_equal(word.limb[0], 0x1234);
		slot.bytes[31] = 1;
		assert_int_equal(trie_pool_slot(&word, &pool, &account.storage_root, &slot),
				 STATUS_OK);
		assert_true(u256_is_zero(&word));
		/* No node of an answer that did not fold is in the pool. */
		assert_int_equal(trie_pool_unused(&pool), 0);
		trie_pool_release(&pool);
		network_release(&n);
	}
}

static void the_header_has_the_hash_of_the_anchor(void **state)
{
	static const char *const lies[] = {"", "root", "hash"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		struct network n;
		struct header h;
		struct buf rlp;
		struct err e = {0};

		network_init(&n);
		find_anchor(&n);
		lie(names[0], lies[i]);
		buf_init(&rlp, HEADER_RLP_SIZE);
		if (testimony_header(n.nodes, &rlp, &n.anchor, &e) != STATUS_OK)
			fail_msg("%s: %s", lies[i], e.text);
		assert_int_equal(header_rlp_read(&h, rlp.data, rlp.len, &e), STATUS_OK);
		assert_hash_equal(h.hash, n.anchor.header.hash);
		assert_hash_equal(h.state_root, n.anchor.header.state_root);
		buf_release(&rlp);
		network_release(&n);
	}
}

static void without_a_proof_that_folds_there_is_no_evidence(void **state)
{
	struct trie_pool pool;
	struct u256 words[2];
	struct network n;
	struct buf rlp;
	struct err e = {0};

	(void)state;
	network_init(&n);
	find_anchor(&n);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "proof");
	assert_int_equal(collect(&n, &pool, words, &e), ERR_NOT_PROVEN);
	assert_int_equal(trie_pool_count(&pool), 0);
	trie_pool_release(&pool);
	/* The nodes have gone on to another block of that number. */
	n.anchor.header.hash.bytes[0] ^= 1;
	buf_init(&rlp, HEADER_RLP_SIZE);
	assert_int_equal(testimony_header(n.nodes, &rlp, &n.anchor, &e), ERR_NOT_PROVEN);
	assert_int_equal(rlp.len, 0);
	buf_release(&rlp);
	network_release(&n);
}

static void without_pinned_slots_attestations_are_no_evidence(void **state)
{
	struct hash uid = {{1}};
	struct trie_pool pool;
	struct network n;
	struct err e = {0};

	(void)state;
	network_init(&n);
	find_anchor(&n);
	trie_pool_init(&pool);
	assert_int_equal(testimony_attestations(n.nodes, &pool, &n.anchor, &uid, 1, &e),
			 ERR_UNSUPPORTED);
	trie_pool_release(&pool);
	network_release(&n);
}

/* An attestation with 33 bytes of data from eas.json, and one that is nowhere. */
static void attestations_fold_from_their_words_or_are_shown_to_be_nowhere(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations")), *slot;
	struct hash uids[2] = {{{0}}, {.bytes = {2}}}, slots[7];
	struct address reader = address_of(READER);
	struct trie_pool pool;
	struct account account;
	struct attestation a;
	struct u256 words[7], data[2];
	struct network n;
	struct err e = {0};

	(void)state;
	while (strlen(vector_text(v, "data")) != 2 + 2 * 33)
		v = json_next(v);
	uids[0] = vector_hash(v, "uid");
	network_init(&n);
	n.profile.has_eas = n.profile.eas.has_slots = true;
	n.profile.eas.contract.address = reader;
	n.profile.eas.db_slot.bytes[31] = 4;
	slot = json_first(json_get(v, "slots"));
	for (const struct json *word = json_first(json_get(v, "words")); word != NULL;
	     word = json_next(word), slot = json_next(slot)) {
		struct hash at = vector_hash(slot, NULL), value = vector_hash(word, NULL);

		store(READER, &at, &value);
	}
	mine(3);
	find_anchor(&n);
	trie_pool_init(&pool);
	if (testimony_attestations(n.nodes, &pool, &n.anchor, uids, 2, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	trie_pool_sort(&pool);
	assert_int_equal(trie_pool_account(&account, &pool, &n.anchor.header.state_root, &reader),
			 STATUS_OK);
	for (size_t u = 0; u < 2; u++) {
		attestation_slots(slots, &uids[u], &n.profile.eas.db_slot);
		for (size_t i = 0; i < 7; i++)
			assert_int_equal(
				trie_pool_slot(&words[i], &pool, &account.storage_root, &slots[i]),
				STATUS_OK);
		if (u == 1)
			continue;
		for (uint64_t i = 0; i < 2; i++) {
			struct hash at;

			attestation_data_slot(&at, &slots[6], i);
			assert_int_equal(
				trie_pool_slot(&data[i], &pool, &account.storage_root, &at),
				STATUS_OK);
		}
		assert_int_equal(attestation_from_storage(&a, words, data, 2), STATUS_OK);
		assert_hash_equal(a.uid, uids[0]);
		attestation_release(&a);
	}
	assert_true(u256_is_zero(&words[0]));
	assert_int_equal(trie_pool_unused(&pool), 0);
	trie_pool_release(&pool);
	network_release(&n);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_fold_by_the_nodes_that_were_collected),
		cmocka_unit_test(the_header_has_the_hash_of_the_anchor),
		cmocka_unit_test(without_a_proof_that_folds_there_is_no_evidence),
		cmocka_unit_test(without_pinned_slots_attestations_are_no_evidence),
		cmocka_unit_test(attestations_fold_from_their_words_or_are_shown_to_be_nowhere),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}

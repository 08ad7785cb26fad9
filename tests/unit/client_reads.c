#include "base/buf.h"
#include "chain/eas.h"
#include "chain/keccak.h"
#include "client/ability.h"
#include "client/attestations.h"
#include "client/call.h"
#include "client/question.h"
#include "tests/lib/three_nodes.h"
#include "tests/unit/chain_vector.h"

static void figures_are_proven_when_the_nodes_agree_on_the_block(void **state)
{
	struct address rich = address_of(RICH), reader = address_of(READER);
	struct address nobody = address_of("0x00000000000000000000000000000000000000ee");
	struct u256 ether10000 = u256_from_u64(10000), e18 = u256_from_u64(1000000000000000000);
	struct hash code, slots[2] = {{.bytes = {[31] = 1}}};
	struct slot_value values[2];
	struct network n;
	struct account a;
	enum trust trust;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(n.anchor.nodes, 7);
	assert_int_equal(n.anchor.header.number, 8);
	assert_int_equal(u256_mul(&ether10000, &ether10000, &e18), STATUS_OK);
	assert_int_equal(chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &rich, NULL),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	assert_int_equal(u256_compare(&a.balance, &ether10000), 0);
	assert_int_equal(a.nonce, 0);
	assert_true(hash_equal(&a.code_hash, &trie_empty_code));
	assert_int_equal(chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &reader, NULL),
			 STATUS_OK);
	keccak256(code.bytes, "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
	assert_true(hash_equal(&a.code_hash, &code));
	assert_int_equal(chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &nobody, NULL),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	assert_false(a.exists);
	assert_int_equal(chainstate_slots(n.nodes, values, &n.anchor, &reader, slots, 2, NULL),
			 STATUS_OK);
	assert_true(u256_is_zero(&values[0].value));
	assert_int_equal(values[0].trust, TRUST_PROVEN);
	assert_int_equal(values[1].value.limb[0], 0x1234);
	assert_int_equal(chainstate_slots(n.nodes, values, &n.anchor, &nobody, slots, 1, NULL),
			 STATUS_OK);
	assert_true(u256_is_zero(&values[0].value));
	assert_int_equal(values[0].trust, TRUST_PROVEN);
	assert_int_equal(disputes_of(&n, ""), 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_OK);
	network_release(&n);
}

static void one_liar_is_named_and_changes_nothing(void **state)
{
	static const char *const lies[] = {"balance", "proof", "value", "root", "hash", "call"};
	struct address rich = address_of(RICH), reader = address_of(READER);

	(void)state;
	for (size_t liar = 0; liar < 3; liar++) {
		for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
			struct network n;
			struct account a;
			enum trust trust, call_trust;
			struct buf out;

			network_init(&n);
			lie(names[liar], lies[i]);
			find_anchor(&n);
			buf_init(&out, 64);
			assert_int_equal(n.anchor.trust, TRUST_AGREED);
			assert_int_equal(chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor,
							    &rich, NULL),
					 STATUS_OK);
			assert_int_equal(trust, TRUST_PROVEN);
			assert_true(a.balance.limb[1] == 542 && a.balance.limb[0] != 1);
			assert_int_equal(read_reader(&n), TRUST_PROVEN);
			assert_int_equal(call_read(n.nodes, &out, &call_trust, &n.anchor, &reader,
						   "", 0, NULL),
					 STATUS_OK);
			assert_int_equal(call_trust, TRUST_AGREED);
			assert_int_equal(out.data[31], 0x34);
			if (disputes_of(&n, names[liar]) == 0)
				fail_msg("%s: %s was not noticed", names[liar], lies[i]);
			assert_int_equal(state_of(&n, liar), NODE_LYING);
			assert_true(nodes_health(n.nodes, liar)->contradictions > 0);
			buf_release(&out);
			network_release(&n);
		}
	}
}

static void fewer_than_k_honest_nodes_prove_nothing(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("alice", "dropped");
	lie("bob", "500");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	assert_int_equal(state_of(&n, 0), NODE_UNREACHABLE);
	assert_int_equal(state_of(&n, 1), NODE_UNREACHABLE);
	/* One honest and one liar contradict each other: nobody is believed. */
	lie("alice", "hash");
	nodes_retry_now(n.nodes);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, NULL), ERR_NOT_AGREED);
	assert_int_equal(disputes_of(&n, ""), 0);
	n.anchor.trust = TRUST_DISPUTED;
	assert_int_equal(read_reader(&n), TRUST_DISPUTED);
	/* Nobody is known to lie, and yet it shows at both. */
	assert_int_equal(state_of(&n, 0), NODE_UNSETTLED);
	assert_int_equal(state_of(&n, 2), NODE_UNSETTLED);
	lie("alice", "");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(state_of(&n, 0), NODE_OK);
	network_release(&n);
}

static void nodes_of_one_operator_are_one_voice(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	memcpy(n.profile.nodes[1].operator, n.profile.nodes[0].operator, 32);
	lie("carol", "dropped");
	nodes_free(n.nodes);
	assert_int_equal(nodes_new(&n.nodes, &n.profile, n.transport), STATUS_OK);
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	network_release(&n);
}

static void a_single_node_can_only_report(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	n.profile.n_nodes = n.profile.quorum = 1;
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(read_reader(&n), TRUST_REPORTED);
	network_release(&n);
}

static void a_liar_is_trusted_again_after_it_agrees_on_block_and_value(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("carol", "value");
	find_anchor(&n);
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	assert_int_equal(state_of(&n, 2), NODE_LYING);
	/* Its word does not make a quorum now, also not after it was away. */
	lie("alice", "dropped");
	lie("carol", "dropped");
	find_anchor(&n);
	lie("carol", "");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_REPORTED);
	assert_int_equal(state_of(&n, 2), NODE_LYING);
	lie("alice", "");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(state_of(&n, 2), NODE_LYING);
	assert_int_equal(state_of(&n, 0), NODE_RETURNING);
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	assert_int_equal(state_of(&n, 2), NODE_OK);
	assert_int_equal(state_of(&n, 0), NODE_OK);
	network_release(&n);
}

static void a_node_of_another_chain_is_excluded(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	lie("bob", "chain");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(n.anchor.nodes, 5);
	assert_int_equal(state_of(&n, 1), NODE_WRONG_CHAIN);
	assert_non_null(strstr(nodes_health(n.nodes, 1)->reason, "chain 1"));
	lie("alice", "chain");
	lie("carol", "chain");
	assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, 0, NULL), ERR_NOT_AGREED);
	network_release(&n);
}

static void one_head_neither_holds_back_nor_pulls_forward(void **state)
{
	static const char *const lies[] = {"frozen", "ahead"};
	struct network n;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		network_init(&n);
		lie("bob", lies[i]);
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		assert_int_equal(n.anchor.header.number, 8);
		assert_int_equal(state_of(&n, 1), i == 0 ? NODE_BEHIND : NODE_OK);
		network_release(&n);
	}
}

static void without_proofs_figures_end_at_agreed(void **state)
{
	struct address rich = address_of(RICH);
	struct network n;
	struct account a;
	enum trust trust;

	(void)state;
	network_init(&n);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "noproof");
	find_anchor(&n);
	assert_int_equal(read_reader(&n), TRUST_AGREED);
	assert_int_equal(chainstate_account(n.nodes, &a, &trust, NULL, &n.anchor, &rich, NULL),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_AGREED);
	assert_int_equal(a.balance.limb[1], 542);
	assert_true(hash_equal(&a.code_hash, &trie_empty_code));
	/* One node with a proof is enough to prove, once it is asked again. */
	lie("bob", "");
	assert_int_equal(read_reader(&n), TRUST_AGREED);
	ability_forget(n.nodes, 1);
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
	network_release(&n);
}

static void a_node_that_answers_null_contradicts_nobody(void **state)
{
	static const char *const lies[] = {"nullproof", "nullvalue"};
	struct network n;

	(void)state;
	network_init(&n);
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		lie("bob", lies[i]);
		find_anchor(&n);
		assert_int_equal(read_reader(&n), TRUST_PROVEN);
		assert_int_equal(state_of(&n, 1), NODE_OK);
	}
	/* Nobody gives a proof, and two of them a value. */
	lie("alice", "nullproof");
	lie("carol", "nullproof");
	find_anchor(&n);
	assert_int_equal(read_reader(&n), TRUST_AGREED);
	assert_int_equal(disputes_of(&n, ""), 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_OK);
	network_release(&n);
}

static void a_contract_is_compared_with_what_the_profile_pins(void **state)
{
	struct profile_contract pin = {.address = address_of(READER)};
	struct network n;
	enum trust trust;
	struct err e = {0};

	(void)state;
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(chainstate_contract(n.nodes, NULL, &trust, &n.anchor, &pin, NULL, 0, NULL),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_REPORTED);
	pin.has_code_hash = true;
	keccak256(pin.code_hash.bytes, "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
	assert_int_equal(chainstate_contract(n.nodes, NULL, &trust, &n.anchor, &pin, NULL, 0, NULL),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	pin.has_implementation = true;
	assert_int_equal(chainstate_contract(n.nodes, NULL, &trust, &n.anchor, &pin, NULL, 0, NULL),
			 STATUS_OK);
	pin.implementation.bytes[0] = 1;
	assert_int_equal(chainstate_contract(n.nodes, NULL, &trust, &n.anchor, &pin, NULL, 0, &e),
			 ERR_MISMATCH);
	pin.code_hash.bytes[0] ^= 1;
	assert_int_equal(chainstate_contract(n.nodes, NULL, &trust, &n.anchor, &pin, NULL, 0, &e),
			 ERR_MISMATCH);
	assert_non_null(strstr(e.text, "code"));
	network_release(&n);
}

/* The attestation of eas.json with 33 bytes of data, as the contract stored it. */
static void store_attestation(const struct json *v)
{
	const struct json *slot = json_first(json_get(v, "slots"));

	for (const struct json *word = json_first(json_get(v, "words")); word != NULL;
	     word = json_next(word), slot = json_next(slot)) {
		struct hash at = vector_hash(slot, NULL), value = vector_hash(word, NULL);

		store(READER, &at, &value);
	}
}

static void attestations_are_read_from_proven_storage(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct hash uids[2] = {{{0}}, {.bytes = {2}}};
	struct attestation_reading got[2];
	struct network n;

	(void)state;
	while (strlen(vector_text(v, "data")) != 2 + 2 * 33)
		v = json_next(v);
	uids[0] = vector_hash(v, "uid");
	network_init(&n);
	n.profile.has_eas = n.profile.eas.has_slots = true;
	n.profile.eas.contract.address = address_of(READER);
	n.profile.eas.db_slot.bytes[31] = 4;
	store_attestation(v);
	mine(3);
	find_anchor(&n);
	/* Slots of unknown code may mean anything. */
	assert_int_equal(attestations_read(n.nodes, got, &n.anchor, uids, 2, NULL), STATUS_OK);
	assert_int_equal(got[0].trust, TRUST_AGREED);
	attestation_release(&got[0].attestation);
	n.profile.eas.contract.has_code_hash = true;
	keccak256(n.profile.eas.contract.code_hash.bytes,
		  "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
	assert_int_equal(attestations_read(n.nodes, got, &n.anchor, uids, 2, NULL), STATUS_OK);
	assert_int_equal(got[0].status, STATUS_OK);
	assert_int_equal(got[0].trust, TRUST_PROVEN);
	assert_hash_equal(got[0].attestation.uid, uids[0]);
	assert_int_equal(got[0].attestation.data.len, 33);
	assert_int_equal(got[0].attestation.data.data[32], 0xef);
	assert_int_equal(got[1].status, ERR_NOT_FOUND);
	assert_int_equal(got[1].trust, TRUST_PROVEN);
	attestation_release(&got[0].attestation);
	network_release(&n);
	json_free(doc);
}

/* A contract whose record says another time than its uid was made of. */
static void an_attestation_that_does_not_make_its_uid_is_refused(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct hash uid = vector_hash(v, "uid"), slots[7], db = {.bytes = {[31] = 4}};
	struct attestation_reading got;
	struct network n;
	struct hash word;

	(void)state;
	network_init(&n);
	n.profile.has_eas = n.profile.eas.has_slots = true;
	n.profile.eas.contract.address = address_of(READER);
	n.profile.eas.db_slot = db;
	store_attestation(v);
	attestation_slots(slots, &uid, &db);
	word = (struct hash){.bytes = {[31] = 5}};
	store(READER, &slots[2], &word);
	mine(3);
	find_anchor(&n);
	assert_int_equal(attestations_read(n.nodes, &got, &n.anchor, &uid, 1, NULL), STATUS_OK);
	assert_int_equal(got.status, ERR_MISMATCH);
	network_release(&n);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_proven_when_the_nodes_agree_on_the_block),
		cmocka_unit_test(one_liar_is_named_and_changes_nothing),
		cmocka_unit_test(fewer_than_k_honest_nodes_prove_nothing),
		cmocka_unit_test(nodes_of_one_operator_are_one_voice),
		cmocka_unit_test(a_single_node_can_only_report),
		cmocka_unit_test(a_liar_is_trusted_again_after_it_agrees_on_block_and_value),
		cmocka_unit_test(a_node_of_another_chain_is_excluded),
		cmocka_unit_test(one_head_neither_holds_back_nor_pulls_forward),
		cmocka_unit_test(without_proofs_figures_end_at_agreed),
		cmocka_unit_test(a_node_that_answers_null_contradicts_nobody),
		cmocka_unit_test(a_contract_is_compared_with_what_the_profile_pins),
		cmocka_unit_test(attestations_are_read_from_proven_storage),
		cmocka_unit_test(an_attestation_that_does_not_make_its_uid_is_refused),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}

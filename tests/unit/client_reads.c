/* Three front ends of one anvil, of which any may lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/parse.h"
#include "chain/keccak.h"
#include "client/reads.h"
#include "tests/lib/faulty_server.h"

/* Anvil's first account (its public default mnemonic); it has 10000 ether in genesis. */
#define RICH "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"

/* Returns the word at slot 0. */
#define READER	    "0x00000000000000000000000000000000000000aa"
#define READER_CODE "60005460005260206000f3"
/* Logs topic 0xaa with the word 1. */
#define LOGGER	    "0x00000000000000000000000000000000000000bb"
#define LOGGER_CODE "600160005260aa60206000a100"
/* Reverts with nothing. */
#define DENIER	    "0x00000000000000000000000000000000000000cc"
#define DENIER_CODE "60006000fd"

static struct faulty_server server;

static struct address address_of(const char *text)
{
	struct address a;

	assert_int_equal(parse_hex(a.bytes, 20, text, strlen(text)), STATUS_OK);
	return a;
}

/* Asks anvil itself; returns its reply. */
static const char *anvil(const char *method, const char *params)
{
	static char reply[4096];
	struct transport *t;
	char url[256], body[4096];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u", server.anvil_port);
	snprintf(body, sizeof(body),
		 "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params);
	static const char *const headers[] = {"Content-Type: application/json"};
	struct exchange x = {.method = HTTP_POST,
			     .url = url,
			     .headers = headers,
			     .n_headers = 1,
			     .body = body,
			     .body_len = strlen(body),
			     .limits = http_limits_rpc};

	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	assert_int_equal(x.status, STATUS_OK);
	snprintf(reply, sizeof(reply), "%s", buf_str(&x.reply));
	if (strstr(reply, "\"error\"") != NULL)
		fail_msg("%s: %s", method, reply);
	exchange_release(&x);
	transport_free(t);
	return reply;
}

static void mine(unsigned blocks)
{
	char params[32];

	snprintf(params, sizeof(params), "[\"0x%x\"]", blocks);
	anvil("anvil_mine", params);
}

static void store(const char *contract, const struct hash *slot, const struct hash *value)
{
	char params[256], s[HASH_TEXT_SIZE], v[HASH_TEXT_SIZE];

	hash_format(s, slot);
	hash_format(v, value);
	snprintf(params, sizeof(params), "[\"%s\",\"%s\",\"%s\"]", contract, s, v);
	anvil("anvil_setStorageAt", params);
}

static int start(void **state)
{
	struct hash slot = {0}, value = {.bytes = {[30] = 0x12, [31] = 0x34}};

	(void)state;
	if (faulty_server_start(&server, true) != 0)
		return -1;
	anvil("anvil_setCode", "[\"" READER "\",\"0x" READER_CODE "\"]");
	anvil("anvil_setCode", "[\"" LOGGER "\",\"0x" LOGGER_CODE "\"]");
	anvil("anvil_setCode", "[\"" DENIER "\",\"0x" DENIER_CODE "\"]");
	store(READER, &slot, &value);
	mine(10);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	faulty_server_stop(&server);
	return 0;
}

/* A network of three operators, two of whom must agree. */
struct network {
	struct profile profile;
	struct transport *transport;
	struct nodes *nodes;
	struct anchor anchor;
};

static const char *const names[] = {"alice", "bob", "carol"};

static void lie(const char *name, const char *what)
{
	struct transport *t;
	char url[256], path[64];

	snprintf(path, sizeof(path), "/lie/%s/%s", name, what);
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(
		faulty_request(t, faulty_url(url, &server, path), HTTP_GET, NULL, 0, NULL, 0), 200);
	transport_free(t);
}

static void network_init(struct network *n)
{
	memset(n, 0, sizeof(*n));
	n->profile.chain_id = 31337;
	n->profile.n_nodes = 3;
	n->profile.quorum = 2;
	n->profile.confirmations = 2;
	n->profile.max_age_s = 120;
	n->profile.block_time_s = 2;
	for (size_t i = 0; i < 3; i++) {
		struct profile_node *node = &n->profile.nodes[i];
		char path[64];

		lie(names[i], "");
		snprintf(path, sizeof(path), "/node/%s", names[i]);
		snprintf(node->name, sizeof(node->name), "%s", names[i]);
		snprintf(node->operator, sizeof(node->operator), "operator of %s", names[i]);
		faulty_url(node->url, &server, path);
	}
	assert_int_equal(transport_new(&n->transport, NULL), STATUS_OK);
	assert_int_equal(nodes_new(&n->nodes, &n->profile, n->transport), STATUS_OK);
}

static void network_release(struct network *n)
{
	nodes_free(n->nodes);
	transport_free(n->transport);
}

static void find_anchor(struct network *n)
{
	struct err e = {0};

	nodes_retry_now(n->nodes);
	if (anchor_find(n->nodes, &n->anchor, NULL, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
}

/* Slot 0 of the reader, and how it is known. */
static enum trust read_reader(struct network *n)
{
	struct address reader = address_of(READER);
	struct hash slot = {0};
	struct slot_value v;
	struct err e = {0};

	if (read_slots(n->nodes, &v, &n->anchor, &reader, &slot, 1, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(v.value.limb[0], 0x1234);
	return v.trust;
}

static size_t disputes_of(struct network *n, const char *name)
{
	struct dispute d[NODES_DISPUTES];
	size_t count = nodes_take_disputes(n->nodes, d, NODES_DISPUTES);

	for (size_t i = 0; i < count; i++) {
		assert_string_equal(d[i].name, name);
		assert_true(d[i].said[0] != '\0' && d[i].agreed[0] != '\0');
		assert_true(d[i].method[0] != '\0' && d[i].time != 0);
	}
	return count;
}

static enum node_state state_of(const struct network *n, size_t i)
{
	return nodes_health(n->nodes, i)->state;
}

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
	assert_int_equal(read_account(n.nodes, &a, &trust, &n.anchor, &rich, NULL), STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	assert_int_equal(u256_compare(&a.balance, &ether10000), 0);
	assert_int_equal(a.nonce, 0);
	assert_true(hash_equal(&a.code_hash, &trie_empty_code));
	assert_int_equal(read_account(n.nodes, &a, &trust, &n.anchor, &reader, NULL), STATUS_OK);
	keccak256(code.bytes, "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
	assert_true(hash_equal(&a.code_hash, &code));
	assert_int_equal(read_account(n.nodes, &a, &trust, &n.anchor, &nobody, NULL), STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	assert_false(a.exists);
	assert_int_equal(read_slots(n.nodes, values, &n.anchor, &reader, slots, 2, NULL),
			 STATUS_OK);
	assert_true(u256_is_zero(&values[0].value));
	assert_int_equal(values[0].trust, TRUST_PROVEN);
	assert_int_equal(values[1].value.limb[0], 0x1234);
	assert_int_equal(read_slots(n.nodes, values, &n.anchor, &nobody, slots, 1, NULL),
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
			assert_int_equal(read_account(n.nodes, &a, &trust, &n.anchor, &rich, NULL),
					 STATUS_OK);
			assert_int_equal(trust, TRUST_PROVEN);
			assert_true(a.balance.limb[1] == 542 && a.balance.limb[0] != 1);
			assert_int_equal(read_reader(&n), TRUST_PROVEN);
			assert_int_equal(read_call(n.nodes, &out, &call_trust, &n.anchor, &reader,
						   "", 0, NULL),
					 STATUS_OK);
			assert_int_equal(call_trust, TRUST_AGREED);
			assert_int_equal(out.data[31], 0x34);
			if (disputes_of(&n, names[liar]) == 0)
				fail_msg("%s: %s was not noticed", names[liar], lies[i]);
			assert_int_equal(state_of(&n, liar), NODE_LYING);
			assert_true(node_agreement(nodes_health(n.nodes, liar)) < 100);
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
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_DISPUTED);
	assert_int_equal(read_reader(&n), TRUST_DISPUTED);
	assert_int_equal(disputes_of(&n, ""), 0);
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
	assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, NULL), ERR_NOT_AGREED);
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
	assert_int_equal(read_account(n.nodes, &a, &trust, &n.anchor, &rich, NULL), STATUS_OK);
	assert_int_equal(trust, TRUST_AGREED);
	assert_int_equal(a.balance.limb[1], 542);
	assert_true(hash_equal(&a.code_hash, &trie_empty_code));
	/* One node with a proof is enough to prove. */
	lie("bob", "");
	assert_int_equal(read_reader(&n), TRUST_PROVEN);
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
	assert_int_equal(read_contract(n.nodes, &trust, &n.anchor, &pin, NULL), STATUS_OK);
	assert_int_equal(trust, TRUST_REPORTED);
	pin.has_code_hash = true;
	keccak256(pin.code_hash.bytes, "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
	assert_int_equal(read_contract(n.nodes, &trust, &n.anchor, &pin, NULL), STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	pin.has_implementation = true;
	assert_int_equal(read_contract(n.nodes, &trust, &n.anchor, &pin, NULL), STATUS_OK);
	pin.implementation.bytes[0] = 1;
	assert_int_equal(read_contract(n.nodes, &trust, &n.anchor, &pin, &e), ERR_MISMATCH);
	pin.code_hash.bytes[0] ^= 1;
	assert_int_equal(read_contract(n.nodes, &trust, &n.anchor, &pin, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "code"));
	network_release(&n);
}

static void attestations_are_read_from_proven_storage(void **state)
{
	struct hash uids[2] = {{.bytes = {1}}, {.bytes = {2}}};
	struct hash slots[7], at, word = {0};
	struct attestation_reading got[2];
	struct network n;

	(void)state;
	network_init(&n);
	n.profile.has_eas = n.profile.eas.has_slots = true;
	n.profile.eas.contract.address = address_of(READER);
	n.profile.eas.db_slot.bytes[31] = 4;
	eas_record_slots(slots, &uids[0], &n.profile.eas.db_slot);
	store(READER, &slots[0], &uids[0]);
	word.bytes[31] = 2 * 33 + 1; /* 33 bytes of data */
	store(READER, &slots[6], &word);
	memset(word.bytes, 0x77, 32);
	eas_data_slot(&at, &slots[6], 0);
	store(READER, &at, &word);
	word = (struct hash){.bytes = {0x78}};
	eas_data_slot(&at, &slots[6], 1);
	store(READER, &at, &word);
	word = (struct hash){.bytes = {[23] = 9}}; /* time, the lowest 8 bytes, is 9 << 64 … */
	word.bytes[31] = 5;
	store(READER, &slots[2], &word);
	mine(3);
	find_anchor(&n);
	assert_int_equal(read_attestations(n.nodes, got, &n.anchor, uids, 2, NULL), STATUS_OK);
	assert_int_equal(got[0].status, STATUS_OK);
	assert_int_equal(got[0].trust, TRUST_PROVEN);
	assert_int_equal(got[0].attestation.time, 5);
	assert_int_equal(got[0].attestation.expiration, 9);
	assert_int_equal(got[0].attestation.data.len, 33);
	assert_int_equal(got[0].attestation.data.data[32], 0x78);
	assert_int_equal(got[1].status, ERR_NOT_FOUND);
	assert_int_equal(got[1].trust, TRUST_PROVEN);
	attestation_release(&got[0].attestation);
	network_release(&n);
}

static void a_call_that_reverts_says_so(void **state)
{
	struct address denier = address_of(DENIER), rich = address_of(RICH);
	struct network n;
	enum trust trust;
	struct err e = {0};
	struct buf out;
	struct tx tx;
	uint64_t gas;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	buf_init(&out, 64);
	tx_init(&tx);
	tx.to = denier;
	assert_int_equal(read_call(n.nodes, &out, &trust, &n.anchor, &denier, "", 0, &e),
			 ERR_REVERTED);
	assert_int_equal(simulate(n.nodes, &trust, &tx, &rich, &e), ERR_REVERTED);
	assert_int_equal(estimate_gas(n.nodes, &gas, &tx, &rich, &e), ERR_REVERTED);
	tx.to = address_of(LOGGER);
	lie("bob", "gas");
	assert_int_equal(simulate(n.nodes, &trust, &tx, &rich, &e), STATUS_OK);
	assert_int_equal(trust, TRUST_AGREED);
	assert_int_equal(estimate_gas(n.nodes, &gas, &tx, &rich, &e), STATUS_OK);
	assert_in_range(gas, 21000, 60000);
	tx_release(&tx);
	buf_release(&out);
	network_release(&n);
}

static void fees_and_nonces_are_not_one_nodes_to_choose(void **state)
{
	struct address rich = address_of(RICH);
	struct nonce_reading nonce;
	struct fee_reading fees;
	struct network n;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	lie("alice", "gas");
	assert_int_equal(read_fees(n.nodes, &fees, &n.anchor, NULL), STATUS_OK);
	assert_true(fees.dynamic);
	assert_true(fees.priority.raw.limb[0] < 0xffffffffffffffff);
	assert_true(fees.max_fee.raw.limb[0] ==
		    2 * fees.base_fee.raw.limb[0] + fees.priority.raw.limb[0]);
	lie("alice", "nonce");
	assert_int_equal(read_nonce(n.nodes, &nonce, &n.anchor, &rich, NULL), STATUS_OK);
	assert_int_equal(nonce.mined, 0);
	assert_int_equal(nonce.mined_trust, TRUST_PROVEN);
	assert_int_equal(nonce.pending, 0);
	assert_int_equal(nonce.pending_trust, TRUST_AGREED);
	network_release(&n);
}

/* Sends two calls to the logger from anvil's own account and mines them. */
static void make_logs(void)
{
	for (int i = 0; i < 2; i++) {
		anvil("eth_sendTransaction",
		      "[{\"from\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"to\":\"" LOGGER
		      "\",\"gas\":\"0x20000\"}]");
		mine(1);
	}
	mine(3);
}

static void logs_are_the_union_of_what_nodes_have(void **state)
{
	struct hash topic = {.bytes = {[31] = 0xaa}};
	struct event_filter filter = {.address = address_of(LOGGER), .topics = {&topic}};
	struct event_list list;
	struct network n;

	(void)state;
	network_init(&n);
	make_logs();
	find_anchor(&n);
	filter.to = n.anchor.header.number;
	assert_int_equal(read_events(n.nodes, &list, &n.anchor, &filter, NULL), STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	assert_true(list.events[0].block < list.events[1].block);
	assert_int_equal(list.events[0].trust, TRUST_AGREED);
	assert_int_equal(list.events[0].data_len, 32);
	event_list_release(&list);
	/* Left out by one node: still there. Invented by one: only its word. */
	lie("alice", "logs");
	assert_int_equal(read_events(n.nodes, &list, &n.anchor, &filter, NULL), STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	assert_int_equal(disputes_of(&n, "alice"), 1);
	event_list_release(&list);
	lie("alice", "");
	lie("bob", "invented");
	find_anchor(&n);
	read_reader(&n);
	assert_int_equal(read_events(n.nodes, &list, &n.anchor, &filter, NULL), STATUS_OK);
	assert_int_equal(list.n, 3);
	assert_int_equal(list.events[1].trust == TRUST_AGREED, 0);
	assert_int_equal(disputes_of(&n, "bob"), 1);
	event_list_release(&list);
	/* A log that was not asked for is no answer. */
	lie("bob", "");
	filter.topics[0] = NULL;
	filter.address = address_of(READER);
	assert_int_equal(read_events(n.nodes, &list, &n.anchor, &filter, NULL), STATUS_OK);
	assert_int_equal(list.n, 0);
	event_list_release(&list);
	network_release(&n);
}

/* Signed by anvil's first account with two third-party tools; nonce 4, value 1 wei. */
static const char signed_tx[] =
	"02f868827a6904018453a4319f8252089470997970c51812dc3a010c7d01b50e0d17dc79c80180c001a0"
	"8693330296d5cfed071d80cf504541846d92293b52749dd1e354f29accff03f3a0"
	"0c40760e9a29d8136220345ad058c4a19669ff8683f16a0d769fdd3e56657688";
static const char signed_tx_hash[] =
	"0x9dfb4e78683ed8278e649c6a26c8542084756904f3753eb363703914817f67df";

static void a_transaction_is_sent_to_all_and_its_fate_agreed(void **state)
{
	uint8_t raw[200];
	char text[420];
	struct send_result sent;
	struct receipt receipt;
	struct network n;
	struct hash want;
	struct err e = {0};
	size_t len;

	(void)state;
	snprintf(text, sizeof(text), "0x%s", signed_tx);
	assert_int_equal(parse_hex_var(raw, &len, sizeof(raw), text, strlen(text)), STATUS_OK);
	assert_int_equal(hash_parse(&want, signed_tx_hash, 66), STATUS_OK);
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(read_receipt(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_ABSENT);
	anvil("anvil_setNonce", "[\"" RICH "\",\"0x4\"]");
	if (send_raw(n.nodes, &sent, raw, len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_true(hash_equal(&sent.tx, &want));
	/* All front ends lead to one anvil: two of three knew it already. */
	assert_int_equal(sent.accepted, 7);
	assert_int_equal(read_receipt(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_PENDING);
	mine(1);
	lie("carol", "receipt");
	assert_int_equal(read_receipt(n.nodes, &receipt, &want, &e), STATUS_OK);
	assert_int_equal(receipt.fate, TX_MINED);
	assert_int_equal(receipt.trust, TRUST_AGREED);
	assert_true(receipt.success);
	assert_int_equal(receipt.gas_used, 21000);
	receipt_release(&receipt);
	assert_int_equal(send_raw(n.nodes, &sent, raw, len, &e), ERR_CHANGED);
	raw[20] ^= 1;
	assert_int_not_equal(send_raw(n.nodes, &sent, raw, len, &e), STATUS_OK);
	assert_int_equal(sent.accepted, 0);
	assert_true(sent.refusal[0] != '\0');
	network_release(&n);
}

static void a_block_that_was_replaced_is_abandoned(void **state)
{
	enum ancestry ancestry;
	struct anchor before;
	struct network n;
	char snapshot[64], params[80];
	const char *reply;

	(void)state;
	network_init(&n);
	reply = anvil("evm_snapshot", "[]");
	snprintf(snapshot, sizeof(snapshot), "%s", strstr(reply, "\"result\":") + 9);
	*strchr(snapshot, '}') = '\0';
	mine(5);
	find_anchor(&n);
	before = n.anchor;
	mine(3);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &ancestry, &before, NULL), STATUS_OK);
	assert_int_equal(ancestry, ANCESTRY_KEPT);
	assert_int_equal(n.anchor.header.number, before.header.number + 3);
	snprintf(params, sizeof(params), "[%s]", snapshot);
	anvil("evm_revert", params);
	anvil("evm_increaseTime", "[1000]");
	mine(2);
	/* Too short to tell, then replaced. */
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &ancestry, &before, NULL), STATUS_OK);
	assert_int_equal(ancestry, ANCESTRY_UNKNOWN);
	mine(6);
	assert_int_equal(anchor_find(n.nodes, &n.anchor, &ancestry, &before, NULL), STATUS_OK);
	assert_int_equal(ancestry, ANCESTRY_ABANDONED);
	assert_int_equal(anchor_ancestry(n.nodes, &ancestry, before.header.number,
					 &before.header.hash, NULL),
			 STATUS_OK);
	assert_int_equal(ancestry, ANCESTRY_ABANDONED);
	assert_int_equal(anchor_ancestry(n.nodes, &ancestry, n.anchor.header.number,
					 &n.anchor.header.hash, NULL),
			 STATUS_OK);
	assert_int_equal(ancestry, ANCESTRY_KEPT);
	network_release(&n);
}

static void the_clock_is_compared_with_the_agreed_block(void **state)
{
	struct network n;
	char clock[32];

	(void)state;
	network_init(&n);
	find_anchor(&n);
	snprintf(clock, sizeof(clock), "%llu",
		 (unsigned long long)n.anchor.header.timestamp + 4 + 30);
	setenv("BYLINE_CLOCK", clock, 1);
	find_anchor(&n);
	unsetenv("BYLINE_CLOCK");
	/* Two confirmations of two seconds lie between. */
	assert_int_equal(n.anchor.skew_s, 30);
	assert_false(n.anchor.stale);
	find_anchor(&n);
	assert_true(n.anchor.stale);
	network_release(&n);
}

static void a_network_that_is_down_is_unreachable(void **state)
{
	static const char *const faults[] = {"dropped",	 "garbage", "500",     "truncated",
					     "wrong-id", "empty",   "redirect"};
	struct network n;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		network_init(&n);
		for (size_t j = 0; j < 3; j++)
			lie(names[j], faults[i]);
		assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, &e), ERR_UNREACHABLE);
		assert_non_null(strstr(e.text, "node "));
		assert_true(nodes_health(n.nodes, 0)->retry_ms > 0);
		/* While they rest nobody is asked. */
		for (size_t j = 0; j < 3; j++)
			lie(names[j], "");
		assert_int_equal(anchor_find(n.nodes, &n.anchor, NULL, NULL, &e), ERR_UNREACHABLE);
		assert_non_null(strstr(e.text, "resting"));
		find_anchor(&n);
		assert_int_equal(n.anchor.trust, TRUST_AGREED);
		network_release(&n);
	}
	network_init(&n);
	lie("alice", "429");
	find_anchor(&n);
	assert_int_equal(n.anchor.trust, TRUST_AGREED);
	assert_int_equal(state_of(&n, 0), NODE_RATE_LIMITED);
	network_release(&n);
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
		cmocka_unit_test(a_contract_is_compared_with_what_the_profile_pins),
		cmocka_unit_test(attestations_are_read_from_proven_storage),
		cmocka_unit_test(a_call_that_reverts_says_so),
		cmocka_unit_test(fees_and_nonces_are_not_one_nodes_to_choose),
		cmocka_unit_test(logs_are_the_union_of_what_nodes_have),
		cmocka_unit_test(a_transaction_is_sent_to_all_and_its_fate_agreed),
		cmocka_unit_test(a_block_that_was_replaced_is_abandoned),
		cmocka_unit_test(the_clock_is_compared_with_the_agreed_block),
		cmocka_unit_test(a_network_that_is_down_is_unreachable),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

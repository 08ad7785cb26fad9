/* The profiles that come with byline, as they are in networks/. */
#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"

static void round_trips(const struct profile *p)
{
	struct json *doc = profile_json(p);
	struct profile again;
	struct err e = {0};
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&out, doc), STATUS_OK);
	if (profile_parse(&again, out.data, out.len, &e) != STATUS_OK)
		fail_msg("%s: %s", p->name, e.text);
	assert_memory_equal(&again, p, sizeof(again));
	buf_release(&out);
	json_free(doc);
}

static void shipped_networks_are_read_and_survive_writing(void **state)
{
	static const struct {
		const char *file;
		uint64_t chain_id;
		bool can_agree; /* OpenLedger has one public node each */
		unsigned blocks;
		const char *db_slot; /* in hex; NULL without an attestation service */
	} shipped[] = {{"openledger", 1612, false, 10, NULL},
		       {"openledger-testnet", 161201, false, 10, NULL},
		       {"ethereum", 1, true, 2, "01"},
		       {"sepolia", 11155111, true, 2, "01"},
		       {"base", 8453, true, 20, "32"},
		       {"optimism", 10, true, 5, "32"},
		       {"story", 1514, true, 2, NULL},
		       {"bnb", 56, true, 15, NULL}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		char name[64];
		struct buf text;
		struct profile p;
		struct err e = {0};

		snprintf(name, sizeof(name), "%s.json", shipped[i].file);
		text = vector_bytes("../networks", name);
		if (profile_parse(&p, text.data, text.len, &e) != STATUS_OK)
			fail_msg("%s: %s", name, e.text);
		assert_string_equal(p.name, shipped[i].file);
		assert_int_equal(p.chain_id, shipped[i].chain_id);
		assert_int_equal(profile_can_agree(&p), shipped[i].can_agree);
		assert_int_equal(p.confirmations, shipped[i].blocks);
		assert_int_equal(p.has_eas, shipped[i].db_slot != NULL);
		if (p.has_eas)
			assert_int_equal(p.eas.db_slot.bytes[31],
					 strtol(shipped[i].db_slot, NULL, 16));
		round_trips(&p);
		buf_release(&text);
	}
}

/* No relay stands among the nodes, where it would be a voice of its own. */
static void no_relay_passes_for_a_node(void **state)
{
	static const char *const files[] = {
		"ethereum.json", "sepolia.json", "base.json",	    "bnb.json",
		"optimism.json", "story.json",	 "openledger.json", "openledger-testnet.json"};
	static const char *const hosts[] = {"drpc.org", "1rpc.io", "thirdweb.com"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct buf text = vector_bytes("../networks", files[i]);
		struct profile p;

		assert_int_equal(profile_parse(&p, text.data, text.len, NULL), STATUS_OK);
		buf_release(&text);
		for (size_t n = 0; n < p.n_nodes; n++)
			for (size_t h = 0; h < ARRAY_SIZE(hosts); h++)
				if (strstr(p.nodes[n].url, hosts[h]) != NULL)
					assert_true(p.nodes[n].relay);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_networks_are_read_and_survive_writing),
		cmocka_unit_test(no_relay_passes_for_a_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The profiles that come with byline, as they are in networks/. */
#include "tests/unit/payer_judging.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/erc20.h"
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

static struct profile shipped_profile(const char *file)
{
	struct buf text = vector_bytes("../networks", file);
	struct profile p;

	assert_int_equal(profile_parse(&p, text.data, text.len, NULL), STATUS_OK);
	buf_release(&text);
	return p;
}

static struct profile_distributor payer_of(const struct profile *p, enum distributor_kind kind)
{
	for (size_t i = 0; i < p->n_distributors; i++)
		if (p->distributors[i].kind == kind)
			return p->distributors[i];
	fail_msg("%s has no payer of kind %s", p->name, payer_kind(kind)->name);
	return (struct profile_distributor){.has_slots = false};
}

/* The words that decide about a claim of 0x11… in the token 0x33…, sent by itself or another. */
static struct judging asked_of(const struct profile_distributor *payer, uint8_t sender)
{
	struct judging j = {.payer = *payer, .sender = judging_address(sender)};

	j.entitlement.account = judging_address(0x11);
	j.entitlement.token = judging_address(0x33);
	j.entitlement.series = 5;
	judging_ask(&j);
	return j;
}

/* Which words are derived, by the first letters of their names. */
static void are_derived(const struct judging *j, const char *const *names)
{
	for (size_t i = 0; i < j->n; i++) {
		bool derived = false;

		for (size_t k = 0; names[k] != NULL; k++)
			derived |= strncmp(j->words[i].name, names[k], strlen(names[k])) == 0;
		if (j->words[i].derived != derived)
			fail_msg("%s: derived is %d", j->words[i].name, !derived);
	}
}

/* The vectors were computed by ethers from the contracts' published layouts. */
static void merkl_is_pinned_where_it_keeps_its_words(void **state)
{
	static const struct {
		const char *file, *implementation;
	} networks[] = {
		{"ethereum.json", "0x33CC998Fd4AF3b6be42BaC9a67fe97e9e275d2aE"},
		{"base.json", "0x64455A45d85D872Bfd7F833E367686108d13D6E6"},
		{"optimism.json", "0x10fb9a037a68D60730FB7FC2FE77BF8495223094"},
		{"bnb.json", "0x4195FAABA1cbaD584fE2fEc711d788cdB9a6A9a7"},
	};
	struct json *calls = vector_load("payer-calls.json");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(networks); i++) {
		struct profile p = shipped_profile(networks[i].file);
		const struct profile_distributor d = payer_of(&p, DISTRIBUTOR_MERKL);
		struct judging j = asked_of(&d, 0x22);
		char text[ADDRESS_TEXT_SIZE];

		address_format(text, &d.contract.address);
		assert_string_equal(text, "0x3Ef3D8bA38EBe18DB133cEc108f4D14CE00Dd9Ae");
		assert_true(d.contract.has_implementation);
		address_format(text, &d.contract.implementation);
		assert_string_equal(text, networks[i].implementation);
		assert_string_equal(d.url, "https://api.merkl.xyz");
		judging_places_are(&j, json_get(json_get(calls, "merkl"), "words"));
		are_derived(&j, (const char *const[]){"recipient", NULL});
	}
	json_free(calls);
}

static void eigenlayer_is_pinned_where_it_keeps_its_words(void **state)
{
	struct profile p = shipped_profile("ethereum.json");
	const struct profile_distributor d = payer_of(&p, DISTRIBUTOR_EIGENLAYER);
	struct judging j = asked_of(&d, 0x22);
	struct json *calls = vector_load("payer-calls.json");

	(void)state;
	judging_places_are(&j, json_get(calls, "eigenlayer_words"));
	are_derived(&j, (const char *const[]){"", NULL});
	json_free(calls);
}

/* No vault is shipped: whose revenue somebody has a share in is for the user to add. */
static void storys_vaults_are_pinned_where_they_keep_their_words(void **state)
{
	struct profile p = shipped_profile("story.json");
	struct profile_distributor d = {.kind = DISTRIBUTOR_STORY,
					.module = p.story.module,
					.disputes = p.story.disputes,
					.has_slots = p.story.has_slots,
					.pinned = p.story.pinned,
					.derived = p.story.derived,
					.ip = judging_address(0x22)};
	struct json *calls = vector_load("payer-calls.json");
	const struct json *words = json_get(json_get(calls, "story"), "words");
	struct judging j;

	(void)state;
	memcpy(d.slots, p.story.slots, sizeof(d.slots));
	j = asked_of(&d, 0x11);
	assert_true(p.has_story);
	assert_int_equal(p.n_distributors, 0);
	/* The beacon's address is not known, so that no word is asked of it. */
	assert_false(p.story.has_beacon);
	assert_int_equal(j.n, json_count(words) - 2);
	for (size_t i = 0; i < j.n; i++)
		assert_hash_equal(j.words[i].slot, vector_hash(words, j.words[i].name));
	are_derived(&j, (const char *const[]){"paused", "disputes", "accumulator", "debt", "share",
					      "supply", NULL});
	json_free(calls);
}

static void reppos_pods_pay_in_its_pinned_token(void **state)
{
	struct profile p = shipped_profile("base.json");
	const struct profile_distributor d = payer_of(&p, DISTRIBUTOR_REPPO);
	const struct profile_token *token = profile_token(&p, &d.token);

	(void)state;
	assert_true(token != NULL && strcmp(token->symbol, "REPPO") == 0 && token->decimals == 18);
	assert_false(d.has_slots);
}

/* The holder's balance of 0x11… in slot 5, as LayerZero's published layout has it. */
static void open_on_bnb_is_proven_by_its_published_slot(void **state)
{
	static const char balance[] =
		"0xe211e23e74ee2556989cb624831cd15e4324ec0f5e5d9a1c3ec21f309f497c8c";
	struct profile bnb = shipped_profile("bnb.json"), eth = shipped_profile("ethereum.json");
	const struct address holder = judging_address(0x11);
	char text[HASH_TEXT_SIZE];
	struct hash slot;

	(void)state;
	assert_true(bnb.tokens[0].has_balance_slot);
	erc20_balance_slot(&slot, &bnb.tokens[0], &holder);
	hash_format(text, &slot);
	assert_string_equal(text, balance);
	/* Its place on Ethereum was inferred alone. */
	assert_false(eth.tokens[0].has_balance_slot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_networks_are_read_and_survive_writing),
		cmocka_unit_test(no_relay_passes_for_a_node),
		cmocka_unit_test(merkl_is_pinned_where_it_keeps_its_words),
		cmocka_unit_test(eigenlayer_is_pinned_where_it_keeps_its_words),
		cmocka_unit_test(storys_vaults_are_pinned_where_they_keep_their_words),
		cmocka_unit_test(reppos_pods_pay_in_its_pinned_token),
		cmocka_unit_test(open_on_bnb_is_proven_by_its_published_slot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

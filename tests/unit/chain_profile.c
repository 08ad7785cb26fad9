#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/payer_urd.h"
#include "chain/profile.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"

static const char full[] =
	"{\"format\":\"byline-network/2\",\"name\":\"devnet\",\"title\":\"byline devnet\","
	"\"chain_id\":\"31337\",\"nodes\":["
	"{\"name\":\"alice\",\"operator\":\"Alpha\",\"url\":\"http://127.0.0.1:8101\"},"
	"{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"},"
	"{\"name\":\"carol\",\"operator\":\"Gamma\",\"url\":\"http://127.0.0.1:8103\"}],"
	"\"relays\":[{\"name\":\"drpc\",\"url\":\"http://127.0.0.1:8104\"},"
	"{\"name\":\"1rpc\",\"url\":\"http://127.0.0.1:8105\"}],"
	"\"quorum\":\"2\",\"confirmations\":\"2\",\"finality\":\"none\",\"max_age_ms\":\"120000\","
	"\"block_time_ms\":\"450\",\"native\":{\"symbol\":\"ETH\",\"decimals\":\"18\"},"
	"\"fee_cap_wei\":\"50000000000000000\","
	"\"eas\":{\"address\":\"0x4200000000000000000000000000000000000021\","
	"\"registry\":\"0x4200000000000000000000000000000000000020\",\"db_slot\":\"4\","
	"\"code_hash\":\"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
	"\"implementation\":\"0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\","
	"\"domain_version\":\"1.4.0\"},"
	"\"tokens\":[{\"address\":\"0x3333333333333333333333333333333333333333\","
	"\"symbol\":\"OPEN\",\"name\":\"Open\",\"decimals\":\"18\","
	"\"code_hash\":\"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\","
	"\"balance\":{\"slot\":\"0\",\"order\":\"slot-key\","
	"\"mask\":\"0x00000000000000000000000000000000ffffffffffffffffffffffffffffffff\"}}],"
	"\"payers\":[{\"kind\":\"urd\",\"name\":\"mail royalties\","
	"\"address\":\"0xdddddddddddddddddddddddddddddddddddddddd\","
	"\"token\":\"0x3333333333333333333333333333333333333333\","
	"\"slots\":{\"root\":\"0\",\"ipfs_hash\":\"1\",\"claimed\":\"2\","
	"\"pending_root\":\"6\"}},"
	"{\"kind\":\"urd\",\"address\":\"0xcccccccccccccccccccccccccccccccccccccccc\","
	"\"token\":\"0x3333333333333333333333333333333333333333\"}],"
	"\"datanets\":[{\"name\":\"mail-filter\",\"url\":\"http://127.0.0.1:8110\","
	"\"address\":\"0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\","
	"\"payers\":[\"0xdddddddddddddddddddddddddddddddddddddddd\"]},"
	"{\"name\":\"topics\",\"url\":\"http://127.0.0.1:8111\","
	"\"address\":\"0xabababababababababababababababababababab\",\"payers\":[],"
	"\"intake_key\":"
	"\"0x5555555555555555555555555555555555555555555555555555555555555555\"}],"
	"\"explorer\":\"\"}";

/* The same network in the format before, which had one datanet and one operator a node. */
static const char first[] =
	"{\"format\":\"byline-network/1\",\"name\":\"devnet\",\"title\":\"byline devnet\","
	"\"chain_id\":\"31337\",\"nodes\":["
	"{\"name\":\"alice\",\"operator\":\"Alpha\",\"url\":\"http://127.0.0.1:8101\"},"
	"{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"},"
	"{\"name\":\"carol\",\"operator\":\"Gamma\",\"url\":\"http://127.0.0.1:8103\"}],"
	"\"quorum\":\"2\",\"confirmations\":\"2\",\"finality\":\"none\",\"max_age\":\"120\","
	"\"block_time\":\"2\",\"native\":{\"symbol\":\"ETH\",\"decimals\":\"18\"},"
	"\"fee_cap_wei\":\"50000000000000000\","
	"\"eas\":{\"address\":\"0x4200000000000000000000000000000000000021\","
	"\"registry\":\"0x4200000000000000000000000000000000000020\",\"db_slot\":\"4\","
	"\"code_hash\":\"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\","
	"\"implementation\":\"0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\","
	"\"domain_version\":\"1.4.0\"},"
	"\"tokens\":[{\"address\":\"0x3333333333333333333333333333333333333333\","
	"\"symbol\":\"OPEN\",\"name\":\"Open\",\"decimals\":\"18\","
	"\"code_hash\":\"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\","
	"\"balance\":{\"slot\":\"0\",\"order\":\"slot-key\","
	"\"mask\":\"0x00000000000000000000000000000000ffffffffffffffffffffffffffffffff\"}}],"
	"\"distributors\":[{\"kind\":\"urd\","
	"\"address\":\"0xdddddddddddddddddddddddddddddddddddddddd\","
	"\"token\":\"0x3333333333333333333333333333333333333333\","
	"\"slots\":{\"root\":\"0\",\"ipfs_hash\":\"1\",\"claimed\":\"2\","
	"\"pending_root\":\"6\"}}],"
	"\"datanet\":{\"url\":\"http://127.0.0.1:8110\","
	"\"address\":\"0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\",\"name\":\"mail-filter\"},"
	"\"explorer\":\"\"}";

static struct profile parse(const char *text)
{
	struct profile p;
	struct err e = {0};

	if (profile_parse(&p, text, strlen(text), &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return p;
}

/*
 * Replaces the first `from` of `full` by `to` and expects a refusal whose message names `member`.
 */
static void refuses(const char *from, const char *to, const char *member)
{
	const char *at = strstr(full, from);
	char text[4096];
	struct profile p;
	struct err e = {0};

	assert_non_null(at);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - full), full, to, at + strlen(from));
	if (profile_parse(&p, text, strlen(text), &e) == STATUS_OK)
		fail_msg("accepted: %s -> %s", from, to);
	if (strstr(e.text, member) == NULL)
		fail_msg("%s -> %s: the message does not name %s: %s", from, to, member, e.text);
}

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

static void every_member_is_read(void **state)
{
	struct profile p = parse(full);
	struct u256 cap = u256_from_u64(50000000000000000U);

	(void)state;
	assert_string_equal(p.name, "devnet");
	assert_string_equal(p.title, "byline devnet");
	assert_int_equal(p.chain_id, 31337);
	assert_int_equal(p.n_nodes, 5);
	assert_string_equal(p.nodes[2].name, "carol");
	assert_string_equal(p.nodes[1].operator, "Beta");
	assert_string_equal(p.nodes[0].url, "http://127.0.0.1:8101");
	assert_int_equal(p.quorum, 2);
	assert_int_equal(p.confirmations, 2);
	assert_false(p.has_finality);
	assert_int_equal(p.max_age_ms, 120000);
	assert_int_equal(p.block_time_ms, 450);
	assert_string_equal(p.native_symbol, "ETH");
	assert_int_equal(p.native_decimals, 18);
	assert_number_equal(p.fee_cap.raw, cap);
	assert_true(p.has_eas && p.eas.has_slots && p.eas.contract.has_code_hash &&
		    p.eas.contract.has_implementation);
	assert_int_equal(p.eas.contract.address.bytes[19], 0x21);
	assert_int_equal(p.eas.registry.bytes[19], 0x20);
	assert_int_equal(p.eas.contract.code_hash.bytes[0], 0xaa);
	assert_int_equal(p.eas.contract.implementation.bytes[0], 0xbb);
	assert_int_equal(p.eas.db_slot.bytes[31], 4);
	assert_string_equal(p.eas.domain_version, "1.4.0");
	assert_string_equal(p.explorer, "");
}

static void contracts_of_the_network_are_read(void **state)
{
	struct profile p = parse(full);
	const struct profile_token *token = profile_token(&p, &p.tokens[0].contract.address);
	const struct profile_distributor *d =
		profile_distributor(&p, &p.distributors[0].contract.address);

	(void)state;
	assert_ptr_equal(token, &p.tokens[0]);
	assert_string_equal(token->symbol, "OPEN");
	assert_int_equal(token->decimals, 18);
	assert_true(token->has_balance_slot && token->contract.has_code_hash);
	assert_int_equal(token->balance_order, SLOT_SLOT_KEY);
	assert_int_equal(token->balance_mask.bytes[15], 0);
	assert_int_equal(token->balance_mask.bytes[16], 0xff);
	assert_ptr_equal(d, &p.distributors[0]);
	assert_true(d->has_slots);
	assert_false(d->contract.has_code_hash);
	assert_int_equal(d->slots[URD_PENDING_ROOT].bytes[31], 6);
	assert_int_equal(d->slots[URD_CLAIMED].bytes[31], 2);
	assert_int_equal(d->token.bytes[0], 0x33);
	assert_null(profile_token(&p, &d->contract.address));
	assert_null(profile_distributor(&p, &token->contract.address));
	assert_string_equal(d->name, "mail royalties");
	assert_string_equal(p.distributors[1].name, "");
}

static void datanets_have_payers_of_their_own(void **state)
{
	struct profile p = parse(full);

	(void)state;
	assert_int_equal(p.n_datanets, 2);
	assert_string_equal(profile_datanet(&p)->name, "mail-filter");
	assert_string_equal(p.datanets[0].url, "http://127.0.0.1:8110");
	assert_int_equal(p.datanets[0].address.bytes[0], 0xee);
	assert_false(p.datanets[0].has_intake_key);
	assert_true(p.datanets[1].has_intake_key);
	assert_int_equal(p.datanets[1].intake_key[31], 0x55);
	assert_true(profile_pays(&p, 0));
	assert_false(profile_pays(&p, 1));
	p.datanet = 1;
	assert_string_equal(profile_datanet(&p)->url, "http://127.0.0.1:8111");
	assert_false(profile_pays(&p, 0));
	assert_true(profile_pays_any(&p, 0));
	assert_false(profile_pays_any(&p, 1));
	assert_ptr_equal(profile_datanet_at(&p, &p.datanets[1].address), &p.datanets[1]);
	assert_null(profile_datanet_at(&p, &p.eas.registry));
	p.n_datanets = 0;
	assert_string_equal(profile_datanet(&p)->name, "");
}

/* Nodes that pass questions on could all ask one and the same node. */
static void relays_are_one_operator(void **state)
{
	struct profile p = parse(full);

	(void)state;
	assert_true(p.nodes[3].relay && p.nodes[4].relay && !p.nodes[2].relay);
	assert_string_equal(p.nodes[4].name, "1rpc");
	assert_string_equal(p.nodes[3].operator, p.nodes[4].operator);
	p.quorum = 2;
	p.n_nodes = 2;
	p.nodes[0] = p.nodes[3];
	p.nodes[1] = p.nodes[4];
	assert_false(profile_can_agree(&p));
	p.nodes[1].relay = false;
	snprintf(p.nodes[1].operator, sizeof(p.nodes[1].operator), "Beta");
	assert_true(profile_can_agree(&p));
}

/* More relays add no voice, and take none away: the quorum is more than half of the voices. */
static void a_quorum_is_a_majority_of_voices_and_not_of_names(void **state)
{
	struct profile p = parse(full);

	(void)state;
	p.nodes[2] = p.nodes[4];
	p.n_nodes = 4;
	assert_int_equal(profile_voices(&p), 3);
	assert_true(profile_can_agree(&p));
	p.nodes[1] = p.nodes[0] = p.nodes[3];
	assert_int_equal(profile_voices(&p), 1);
	for (p.quorum = 1; p.quorum <= p.n_nodes; p.quorum++)
		assert_false(profile_can_agree(&p));
}

/* Base makes five blocks a second: a depth in blocks would have to be known for each chain. */
static void the_depth_may_be_a_time(void **state)
{
	static const struct {
		const char *block_time, *depth;
		unsigned blocks;
	} cases[] = {{"200", "4000", 20},    {"450", "6750", 15}, {"450", "6751", 16},
		     {"12000", "24000", 2},  {"2000", "1", 1},	  {"1", "86400000", 0},
		     {"3600000", "1000", 1}, {"200", "0", 0}};
	char text[4096];
	const char *at = strstr(full, "\"confirmations\""), *end = strstr(full, "\"450\"");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct profile p;
		enum status s;

		snprintf(text, sizeof(text),
			 "%.*s\"confirmation_ms\":\"%s\",\"finality\":\"none\","
			 "\"max_age_ms\":\"120000\",\"block_time_ms\":\"%s%s",
			 (int)(at - full), full, cases[i].depth, cases[i].block_time, end + 4);
		s = profile_parse(&p, text, strlen(text), NULL);
		assert_int_equal(s, cases[i].blocks > 0 ? STATUS_OK : ERR_RANGE);
		if (s != STATUS_OK)
			continue;
		assert_int_equal(p.confirmations, cases[i].blocks);
		round_trips(&p);
	}
	refuses("\"confirmations\":\"2\"", "\"confirmations\":\"2\",\"confirmation_ms\":\"9\"",
		"confirmation_ms");
}

/* The first format had one datanet, for which every distributor paid, and times in seconds. */
static void a_profile_of_the_first_format_is_read(void **state)
{
	struct profile p = parse(first);

	(void)state;
	assert_int_equal(p.n_nodes, 3);
	assert_int_equal(p.max_age_ms, 120000);
	assert_int_equal(p.block_time_ms, 2000);
	assert_int_equal(p.n_datanets, 1);
	assert_string_equal(profile_datanet(&p)->name, "mail-filter");
	assert_int_equal(p.n_distributors, 1);
	assert_true(profile_pays(&p, 0));
	round_trips(&p);
}

static void a_full_profile_survives_writing(void **state)
{
	struct profile p = parse(full);

	(void)state;
	round_trips(&p);
}

static void members_that_are_missing_or_malformed_are_named(void **state)
{
	(void)state;
	refuses("byline-network/2", "byline-network/3", "format");
	/* Members of one format have no place in the other. */
	refuses("byline-network/2", "byline-network/1", "relays");
	refuses("\"payers\":[{", "\"distributors\":[{", "distributors");
	refuses("\"name\":\"devnet\"", "\"name\":\"../x\"", "name");
	refuses("\"name\":\"devnet\"", "\"name\":\"-x\"", "name");
	refuses("\"name\":\"devnet\"", "\"name\":\"\"", "name");
	refuses("\"title\":\"byline devnet\",", "", "title");
	refuses("byline devnet", "\\u001b[2J", "title");
	refuses("byline devnet", "\\u202eten", "title");
	refuses("byline devnet", "0123456789012345678901234567890123456789012345678901234567890123",
		"title");
	refuses("\"31337\"", "31337", "chain_id");
	refuses("\"31337\"", "\"0\"", "chain_id");
	refuses("\"31337\"", "\"18446744073709551616\"", "chain_id");
	refuses("\"finality\":\"none\"", "\"finality\":\"maybe\"", "finality");
	refuses("\"max_age_ms\":\"120000\"", "\"max_age_ms\":\"0\"", "max_age_ms");
	refuses("\"block_time_ms\":\"450\",", "", "block_time_ms");
	refuses("\"450\"", "\"3600001\"", "block_time_ms");
	refuses("\"50000000000000000\"", "\"0.05\"", "fee_cap_wei");
	refuses("\"decimals\":\"18\"", "\"decimals\":\"78\"", "native");
	refuses("\"symbol\":\"ETH\",", "", "symbol");
	refuses("\"explorer\":\"\"", "\"explorer\":\"ftp://x\"", "explorer");
	refuses("\"explorer\":\"\"", "\"explorer\":\"\",\"colour\":\"red\"", "colour");
	refuses("\"confirmations\":\"2\"", "\"confirmations\":\"2\",\"confirmations\":\"3\"",
		"two members");
}

static void what_is_not_known_of_the_attestation_service_is_left_out(void **state)
{
	const char *at = strstr(full, ",\"domain_version\":\"1.4.0\"");
	char text[4096];
	struct profile p;

	(void)state;
	snprintf(text, sizeof(text), "%.*s%s", (int)(at - full), full, strchr(at, '}'));
	p = parse(text);
	assert_string_equal(p.eas.domain_version, "");
	round_trips(&p);
}

static void nodes_and_quorum_are_checked(void **state)
{
	(void)state;
	refuses("\"quorum\":\"2\"", "\"quorum\":\"0\"", "quorum");
	refuses("\"quorum\":\"2\"", "\"quorum\":\"6\"", "quorum");
	refuses("\"name\":\"bob\"", "\"name\":\"alice\"", "nodes[1]");
	refuses("127.0.0.1:8103", "127.0.0.1:8101", "nodes[2]");
	refuses("http://127.0.0.1:8102", "127.0.0.1:8102", "nodes[1]");
	refuses("http://127.0.0.1:8102", "https://", "url");
	refuses("http://127.0.0.1:8102", "http://a b", "url");
	refuses("\"operator\":\"Beta\",", "", "operator");
	refuses("\"operator\":\"Beta\"", "\"weight\":\"1\"", "weight");
	refuses("\"operator\":\"Beta\"", "\"operator\":\"relays\"", "belongs into \"relays\"");
	refuses("\"name\":\"drpc\"", "\"name\":\"bob\"", "relays[0]");
	refuses("127.0.0.1:8105", "127.0.0.1:8101", "relays[1]");
	refuses("\"name\":\"1rpc\",", "\"name\":\"1rpc\",\"operator\":\"own\",", "operator");
}

static void contracts_are_checked(void **state)
{
	(void)state;
	refuses("0x4200000000000000000000000000000000000021", "0x42", "eas");
	refuses("0x4200000000000000000000000000000000000020",
		"0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266", "registry");
	refuses("\"db_slot\":\"4\"", "\"db_slot\":\"0x04\"", "db_slot");
	refuses("\"code_hash\":\"0xaaaa", "\"code_hash\":\"0xaa", "code_hash");
	refuses("\"domain_version\":\"1.4.0\"", "\"domain_version\":\"\"", "domain_version");
	refuses("\"slot-key\"", "\"both\"", "tokens[0]: balance: \"order\"");
	refuses("0x00000000000000000000000000000000ffffffffffffffffffffffffffffffff",
		"0x0000000000000000000000000000000000000000000000000000000000000000", "mask");
	refuses("\"symbol\":\"OPEN\"", "\"symbol\":\"OPENOPENOPENOPEN\"", "tokens[0]");
	refuses("\"kind\":\"urd\"", "\"kind\":\"merkl\"", "payers[0]");
	refuses("\"pending_root\":\"6\"", "\"pending\":\"6\"", "payers[0]: slots");
	refuses("\"payers\":[{", "\"payers\":[1,{", "payers[0]");
	refuses("\"name\":\"mail-filter\"", "\"name\":\"\"", "datanets[0]");
	refuses("}],\"payers\"",
		"},{\"address\":\"0x3333333333333333333333333333333333333333\",\"symbol\":\"X\","
		"\"name\":\"X\",\"decimals\":\"0\"}],\"payers\"",
		"tokens[1]");
}

static void datanets_are_checked(void **state)
{
	(void)state;
	refuses("\"name\":\"topics\"", "\"name\":\"mail-filter\"",
		"datanets[1]: \"name\" is the name of another");
	refuses("0xabababababababababababababababababababab",
		"0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
		"datanets[1]: \"address\" is the address of another");
	refuses("\"payers\":[\"0xdddddddddddddddddddddddddddddddddddddddd\"]",
		"\"payers\":[\"0xdddddddddddddddddddddddddddddddddddddddc\"]",
		"datanets[0]: payers[0]: not the address of one of");
	refuses("\"payers\":[]", "\"payers\":[\"0xdddddddddddddddddddddddddddddddddddddddd\"]",
		"datanets[1]: payers[0]: the address of a payer that has a datanet");
	refuses("\"payers\":[]", "\"payers\":[\"0x12\"]", "datanets[1]: payers[0]");
	refuses("\"payers\":[]", "\"payers\":[7]", "datanets[1]: payers[0]");
	refuses("0x5555", "0x55", "intake_key");
}

static void too_many_nodes_are_refused(void **state)
{
	char text[8192];
	size_t len = 0;
	struct profile p;
	struct err e = {0};
	const char *tail = strstr(full, "],\"quorum\"");
	const char *head = strstr(full, "{\"name\":\"alice\"");

	(void)state;
	len += (size_t)snprintf(text, sizeof(text), "%.*s", (int)(head - full), full);
	for (int i = 0; i <= LIMIT_NODES; i++)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len,
			"%s{\"name\":\"n%d\",\"operator\":\"o\",\"url\":\"http://h%d\"}",
			i > 0 ? "," : "", i, i);
	snprintf(text + len, sizeof(text) - len, "%s", tail);
	assert_int_equal(profile_parse(&p, text, strlen(text), &e), ERR_LIMIT);
	assert_non_null(strstr(e.text, "nodes"));
}

/* The condition is k >= 2, k > n/2, and k operators. */
static void agreement_needs_two_a_majority_and_distinct_operators(void **state)
{
	struct profile p = parse(first);

	(void)state;
	assert_true(profile_can_agree(&p));
	p.quorum = 1;
	assert_false(profile_can_agree(&p));
	p.quorum = 3;
	assert_true(profile_can_agree(&p));
	snprintf(p.nodes[2].operator, sizeof(p.nodes[2].operator), "Alpha");
	assert_false(profile_can_agree(&p));
	p.quorum = 2;
	assert_true(profile_can_agree(&p));
	snprintf(p.nodes[1].operator, sizeof(p.nodes[1].operator), "Alpha");
	assert_false(profile_can_agree(&p));
	p = parse(first);
	p.n_nodes = 4;
	p.nodes[3] = (struct profile_node){"dave", "Delta", "http://d", false};
	assert_false(profile_can_agree(&p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_is_read),
		cmocka_unit_test(contracts_of_the_network_are_read),
		cmocka_unit_test(datanets_have_payers_of_their_own),
		cmocka_unit_test(relays_are_one_operator),
		cmocka_unit_test(a_quorum_is_a_majority_of_voices_and_not_of_names),
		cmocka_unit_test(the_depth_may_be_a_time),
		cmocka_unit_test(what_is_not_known_of_the_attestation_service_is_left_out),
		cmocka_unit_test(a_profile_of_the_first_format_is_read),
		cmocka_unit_test(a_full_profile_survives_writing),
		cmocka_unit_test(members_that_are_missing_or_malformed_are_named),
		cmocka_unit_test(nodes_and_quorum_are_checked),
		cmocka_unit_test(contracts_are_checked),
		cmocka_unit_test(datanets_are_checked),
		cmocka_unit_test(too_many_nodes_are_refused),
		cmocka_unit_test(agreement_needs_two_a_majority_and_distinct_operators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include "base/json_write.h"
#include "chain/payer.h"
#include "chain/profile_payer.h"

#define ADDRESS_11 "\"0x1111111111111111111111111111111111111111\""
#define ADDRESS_33 "\"0x3333333333333333333333333333333333333333\""
#define ADDRESS_B2 "\"0xb2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2\""
#define ADDRESS_B3 "\"0xb3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3\""
#define ADDRESS_D1 "\"0xd1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\""
#define ADDRESS_D2 "\"0xd2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2\""
#define ADDRESS_D3 "\"0xd3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3\""
#define ADDRESS_D4 "\"0xd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4\""
#define ADDRESS_D5 "\"0xd5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5d5\""
#define ADDRESS_E1 "\"0xe1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1\""
#define ADDRESS_E2 "\"0xe2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2\""
#define ADDRESS_E3 "\"0xe3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3\""
#define ADDRESS_E4 "\"0xe4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4\""
#define ADDRESS_E6 "\"0xe6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6\""
#define HASH_52	   "\"0x5252525252525252525252525252525252525252525252525252525252525252\""
#define HASH_53	   "\"0x5353535353535353535353535353535353535353535353535353535353535353\""
#define HASH_68	   "\"0x6868686868686868686868686868686868686868686868686868686868686868\""
#define HASH_98	   "\"0x9898989898989898989898989898989898989898989898989898989898989898\""
#define HASH_A1	   "\"0xa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\""
#define HASH_A2	   "\"0xa2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2\""
#define HASH_A5	   "\"0xa5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5\""
#define HASH_CD	   "\"0xcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\""
#define HASH_E1	   "\"0xe1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1\""
#define HASH_E2	   "\"0xe2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2\""
#define HASH_E5	   "\"0xe5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5\""

#define URD_SLOTS_TEXT \
	"{\"root\":\"0\",\"ipfs_hash\":\"1\",\"claimed\":\"2\",\"pending_root\":\"6\"}"
#define MERKL_SLOTS_TEXT                                                                   \
	"{\"tree\":\"101\",\"last_tree\":\"103\",\"dispute\":\"107\",\"claimed\":\"109\"," \
	"\"operators\":\"112\",\"recipients\":\"114\"}"
#define EIGENLAYER_SLOTS_TEXT \
	"{\"paused\":\"102\",\"roots\":\"202\",\"claimers\":\"204\",\"claimed\":\"205\"}"

/* One payer of each kind, as a file has it. */
static const char urd[] =
	"{\"kind\":\"urd\",\"name\":\"royalties\",\"address\":" ADDRESS_D1 ",\"code_hash\":" HASH_A1
	",\"token\":" ADDRESS_33 ",\"slots\":" URD_SLOTS_TEXT "}";
static const char merkl[] = "{\"kind\":\"merkl\",\"address\":" ADDRESS_D2 ",\"code_hash\":" HASH_A2
			    ",\"implementation\":" ADDRESS_B2 ",\"url\":\"https://api.merkl.xyz\""
			    ",\"slots\":" MERKL_SLOTS_TEXT ",\"derived\":[\"recipients\"]}";
static const char eigenlayer[] =
	"{\"kind\":\"eigenlayer\",\"address\":" ADDRESS_D3 ",\"implementation\":" ADDRESS_B3
	",\"slots\":" EIGENLAYER_SLOTS_TEXT
	",\"derived\":[\"paused\",\"roots\",\"claimers\",\"claimed\"]}";
static const char reppo[] = "{\"kind\":\"reppo\",\"name\":\"pods\",\"address\":" ADDRESS_D4
			    ",\"token\":" ADDRESS_33 "}";
static const char story[] = "{\"kind\":\"story\",\"address\":" ADDRESS_D5 ",\"code_hash\":" HASH_A5
			    ",\"ip\":" ADDRESS_11 "}";

/* The contracts of all vaults, with slots of ERC-7201 and a beacon. */
static const char contracts[] =
	"{\"module\":{\"address\":" ADDRESS_E1 ",\"implementation\":" ADDRESS_E2
	"},\"disputes\":{\"address\":" ADDRESS_E3 "},\"beacon\":{\"address\":" ADDRESS_E4
	",\"code_hash\":" HASH_E5 ",\"implementation\":" ADDRESS_E6
	"},\"slots\":{\"vaults\":" HASH_98 ",\"paused\":" HASH_CD ",\"tags\":" HASH_68
	",\"accumulators\":" HASH_E1 ",\"debts\":" HASH_E2 ",\"shares\":" HASH_52
	",\"supply\":" HASH_53 ",\"beacon\":\"1\"},\"derived\":[\"tags\"]}";

static struct json *parse(const char *text)
{
	struct json *o = NULL;
	struct err e = {0};

	if (json_parse(&o, text, strlen(text), &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
	return o;
}

static struct profile with_story(void)
{
	struct profile p = {.n_distributors = 0};
	struct json *o = parse(contracts);
	struct err e = {0};

	if (profile_payer_read_story(&p, o, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	json_free(o);
	return p;
}

/* Fails unless `o` is written as what `text` says, in the order in which byline writes members. */
static void is_written_as(struct json *o, const char *text)
{
	struct json *said = parse(text);
	struct buf out, expected;

	buf_init(&out, 64 * KIB);
	buf_init(&expected, 64 * KIB);
	assert_int_equal(json_write(&out, o), STATUS_OK);
	assert_int_equal(json_write(&expected, said), STATUS_OK);
	assert_int_equal(out.len, expected.len);
	assert_memory_equal(out.data, expected.data, out.len);
	buf_release(&expected);
	buf_release(&out);
	json_free(said);
	json_free(o);
}

static void each_kind_is_read_and_written_as_it_was(void **state)
{
	static const struct {
		const char *text;
		enum distributor_kind kind;
	} cases[] = {{urd, DISTRIBUTOR_URD},
		     {merkl, DISTRIBUTOR_MERKL},
		     {eigenlayer, DISTRIBUTOR_EIGENLAYER},
		     {reppo, DISTRIBUTOR_REPPO},
		     {story, DISTRIBUTOR_STORY}};
	struct profile p = with_story();
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json *o = parse(cases[i].text);

		if (profile_payer_read(&p, o, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		json_free(o);
		assert_int_equal(p.n_distributors, i + 1);
		assert_int_equal(p.distributors[i].kind, cases[i].kind);
		is_written_as(profile_payer_json(&p.distributors[i]), cases[i].text);
	}
	assert_int_equal(p.distributors[1].derived, 1U << 5);
	assert_true(address_is_zero(&p.distributors[1].token));
	assert_false(p.distributors[3].has_slots);
	is_written_as(profile_payer_story_json(&p.story), contracts);
}

/* A vault is judged by the contracts and slots of all vaults. */
static void a_vault_has_the_contracts_of_all_vaults(void **state)
{
	struct profile p = with_story();
	struct json *o = parse(story);
	const struct profile_distributor *d = &p.distributors[0];
	struct err e = {0};

	(void)state;
	assert_int_equal(profile_payer_read(&p, o, &e), STATUS_OK);
	assert_memory_equal(&d->module, &p.story.module, sizeof(d->module));
	assert_memory_equal(&d->disputes, &p.story.disputes, sizeof(d->disputes));
	assert_memory_equal(d->slots, p.story.slots, sizeof(d->slots));
	assert_true(d->has_slots && d->has_beacon);
	assert_int_equal(d->beacon.implementation.bytes[0], 0xe6);
	assert_int_equal(d->beacon.contract.address.bytes[0], 0xe4);
	/* The beacon is no proxy itself: its code is not compared with what it names. */
	assert_false(d->beacon.contract.has_implementation);
	assert_int_equal(d->pinned, 0xff);
	assert_int_equal(d->derived, 1U << 2);
	json_free(o);
}

/* Replaces `from` in `text` by `to`. The result is static. */
static const char *changed(const char *text, const char *from, const char *to)
{
	static char out[4096];
	const char *at = strstr(text, from);

	if (at == NULL)
		fail_msg("%s is not in %s", from, text);
	snprintf(out, sizeof(out), "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	return out;
}

static void refuses(const char *text, const char *from, const char *to, const char *because)
{
	struct profile p = with_story();
	struct json *o = parse(changed(text, from, to));
	struct err e = {0};

	if (profile_payer_read(&p, o, &e) == STATUS_OK)
		fail_msg("%s was read", changed(text, from, to));
	if (strstr(e.text, because) == NULL)
		fail_msg("%s is not said: %s", because, e.text);
	assert_int_equal(p.n_distributors, 0);
	json_free(o);
}

static void members_of_other_kinds_are_refused(void **state)
{
	static const struct {
		const char *text, *member;
	} cases[] = {
		{urd, "url"},	     {urd, "ip"},	 {urd, "preset"},     {merkl, "token"},
		{merkl, "ip"},	     {merkl, "preset"},	 {eigenlayer, "url"}, {eigenlayer, "token"},
		{reppo, "slots"},    {reppo, "derived"}, {reppo, "url"},      {story, "slots"},
		{story, "token"},    {story, "module"},	 {story, "derived"},  {merkl, "calldata"},
		{reppo, "selector"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char with[64];

		snprintf(with, sizeof(with), "{\"%s\":\"1\",\"kind\"", cases[i].member);
		refuses(cases[i].text, "{\"kind\"", with, cases[i].member);
	}
}

static void breaches_of_a_payer_are_refused_by_name(void **state)
{
	(void)state;
	refuses(urd, "\"kind\":\"urd\"", "\"kind\":\"erc20\"", "kind");
	refuses(urd, "\"kind\":\"urd\",", "", "kind");
	refuses(reppo, ",\"token\":" ADDRESS_33, "", "token");
	refuses(story, ",\"ip\":" ADDRESS_11, "", "ip");
	refuses(merkl, "https://", "ftp://", "url");
	refuses(merkl, "\"tree\":\"101\",", "", "tree");
	refuses(merkl, "\"tree\":\"101\"", "\"wood\":\"101\"", "wood");
	refuses(merkl, "[\"recipients\"]", "[\"wood\"]", "derived");
	refuses(merkl, "[\"recipients\"]", "[7]", "derived");
	refuses(merkl, "\"slots\":" MERKL_SLOTS_TEXT ",", "", "derived");
	refuses(eigenlayer, "\"roots\":\"202\",", "", "roots");
}

static void a_vault_needs_the_contracts_of_story(void **state)
{
	struct profile p = {.n_distributors = 0};
	struct json *o = parse(story);
	struct err e = {0};

	(void)state;
	assert_int_equal(profile_payer_read(&p, o, &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "\"story\""));
	json_free(o);
}

/* `claim remove` takes back what `claim add` pinned, and no other pin. */
static void a_pin_says_whether_the_user_made_it(void **state)
{
	static const char made[] =
		"{\"kind\":\"reppo\",\"name\":\"pods\",\"pinned_by\":"
		"\"claim add\",\"address\":" ADDRESS_D4 ",\"token\":" ADDRESS_33 "}";
	struct profile p = {.n_distributors = 0};
	struct json *o;

	(void)state;
	o = parse(reppo);
	assert_int_equal(profile_payer_read(&p, o, NULL), STATUS_OK);
	json_free(o);
	assert_false(p.distributors[0].brought);
	p.n_distributors = 0;
	o = parse(made);
	assert_int_equal(profile_payer_read(&p, o, NULL), STATUS_OK);
	json_free(o);
	assert_true(p.distributors[0].brought);
	is_written_as(profile_payer_json(&p.distributors[0]), made);
	refuses(made, "claim add", "somebody", "\"pinned_by\" takes");
}

static void two_payers_have_two_addresses(void **state)
{
	struct profile p = with_story();
	struct json *a = parse(reppo), *b = parse(changed(urd, ADDRESS_D1, ADDRESS_D4));
	struct err e = {0};

	(void)state;
	assert_int_equal(profile_payer_read(&p, a, &e), STATUS_OK);
	assert_int_equal(profile_payer_read(&p, b, &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "another payer"));
	json_free(a);
	json_free(b);
}

static void refuses_story(const char *from, const char *to, const char *because)
{
	struct profile p = {.n_distributors = 0};
	struct json *o = parse(changed(contracts, from, to));
	struct err e = {0};

	if (profile_payer_read_story(&p, o, &e) == STATUS_OK)
		fail_msg("without %s it was read", from);
	if (strstr(e.text, because) == NULL)
		fail_msg("%s is not said: %s", because, e.text);
	assert_false(p.has_story);
	json_free(o);
}

static void breaches_of_storys_contracts_are_refused_by_name(void **state)
{
	(void)state;
	refuses_story("\"module\"", "\"modul\"", "modul");
	refuses_story("\"disputes\":{\"address\":" ADDRESS_E3 "},", "", "disputes");
	refuses_story("\"vaults\":" HASH_98 ",", "", "vaults");
	refuses_story("\"supply\":" HASH_53 ",", "", "supply");
	refuses_story("\"code_hash\":" HASH_E5 ",\"implementation\":" ADDRESS_E6,
		      "\"code_hash\":" HASH_E5, "beacon: \"implementation\"");
	/* A beacon and the place where it keeps the code that it names need each other. */
	refuses_story(",\"beacon\":\"1\"", "", "need each other");
	refuses_story("\"beacon\":{\"address\":" ADDRESS_E4 ",\"code_hash\":" HASH_E5
		      ",\"implementation\":" ADDRESS_E6 "},",
		      "", "need each other");
}

/* The slot of disputes may be missing, since the module can be asked. */
static void the_slot_of_disputes_may_be_missing(void **state)
{
	struct profile p = {.n_distributors = 0};
	char first[4096], kept[4096];
	struct json *o;
	struct err e = {0};

	(void)state;
	snprintf(first, sizeof(first), "%s", changed(contracts, "\"tags\":" HASH_68 ",", ""));
	snprintf(kept, sizeof(kept), "%s", changed(first, ",\"derived\":[\"tags\"]", ""));
	o = parse(kept);
	assert_int_equal(profile_payer_read_story(&p, o, &e), STATUS_OK);
	assert_int_equal(p.story.pinned, 0xff & ~(1U << 2));
	is_written_as(profile_payer_story_json(&p.story), kept);
	json_free(o);
}

/* Places by ERC-7201 are published as hashes, small slots as numbers of either kind. */
static void slots_are_decimal_or_hex(void **state)
{
	static const char *const same[] = {"\"tree\":\"0x65\"",
					   "\"tree\":\"0x00000000000000000000000000000000000000"
					   "00000000000000000000000065\""};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(same); i++) {
		struct profile p = {.n_distributors = 0};
		struct json *o = parse(changed(merkl, "\"tree\":\"101\"", same[i]));

		assert_int_equal(profile_payer_read(&p, o, &e), STATUS_OK);
		is_written_as(profile_payer_json(&p.distributors[0]), merkl);
		json_free(o);
	}
	refuses(merkl, "\"tree\":\"101\"", "\"tree\":\"0x065\"", "tree");
	refuses(merkl, "\"tree\":\"101\"", "\"tree\":\"0x\"", "tree");
	refuses(merkl, "\"tree\":\"101\"", "\"tree\":\"0xg5\"", "tree");
	refuses(merkl, "\"tree\":\"101\"", "\"tree\":\"\"", "tree");
	refuses(merkl, "\"tree\":\"101\"", "\"tree\":101", "tree");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_read_and_written_as_it_was),
		cmocka_unit_test(a_vault_has_the_contracts_of_all_vaults),
		cmocka_unit_test(members_of_other_kinds_are_refused),
		cmocka_unit_test(breaches_of_a_payer_are_refused_by_name),
		cmocka_unit_test(a_vault_needs_the_contracts_of_story),
		cmocka_unit_test(a_pin_says_whether_the_user_made_it),
		cmocka_unit_test(two_payers_have_two_addresses),
		cmocka_unit_test(breaches_of_storys_contracts_are_refused_by_name),
		cmocka_unit_test(the_slot_of_disputes_may_be_missing),
		cmocka_unit_test(slots_are_decimal_or_hex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

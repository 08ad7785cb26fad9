#include "tests/unit/chain_vector.h"

#include "chain/profile_diff.h"
#include "chain/profile_parse.h"

static const char text[] =
	"{\"format\":\"byline-network/2\",\"name\":\"devnet\",\"title\":\"byline devnet\","
	"\"chain_id\":\"31337\",\"nodes\":["
	"{\"name\":\"alice\",\"operator\":\"Alpha\",\"url\":\"http://127.0.0.1:8101\"},"
	"{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"}],"
	"\"quorum\":\"2\",\"confirmations\":\"2\",\"finality\":\"none\",\"max_age_ms\":\"120000\","
	"\"block_time_ms\":\"2000\",\"native\":{\"symbol\":\"ETH\",\"decimals\":\"18\"},"
	"\"fee_cap_wei\":\"50000000000000000\","
	"\"tokens\":[{\"address\":\"0x3333333333333333333333333333333333333333\","
	"\"symbol\":\"OPEN\",\"name\":\"Open\",\"decimals\":\"18\"}],"
	"\"payers\":[{\"kind\":\"urd\","
	"\"address\":\"0xdddddddddddddddddddddddddddddddddddddddd\","
	"\"token\":\"0x3333333333333333333333333333333333333333\"}],"
	"\"datanets\":[{\"url\":\"http://127.0.0.1:8110\","
	"\"address\":\"0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\",\"name\":\"mail-filter\","
	"\"payers\":[]}]}";

static struct profile parse(const char *data)
{
	struct profile p;
	struct err e = {0};

	if (profile_parse(&p, data, strlen(data), &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return p;
}

/* The changes that replacing `from` by `to` makes. The caller frees them. */
static struct profile_change *changes(size_t *n, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct profile before = parse(text), after;
	struct profile_change *list;
	struct err e = {0};
	char changed[4096];

	assert_non_null(at);
	snprintf(changed, sizeof(changed), "%.*s%s%s", (int)(at - text), text, to,
		 at + strlen(from));
	after = parse(changed);
	assert_int_equal(profile_diff(&list, n, &before, &after, &e), STATUS_OK);
	return list;
}

static void expect(const char *from, const char *to, const char *field, const char *before,
		   const char *after, bool dangerous)
{
	size_t n;
	struct profile_change *list = changes(&n, from, to);

	assert_int_equal(n, 1);
	assert_string_equal(list[0].field, field);
	assert_string_equal(list[0].before, before);
	assert_string_equal(list[0].after, after);
	assert_int_equal(list[0].danger != NULL, dangerous);
	free(list);
}

static void equal_profiles_have_no_difference(void **state)
{
	size_t n;

	(void)state;
	free(changes(&n, "devnet", "devnet"));
	assert_int_equal(n, 0);
}

/* Two payers whose proofs the same server tells are two, though none of them has a name. */
static void payers_are_told_apart_by_their_addresses(void **state)
{
	static const char merkl[] =
		"{\"kind\":\"merkl\",\"address\":\"0x1111111111111111111111111111111111111111\","
		"\"url\":\"https://api.example\"},"
		"{\"kind\":\"merkl\",\"address\":\"0x2222222222222222222222222222222222222222\","
		"\"url\":\"https://api.example\"},{\"kind\":\"urd\",";
	size_t n, found = 0;
	struct profile_change *list = changes(&n, "{\"kind\":\"urd\",", merkl);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_non_null(list[i].danger);
		found += strcmp(list[i].field,
				"payers.0x1111111111111111111111111111111111111111.url") == 0;
		found += strcmp(list[i].field,
				"payers.0x2222222222222222222222222222222222222222.url") == 0;
	}
	assert_int_equal(n, 6);
	assert_int_equal(found, 2);
	free(list);
}

static void each_changed_field_is_named_with_both_values(void **state)
{
	(void)state;
	expect("31337", "1", "chain_id", "31337", "1", true);
	expect("50000000000000000", "100000000000000000000", "fee_cap_wei", "0.05 ETH", "100 ETH",
	       true);
	expect("Beta", "Alpha", "nodes.bob.operator", "Beta", "Alpha", true);
	expect("127.0.0.1:8102", "127.0.0.1:8102/v2/key", "nodes.bob.url", "http://127.0.0.1:8102",
	       "http://127.0.0.1:8102/v2/…", true);
	expect("127.0.0.1:8102", "127.0.0.1:9999", "nodes.bob.url", "http://127.0.0.1:8102",
	       "http://127.0.0.1:9999", true);
	expect("quorum\":\"2", "quorum\":\"1", "quorum", "2", "1", true);
	expect("confirmations\":\"2", "confirmations\":\"0", "confirmations", "2", "0", true);
	expect("\"none\"", "\"tag\"", "finality", "none", "tag", true);
	expect("\"OPEN\"", "\"USDC\"", "tokens.0x3333333333333333333333333333333333333333.symbol",
	       "OPEN", "USDC", true);
	expect("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
	       "0x1111111111111111111111111111111111111111", "datanets.mail-filter.address",
	       "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
	       "0x1111111111111111111111111111111111111111", true);
	expect("byline devnet", "my devnet", "title", "byline devnet", "my devnet", false);
	expect("max_age_ms\":\"120000", "max_age_ms\":\"60000", "max_age_ms", "120000", "60000",
	       false);
	expect("block_time_ms\":\"2000", "block_time_ms\":\"450", "block_time_ms", "2000", "450",
	       false);
	expect("\"payers\":[]", "\"payers\":[\"0xdddddddddddddddddddddddddddddddddddddddd\"]",
	       "datanets.mail-filter.payers.0xdddddddddddddddddddddddddddddddddddddddd", "",
	       "0xdddddddddddddddddddddddddddddddddddddddd", true);
}

static void what_comes_and_what_goes_is_named_field_by_field(void **state)
{
	size_t n, danger = 0;
	struct profile_change *list = changes(
		&n,
		",{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"}],"
		"\"quorum\":\"2\"",
		"],\"quorum\":\"1\"");

	(void)state;
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++) {
		danger += list[i].danger != NULL;
		if (strncmp(list[i].field, "nodes.bob.", 10) == 0)
			assert_string_equal(list[i].after, "");
	}
	assert_int_equal(danger, n);
	free(list);
	/* Another contract under the old one's place is one that goes and one that comes. */
	list = changes(&n, "0xdddddddddddddddddddddddddddddddddddddddd",
		       "0x2222222222222222222222222222222222222222");
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(list[i].danger, "the contracts that pay you");
	free(list);
}

static void the_order_of_nodes_is_no_difference(void **state)
{
	size_t n;
	struct profile_change *list = changes(
		&n,
		"{\"name\":\"alice\",\"operator\":\"Alpha\",\"url\":\"http://127.0.0.1:8101\"},"
		"{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"}",
		"{\"name\":\"bob\",\"operator\":\"Beta\",\"url\":\"http://127.0.0.1:8102\"},"
		"{\"name\":\"alice\",\"operator\":\"Alpha\",\"url\":\"http://127.0.0.1:8101\"}");

	(void)state;
	assert_int_equal(n, 0);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_profiles_have_no_difference),
		cmocka_unit_test(payers_are_told_apart_by_their_addresses),
		cmocka_unit_test(each_changed_field_is_named_with_both_values),
		cmocka_unit_test(what_comes_and_what_goes_is_named_field_by_field),
		cmocka_unit_test(the_order_of_nodes_is_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/unit/chain_vector.h"

#include <dirent.h>

#include "base/buf.h"
#include "chain/node_url.h"
#include "chain/profile_parse.h"
#include "chain/web_url.h"

#define KEY "kX3dPq9_Zr7TnB2mVw8sLc4yHf6gJa1u"

static void keys_in_addresses_are_not_shown(void **state)
{
	static const struct {
		const char *url, *shown;
	} cases[] = {
		{"https://eth-mainnet.g.alchemy.com/v2/" KEY,
		 "https://eth-mainnet.g.alchemy.com/v2/…"},
		{"https://mainnet.infura.io/v3/" KEY, "https://mainnet.infura.io/v3/…"},
		{"https://cool-name.quiknode.pro/" KEY "/", "https://cool-name.quiknode.pro/…/"},
		{"https://rpc.ankr.com/eth/" KEY, "https://rpc.ankr.com/eth/…"},
		{"https://base-mainnet.rpc.example/v1?apikey=" KEY,
		 "https://base-mainnet.rpc.example/v1?…"},
		{"https://base-mainnet.rpc.example?" KEY, "https://base-mainnet.rpc.example?…"},
		{"https://node.example:8545/hunter2", "https://node.example:8545/…"},
		{"https://0123456789abcdef0123456789abcdef.rpc.example/", "https://….rpc.example/"},
		/* These have no key. */
		{"https://ethereum-sepolia-rpc.publicnode.com",
		 "https://ethereum-sepolia-rpc.publicnode.com"},
		{"https://1rpc.io/eth", "https://1rpc.io/eth"},
		{"http://[2001:db8::7]:8545/", "http://[2001:db8::7]:8545/"},
		{"http://127.0.0.1:8101", "http://127.0.0.1:8101"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char shown[NODE_URL_SIZE];

		assert_int_equal(web_url_check(cases[i].url, NULL), STATUS_OK);
		node_url_show(shown, cases[i].url);
		assert_string_equal(shown, cases[i].shown);
		assert_int_equal(node_url_has_key(cases[i].url),
				 strcmp(cases[i].url, cases[i].shown) != 0);
	}
}

/* A path of very short parts would become longer than there is room for. */
static void a_long_address_is_cut_at_its_path(void **state)
{
	char url[256] = "https://node.example", shown[NODE_URL_SIZE];

	(void)state;
	for (size_t len = strlen(url); len < 252; len += 2)
		memcpy(url + len, "/k", 3);
	node_url_show(shown, url);
	assert_string_equal(shown, "https://node.example/…");
}

/* A shown address that is copied into a profile must not be asked. */
static void a_shown_address_is_none_to_ask(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(web_url_check("https://eth-mainnet.g.alchemy.com/v2/…", &e), ERR_PARSE);
	assert_non_null(strstr(e.text, "left out"));
}

static void keys_that_a_server_repeats_are_cut_from_its_words(void **state)
{
	static const struct {
		const char *url, *said, *shown;
	} cases[] = {
		{"https://a.example/v2/" KEY, "Must be authenticated! " KEY " is no key (" KEY ")",
		 "Must be authenticated! … is no key (…)"},
		{"https://a.example/?apikey=" KEY "&x=1", "unknown key " KEY, "unknown key …"},
		{"https://a.example/?apikey=" KEY, "no such path: /?apikey=" KEY,
		 "no such path: /?…"},
		{"https://a.example/v2/" KEY, "v2 is not served any more",
		 "v2 is not served any more"},
		{"https://a.example/eth", "eth_call failed", "eth_call failed"},
		{"https://a.example/abc", "abc", "abc"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char text[256];

		snprintf(text, sizeof(text), "%s", cases[i].said);
		node_url_clean(text, cases[i].url);
		assert_string_equal(text, cases[i].shown);
	}
}

static void the_addresses_that_come_with_byline_are_shown_whole(void **state)
{
	DIR *dir = opendir("networks");
	const struct dirent *entry;
	size_t n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct profile p, hidden;
		struct buf text;

		if (entry->d_name[0] == '.')
			continue;
		text = vector_bytes("../networks", entry->d_name);
		assert_int_equal(profile_parse(&p, text.data, text.len, NULL), STATUS_OK);
		buf_release(&text);
		hidden = p;
		node_url_hide(&hidden);
		for (size_t i = 0; i < p.n_nodes; i++, n++)
			assert_string_equal(hidden.nodes[i].url, p.nodes[i].url);
	}
	closedir(dir);
	assert_true(n > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_in_addresses_are_not_shown),
		cmocka_unit_test(a_long_address_is_cut_at_its_path),
		cmocka_unit_test(a_shown_address_is_none_to_ask),
		cmocka_unit_test(keys_that_a_server_repeats_are_cut_from_its_words),
		cmocka_unit_test(the_addresses_that_come_with_byline_are_shown_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

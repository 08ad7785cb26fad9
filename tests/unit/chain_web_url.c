#include "tests/unit/chain_vector.h"

#include "chain/web_url.h"

static void check(const char *url, const char *message)
{
	struct err e = {0};
	enum status s = web_url_check(url, &e);

	if (message == NULL && s != STATUS_OK)
		fail_msg("%s: %s", url, e.text);
	if (message != NULL && (s != ERR_PARSE || strstr(e.text, message) == NULL))
		fail_msg("%s: \"%s\" instead of \"%s\"", url, e.text, message);
}

static void addresses_of_servers_are_taken_as_they_are(void **state)
{
	static const char *const good[] = {
		"https://ethereum-rpc.publicnode.com",
		"https://mainnet.base.org/",
		"https://1rpc.io/eth",
		"https://rpc.example.org:8443/v2/key-0a1b?chain=1&x=a@b",
		"http://127.0.0.1:8101",
		"http://localhost:1",
		"http://[::1]:65535/",
		"http://[2001:db8::7]",
		"https://xn--bcher-kva.example/",
		"https://10.0.0.7",
		"https://my_node.lan:8545",
		"https://4chains.example",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		check(good[i], NULL);
}

static void an_address_that_can_pass_for_another_is_refused_with_its_fault(void **state)
{
	(void)state;
	check("http://trusted@evil.example", "user name");
	check("https://trusted:443@evil.example/", "user name");
	check("https://trusted.example\\@evil.example/", "backslash");
	check("https://trusted.example\\.evil.example/", "backslash");
	check("https://trusted.example#@evil.example/", "fragment");
	check("https://trusted.example /x", "blank");
	check("https://trusted.example\t", "blank");
	check("https://\xd0\xb5xample.org", "not ASCII");
	check("https://ex%61mple.org", "no name");
	check("https://", "no host");
	check("https:///path", "no host");
	check("https://?x", "no host");
	check("https://:8080", "no host");
	check("https://.example.org", "no name");
	check("https://a..b", "no name");
	check("https://-a.example", "no name");
	check("ftp://example.org", "not an http");
	check("HTTPS://example.org", "not an http");
	check("javascript://example.org", "not an http");
	check("example.org", "not an http");
	check("", "not an http");
}

static void a_number_that_programs_read_differently_is_no_host(void **state)
{
	static const char *const hosts[] = {"127.1",	  "0x7f000001", "2130706433",
					    "0177.0.0.1", "127.0.0.01", "256.1.1.1",
					    "1.2.3.4.5",  "1.2.3",	"a.0x1"};
	char url[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		snprintf(url, sizeof(url), "http://%s/", hosts[i]);
		check(url, "read differently");
	}
	check("http://[::1", "brackets");
	check("http://[]", "brackets");
	check("http://[::1]x", "brackets");
	check("http://[fe80::1%25eth0]", "brackets");
}

static void a_port_is_1_to_65535(void **state)
{
	static const char *const ports[] = {"0",  "",	"65536", "99999999999", "8o",
					    "-1", "+1", "08",	 "1:2"};
	char url[64];

	(void)state;
	check("http://a.example:1", NULL);
	check("http://a.example:65535/", NULL);
	for (size_t i = 0; i < ARRAY_SIZE(ports); i++) {
		snprintf(url, sizeof(url), "http://a.example:%s/", ports[i]);
		check(url, "port");
		snprintf(url, sizeof(url), "http://[::1]:%s", ports[i]);
		check(url, "port");
	}
}

static void plain_http_beyond_this_machine_and_other_alphabets_are_marked(void **state)
{
	(void)state;
	assert_null(web_url_warning("https://example.org"));
	assert_null(web_url_warning("http://127.0.0.1:8101"));
	assert_null(web_url_warning("http://127.255.0.1"));
	assert_null(web_url_warning("http://[::1]:8101/"));
	assert_null(web_url_warning("http://LOCALHOST/"));
	assert_non_null(strstr(web_url_warning("http://example.org"), "not encrypted"));
	assert_non_null(strstr(web_url_warning("http://192.168.1.7:8545"), "not encrypted"));
	assert_non_null(strstr(web_url_warning("http://127.example.org"), "not encrypted"));
	assert_non_null(strstr(web_url_warning("http://localhost.example.org"), "not encrypted"));
	assert_non_null(strstr(web_url_warning("https://a.xn--bcher-kva.example"), "alphabet"));
	assert_null(web_url_warning("https://axn--b.example/xn--path"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_servers_are_taken_as_they_are),
		cmocka_unit_test(an_address_that_can_pass_for_another_is_refused_with_its_fault),
		cmocka_unit_test(a_number_that_programs_read_differently_is_no_host),
		cmocka_unit_test(a_port_is_1_to_65535),
		cmocka_unit_test(plain_http_beyond_this_machine_and_other_alphabets_are_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

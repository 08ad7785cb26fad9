/*
 * Requests to sign in (EIP-4361): the standard's own example, each rule of its grammar broken once,
 * and what decides whether one is signed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chain/meaning_message.h"
#include "chain/sign_in.h"

/* The example of EIP-4361, with the lines that it leaves out. */
static const char example[] =
	"https://example.com:3388 wants you to sign in with your Ethereum account:\n"
	"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2\n"
	"\n"
	"I accept the ExampleOrg Terms of Service: https://example.com/tos\n"
	"\n"
	"URI: https://example.com/login\n"
	"Version: 1\n"
	"Chain ID: 1\n"
	"Nonce: 32891756\n"
	"Issued At: 2021-09-30T16:25:24Z\n"
	"Expiration Time: 2021-09-30T18:25:24.5+02:00\n"
	"Not Before: 2021-09-30t16:25:24z\n"
	"Request ID: 77-a%20b\n"
	"Resources:\n"
	"- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/\n"
	"- https://example.com/my-web2-claim.json";

/* 2021-09-30T16:25:24Z; the example expires a second after it. */
#define ISSUED	    1633019124
#define IN_ITS_TIME ISSUED

/* The example with its first `find` replaced; the caller frees. */
static char *altered(const char *find, const char *replace)
{
	const char *at = strstr(example, find);
	size_t size = sizeof(example) + strlen(replace);
	char *out = malloc(size);

	assert_non_null(out);
	if (at == NULL)
		fail_msg("the example has no \"%s\"", find);
	snprintf(out, size, "%.*s%s%s", (int)(at - example), example, replace, at + strlen(find));
	return out;
}

static void assert_part(const struct sign_in_part *p, const char *wanted)
{
	assert_int_equal(p->len, strlen(wanted));
	assert_memory_equal(p->at, wanted, p->len);
}

static void the_standard_s_example_is_read_whole(void **state)
{
	struct sign_in s;
	struct err e = {0};

	(void)state;
	if (sign_in_read(&s, example, strlen(example), &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_part(&s.scheme, "https");
	assert_part(&s.domain, "example.com:3388");
	assert_part(&s.statement,
		    "I accept the ExampleOrg Terms of Service: https://example.com/tos");
	assert_part(&s.uri, "https://example.com/login");
	assert_part(&s.nonce, "32891756");
	assert_part(&s.request_id, "77-a%20b");
	assert_int_equal(s.chain_id, 1);
	assert_int_equal(s.issued, ISSUED);
	assert_true(s.has_expires && s.expires == ISSUED);
	assert_true(s.has_not_before && s.not_before == ISSUED);
	assert_int_equal(s.resources, 2);
	assert_int_equal(s.address.bytes[0], 0xc0);
	assert_int_equal(s.address.bytes[19], 0xc2);
}

/* Other forms that the grammar has. */
static void what_may_be_left_out_is_left_out(void **state)
{
	static const char *const forms[][2] = {
		{"https://example.com:3388", "example.com"},
		{"https://example.com:3388", "[::1]:80"},
		{"https://example.com:3388", "127.0.0.1"},
		{"I accept the ExampleOrg Terms of Service: https://example.com/tos\n", ""},
		{"Expiration Time: 2021-09-30T18:25:24.5+02:00\n", ""},
		{"Not Before: 2021-09-30t16:25:24z\n", ""},
		{"Request ID: 77-a%20b\n", ""},
		{"Request ID: 77-a%20b", "Request ID: "},
		{"\n- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/\n"
		 "- https://example.com/my-web2-claim.json",
		 ""},
		{"https://example.com/login", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"},
		{"https://example.com/login", "did:key:z6Mk#a"},
	};
	struct err e = {0};
	struct sign_in s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		char *text = altered(forms[i][0], forms[i][1]);

		if (sign_in_read(&s, text, strlen(text), &e) != STATUS_OK)
			fail_msg("\"%s\": %s", forms[i][1], e.text);
		free(text);
	}
}

/* One alteration each, and a part of what is said of it. */
static const char *const breaches[][3] = {
	{"https://", "ht tps://", "domain"},
	{"https://", "://", "domain"},
	{"https://example.com:3388", "", "domain"},
	{"https://example.com:3388", ":80", "domain"},
	{"example.com:3388", "exam ple.com", "domain"},
	{"example.com:3388", "ex\xc3\xa4mple.com", "domain"},
	{"example.com:3388", "example.com%2", "domain"},
	{"example.com:3388", "example.com/a", "domain"},
	{"example.com:3388", "example.com@evil.example", "user's name"},
	{"example.com:3388", "[::1", "domain"},
	{" wants you", " Wants you", "first line"},
	{"Ethereum account:", "Ethereum account: ", "first line"},
	{"Ethereum", "Solana", "first line"},
	{"account:\n", "account:\r\n", "first line"},
	{"0xC02aaA", "0xc02aaA", "second line"},
	{"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
	 "EIP-55"},
	{"756Cc2", "756Cc", "second line"},
	{"756Cc2\n\n", "756Cc2\n", "empty line"},
	{"I accept", "I \"accept\"", "statement"},
	{"I accept", "I\taccept", "statement"},
	{"/tos\n\n", "/tos\n", "statement"},
	{"/tos\n\n", "/tos\n\n\n", "URI"},
	{"URI: ", "URI:", "URI"},
	{"URI: https", "URI: 1ttps", "URI"},
	{"URI: https://example.com/login", "URI: /login", "URI"},
	{"example.com/login", "example.com/lo gin", "URI"},
	{"example.com/login", "example.com/#a#b", "URI"},
	{"example.com/login", "example.com/%zz", "URI"},
	{"Version: 1", "Version: 2", "Version"},
	{"Version: 1", "Version: 01", "Version"},
	{"Version: 1\n", "", "Version"},
	{"Chain ID: 1", "Chain ID: x", "Chain ID"},
	{"Chain ID: 1", "Chain ID: 18446744073709551616", "Chain ID"},
	{"Chain ID: 1", "Chain ID: ", "Chain ID"},
	{"Nonce: 32891756", "Nonce: 3289175", "Nonce"},
	{"Nonce: 32891756", "Nonce: 3289175-", "Nonce"},
	{"2021-09-30T16:25:24Z", "2021-09-31T16:25:24Z", "Issued At"},
	{"2021-09-30T16:25:24Z", "2021-09-30", "Issued At"},
	{"2021-09-30T16:25:24Z", "2021-09-30T16:25:24", "Issued At"},
	{"24.5+02:00", "24.5+24:00", "Expiration"},
	{"24.5+02:00", "24.5+2:00", "Expiration"},
	{"16:25:24z", "25:25:24z", "Not Before"},
	{"Request ID: 77", "Request ID: 7/7", "Request ID"},
	{"Expiration Time", "Not Before: 2021-09-30T16:25:24Z\nExpiration Time", "another place"},
	{"Resources:", "Resources: 2", "Resources"},
	{"- ipfs://", "- ", "resources"},
	{"- ipfs://", "-ipfs://", "another place"},
	{"claim.json", "claim.json\n", "another place"},
	{"claim.json", "claim.json\nAdmin: yes", "another place"},
	{"Issued At", "Nonce: 99999999\nIssued At", "Issued At"},
};

/* None of them is a sign-in, and each still resembles one. */
static void each_rule_is_held(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(breaches); i++) {
		char *text = altered(breaches[i][0], breaches[i][1]);
		struct err e = {0};
		struct sign_in s;

		if (sign_in_read(&s, text, strlen(text), &e) != ERR_PARSE)
			fail_msg("row %zu, \"%s\": read", i, breaches[i][1]);
		if (strstr(e.text, breaches[i][2]) == NULL)
			fail_msg("row %zu: \"%s\" does not say \"%s\"", i, e.text, breaches[i][2]);
		assert_true(sign_in_resembles(text, strlen(text)));
		free(text);
	}
}

static void every_prefix_is_refused_or_whole(void **state)
{
	struct sign_in s;
	size_t whole = 0;

	(void)state;
	for (size_t n = 0; n < strlen(example); n++)
		if (sign_in_read(&s, example, n, NULL) == STATUS_OK) {
			/* A line end is never the last byte. */
			assert_int_not_equal(example[n - 1], '\n');
			assert_true(n > (size_t)(strstr(example, "Issued At") - example));
			whole++;
		}
	assert_in_range(whole, 5, 200);
}

/* --- what decides --- */

struct judged {
	const char *find, *replace, *domain;
	int64_t now;
	uint32_t dangers;
	bool never, other_account;
	const char *says, *words;
};

#define SITE "example.com:3388"

static const struct judged judged[] = {
	{"https://", "", SITE, 0, 0, false, false, SITE " lets whoever hands this in act", ""},
	{"https://", "", "EXAMPLE.com:3388", IN_ITS_TIME - 1, 0, true, false, "not valid before",
	 ""},
	{"https://", "", SITE, IN_ITS_TIME, 0, true, false, "expired at 2021-09-30T16:25:24Z", ""},
	{"https://", "", SITE, 0, 0, true, true, "not for the account that signs", ""},
	{"https://", "", NULL, 0, DANGER_SIGN_IN, false, false, "a domain that nobody named",
	 "SIGN IN at " SITE},
	{"https://", "", "example.com", 0, DANGER_SIGN_IN, false, false,
	 "NOT the domain that was named, example.com", "SIGN IN at " SITE},
	{"https://example.com:3388", "example.com.evil.example", "example.com", 0, DANGER_SIGN_IN,
	 false, false, "NOT the domain", "SIGN IN at example.com.evil.example"},
	{"https://example.com/login", "https://login.example.com/", SITE, 0, 0, false, false,
	 "resources", ""},
	{"https://example.com/login", "https://notexample.com/", SITE, 0, DANGER_SIGN_IN, false,
	 false, "not of the domain", "SIGN IN at " SITE},
	{"https://example.com/login", "https://example.com@evil.example/", SITE, 0, DANGER_SIGN_IN,
	 false, false, "not of the domain", "SIGN IN at " SITE},
	{"https://example.com/login", "did:key:z6Mk", SITE, 0, DANGER_SIGN_IN, false, false,
	 "not of the domain", "SIGN IN at " SITE},
	{"- ipfs://", "- urn:recap:", SITE, 0, DANGER_SIGN_IN | DANGER_CONTROL, false, false,
	 "act in the account's name", "SIGN IN at " SITE},
	{"Version: 1", "Version: 2", SITE, 0, DANGER_SIGN_IN | DANGER_UNKNOWN, false, false,
	 "Version", "UNKNOWN SIGN-IN"},
	{"wants you to sign in", "w a n t s\xc2\xa0you to\nSIGN-in", NULL, 0,
	 DANGER_SIGN_IN | DANGER_UNKNOWN, false, false, "is none", "UNKNOWN SIGN-IN"},
};

static void a_sign_in_is_judged_by_its_domain_account_and_time(void **state)
{
	static const struct value_style style = {.ascii = true};
	struct sign_in s;

	(void)state;
	assert_int_equal(sign_in_read(&s, example, strlen(example), NULL), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(judged); i++) {
		const struct judged *j = &judged[i];
		const struct address other = {{1}};
		const struct meaning_view view = {.signer = j->other_account ? &other : &s.address,
						  .now = j->now,
						  .domain = j->domain};
		char *text = altered(j->find, j->replace), all[4 * SENTENCE_TEXT_SIZE] = "";
		struct meaning m;

		meaning_message_for(&m, text, strlen(text), &view);
		for (size_t n = 0; n < m.n; n++)
			sentence_text(all + strlen(all), sizeof(all) - strlen(all), &m.gives[n],
				      &style);
		if (m.never != j->never || (!m.never && m.dangers != j->dangers))
			fail_msg("row %zu: dangers %x, never %d: %s", i, (unsigned)m.dangers,
				 m.never, all);
		if (strstr(all, j->says) == NULL || (!m.never && strcmp(m.words, j->words) != 0))
			fail_msg("row %zu: \"%s\", words \"%s\"", i, all, m.words);
		assert_true(m.whole);
		assert_int_equal(meaning_check(&m, DANGER_ALL, NULL) == STATUS_OK, !j->never);
		free(text);
	}
}

static void a_domain_that_does_not_fit_is_refused(void **state)
{
	char *text, *longer = malloc(600);
	struct meaning m;

	(void)state;
	memset(longer, 'a', 599);
	longer[599] = '\0';
	text = altered("example.com:3388", longer);
	meaning_message_for(&m, text, strlen(text), &(struct meaning_view){.domain = "a"});
	assert_int_equal(meaning_check(&m, DANGER_ALL, NULL), ERR_REFUSED);
	free(text);
	free(longer);
}

/* Plain text stays what it was; whoever named a domain gets no plain text signed. */
static void other_messages_are_no_sign_ins(void **state)
{
	static const char *const texts[] = {"hello", "", "Nonce: 7", "sign in with your account",
					    "version: 2, nonce: 7"};
	struct meaning m;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		meaning_message_for(&m, texts[i], strlen(texts[i]),
				    &(struct meaning_view){.now = 0});
		assert_int_equal(m.dangers, 0);
		assert_int_equal(meaning_check(&m, 0, NULL), STATUS_OK);
		meaning_message_for(&m, texts[i], strlen(texts[i]),
				    &(struct meaning_view){.domain = "example.com"});
		assert_int_equal(meaning_check(&m, DANGER_ALL, NULL), ERR_REFUSED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_standard_s_example_is_read_whole),
		cmocka_unit_test(what_may_be_left_out_is_left_out),
		cmocka_unit_test(each_rule_is_held),
		cmocka_unit_test(every_prefix_is_refused_or_whole),
		cmocka_unit_test(a_sign_in_is_judged_by_its_domain_account_and_time),
		cmocka_unit_test(a_domain_that_does_not_fit_is_refused),
		cmocka_unit_test(other_messages_are_no_sign_ins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

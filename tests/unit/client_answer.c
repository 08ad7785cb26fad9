#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_write.h"
#include "client/rpc.h"
#include "client/span_hint.h"
#include "client/wait_hint.h"
#include "tests/unit/chain_vector.h"

/* Errors as nodes are known to give them, with who does. */
static void errors_are_told_apart_by_their_words_before_their_codes(void **state)
{
	static const struct {
		const char *method;
		int64_t code;
		const char *message;
		enum answer meaning;
	} cases[] = {
		/* geth, anvil; Nethermind; a revert whose words look like the node's. */
		{"eth_call", 3, "execution reverted: not yours", ANSWER_REVERT},
		{"eth_call", -32015, "VM execution error: reverted", ANSWER_REVERT},
		{"eth_call", 3, "execution reverted: rate limit", ANSWER_REVERT},
		{"eth_estimateGas", 3, "", ANSWER_REVERT},
		/* Too often: in words, in codes, in the codes of one provider. */
		{"eth_call", 429, "", ANSWER_TOO_OFTEN},
		{"eth_call", -32005, "limit exceeded", ANSWER_TOO_OFTEN},
		{"eth_call", -32000, "Too Many Requests, slow down", ANSWER_TOO_OFTEN},
		{"eth_call", -32012, "credits limited to 6000/sec", ANSWER_TOO_OFTEN},
		{"eth_call", -32005, "daily request count exceeded, request rate limited",
		 ANSWER_TOO_OFTEN},
		{"eth_call", 429, "Your app has exceeded its compute units per second capacity",
		 ANSWER_TOO_OFTEN},
		/* Too much: Infura's -32005 is no rate limit then. */
		{"eth_getLogs", -32005, "query returned more than 10000 results", ANSWER_TOO_MUCH},
		{"eth_getLogs", -32602, "range 10001 exceeds limit of 10000", ANSWER_TOO_WIDE},
		{"eth_getLogs", -32000, "exceed maximum block range: 5000", ANSWER_TOO_WIDE},
		{"eth_getLogs", -32600, "eth_getLogs is limited to up to a 500 block range",
		 ANSWER_TOO_WIDE},
		{"eth_getLogs", -32602, "Log response size exceeded.", ANSWER_TOO_MUCH},
		/* Public nodes of BNB Chain say so of every search: a pause would not help. */
		{"eth_getLogs", -32005, "limit exceeded", ANSWER_TOO_WIDE},
		/* No proof: reth, Erigon, nodes without the method. */
		{"eth_getProof", -32602, "distance to target block exceeds maximum proof window",
		 ANSWER_NO_PROOF},
		{"eth_getProof", -32000, "proof: root hash mismatch", ANSWER_NO_PROOF},
		{"eth_getProof", -32601, "Method not found", ANSWER_NO_PROOF},
		/* No state: geth's hash scheme, its path scheme, a node that is behind. */
		{"eth_getBalance", -32000, "missing trie node 0x12 (path )", ANSWER_NO_STATE},
		{"eth_call", -32000, "historical state 0x12 is not available", ANSWER_NO_STATE},
		{"eth_call", -32000, "header not found", ANSWER_NOT_YET},
		{"eth_call", -32001, "resource not found", ANSWER_NO_STATE},
		/* No method, and everything else. */
		{"eth_call", -32601, "", ANSWER_NO_METHOD},
		{"eth_feeHistory", -32000,
		 "the method eth_feeHistory does not exist/is not available", ANSWER_NO_METHOD},
		{"eth_call", -32603, "internal error", ANSWER_FAILED},
		{"eth_call", -32000, "insufficient funds for transfer", ANSWER_FAILED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum answer a = answer_of_error(&(struct answer_error){.method = cases[i].method,
								       .http = 200,
								       .code = cases[i].code,
								       .message = cases[i].message,
								       .detail = ""});

		if (a != cases[i].meaning)
			fail_msg("%s %lld %s: %s", cases[i].method, (long long)cases[i].code,
				 cases[i].message, answer_phrase(a));
	}
}

static const char *const meanings[] = {
	[ANSWER_NO_PROOF] = "no_proof",		[ANSWER_REVERT] = "contract_refuses",
	[ANSWER_TOO_OFTEN] = "slow_down",	[ANSWER_TOO_WIDE] = "span_too_wide",
	[ANSWER_TOO_MUCH] = "too_many_results", [ANSWER_NO_STATE] = "state_pruned",
	[ANSWER_NOT_YET] = "not_there_yet",	[ANSWER_NO_METHOD] = "no_method",
	[ANSWER_WRONG] = "wrong_request",	[ANSWER_FAILED] = "broken",
};

static const char *text_of(const struct json *shape, const char *name)
{
	const char *text = json_text(json_get(shape, name));

	assert_non_null(text);
	return text;
}

/* The member of `shape`, or -1 when it has none. */
static int64_t number_of(const struct json *shape, const char *name)
{
	int64_t v = -1;

	if (json_get(shape, name) != NULL)
		assert_int_equal(json_integer(&v, json_get(shape, name)), STATUS_OK);
	return v;
}

/* The reply of a node that makes the error of `shape`. A code of null is none. */
static struct buf reply_of(const struct json *shape)
{
	struct buf out, text;
	char json[1024];
	struct json *message = json_new_object();
	bool coded = json_is_number(json_get(shape, "code"));

	buf_init(&out, 8 * KIB);
	buf_init(&text, 8 * KIB);
	json_add_text(message, "message", text_of(shape, "message"));
	assert_int_equal(json_write_take(&text, message), STATUS_OK);
	snprintf(json, sizeof(json), "%s", buf_str(&text));
	json[strlen(json) - 1] = '\0';
	buf_addf(&out, "{\"id\":7,\"jsonrpc\":\"2.0\",\"error\":%s", json);
	if (coded)
		buf_addf(&out, ",\"code\":%lld", (long long)number_of(shape, "code"));
	if (json_is_string(json_get(shape, "data")))
		buf_addf(&out, ",\"data\":\"%s\"", text_of(shape, "data"));
	else if (json_get(json_get(shape, "data"), "payload") != NULL)
		buf_addf(&out, ",\"data\":{\"payload\":\"%s\"}",
			 text_of(json_get(shape, "data"), "payload"));
	else if (json_get(json_get(shape, "data"), "rate") != NULL)
		buf_addf(&out, ",\"data\":{\"rate\":{\"backoff_seconds\":%lld}}",
			 (long long)number_of(json_get(json_get(shape, "data"), "rate"),
					      "backoff_seconds"));
	buf_add_str(&out, "}}");
	buf_release(&text);
	return out;
}

/* Each error has the address of the thread or page where it was seen. */
static void errors_as_they_were_seen_mean_what_they_meant_there(void **state)
{
	struct buf text = vector_bytes("vectors", "node_errors.json");
	struct json *doc;
	size_t n = 0;

	(void)state;
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++) {
		const char *name = text_of(v, "name"), *method = text_of(v, "method");
		struct buf body = reply_of(v);
		struct rpc_reply r;

		assert_int_equal(strncmp(text_of(v, "source"), "https://", 8), 0);
		if (rpc_read_refusal(&r, method, (int)number_of(v, "http"), body.data, body.len) !=
		    STATUS_OK)
			fail_msg("%s: %s", name, buf_str(&body));
		if (strcmp(meanings[r.meaning], text_of(v, "means")) != 0)
			fail_msg("%s: %s", name, meanings[r.meaning]);
		if (json_get(v, "guess") != NULL &&
		    rpc_span_hint(&r, (uint64_t)number_of(v, "asked")) !=
			    (uint64_t)number_of(v, "guess"))
			fail_msg("%s: %llu blocks of %s", name,
				 (unsigned long long)rpc_span_hint(&r,
								   (uint64_t)number_of(v, "asked")),
				 r.message);
		if (json_get(v, "wait_s") != NULL && r.wait_s != number_of(v, "wait_s"))
			fail_msg("%s: %u s", name, r.wait_s);
		rpc_reply_release(&r);
		buf_release(&body);
	}
	assert_in_range(n, 60, 1000);
	json_free(doc);
	buf_release(&text);
}

static void an_error_that_nobody_has_seen_is_broken_with_its_cleaned_words(void **state)
{
	static const char body[] = "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-31999,"
				   "\"message\":\"the flux\\u001b[2J is inverted\\u0000\","
				   "\"data\":{\"reason\":\"gone \\u202efishing\"}}}";
	struct rpc_reply r;

	(void)state;
	assert_int_equal(rpc_read_reply(&r, 7, "eth_call", body, strlen(body), NULL), STATUS_OK);
	assert_int_equal(r.meaning, ANSWER_FAILED);
	assert_non_null(strstr(r.message, "the flux"));
	assert_non_null(strstr(r.message, "is inverted"));
	assert_non_null(strstr(r.message, "fishing"));
	assert_null(strchr(r.message, '\033'));
	assert_null(strstr(r.message, "\xe2\x80\xae"));
	assert_string_equal(answer_phrase(r.meaning), "refuses to answer");
	rpc_reply_release(&r);
}

static void the_number_of_blocks_is_read_from_words_and_never_more_than_was_asked(void **state)
{
	static const struct {
		const char *words;
		uint64_t asked, blocks;
	} cases[] = {
		{"", 100, 0},
		{"no", 100, 0},
		{"at most 0 blocks", 100, 0},
		{"at most 100 blocks", 100, 0},
		{"at most 99 blocks", 100, 99},
		{"see https://example.org/v2/77 and x7 or 7x", 100, 77},
		{"abc12 34abc", 100, 0},
		{"2K", 10000, 2000},
		{"1,5", 10000, 1},
		{"99999999999999999999999999999999 or 5", 10000, 5},
		{"0xffffffffffffffffffffffffffffffff or 0x5", 10000, 5},
		{"[0x10, 0x1f]", 10000, 16},
		{"[0x1f, 0x10]", 10000, 31},
		{"0x", 10000, 0},
		{"5-", 10000, 5},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint64_t got = span_hint(cases[i].words, cases[i].asked, false);

		if (got != cases[i].blocks)
			fail_msg("%s: %llu", cases[i].words, (unsigned long long)got);
	}
	assert_int_equal(span_hint("more than 5000 results", 10000, true), 0);
	assert_int_equal(span_hint("more than 5000 results, [0x1, 0x9]", 10000, true), 9);
	assert_int_equal(span_hint("1 block", 1, false), 0);
}

static void a_wait_is_read_as_seconds_a_date_or_words_and_is_bounded(void **state)
{
	static const struct {
		const char *words;
		uint32_t seconds;
	} cases[] = {
		{"try again in 10s", 10},
		{"limit will reset in 60 seconds", 60},
		{"retry after 2 minutes", 120},
		{"try again in 250ms", 1},
		{"wait in line", 0},
		{"in vain; try in 3 s", 3},
		{"try in 5 hours", 3600},
		{"not in 99999999999999999999 s", 3600},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (wait_hint_error(NULL, cases[i].words) != cases[i].seconds)
			fail_msg("%s: %u", cases[i].words, wait_hint_error(NULL, cases[i].words));
	assert_int_equal(wait_hint_header("30", 0), 30);
	assert_int_equal(wait_hint_header("1000000", 0), 3600);
	assert_int_equal(wait_hint_header("-5", 0), 0);
	assert_int_equal(wait_hint_header("soon", 0), 0);
	assert_int_equal(wait_hint_header("", 0), 0);
	/* RFC 9110's own example of a date. */
	assert_int_equal(wait_hint_header("Sun, 06 Nov 1994 08:49:37 GMT", 784111777 - 90), 90);
	assert_int_equal(wait_hint_header("Sun, 06 Nov 1994 08:49:37 GMT", 784111777 + 90), 0);
}

static void null_is_no_value_and_of_a_proof_no_proof(void **state)
{
	(void)state;
	assert_int_equal(answer_of_result("eth_getProof", true), ANSWER_NO_PROOF);
	assert_int_equal(answer_of_result("eth_getBalance", true), ANSWER_NOTHING);
	assert_int_equal(answer_of_result("eth_getProof", false), ANSWER_VALUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_are_told_apart_by_their_words_before_their_codes),
		cmocka_unit_test(errors_as_they_were_seen_mean_what_they_meant_there),
		cmocka_unit_test(an_error_that_nobody_has_seen_is_broken_with_its_cleaned_words),
		cmocka_unit_test(
			the_number_of_blocks_is_read_from_words_and_never_more_than_was_asked),
		cmocka_unit_test(a_wait_is_read_as_seconds_a_date_or_words_and_is_bounded),
		cmocka_unit_test(null_is_no_value_and_of_a_proof_no_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

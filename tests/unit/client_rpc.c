#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "client/revert.h"
#include "client/rpc.h"

static enum status read_text(struct rpc_reply *r, const char *text)
{
	struct err e = {0};
	enum status s = rpc_read_reply(r, 7, "eth_call", text, strlen(text), &e);

	assert_true(s == STATUS_OK || e.text[0] != '\0');
	return s;
}

static void only_whole_replies_to_our_own_request_are_read(void **state)
{
	static const char *const refused[] = {
		"",
		"null",
		"[]",
		"{}",
		"{\"jsonrpc\":\"2.0\",\"id\":7}",
		"{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":\"0x1\"}",
		"{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":\"0x1\"}",
		"{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}",
		"{\"jsonrpc\":\"1.0\",\"id\":7,\"result\":\"0x1\"}",
		"{\"id\":7,\"result\":\"0x1\"}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\",\"result\":\"0x2\"}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\",\"error\":false}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\",\"error\":{\"code\":1}}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null,\"error\":null,\"x\":1}{}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\"}{}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":\"no\"}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"message\":\"x\"}}",
		"{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":1}}",
	};
	struct rpc_reply r;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		if (read_text(&r, refused[i]) == STATUS_OK)
			fail_msg("accepted %s", refused[i]);
	}
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":\"0x1\"}"),
			 ERR_MISMATCH);
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null}"),
			 STATUS_OK);
	assert_true(json_is_null(r.result));
	rpc_reply_release(&r);
}

static void a_null_beside_the_result_or_the_error_is_not_there(void **state)
{
	struct rpc_reply r;

	(void)state;
	assert_int_equal(
		read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\",\"error\":null}"),
		STATUS_OK);
	assert_int_equal(r.meaning, ANSWER_VALUE);
	rpc_reply_release(&r);
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null,\"error\":"
				       "{\"code\":-32000,\"message\":\"header not found\"}}"),
			 STATUS_OK);
	assert_null(r.result);
	assert_int_equal(r.meaning, ANSWER_NOT_YET);
	rpc_reply_release(&r);
}

static void what_a_node_says_is_cleaned(void **state)
{
	struct rpc_reply r;

	(void)state;
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32000,"
				       "\"message\":\"\\u001b[2Jgone\\u202e\"}}"),
			 STATUS_OK);
	assert_null(r.result);
	assert_int_equal(r.meaning, ANSWER_FAILED);
	assert_null(strchr(r.message, '\033'));
	assert_null(strstr(r.message, "\xe2\x80\xae"));
	assert_non_null(strstr(r.message, "gone"));
	rpc_reply_release(&r);
}

/* A contract reverts with bytes of its choice, and nodes put them into the text as they are. */
static void a_refusal_with_bytes_that_are_no_text_is_the_contracts_and_no_broken_node(void **state)
{
	static const char *const messages[] = {
		"execution reverted: \\u0000\\u0000no", "execution reverted: \\ud800 no",
		"execution reverted: \xff\xfe no", "execution reverted: \\\\u0000\\udfff no"};
	struct rpc_reply r;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(messages); i++) {
		char text[256];

		snprintf(text, sizeof(text),
			 "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":3,\"message\":\"%s\"}}",
			 messages[i]);
		assert_int_equal(read_text(&r, text), STATUS_OK);
		assert_int_equal(r.meaning, ANSWER_REVERT);
		assert_non_null(strstr(r.message, "no"));
		rpc_reply_release(&r);
		/* A result is never mended. */
		snprintf(text, sizeof(text), "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"%s\"}",
			 messages[i]);
		if (i < 3)
			assert_int_equal(read_text(&r, text), ERR_PARSE);
	}
}

/* Data as geth gives it for require(false, "not yours") and for an overflow in Solidity 0.8. */
static void the_reason_of_a_revert_is_read_from_its_data(void **state)
{
	struct rpc_reply r;

	(void)state;
	assert_int_equal(
		read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":3,\"message\":"
			      "\"execution reverted\",\"data\":\"0x08c379a0"
			      "0000000000000000000000000000000000000000000000000000000000000020"
			      "0000000000000000000000000000000000000000000000000000000000000009"
			      "6e6f7420796f7572730000000000000000000000000000000000000000000000"
			      "\"}}"),
		STATUS_OK);
	assert_int_equal(r.meaning, ANSWER_REVERT);
	assert_string_equal(r.message, "not yours");
	rpc_reply_release(&r);
	assert_int_equal(
		read_text(&r,
			  "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32015,\"message\":"
			  "\"VM execution error: reverted\",\"data\":\"Reverted 0x4e487b71"
			  "0000000000000000000000000000000000000000000000000000000000000011"
			  "\"}}"),
		STATUS_OK);
	assert_int_equal(r.meaning, ANSWER_REVERT);
	assert_string_equal(r.message, "a sum, difference or product is out of range (panic 0x11)");
	rpc_reply_release(&r);
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":3,"
				       "\"message\":\"execution reverted\",\"data\":"
				       "\"0x8baa579e\"}}"),
			 STATUS_OK);
	assert_string_equal(r.message, "error 0x8baa579e");
	rpc_reply_release(&r);
	/* ERC20InsufficientBalance(address,uint256,uint256), as `cast sig` has it. */
	assert_int_equal(read_text(&r, "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":3,"
				       "\"message\":\"execution reverted\",\"data\":"
				       "\"0xe450d38c\"}}"),
			 STATUS_OK);
	assert_string_equal(r.message, "the account has too few tokens");
	rpc_reply_release(&r);
}

static void a_reason_that_is_cut_short_is_not_read_beyond_its_end(void **state)
{
	uint8_t data[4 + 32 + 32 + 32] = {0x08, 0xc3, 0x79, 0xa0};
	char out[LIMIT_REMOTE_TEXT];

	(void)state;
	data[4 + 31] = 0x20;
	data[4 + 63] = 0x21; /* one byte longer than what is there */
	for (size_t len = 0; len <= sizeof(data); len++)
		revert_reason(out, data, len);
	assert_string_equal(out, "error 0x08c379a0");
	revert_reason(out, data, 0);
	assert_string_equal(out, "");
}

static void results_are_read_in_their_one_form(void **state)
{
	static const char *const quantities[] = {"\"0x\"",  "\"1\"",	"1",
						 "\"0xg\"", "\"-0x1\"", "null"};
	struct json *doc;
	struct u256 v;
	struct buf out;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(quantities); i++) {
		assert_int_equal(json_parse(&doc, quantities[i], strlen(quantities[i]), NULL),
				 STATUS_OK);
		assert_int_equal(rpc_quantity(&v, doc), ERR_PARSE);
		json_free(doc);
	}
	/* Zeros in front, which some nodes send, change nothing about a number. */
	assert_int_equal(json_parse(&doc, "\"0x000a0B\"", 10, NULL), STATUS_OK);
	assert_int_equal(rpc_quantity(&v, doc), STATUS_OK);
	assert_int_equal(u256_compare(&v, &(struct u256){.limb = {0xa0b}}), 0);
	json_free(doc);
	assert_int_equal(json_parse(&doc, "\"0x00\"", 6, NULL), STATUS_OK);
	assert_int_equal(rpc_quantity(&v, doc), STATUS_OK);
	assert_true(u256_is_zero(&v));
	json_free(doc);
	buf_init(&out, 4);
	assert_int_equal(json_parse(&doc, "\"0x0a0B\"", 8, NULL), STATUS_OK);
	assert_int_equal(rpc_data(&out, doc), STATUS_OK);
	assert_memory_equal(out.data, "\x0a\x0b", 2);
	assert_int_equal(rpc_data(&out, doc), STATUS_OK);
	assert_int_equal(rpc_data(&out, doc), ERR_LIMIT);
	json_free(doc);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_whole_replies_to_our_own_request_are_read),
		cmocka_unit_test(a_null_beside_the_result_or_the_error_is_not_there),
		cmocka_unit_test(what_a_node_says_is_cleaned),
		cmocka_unit_test(
			a_refusal_with_bytes_that_are_no_text_is_the_contracts_and_no_broken_node),
		cmocka_unit_test(the_reason_of_a_revert_is_read_from_its_data),
		cmocka_unit_test(a_reason_that_is_cut_short_is_not_read_beyond_its_end),
		cmocka_unit_test(results_are_read_in_their_one_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

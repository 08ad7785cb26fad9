#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "client/answer.h"

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
		{"eth_getLogs", -32602, "range 10001 exceeds limit of 10000", ANSWER_TOO_MUCH},
		{"eth_getLogs", -32000, "exceed maximum block range: 5000", ANSWER_TOO_MUCH},
		{"eth_getLogs", -32600, "eth_getLogs is limited to up to a 500 block range",
		 ANSWER_TOO_MUCH},
		{"eth_getLogs", -32602, "Log response size exceeded.", ANSWER_TOO_MUCH},
		/* Public nodes of BNB Chain say so of every search: a pause would not help. */
		{"eth_getLogs", -32005, "limit exceeded", ANSWER_TOO_MUCH},
		/* No proof: reth, Erigon, nodes without the method. */
		{"eth_getProof", -32602, "distance to target block exceeds maximum proof window",
		 ANSWER_NO_PROOF},
		{"eth_getProof", -32000, "proof: root hash mismatch", ANSWER_NO_PROOF},
		{"eth_getProof", -32601, "Method not found", ANSWER_NO_PROOF},
		/* No state: geth's hash scheme, its path scheme, a node that is behind. */
		{"eth_getBalance", -32000, "missing trie node 0x12 (path )", ANSWER_NO_STATE},
		{"eth_call", -32000, "historical state 0x12 is not available", ANSWER_NO_STATE},
		{"eth_call", -32000, "header not found", ANSWER_NO_STATE},
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
		enum answer a = answer_of_error(cases[i].method, cases[i].code, cases[i].message);

		if (a != cases[i].meaning)
			fail_msg("%s %lld %s: %s", cases[i].method, (long long)cases[i].code,
				 cases[i].message, answer_phrase(a));
	}
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
		cmocka_unit_test(null_is_no_value_and_of_a_proof_no_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

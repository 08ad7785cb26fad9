/* The code of an account: a contract, a delegation or none. */
#include "base/buf.h"
#include "base/hex.h"
#include "chain/delegation.h"
#include "client/code.h"
#include "tests/lib/three_nodes.h"

#define DELEGATED "0x00000000000000000000000000000000000000dd"
/* As the type-4 transaction of EIP-7702 leaves it: 0xef0100 and the address of READER. */
#define DELEGATION_CODE "ef010000000000000000000000000000000000000000aa"

/* Reads the account and its code. */
static struct code_reading read_code(struct network *n, const char *address)
{
	const struct address a = address_of(address);
	struct code_reading code;
	struct account account;
	struct err e = {0};
	enum trust trust;

	find_anchor(n);
	assert_int_equal(chainstate_account(n->nodes, &account, &trust, NULL, &n->anchor, &a, &e),
			 STATUS_OK);
	assert_int_equal(trust, TRUST_PROVEN);
	assert_int_equal(code_read(n->nodes, &code, &n->anchor, &a, &account.code_hash, &e),
			 STATUS_OK);
	return code;
}

static void a_delegated_account_is_told_from_a_contract_and_from_none(void **state)
{
	const struct address reader = address_of(READER);
	struct code_reading code;
	struct network n;

	(void)state;
	anvil("anvil_setCode", "[\"" DELEGATED "\",\"0x" DELEGATION_CODE "\"]");
	mine(4);
	network_init(&n);
	code = read_code(&n, DELEGATED);
	assert_int_equal(code.kind, CODE_DELEGATION);
	assert_true(address_equal(&code.delegate, &reader));
	assert_int_equal(read_code(&n, READER).kind, CODE_CONTRACT);
	assert_int_equal(read_code(&n, RICH).kind, CODE_NONE);
	network_release(&n);
}

static void code_that_does_not_hash_to_the_proven_hash_is_not_believed(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	/* One honest node is enough; two that lie about the delegate change nothing. */
	lie("alice", "code");
	lie("bob", "code");
	assert_int_equal(read_code(&n, DELEGATED).kind, CODE_DELEGATION);
	assert_int_equal(disputes_of(&n, ""), 0);
	lie("carol", "code");
	assert_int_equal(read_code(&n, DELEGATED).kind, CODE_UNSEEN);
	network_release(&n);
}

static void code_is_given_whole_or_not_at_all(void **state)
{
	const struct address a = address_of(DELEGATED);
	uint8_t expected[DELEGATION_SIZE];
	struct account account;
	struct err e = {0};
	struct network n;
	enum trust trust;
	struct buf code;

	(void)state;
	assert_int_equal(hex_parse(expected, sizeof(expected), "0x" DELEGATION_CODE,
				   strlen("0x" DELEGATION_CODE)),
			 STATUS_OK);
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(chainstate_account(n.nodes, &account, &trust, NULL, &n.anchor, &a, &e),
			 STATUS_OK);
	buf_init(&code, LIMIT_RPC_REPLY);
	lie("alice", "code");
	assert_int_equal(code_bytes(n.nodes, &code, &n.anchor, &a, &account.code_hash, &e),
			 STATUS_OK);
	assert_int_equal(code.len, sizeof(expected));
	assert_memory_equal(code.data, expected, sizeof(expected));
	/* Lies that all nodes tell leave nothing behind, not even what was read before. */
	lie("bob", "code");
	lie("carol", "code");
	assert_int_equal(code_bytes(n.nodes, &code, &n.anchor, &a, &account.code_hash, &e),
			 ERR_NOT_FOUND);
	assert_int_equal(code.len, 0);
	buf_release(&code);
	network_release(&n);
}

static void only_the_exact_form_is_a_delegation(void **state)
{
	uint8_t code[DELEGATION_SIZE + 1] = {0xef, 0x01, 0x00, [22] = 7};
	struct address to;

	(void)state;
	assert_true(delegation_read(&to, code, DELEGATION_SIZE));
	assert_int_equal(to.bytes[19], 7);
	assert_false(delegation_read(&to, code, DELEGATION_SIZE - 1));
	assert_false(delegation_read(&to, code, DELEGATION_SIZE + 1));
	code[2] = 1;
	assert_false(delegation_read(&to, code, DELEGATION_SIZE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_delegated_account_is_told_from_a_contract_and_from_none),
		cmocka_unit_test(code_that_does_not_hash_to_the_proven_hash_is_not_believed),
		cmocka_unit_test(code_is_given_whole_or_not_at_all),
		cmocka_unit_test(only_the_exact_form_is_a_delegation),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}

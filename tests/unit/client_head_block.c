/* Which block a proof at a head is said to be of, when one of three nodes invents numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "client/head_block.h"
#include "client/nodes_private.h"
#include "tests/lib/three_nodes.h"

enum { ALICE, BOB, CAROL };

/* A proof of alice's that waits for a name; its state root is 0x77… */
static void add_proof(struct nodes *nodes)
{
	struct pending_proof proof = {.node = ALICE, .words = calloc(1, sizeof(*proof.words))};

	memset(proof.state_root.bytes, 0x77, sizeof(proof.state_root.bytes));
	assert_non_null(proof.words);
	head_block_begin(nodes);
	assert_int_equal(pending_add(&nodes->pending, &proof), STATUS_OK);
}

/* Node `i` shows a block with that state root. */
static void show(struct nodes *nodes, size_t i, unsigned number)
{
	char text[200], root[65];
	struct json *block = NULL;

	memset(root, '7', 64);
	root[64] = '\0';
	snprintf(text, sizeof(text), "{\"number\":\"0x%x\",\"stateRoot\":\"0x%s\"}", number, root);
	assert_int_equal(json_parse(&block, text, strlen(text), NULL), STATUS_OK);
	head_block_saw(nodes, i, block);
	json_free(block);
}

/* The number that alice's proof is given before any node is asked for more; 0: none. */
static uint64_t named(const struct nodes *nodes)
{
	return nodes->pending.n > 0 ? nodes->pending.proofs[0].block : 0;
}

static void its_own_node_goes_first(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	add_proof(n.nodes);
	show(n.nodes, BOB, 0x900);
	show(n.nodes, CAROL, 0x900);
	show(n.nodes, ALICE, 0x100);
	show(n.nodes, CAROL, 0x900);
	assert_int_equal(head_block_name(n.nodes, 0, NULL), STATUS_OK);
	assert_int_equal(named(n.nodes), 0x100);
	network_release(&n);
}

static void two_others_suffice_whatever_one_says_besides(void **state)
{
	struct network n;

	(void)state;
	network_init(&n);
	add_proof(n.nodes);
	show(n.nodes, BOB, 0x100);
	show(n.nodes, CAROL, 0x100);
	show(n.nodes, CAROL, 0x900);
	assert_int_equal(head_block_name(n.nodes, 0, NULL), STATUS_OK);
	assert_int_equal(named(n.nodes), 0x100);
	network_release(&n);
}

/* All are asked for their heads, which have other state roots, and then for blocks near by. */
static void one_other_is_asked_again_before_it_is_believed(void **state)
{
	struct network n;
	uint64_t before;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	add_proof(n.nodes);
	show(n.nodes, CAROL, 0x900);
	show(n.nodes, CAROL, 0x900);
	before = nodes_requests(n.nodes);
	assert_int_equal(head_block_name(n.nodes, nodes_all(n.nodes), NULL), STATUS_OK);
	assert_true(nodes_requests(n.nodes) > before);
	network_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_own_node_goes_first),
		cmocka_unit_test(two_others_suffice_whatever_one_says_besides),
		cmocka_unit_test(one_other_is_asked_again_before_it_is_believed),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}

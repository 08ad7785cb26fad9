#include "client/block_receipts.h"
#include "client/logs.h"
#include "tests/lib/three_nodes.h"

static struct address contracts[2];
static struct hash topic = {.bytes = {[31] = 0xaa}};

/* Anvil has a call to the logger in blocks 11 and 12, and three blocks after them. */
static int nodes_with_logs(void **state)
{
	if (three_nodes_start(state) != 0)
		return -1;
	contracts[0] = address_of(READER);
	contracts[1] = address_of(LOGGER);
	for (int i = 0; i < 2; i++) {
		anvil("eth_sendTransaction",
		      "[{\"from\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"to\":\"" LOGGER
		      "\",\"gas\":\"0x20000\"}]");
		mine(1);
	}
	mine(3);
	return 0;
}

static struct contract_event_filter all_blocks(const struct network *n)
{
	return (struct contract_event_filter){.addresses = contracts,
					      .n_addresses = 2,
					      .topics = {&topic},
					      .to = n->anchor.header.number};
}

static void a_node_that_refuses_a_span_is_asked_for_a_shorter_one_and_remembered(void **state)
{
	struct contract_event_list list;
	struct network n;
	size_t requests = 50;
	unsigned alice, bob;
	uint64_t read;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	struct contract_event_filter filter = all_blocks(&n);

	/* Carol takes any span, so that the second best of the three decides: Alice's five. */
	lie("alice", "span5");
	lie("bob", "span3");
	assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter,
				   LOGS_OLDEST_FIRST, NULL),
			 STATUS_OK);
	assert_int_equal(read, filter.to + 1);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	contract_event_list_release(&list);
	assert_int_equal(state_of(&n, 0), NODE_OK);
	assert_int_equal(state_of(&n, 1), NODE_OK);
	alice = count_of("searches", "alice");
	bob = count_of("searches", "bob");
	requests = 50;
	assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter,
				   LOGS_NEWEST_FIRST, NULL),
			 STATUS_OK);
	assert_int_equal(list.n, 2);
	assert_true(list.agreed);
	contract_event_list_release(&list);
	/* 14 blocks in spans of 3 (7 refused, half of it): all that were asked were taken. */
	assert_int_equal(count_of("searches", "alice") - alice, 50 - requests);
	assert_in_range(count_of("searches", "bob") - bob, 0, 50 - requests);
	assert_in_range(50 - requests, 3, 5);
	network_release(&n);
}

static void a_node_that_does_not_search_is_not_asked_again(void **state)
{
	struct contract_event_list list;
	struct network n;
	size_t requests = 50;
	struct err e = {0};
	unsigned alice;
	uint64_t read;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	struct contract_event_filter filter = all_blocks(&n);

	lie("alice", "nologs");
	for (int i = 0; i < 2; i++) {
		filter.from = filter.to;
		assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter,
					   LOGS_OLDEST_FIRST, &e),
				 STATUS_OK);
		assert_true(list.agreed);
		contract_event_list_release(&list);
		if (i == 0)
			alice = count_of("searches", "alice");
	}
	assert_int_equal(count_of("searches", "alice"), alice);
	assert_int_equal(state_of(&n, 0), NODE_OK);
	/* When nobody searches, the failure has a node's words. */
	lie("bob", "nologs");
	lie("carol", "nologs");
	filter.from = 0;
	assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter,
				   LOGS_OLDEST_FIRST, &e),
			 ERR_REMOTE);
	assert_non_null(strstr(e.text, "limit exceeded"));
	assert_int_equal(read, 0);
	network_release(&n);
}

/* A long search continues later, from either end, where it stopped. */
static void a_search_stops_when_its_requests_are_used_up(void **state)
{
	struct contract_event_list list;
	struct network n;

	(void)state;
	for (int order = LOGS_OLDEST_FIRST; order <= LOGS_NEWEST_FIRST; order++) {
		size_t requests = 50, found = 0;
		uint64_t read = 1;

		network_init(&n);
		for (size_t i = 0; i < 3; i++)
			lie(names[i], "span3");
		find_anchor(&n);
		struct contract_event_filter filter = all_blocks(&n);

		/* The first search learns the span and is given up. */
		assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter,
					   (enum logs_order)order, NULL),
				 STATUS_OK);
		contract_event_list_release(&list);
		for (int calls = 0; filter.from <= filter.to && calls < 10; calls++) {
			requests = 1;
			assert_int_equal(logs_read(n.nodes, &list, &read, &requests, &n.anchor,
						   &filter, (enum logs_order)order, NULL),
					 STATUS_OK);
			assert_int_equal(requests, 0);
			assert_in_range(read, 1, 3);
			found += list.n;
			contract_event_list_release(&list);
			if (order == LOGS_OLDEST_FIRST)
				filter.from += read;
			else if (filter.to + 1 == read)
				break;
			else
				filter.to -= read;
		}
		assert_int_equal(found, 2);
		network_release(&n);
	}
}

static void events_are_proven_by_the_receipts_of_their_block(void **state)
{
	static const char *const ways[] = {"", "noblock"};

	(void)state;
	for (size_t way = 0; way < ARRAY_SIZE(ways); way++) {
		struct block_receipts b;
		struct network n;
		struct err e = {0};

		network_init(&n);
		find_anchor(&n);
		for (size_t i = 0; i < 3; i++)
			lie(names[i], ways[way]);
		if (block_receipts_read(n.nodes, &b, &n.anchor, 11, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		assert_true(b.folded);
		assert_int_equal(b.trust, TRUST_PROVEN);
		assert_int_equal(b.header.number, 11);
		assert_int_equal(b.events.n, 1);
		assert_int_equal(b.events.events[0].trust, TRUST_PROVEN);
		assert_int_equal(b.events.events[0].block, 11);
		assert_int_equal(b.events.events[0].index, 0);
		assert_true(address_equal(&b.events.events[0].address, &contracts[1]));
		block_receipts_release(&b);
		/* A block without transactions is proven to have no event. */
		assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 5, &e), STATUS_OK);
		assert_int_equal(b.trust, TRUST_PROVEN);
		assert_int_equal(b.events.n, 0);
		block_receipts_release(&b);
		network_release(&n);
	}
}

/* Where headers do not hash, receipts that fold show the events, and prove nothing. */
static void events_of_a_block_that_does_not_hash_are_agreed(void **state)
{
	struct block_receipts b;
	struct network n;

	(void)state;
	network_init(&n);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "tomorrow");
	find_anchor(&n);
	assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 11, NULL), STATUS_OK);
	assert_true(b.folded);
	assert_int_equal(b.trust, TRUST_AGREED);
	assert_int_equal(b.events.n, 1);
	assert_int_equal(b.events.events[0].trust, TRUST_AGREED);
	assert_true(b.header.timestamp != 0);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(state_of(&n, i), NODE_OK);
	block_receipts_release(&b);
	network_release(&n);
}

static void receipts_that_do_not_fold_prove_nothing(void **state)
{
	static const char *const changed[] = {"richer", "gas_used", "noreceipts"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(changed); i++) {
		struct block_receipts b;
		struct network n;

		network_init(&n);
		find_anchor(&n);
		/* Another node's receipts are taken instead. */
		lie("alice", changed[i]);
		lie("bob", changed[i]);
		assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 11, NULL), STATUS_OK);
		assert_int_equal(b.trust, TRUST_PROVEN);
		assert_int_equal(b.events.n, 1);
		assert_int_equal(b.events.events[0].data[31], 1);
		block_receipts_release(&b);
		lie("carol", changed[i]);
		assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 11, NULL), STATUS_OK);
		assert_false(b.folded);
		assert_int_equal(b.trust, TRUST_AGREED);
		assert_int_equal(b.events.n, 0);
		block_receipts_release(&b);
		network_release(&n);
	}
}

/* The members beside an event's fields in JSON are in no root. */
static void the_place_of_an_event_is_not_taken_from_its_receipt(void **state)
{
	struct block_receipts honest, b;
	struct network n;

	(void)state;
	network_init(&n);
	find_anchor(&n);
	assert_int_equal(block_receipts_read(n.nodes, &honest, &n.anchor, 12, NULL), STATUS_OK);
	for (size_t i = 0; i < 3; i++)
		lie(names[i], "misplaced");
	assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 12, NULL), STATUS_OK);
	assert_int_equal(b.trust, TRUST_PROVEN);
	assert_int_equal(b.events.events[0].block, 12);
	assert_int_equal(b.events.events[0].index, 0);
	assert_true(hash_equal(&b.events.events[0].tx, &honest.events.events[0].tx));
	block_receipts_release(&b);
	block_receipts_release(&honest);
	network_release(&n);
}

/* Receipts name no transaction, so that its hash is a matter of agreement. */
static void a_false_transaction_or_header_is_outvoted(void **state)
{
	static const char *const lies_of_carol[] = {"another_tx", "root"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lies_of_carol); i++) {
		struct block_receipts b, honest;
		struct network n;

		network_init(&n);
		find_anchor(&n);
		assert_int_equal(block_receipts_read(n.nodes, &honest, &n.anchor, 12, NULL),
				 STATUS_OK);
		lie("carol", lies_of_carol[i]);
		assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 12, NULL), STATUS_OK);
		assert_int_equal(b.trust, TRUST_PROVEN);
		assert_true(hash_equal(&b.events.events[0].tx, &honest.events.events[0].tx));
		assert_int_equal(disputes_of(&n, "carol"), 1);
		block_receipts_release(&b);
		/* With two of them against one, the one is a single word. */
		network_release(&n);
		network_init(&n);
		find_anchor(&n);
		lie("bob", "500");
		lie("alice", "500");
		assert_int_equal(block_receipts_read(n.nodes, &b, &n.anchor, 12, NULL), STATUS_OK);
		assert_true(b.folded);
		assert_int_equal(b.trust, TRUST_REPORTED);
		assert_int_equal(b.events.events[0].trust, TRUST_REPORTED);
		block_receipts_release(&b);
		block_receipts_release(&honest);
		network_release(&n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_node_that_refuses_a_span_is_asked_for_a_shorter_one_and_remembered),
		cmocka_unit_test(a_node_that_does_not_search_is_not_asked_again),
		cmocka_unit_test(a_search_stops_when_its_requests_are_used_up),
		cmocka_unit_test(events_are_proven_by_the_receipts_of_their_block),
		cmocka_unit_test(events_of_a_block_that_does_not_hash_are_agreed),
		cmocka_unit_test(receipts_that_do_not_fold_prove_nothing),
		cmocka_unit_test(the_place_of_an_event_is_not_taken_from_its_receipt),
		cmocka_unit_test(a_false_transaction_or_header_is_outvoted),
	};

	return cmocka_run_group_tests(tests, nodes_with_logs, three_nodes_stop);
}

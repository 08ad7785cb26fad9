#include "client/logs.h"
#include "tests/lib/three_nodes.h"

/* Logs topic 0xaa five times. */
#define BURST	   "0x00000000000000000000000000000000000000dd"
#define BURST_CODE "60aa60206000a160aa60206000a160aa60206000a160aa60206000a160aa60206000a100"
#define BURST_LOGS 5

/* Bursts and the blocks between two of them. The front ends go on with empty blocks. */
#define BURSTS 40
#define APART  30

static struct address contracts[2];
static struct hash topic = {.bytes = {[31] = 0xaa}};

static int a_chain_with_bursts(void **state)
{
	if (three_nodes_start(state) != 0)
		return -1;
	anvil("anvil_setCode", "[\"" BURST "\",\"0x" BURST_CODE "\"]");
	contracts[0] = address_of(BURST);
	contracts[1] = address_of(LOGGER);
	for (int i = 0; i < BURSTS; i++) {
		anvil("eth_sendTransaction",
		      "[{\"from\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"to\":\"" BURST
		      "\",\"gas\":\"0x20000\"}]");
		mine(APART);
	}
	return 0;
}

/* One search through blocks 1 to `to` of a new network. */
struct pass {
	size_t events;
	unsigned requests; /* that the first node got */
	bool agreed;
};

/*
 * Searches as a process does that starts with the abilities in `kept`, and keeps them there.
 * In: providers  the three nodes' limits
 */
static struct pass search(struct node_ability kept[static 3], const char *const *providers,
			  uint64_t to, enum logs_order order)
{
	struct contract_event_list list;
	struct pass out = {0};
	struct network n;
	size_t requests = 100000;
	unsigned before;
	struct err e = {0};
	uint64_t read;

	network_init(&n);
	find_anchor(&n);
	for (size_t i = 0; i < 3; i++) {
		ability_recall(n.nodes, i, &kept[i]);
		lie(names[i], providers[i]);
	}
	before = count_of("searches", "alice");
	struct contract_event_filter filter = {
		.addresses = contracts, .n_addresses = 2, .topics = {&topic}, .from = 1, .to = to};

	if (logs_read(n.nodes, &list, &read, &requests, &n.anchor, &filter, order, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(read, filter.to);
	out = (struct pass){.events = list.n,
			    .requests = count_of("searches", "alice") - before,
			    .agreed = list.agreed};
	contract_event_list_release(&list);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(state_of(&n, i), NODE_OK);
		kept[i] = *ability_of(n.nodes, i);
	}
	network_release(&n);
	return out;
}

static const char *const unlimited[] = {"unlimited", "unlimited", "unlimited"};

static void each_limit_and_wording_is_learned_and_costs_little_afterwards(void **state)
{
	/* The least number of requests: blocks by the span, or events by the limit of results. */
	static const struct {
		const char *provider;
		uint64_t to;
		unsigned least;
	} cases[] = {
		{"quicknode-free", 600, 120}, {"alchemy-free", 1000, 100},
		{"alchemy-500", 20000, 40},   {"one-less", 20000, 41},
		{"1rpc", 20000, 20},	      {"bsc", 40000, 8},
		{"infura", 40000, 4},	      {"wordless", 20000, 27},
		{"uneven", 40000, 6},	      {"infura-results", 1241, 10},
		{"reth-results", 1241, 10},   {"alchemy-size", 1241, 7},
	};

	(void)state;
	assert_int_equal(
		search((struct node_ability[3]){0}, unlimited, 2000, LOGS_OLDEST_FIRST).events,
		(size_t)BURSTS * BURST_LOGS);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *const providers[] = {cases[i].provider, cases[i].provider,
						 cases[i].provider};
		struct node_ability kept[3] = {0};
		struct pass p[3];
		struct node_ability none[3] = {0};
		size_t events = search(none, unlimited, cases[i].to, LOGS_OLDEST_FIRST).events;

		for (int k = 0; k < 3; k++) {
			p[k] = search(kept, providers, cases[i].to,
				      k == 2 ? LOGS_NEWEST_FIRST : LOGS_OLDEST_FIRST);
			assert_int_equal(p[k].events, events);
			assert_true(p[k].agreed);
		}
		print_message("%-16s %5llu blocks: %3u requests while learning, then %u and %u; "
			      "the least are %u\n",
			      cases[i].provider, (unsigned long long)cases[i].to, p[0].requests,
			      p[1].requests, p[2].requests, cases[i].least);
		assert_true(10 * p[2].requests <= 13 * cases[i].least + 10);
	}
}

/* -32005 to one block is no rate limit: the node is well, and is not asked again. */
static void a_node_with_searches_off_is_asked_once_and_never_by_a_later_process(void **state)
{
	static const char *const off[] = {"bsc-off", "geth-off"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(off); i++) {
		const char *const providers[] = {off[i], "alchemy-500", "unlimited"};
		struct node_ability kept[3] = {0};
		struct pass first = search(kept, providers, 2000, LOGS_OLDEST_FIRST), later;

		later = search(kept, providers, 2000, LOGS_OLDEST_FIRST);
		assert_true(first.agreed && later.agreed);
		assert_int_equal(later.events, (size_t)BURSTS * BURST_LOGS);
		assert_in_range(first.requests, 1, 6);
		assert_int_equal(later.requests, 0);
		/* Forgetting is what a test of the node does. */
		kept[0] = (struct node_ability){0};
		later = search(kept, providers, 2000, LOGS_OLDEST_FIRST);
		assert_in_range(later.requests, 1, 6);
	}
}

/* From Amsterdam on a transfer of the coin makes an event like a token's (EIP-7708). */
static void an_event_of_another_contract_is_none_of_those_sought(void **state)
{
	struct address system = address_of("0xfffffffffffffffffffffffffffffffffffffffe");
	struct contract_event_filter filter = {
		.addresses = contracts, .n_addresses = 2, .topics = {&topic}, .from = 1, .to = 9};
	struct contract_event ev = {
		.address = contracts[0], .topics = {topic}, .n_topics = 1, .block = 5};

	(void)state;
	assert_true(contract_event_matches(&ev, &filter));
	ev.address = system;
	assert_false(contract_event_matches(&ev, &filter));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_limit_and_wording_is_learned_and_costs_little_afterwards),
		cmocka_unit_test(
			a_node_with_searches_off_is_asked_once_and_never_by_a_later_process),
		cmocka_unit_test(an_event_of_another_contract_is_none_of_those_sought),
	};

	return cmocka_run_group_tests(tests, a_chain_with_bursts, three_nodes_stop);
}

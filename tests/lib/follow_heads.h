/*
 * Following a chain through three nodes that prove only their newest block, whose heads move at
 * different moments, between requests and during them. Block times are simulated: a round of a sync
 * takes as many blocks as it would on a chain with a block every 12 s, 2 s or 0.2 s. For
 * tests/faults/heads.c and tests/long/heads.c.
 */
#ifndef TESTS_LIB_FOLLOW_HEADS_H
#define TESTS_LIB_FOLLOW_HEADS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "base/parse.h"
#include "tests/lib/contributor.h"

static struct devnet net;
static struct contributor c;

static const char *const names[] = {"alice", "bob", "carol"};

/* How a chain moves while byline asks. */
struct tempo {
	const char *name;
	unsigned block_time_ms;
	unsigned mined;	   /* blocks between two rounds */
	unsigned after[3]; /* a node's head moves with each so many requests; 0: not meanwhile */
};

static const struct tempo slow = {"12 s", 12000, 8, {0, 17, 0}};
static const struct tempo usual = {"2 s", 2000, 10, {7, 9, 0}};
static const struct tempo fast = {"0.2 s", 200, 14, {4, 5, 3}};

static inline int begin(void **state)
{
	(void)state;
	devnet_start(&net, "heads");
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

/* Every test begins with three honest nodes, and with a cache that knows of no figure. */
static inline int all_at_head(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		devnet_tell(&net, "node-faults", "{\"node\":\"%s\"}", names[i]);
	devnet_tell(&net, "head", "{\"lag\":0,\"advance_after\":0}");
	devnet_tell(&net, "provider", "{\"name\":\"reth\"}");
	contributor_end(&c);
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	c.options.has_wait = true;
	c.options.wait_s = 0;
	contributor_reopen(&c, false);
	return 0;
}

/* Moves the heads apart, as those of servers are that hear of a block at different moments. */
static inline void move_heads(const struct tempo *p, unsigned round)
{
	devnet_tell(&net, "mine", "{\"blocks\":%u}", p->mined);
	for (unsigned i = 0; i < ARRAY_SIZE(names); i++)
		devnet_tell(&net, "head", "{\"node\":\"%s\",\"lag\":%u,\"advance_after\":%u}",
			    names[i], (round + i) % 3 == 0 ? 1 : 0, p->after[i]);
}

/* The most requests that one node got since the last call, one for each method call. */
static inline uint64_t requests_of_a_node(void)
{
	struct json *all = devnet_ask(&net, "requests", "{\"reset\":true}");
	uint64_t most = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct json *node = json_get(json_get(all, "nodes"), names[i]);
		const char *text = json_text(json_get(node, "requests"));
		uint64_t n = 0;

		if (text != NULL)
			assert_int_equal(parse_u64(&n, text, strlen(text)), STATUS_OK);
		most = n > most ? n : most;
	}
	json_free(all);
	return most;
}

/* A figure is proven, at a block of its own, at most `apart` blocks older than the anchor. */
static inline void expect_proven(const struct figure *f, const struct snapshot *s, uint64_t apart)
{
	assert_true(f->known);
	assert_int_equal(f->trust, TRUST_PROVEN);
	assert_true(f->block <= s->networks[0].block);
	assert_true(f->block + apart >= s->networks[0].block);
}

/* The figures are those that foundry reads at their own blocks. */
static inline void expect_true(const struct snapshot *s)
{
	const struct snapshot_royalty *r = &s->royalties[0];
	const char *account = devnet_named(&net, "accounts", "demo", "address");
	struct u256 ether = devnet_cast(&net, "bob", "balance --block %llu %s",
					(unsigned long long)s->coins[0].balance.block, account);
	struct u256 wallet =
		devnet_cast(&net, "bob", "call --block %llu %s 'balanceOf(address)(uint256)' %s",
			    (unsigned long long)r->wallet.block,
			    devnet_text(&net, "contracts", "token"), account);

	assert_int_equal(u256_compare(&s->coins[0].balance.value, &ether), 0);
	assert_int_equal(u256_compare(&r->wallet.value, &wallet), 0);
}

/*
 * A sync asks a node for at most so much in one round, whatever the chain does meanwhile: two
 * requests for each of 20 blocks that paid, 25 for blocks around the heads, and the rest.
 */
#define REQUESTS_A_ROUND 90

/*
 * Follows the chain for 200 blocks. The first rounds ask; from then on each figure is proven in
 * each round, and true at the block that it names.
 */
static inline void follow(const struct tempo *p, const char *what)
{
	uint64_t first = 0, now = 0, most = 0, sum = 0;
	unsigned rounds = 0;

	devnet_tell(&net, "block-time", "{\"block_time_ms\":%u}", p->block_time_ms);
	(void)requests_of_a_node();
	for (; first == 0 || now < first + 200; rounds++) {
		const struct snapshot *s;
		uint64_t asked;

		move_heads(p, rounds);
		if (rounds % 4 == 0)
			devnet_tell(&net, "fund",
				    "{\"account\":\"%s\",\"wei\":\"1\",\"tokens\":\"1\"}",
				    devnet_named(&net, "accounts", "demo", "address"));
		expect_status(contributor_sync(&c), STATUS_OK, &c.err);
		s = contributor_look(&c);
		now = s->networks[0].block;
		first = first != 0 ? first : now;
		asked = requests_of_a_node();
		most = asked > most ? asked : most;
		sum += asked;
		if (rounds < 4)
			continue;
		expect_proven(&s->coins[0].balance, s, 40);
		expect_proven(&s->royalties[0].wallet, s, 40);
		expect_proven(&s->royalties[0].claimed, s, 40);
		expect_proven(&s->royalties[0].cumulative, s, 40);
		expect_proven(&s->royalties[0].claimable, s, 40);
		assert_true(s->networks[0].as_of <= s->coins[0].balance.as_of);
		if (rounds % 8 == 0)
			expect_true(s);
	}
	print_message("blocks of %s%s: %u rounds, at most %llu requests a node and round, %llu on "
		      "average\n",
		      p->name, what, rounds, (unsigned long long)most,
		      (unsigned long long)(sum / rounds));
	assert_true(most <= REQUESTS_A_ROUND);
}

static inline void a_node_that_lies_changes_nothing(const char *fault, const struct tempo *p)
{
	char what[64];

	devnet_tell(&net, "node-faults", "{\"node\":\"carol\",\"faults\":[{\"kind\":\"%s\"}]}",
		    fault);
	snprintf(what, sizeof(what), ", one lies about its %s", fault);
	follow(p, what);
}

/* A node that comes back executes all blocks, so that it does only where it was down. */
static inline void two_of_three_suffice(const struct tempo *p)
{
	devnet_tell(&net, "node-stop", "{\"node\":\"alice\"}");
	follow(p, ", one of three is down");
	assert_int_equal(snapshot_node_named(contributor_look(&c), "alice")->state,
			 PEER_UNREACHABLE);
	devnet_tell(&net, "node-start", "{\"node\":\"alice\"}");
}

#endif

/* Leaves by file and service, their states, and the tokens that nobody pinned. */
#include "cache_file.h"

#include "cache/blocks.h"
#include "cache/dues.h"
#include "cache/foreign_tokens.h"

static struct cache_due due(uint8_t payer, uint64_t amount, uint8_t root)
{
	struct cache_due d = {
		.payer = address_of_byte(payer),
		.leaf = {.account = address_of_byte(1),
			 .token = address_of_byte(0xee),
			 .cumulative = {u256_from_u64(amount)},
			 .index = UINT64_MAX,
			 .series = 7,
			 .n_proof = 2,
			 .inner_index = 9,
			 .n_inner = LIMIT_MERKLE_DEPTH},
		.root = hash_of_byte(root),
		.source = CACHE_DUE_SERVICE,
		.origin = "https://example.org",
		.expires_at = 5000,
		.added_at = 4000,
	};

	d.leaf.proof[0] = hash_of_byte(0x11);
	d.leaf.proof[1] = hash_of_byte(0x12);
	d.leaf.inner[LIMIT_MERKLE_DEPTH - 1] = hash_of_byte(0x13);
	return d;
}

static struct cache_due_state found(enum payer_obstacle obstacle, uint64_t block)
{
	return (struct cache_due_state){
		.finding = {.obstacle = obstacle,
			    .entitled = {u256_from_u64(9)},
			    .has_claimed = true,
			    .claimed = {u256_from_u64(4)},
			    .amount = {u256_from_u64(5)},
			    .root = hash_of_byte(0x21),
			    .next_root = hash_of_byte(0x22),
			    .next_at = 101,
			    .opens = 102,
			    .ends = 103,
			    .vests = 104,
			    .paid_to = address_of_byte(0x23),
			    .fee = {u256_from_u64(6)}},
		.gas = {u256_from_u64(8)},
		.trust = TRUST_PROVEN,
		.block = block,
		.as_of = 1000,
	};
}

/* Lists what there is, with a count that the test expects. */
static struct cache_due *list(struct cache *c, size_t n)
{
	struct cache_due *all;
	size_t got;

	assert_ok(cache_dues_all(c, &all, &got, &err));
	assert_int_equal(got, n);
	return all;
}

/* Compares member by member: the bytes between them are anything. */
#define same(a, b, member) assert_memory_equal(&(a)->member, &(b)->member, sizeof((a)->member))

static void assert_same(const struct cache_due *a, const struct cache_due *b)
{
	const struct payer_finding *x = &a->state.finding, *y = &b->state.finding;

	same(a, b, id);
	same(a, b, payer);
	same(a, b, leaf);
	same(a, b, root);
	same(a, b, source);
	assert_string_equal(a->origin, b->origin);
	same(a, b, expires_at);
	same(a, b, added_at);
	same(x, y, obstacle);
	same(x, y, entitled);
	same(x, y, has_claimed);
	same(x, y, claimed);
	same(x, y, amount);
	same(x, y, root);
	same(x, y, next_root);
	same(x, y, next_at);
	same(x, y, opens);
	same(x, y, ends);
	same(x, y, vests);
	same(x, y, paid_to);
	same(x, y, fee);
	same(a, b, state.gas);
	same(a, b, state.trust);
	same(a, b, state.block);
	same(a, b, state.as_of);
}

static void a_leaf_and_its_state_come_back_whole(void **state)
{
	struct cache *c = *state;
	struct cache_due d = due(0xdd, 9, 1), *all;

	assert_ok(cache_dues_put(c, &d, 1, &err));
	d.state = found(PAYER_WAITS, 30);
	assert_ok(cache_dues_judged(c, &d, 1, &err));
	all = list(c, 1);
	assert_same(&all[0], &d);
	free(all);
	/* The next judging takes the place of that one. */
	d.state = found(PAYER_FREE, 31);
	assert_ok(cache_dues_judged(c, &d, 1, &err));
	all = list(c, 1);
	assert_same(&all[0], &d);
	free(all);
}

static void a_leaf_that_nobody_judged_is_not_free_to_claim(void **state)
{
	struct cache *c = *state;
	struct cache_due d = due(0xdd, 9, 1), *all;

	assert_ok(cache_dues_put(c, &d, 1, &err));
	all = list(c, 1);
	assert_int_equal(all[0].state.finding.obstacle, PAYER_UNTOLD);
	assert_int_equal(all[0].state.as_of, 0);
	free(all);
}

/* The proof of the tree before is needed until the new tree is in force. */
static void one_amount_in_two_trees_is_two_rows(void **state)
{
	struct cache *c = *state;
	struct cache_due d[] = {due(0xdd, 9, 1), due(0xdd, 9, 2)};

	d[1].leaf.proof[0] = hash_of_byte(0x77);
	assert_ok(cache_dues_put(c, d, 2, &err));
	free(list(c, 2));
	/* Put once more, each is the same row. */
	assert_ok(cache_dues_put(c, d, 2, &err));
	free(list(c, 2));
}

static void a_row_that_the_user_brought_stays_the_users(void **state)
{
	struct cache *c = *state;
	struct cache_due service = due(0xdd, 9, 0), file = service, *all;
	int64_t id;

	assert_ok(cache_dues_put(c, &service, 1, &err));
	id = service.id;
	file.source = CACHE_DUE_FILE;
	snprintf(file.origin, sizeof(file.origin), "result.json");
	file.added_at = 4001;
	assert_ok(cache_dues_put(c, &file, 1, &err));
	assert_int_equal(file.id, id);
	service.leaf.proof[0] = hash_of_byte(0x55);
	assert_ok(cache_dues_put(c, &service, 1, &err));
	all = list(c, 1);
	assert_int_equal(all[0].source, CACHE_DUE_FILE);
	assert_string_equal(all[0].origin, "result.json");
	assert_int_equal(all[0].added_at, 4000);
	assert_int_equal(all[0].leaf.proof[0].bytes[0], 0x55);
	free(all);
}

static void what_a_service_gives_no_more_is_a_former_row_until_it_does_again(void **state)
{
	struct cache *c = *state;
	struct cache_due d[] = {due(0xdd, 9, 1), due(0xdd, 9, 2), due(0xdd, 7, 3)}, *all;
	struct cache_due other = due(0xde, 9, 1);
	const struct address me = address_of_byte(1), payer = address_of_byte(0xdd);

	d[2].source = CACHE_DUE_FILE;
	assert_ok(cache_dues_put(c, &d[2], 1, &err));
	assert_ok(cache_dues_put(c, &other, 1, &err));
	assert_ok(cache_dues_answered(c, &payer, &me, d, 2, &err));
	assert_ok(cache_dues_answered(c, &payer, &me, &d[1], 1, &err));
	all = list(c, 4);
	assert_int_equal(all[0].id, d[2].id);
	assert_int_equal(all[0].source, CACHE_DUE_FILE);
	assert_int_equal(all[1].id, d[0].id);
	assert_int_equal(all[1].source, CACHE_DUE_FORMER);
	assert_int_equal(all[2].id, d[1].id);
	assert_int_equal(all[2].source, CACHE_DUE_SERVICE);
	assert_int_equal(all[3].source, CACHE_DUE_SERVICE);
	free(all);
	assert_ok(cache_dues_answered(c, &payer, &me, d, 1, &err));
	all = list(c, 4);
	assert_int_equal(all[1].source, CACHE_DUE_SERVICE);
	assert_int_equal(all[2].source, CACHE_DUE_FORMER);
	free(all);
	/* Nothing at all is an answer too. */
	assert_ok(cache_dues_answered(c, &payer, &me, NULL, 0, &err));
	all = list(c, 4);
	assert_int_equal(all[0].source, CACHE_DUE_FILE);
	assert_int_equal(all[1].source, CACHE_DUE_FORMER);
	free(all);
}

static void a_removed_row_takes_its_state_along(void **state)
{
	struct cache *c = *state;
	struct cache_due d[] = {due(0xdd, 9, 1), due(0xde, 9, 1)}, *all;

	assert_ok(cache_dues_put(c, d, 2, &err));
	d[0].state = found(PAYER_FREE, 30);
	d[1].state = found(PAYER_FREE, 30);
	assert_ok(cache_dues_judged(c, d, 2, &err));
	assert_ok(cache_dues_remove(c, d[0].id, &err));
	all = list(c, 1);
	assert_same(&all[0], &d[1]);
	free(all);
	/* A row that was removed meanwhile gets no state, which another row might inherit. */
	assert_ok(cache_dues_judged(c, d, 1, &err));
	assert_ok(cache_dues_remove(c, d[1].id, &err));
	assert_ok(cache_dues_put(c, &d[1], 1, &err));
	all = list(c, 1);
	assert_int_equal(all[0].state.as_of, 0);
	free(all);
}

static void an_undo_keeps_the_leaf_and_drops_what_was_found_above(void **state)
{
	struct cache *c = *state;
	struct cache_due d[] = {due(0xdd, 9, 1), due(0xde, 9, 1)}, *all;

	assert_ok(cache_dues_put(c, d, 2, &err));
	d[0].state = found(PAYER_FREE, 30);
	d[1].state = found(PAYER_FREE, 31);
	assert_ok(cache_dues_judged(c, d, 2, &err));
	assert_ok(cache_blocks_undo(c, 30, &err));
	all = list(c, 2);
	assert_int_equal(all[0].state.as_of, 1000);
	assert_int_equal(all[1].state.finding.obstacle, PAYER_UNTOLD);
	free(all);
}

static void each_network_has_its_own_dues_and_tokens(void **state)
{
	struct cache *c = *state;
	struct cache_due d = due(0xdd, 9, 1);
	struct cache_foreign_token t = {.token = address_of_byte(2)}, *tokens;
	const struct hash restarted = hash_of_byte(9);
	size_t n;

	assert_ok(cache_dues_put(c, &d, 1, &err));
	assert_ok(cache_foreign_tokens_put(c, &t, 1, &err));
	assert_ok(cache_networks_select(c, NULL, "other", 5, NULL, &err));
	free(list(c, 0));
	assert_ok(cache_foreign_tokens_all(c, &tokens, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(cache_dues_remove(c, d.id, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	free(list(c, 1));
	/* A chain that begins anew has none of the payers. */
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, &restarted, &err));
	free(list(c, 0));
}

static void a_damaged_proof_is_no_proof(void **state)
{
	struct cache_due d = due(0xdd, 9, 1), *all;
	struct cache *c;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_dues_put(c, &d, 1, &err));
	cache_close(c);
	run_sql("UPDATE dues SET proof = x'1234', inner_proof = zeroblob(32 * 41)");
	c = open_on(db_path, 1);
	all = list(c, 1);
	assert_int_equal(all[0].leaf.n_proof, 0);
	assert_int_equal(all[0].leaf.n_inner, 0);
	free(all);
	cache_close(c);
}

static void a_token_is_known_or_asked_for_or_both(void **state)
{
	struct cache *c = *state;
	struct cache_foreign_token t[] =
		{
			{.token = address_of_byte(2),
			 .symbol = "FOO",
			 .decimals = 18,
			 .trust = TRUST_AGREED,
			 .as_of = 70},
			{.token = address_of_byte(3),
			 .symbol = "BAR",
			 .decimals = 6,
			 .trust = TRUST_AGREED,
			 .as_of = 70},
		},
				   *all;
	const struct address unread = address_of_byte(1);
	size_t n;

	assert_ok(cache_foreign_tokens_put(c, t, 2, &err));
	for (int i = 0; i < 2; i++) {
		assert_ok(cache_foreign_tokens_ask(c, &unread, true, &err));
		assert_ok(cache_foreign_tokens_ask(c, &t[1].token, true, &err));
	}
	snprintf(t[1].symbol, sizeof(t[1].symbol), "BAZ");
	t[1].decimals = 8;
	assert_ok(cache_foreign_tokens_put(c, t, 2, &err));
	assert_ok(cache_foreign_tokens_all(c, &all, &n, &err));
	assert_int_equal(n, 3);
	assert_memory_equal(&all[0].token, &unread, sizeof(unread));
	assert_true(all[0].asked);
	assert_string_equal(all[0].symbol, "");
	assert_false(all[1].asked);
	assert_string_equal(all[1].symbol, "FOO");
	assert_true(all[2].asked);
	assert_string_equal(all[2].symbol, "BAZ");
	assert_int_equal(all[2].decimals, 8);
	assert_int_equal(all[2].trust, TRUST_AGREED);
	assert_int_equal(all[2].as_of, 70);
	free(all);
	assert_ok(cache_foreign_tokens_ask(c, &unread, false, &err));
	assert_ok(cache_foreign_tokens_ask(c, &t[1].token, false, &err));
	assert_ok(cache_foreign_tokens_all(c, &all, &n, &err));
	assert_int_equal(n, 2);
	assert_false(all[1].asked);
	free(all);
}

#define in_memory(test) cmocka_unit_test_setup_teardown(test, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_memory(a_leaf_and_its_state_come_back_whole),
		in_memory(a_leaf_that_nobody_judged_is_not_free_to_claim),
		in_memory(one_amount_in_two_trees_is_two_rows),
		in_memory(a_row_that_the_user_brought_stays_the_users),
		in_memory(what_a_service_gives_no_more_is_a_former_row_until_it_does_again),
		in_memory(a_removed_row_takes_its_state_along),
		in_memory(an_undo_keeps_the_leaf_and_drops_what_was_found_above),
		in_memory(each_network_has_its_own_dues_and_tokens),
		in_memory(a_token_is_known_or_asked_for_or_both),
		cmocka_unit_test(a_damaged_proof_is_no_proof),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

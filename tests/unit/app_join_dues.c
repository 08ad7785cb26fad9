/* Leaves that are one line of the list of what payers owe, and what the line says. */
#include "app/join_dues.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"

static const struct address account = {{1}}, elsewhere = {{9}};

/* A leaf as sync left it at block 50; `claimed` of `entitled` was paid. */
static struct cache_due leaf(enum payer_obstacle obstacle, uint64_t entitled, uint64_t claimed)
{
	uint64_t left = entitled > claimed && obstacle != PAYER_PAID ? entitled - claimed : 0;

	return (struct cache_due){.payer = {{7}},
				  .leaf = {.account = account,
					   .token = {{8}},
					   .cumulative = {u256_from_u64(entitled)}},
				  .source = CACHE_DUE_SERVICE,
				  .origin = "https://example.org",
				  .state = {.finding = {.obstacle = obstacle,
							.entitled = {u256_from_u64(entitled)},
							.has_claimed = true,
							.claimed = {u256_from_u64(claimed)},
							.amount = {u256_from_u64(left)},
							.root = {{0x21}},
							.paid_to = account},
					    .trust = TRUST_PROVEN,
					    .block = 50,
					    .as_of = 1000}};
}

static struct cache_due later(struct cache_due d, int64_t opens)
{
	d.state.finding.opens = opens;
	return d;
}

static void assert_amount(const struct figure *f, uint64_t amount)
{
	const struct u256 expected = u256_from_u64(amount);

	assert_true(f->known);
	assert_int_equal(u256_compare(&f->value, &expected), 0);
}

struct joining {
	struct cache_due rows[3];
	size_t n;
	enum payer_obstacle obstacle;
	uint64_t entitled, claimed, claimable, waiting;
	int64_t opens;
	const char *word;
};

/* Joins the leaves of each case and compares the line. */
static void check_cases(const struct joining *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct joining *c = &cases[i];
		struct snapshot_due due = {.part = ""};

		join_dues(&due, c->rows, c->n);
		assert_int_equal(due.obstacle, c->obstacle);
		assert_amount(&due.entitled, c->entitled);
		assert_amount(&due.claimed, c->claimed);
		assert_amount(&due.claimable, c->claimable);
		assert_amount(&due.waiting, c->waiting);
		assert_int_equal(due.opens, c->opens);
		assert_string_equal(snapshot_due_word(&due), c->word);
		assert_int_equal(due.note[0] == '\0', c->obstacle == PAYER_FREE && c->waiting == 0);
		assert_int_equal(snapshot_due_pays(&due), c->claimable != 0);
	}
}

static void the_leaf_in_force_decides_and_the_next_one_adds_what_it_has_beyond(void **state)
{
	const struct joining cases[] = {
		{{leaf(PAYER_FREE, 100, 40)}, 1, PAYER_FREE, 100, 40, 60, 0, 0, "claimable"},
		{{leaf(PAYER_PAID, 100, 100)}, 1, PAYER_PAID, 100, 100, 0, 0, 0, "paid"},
		/* A part pays now, another waits: neither is in the other. */
		{{leaf(PAYER_FREE, 100, 40), later(leaf(PAYER_WAITS, 130, 40), 77)},
		 2,
		 PAYER_FREE,
		 100,
		 40,
		 60,
		 30,
		 77,
		 "claimable"},
		{{later(leaf(PAYER_WAITS, 130, 40), 77), leaf(PAYER_FREE, 100, 40)},
		 2,
		 PAYER_FREE,
		 100,
		 40,
		 60,
		 30,
		 77,
		 "claimable"},
	};

	(void)state;
	check_cases(cases, ARRAY_SIZE(cases));
}

static void a_line_waits_where_all_in_force_is_paid_and_the_next_leaf_adds_some(void **state)
{
	const struct joining cases[] = {
		/* All in force is paid: the line waits. */
		{{leaf(PAYER_PAID, 100, 100), later(leaf(PAYER_WAITS, 130, 100), 77)},
		 2,
		 PAYER_WAITS,
		 100,
		 100,
		 0,
		 30,
		 77,
		 "waiting"},
		{{leaf(PAYER_PAID, 100, 100), leaf(PAYER_DISPUTED, 130, 100)},
		 2,
		 PAYER_DISPUTED,
		 100,
		 100,
		 0,
		 30,
		 0,
		 "disputed"},
		/* More was paid than the leaf in force says: an older tree came back. */
		{{leaf(PAYER_PAID, 100, 120), later(leaf(PAYER_WAITS, 130, 120), 77)},
		 2,
		 PAYER_WAITS,
		 100,
		 120,
		 0,
		 10,
		 77,
		 "waiting"},
		/* The next tree has the same amount, or a smaller one: it adds nothing. */
		{{leaf(PAYER_PAID, 100, 100), later(leaf(PAYER_WAITS, 100, 100), 77)},
		 2,
		 PAYER_PAID,
		 100,
		 100,
		 0,
		 0,
		 0,
		 "paid"},
		{{leaf(PAYER_FREE, 100, 40), later(leaf(PAYER_WAITS, 90, 40), 77)},
		 2,
		 PAYER_FREE,
		 100,
		 40,
		 60,
		 0,
		 0,
		 "claimable"},
	};

	(void)state;
	check_cases(cases, ARRAY_SIZE(cases));
}

static void what_nobody_pays_now_is_not_claimable(void **state)
{
	const struct joining cases[] = {
		/* A paused payer: what is in force waits too. */
		{{leaf(PAYER_PAUSED, 100, 40), later(leaf(PAYER_WAITS, 130, 40), 77)},
		 2,
		 PAYER_PAUSED,
		 100,
		 40,
		 0,
		 90,
		 0,
		 "paused"},
		{{later(leaf(PAYER_WAITS, 130, 0), 77)},
		 1,
		 PAYER_WAITS,
		 130,
		 0,
		 0,
		 130,
		 77,
		 "waiting"},
		{{later(leaf(PAYER_FORFEITS, 130, 0), 99)},
		 1,
		 PAYER_FORFEITS,
		 130,
		 0,
		 0,
		 130,
		 99,
		 "vesting"},
		/* An amount that nobody pays is neither claimable nor waiting. */
		{{leaf(PAYER_EXPIRED, 130, 0)}, 1, PAYER_EXPIRED, 130, 0, 0, 0, 0, "expired"},
		{{leaf(PAYER_SENDER, 130, 0)}, 1, PAYER_SENDER, 130, 0, 0, 0, 0, "not allowed"},
		{{leaf(PAYER_WITHDRAWN, 130, 0)}, 1, PAYER_WITHDRAWN, 130, 0, 0, 0, 0, "withdrawn"},
	};

	(void)state;
	check_cases(cases, ARRAY_SIZE(cases));
}

static void the_greatest_leaf_of_one_standing_counts_once(void **state)
{
	const struct joining cases[] = {
		/* Leaves of trees that are gone count only where there is no other. */
		{{leaf(PAYER_NOT_FOLDED, 500, 40), leaf(PAYER_FREE, 100, 40)},
		 2,
		 PAYER_FREE,
		 100,
		 40,
		 60,
		 0,
		 0,
		 "claimable"},
		{{leaf(PAYER_NOT_FOLDED, 500, 40)},
		 1,
		 PAYER_NOT_FOLDED,
		 500,
		 40,
		 0,
		 0,
		 0,
		 "no proof"},
		/* Several roots in force, each with all that is owed: the greatest counts once. */
		{{leaf(PAYER_FREE, 100, 40), leaf(PAYER_FREE, 120, 40), leaf(PAYER_FREE, 110, 40)},
		 3,
		 PAYER_FREE,
		 120,
		 40,
		 80,
		 0,
		 0,
		 "claimable"},
	};

	(void)state;
	check_cases(cases, ARRAY_SIZE(cases));
}

static void a_line_is_known_as_well_as_the_worst_leaf_that_it_is_made_of(void **state)
{
	struct cache_due rows[] = {leaf(PAYER_FREE, 100, 40), leaf(PAYER_WAITS, 130, 40)};
	struct snapshot_due due = {.part = ""};

	(void)state;
	rows[1].state.trust = TRUST_AGREED;
	join_dues(&due, rows, 2);
	assert_int_equal(due.claimable.trust, TRUST_PROVEN);
	assert_int_equal(due.waiting.trust, TRUST_AGREED);
	assert_int_equal(due.claimable.block, 50);
	assert_int_equal(due.claimable.as_of, 1000);
}

/* Nothing on the chain says it: its file or service does, and it is no amount to claim. */
static void what_no_root_has_is_one_servers_word(void **state)
{
	struct cache_due row = leaf(PAYER_NOT_FOLDED, 500, 0);
	struct snapshot_due due = {.part = ""};

	(void)state;
	join_dues(&due, &row, 1);
	assert_int_equal(due.entitled.trust, TRUST_REPORTED);
	row.state = (struct cache_due_state){.finding = {.obstacle = PAYER_UNTOLD}};
	join_dues(&due, &row, 1);
	assert_amount(&due.entitled, 500);
	assert_false(due.claimable.known);
	assert_false(due.waiting.known);
	assert_string_equal(snapshot_due_word(&due), "not known");
	assert_non_null(strstr(due.note, "sync"));
}

/* A vault does not tell what it paid, and code that was exchanged tells nothing to rely on. */
static void what_was_claimed_is_known_only_where_the_payer_tells_it(void **state)
{
	struct cache_due row = leaf(PAYER_FREE, 500, 0);
	struct snapshot_due due = {.part = ""};

	(void)state;
	row.state.finding.has_claimed = false;
	join_dues(&due, &row, 1);
	assert_false(due.claimed.known);
	assert_amount(&due.claimable, 500);
	row.state.finding = (struct payer_finding){.obstacle = PAYER_REPLACED};
	join_dues(&due, &row, 1);
	assert_false(due.claimed.known);
	assert_amount(&due.claimable, 0);
	assert_int_equal(due.entitled.trust, TRUST_REPORTED);
	assert_string_equal(snapshot_due_word(&due), "replaced");
	assert_false(snapshot_due_needs_trial(&due));
	row.state.finding.obstacle = PAYER_UNTOLD;
	join_dues(&due, &row, 1);
	assert_true(snapshot_due_needs_trial(&due));
	row.state.as_of = 0;
	join_dues(&due, &row, 1);
	assert_false(snapshot_due_needs_trial(&due));
}

/* A campaign that would take something back, of whose root or books nothing is known. */
static void a_leaf_that_could_not_be_read_is_not_called_empty(void **state)
{
	struct cache_due row = leaf(PAYER_FORFEITS, 0, 0);
	struct snapshot_due due = {.part = ""};

	(void)state;
	row.leaf.cumulative.raw = u256_from_u64(100);
	row.state.finding.root = (struct hash){{0}};
	row.state.finding.has_claimed = false;
	join_dues(&due, &row, 1);
	assert_int_equal(due.obstacle, PAYER_FORFEITS);
	assert_amount(&due.entitled, 100);
	assert_int_equal(due.entitled.trust, TRUST_REPORTED);
	assert_false(due.claimed.known);
	assert_false(due.claimable.known);
	assert_false(due.waiting.known);
}

static void money_that_goes_elsewhere_says_so(void **state)
{
	struct cache_due row = leaf(PAYER_FREE, 500, 0);
	struct snapshot_due due = {.part = ""};

	(void)state;
	join_dues(&due, &row, 1);
	assert_false(due.redirected);
	row.state.finding.paid_to = elsewhere;
	join_dues(&due, &row, 1);
	assert_true(due.redirected);
	assert_true(address_equal(&due.paid_to, &elsewhere));
}

static void the_users_file_is_named_before_the_service(void **state)
{
	struct cache_due rows[] = {leaf(PAYER_FREE, 100, 40), leaf(PAYER_WAITS, 130, 40)};
	struct snapshot_due due = {.part = ""};

	(void)state;
	join_dues(&due, rows, 2);
	assert_int_equal(due.source, DUE_SERVICE);
	rows[1].source = CACHE_DUE_FILE;
	snprintf(rows[1].origin, sizeof(rows[1].origin), "result.json");
	join_dues(&due, rows, 2);
	assert_int_equal(due.source, DUE_FILE);
	assert_string_equal(due.origin, "result.json");
}

static void an_end_by_the_service_counts_where_the_contract_has_none(void **state)
{
	struct cache_due row = leaf(PAYER_FREE, 100, 40);
	struct snapshot_due due = {.part = ""};

	(void)state;
	row.expires_at = 4000;
	join_dues(&due, &row, 1);
	assert_int_equal(due.ends, 4000);
	row.state.finding.ends = 3000;
	join_dues(&due, &row, 1);
	assert_int_equal(due.ends, 3000);
}

/* A bitmap pays each index; a map of what was paid pays one amount, whatever the tree or cycle. */
static void leaves_of_one_count_are_one_line(void **state)
{
	const struct profile_distributor bitmap = {.kind = DISTRIBUTOR_MERKLE},
					 cycles = {.kind = DISTRIBUTOR_MERKLE,
						   .terms = {.cumulative = true}},
					 merkl = {.kind = DISTRIBUTOR_MERKL},
					 eigenlayer = {.kind = DISTRIBUTOR_EIGENLAYER},
					 reppo = {.kind = DISTRIBUTOR_REPPO};
	struct cache_due a = leaf(PAYER_FREE, 100, 40), b = leaf(PAYER_FREE, 120, 40);

	(void)state;
	assert_true(join_dues_are_one(&bitmap, &a, &b));
	b.leaf.series = 4;
	assert_false(join_dues_are_one(&bitmap, &a, &b));
	assert_false(join_dues_are_one(&reppo, &a, &b));
	assert_true(join_dues_are_one(&cycles, &a, &b));
	b.leaf.index = 2;
	assert_true(join_dues_are_one(&eigenlayer, &a, &b));
	b.leaf.token.bytes[5] = 1;
	assert_false(join_dues_are_one(&merkl, &a, &b));
	b = a;
	b.leaf.account = elsewhere;
	assert_false(join_dues_are_one(&merkl, &a, &b));
	b = a;
	b.payer = elsewhere;
	assert_false(join_dues_are_one(&merkl, &a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_leaf_in_force_decides_and_the_next_one_adds_what_it_has_beyond),
		cmocka_unit_test(
			a_line_waits_where_all_in_force_is_paid_and_the_next_leaf_adds_some),
		cmocka_unit_test(the_greatest_leaf_of_one_standing_counts_once),
		cmocka_unit_test(what_nobody_pays_now_is_not_claimable),
		cmocka_unit_test(a_line_is_known_as_well_as_the_worst_leaf_that_it_is_made_of),
		cmocka_unit_test(what_no_root_has_is_one_servers_word),
		cmocka_unit_test(what_was_claimed_is_known_only_where_the_payer_tells_it),
		cmocka_unit_test(a_leaf_that_could_not_be_read_is_not_called_empty),
		cmocka_unit_test(money_that_goes_elsewhere_says_so),
		cmocka_unit_test(the_users_file_is_named_before_the_service),
		cmocka_unit_test(an_end_by_the_service_counts_where_the_contract_has_none),
		cmocka_unit_test(leaves_of_one_count_are_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which claims that a user brings belong to their payer, and which do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sync/brought_rows.h"

/* Roots of three trees. */
static const struct hash in_force = {{1}}, coming = {{2}}, foreign = {{3}};

/* A row of a file whose tree has `root`. */
static struct cache_due row_of(const struct hash *root)
{
	return (struct cache_due){.root = *root};
}

static struct payer_finding found(enum payer_obstacle obstacle)
{
	return (struct payer_finding){
		.obstacle = obstacle, .root = in_force, .next_root = coming, .next_at = 2000};
}

static void a_leaf_of_the_root_in_force_or_the_next_one_is_kept(void **state)
{
	/* Each of these only keeps a claim from paying now. */
	static const enum payer_obstacle kept[] = {PAYER_FREE,	   PAYER_PAID,	    PAYER_WAITS,
						   PAYER_DISPUTED, PAYER_WITHDRAWN, PAYER_PAUSED,
						   PAYER_SENDER,   PAYER_FORFEITS,  PAYER_UNTOLD};
	const struct cache_due now = row_of(&in_force), later = row_of(&coming);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
		const struct payer_finding f = found(kept[i]);
		struct err e = {0};

		assert_int_equal(check_brought(&now, &f, &e), STATUS_OK);
		assert_int_equal(check_brought(&later, &f, &e), STATUS_OK);
	}
}

static void a_leaf_of_another_tree_is_refused_with_both_roots(void **state)
{
	/* One that was paid before, too: its judge never looks at the root. */
	static const enum payer_obstacle any[] = {PAYER_FREE,	    PAYER_PAID,	  PAYER_WAITS,
						  PAYER_NOT_FOLDED, PAYER_PAUSED, PAYER_EXPIRED,
						  PAYER_UNTOLD};
	const struct cache_due row = row_of(&foreign);
	char ours[HASH_TEXT_SIZE], theirs[HASH_TEXT_SIZE], next[HASH_TEXT_SIZE];

	(void)state;
	hash_format(ours, &foreign);
	hash_format(theirs, &in_force);
	hash_format(next, &coming);
	for (size_t i = 0; i < ARRAY_SIZE(any); i++) {
		const struct payer_finding f = found(any[i]);
		struct err e = {0};

		assert_int_equal(check_brought(&row, &f, &e), ERR_PROOF_MISMATCH);
		assert_non_null(strstr(e.text, ours));
		assert_non_null(strstr(e.text, theirs));
		assert_non_null(strstr(e.text, next));
	}
}

static void a_contract_without_a_root_says_so(void **state)
{
	const struct cache_due row = row_of(&foreign);
	struct payer_finding f = {.obstacle = PAYER_NOT_FOLDED};
	char ours[HASH_TEXT_SIZE];
	struct err e = {0};

	(void)state;
	hash_format(ours, &foreign);
	assert_int_equal(check_brought(&row, &f, &e), ERR_PROOF_MISMATCH);
	assert_non_null(strstr(e.text, ours));
	assert_non_null(strstr(e.text, "none of the contract"));
	/* A root that nobody tells is not the same as none. */
	f.obstacle = PAYER_UNTOLD;
	assert_int_equal(check_brought(&row, &f, &e), ERR_NOT_AGREED);
	f.obstacle = PAYER_FORFEITS;
	assert_int_equal(check_brought(&row, &f, &e), ERR_NOT_AGREED);
	/* EigenLayer's judge stops at what was paid, without a look at roots. */
	f.obstacle = PAYER_PAID;
	assert_int_equal(check_brought(&row, &f, &e), STATUS_OK);
}

static void what_never_pays_is_refused_by_its_reason(void **state)
{
	const struct cache_due row = row_of(&in_force);
	struct payer_finding f = found(PAYER_EXPIRED);
	struct err e = {0};

	(void)state;
	f.ends = 86400;
	assert_int_equal(check_brought(&row, &f, &e), ERR_EXPIRED);
	assert_non_null(strstr(e.text, "1970-01-02"));
	f.obstacle = PAYER_TOO_LARGE;
	assert_int_equal(check_brought(&row, &f, &e), ERR_RANGE);
	f.obstacle = PAYER_REPLACED;
	assert_int_equal(check_brought(&row, &f, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "network probe"));
}

static void lines_of_books_without_trees_need_no_root(void **state)
{
	const struct cache_due row = {.id = 0};
	const struct payer_finding f = {.obstacle = PAYER_FREE};
	struct err e = {0};

	(void)state;
	assert_int_equal(check_brought(&row, &f, &e), STATUS_OK);
}

static void pods_of_others_and_empty_shares_are_dropped(void **state)
{
	const struct payer_finding owner = {.obstacle = PAYER_OWNER},
				   paid = {.obstacle = PAYER_PAID}, free = {.obstacle = PAYER_FREE},
				   disputed = {.obstacle = PAYER_DISPUTED};

	(void)state;
	assert_false(is_brought_row(DISTRIBUTOR_REPPO, &owner));
	assert_true(is_brought_row(DISTRIBUTOR_REPPO, &free));
	/* An epoch that pays nothing yet may later. */
	assert_true(is_brought_row(DISTRIBUTOR_REPPO, &paid));
	assert_false(is_brought_row(DISTRIBUTOR_STORY, &paid));
	assert_true(is_brought_row(DISTRIBUTOR_STORY, &free));
	assert_true(is_brought_row(DISTRIBUTOR_STORY, &disputed));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_leaf_of_the_root_in_force_or_the_next_one_is_kept),
		cmocka_unit_test(a_leaf_of_another_tree_is_refused_with_both_roots),
		cmocka_unit_test(a_contract_without_a_root_says_so),
		cmocka_unit_test(what_never_pays_is_refused_by_its_reason),
		cmocka_unit_test(lines_of_books_without_trees_need_no_root),
		cmocka_unit_test(pods_of_others_and_empty_shares_are_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

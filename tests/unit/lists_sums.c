/*
 * Sums over random snapshots: nothing is added across tokens, units, networks, accounts in books,
 * or what is known and what is not, and the weakest mark wins. The networks have tokens of one
 * address and one symbol, as a deployer makes them who uses one account everywhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/books.h"
#include "lists/totals.h"

#define ROUNDS	 2000
#define NETWORKS 3
#define ACCOUNTS 2
#define TOKENS	 2
#define MOST	 24

static uint32_t seed;

/* The same numbers on each machine. */
static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static struct address token_of(uint32_t i)
{
	struct address a = {{0}};

	a.bytes[0] = (uint8_t)(i + 1);
	return a;
}

static struct figure draw_figure(void)
{
	static const enum trust trusts[] = {TRUST_REPORTED, TRUST_AGREED, TRUST_PROVEN};
	struct figure f = {.known = draw(4) != 0};

	if (f.known) {
		f.trust = trusts[draw(3)];
		f.value = u256_from_u64(draw(1000));
		f.block = draw(50);
		f.as_of = draw(5000);
	}
	return f;
}

static struct snapshot_royalty royalties[MOST];
static struct snapshot snapshot = {.royalties = royalties};

static void draw_royalties(void)
{
	snapshot.n_royalties = draw(MOST + 1);
	for (size_t i = 0; i < snapshot.n_royalties; i++) {
		royalties[i] = (struct snapshot_royalty){.of = {(uint16_t)draw(NETWORKS),
								(uint16_t)draw(4),
								(uint16_t)draw(ACCOUNTS)},
							 .token = token_of(draw(TOKENS)),
							 .symbol = "OPEN",
							 .decimals = 18,
							 .claimable = draw_figure(),
							 .on_its_way = draw_figure(),
							 .accruing = draw_figure(),
							 .claimed = draw_figure(),
							 .received = draw_figure()};
	}
}

/* The five figures of a royalty, and of a sum, in one order. */
static const struct figure *figure_of(const struct snapshot_royalty *r, size_t k)
{
	const struct figure *all[] = {&r->claimable, &r->on_its_way, &r->accruing, &r->claimed,
				      &r->received};

	return all[k];
}

static const struct total_sum *sum_of(const struct total_row *r, size_t k)
{
	const struct total_sum *all[] = {&r->claimable, &r->on_its_way, &r->accruing, &r->claimed,
					 &r->received};

	return all[k];
}

/* Adds up by looking at each royalty of this token on this network. */
static void expect_sum(const struct total_row *row, size_t k)
{
	const struct total_sum *sum = sum_of(row, k);
	uint64_t whole = 0;
	enum trust weakest = TRUST_PROVEN;
	int64_t oldest = INT64_MAX;
	size_t known = 0, unknown = 0;

	for (size_t i = 0; i < snapshot.n_royalties; i++) {
		const struct figure *f = figure_of(&royalties[i], k);

		if (royalties[i].of.network != row->of.network ||
		    !address_equal(&royalties[i].token, &row->token))
			continue;
		known += f->known;
		unknown += !f->known;
		if (!f->known)
			continue;
		whole += f->value.limb[0];
		weakest = f->trust < weakest ? f->trust : weakest;
		oldest = f->as_of < oldest ? f->as_of : oldest;
	}
	assert_int_equal(sum->figure.known, known > 0);
	assert_int_equal(sum->partial, known > 0 && unknown > 0);
	if (known == 0)
		return;
	assert_int_equal(sum->figure.value.limb[0], whole);
	assert_int_equal(sum->figure.trust, weakest);
	assert_int_equal(sum->figure.as_of, oldest);
}

/* How many different tokens of networks there are. */
static size_t count_kinds(void)
{
	bool seen[NETWORKS][TOKENS] = {{false}};
	size_t n = 0;

	for (size_t i = 0; i < snapshot.n_royalties; i++) {
		bool *there = &seen[royalties[i].of.network][royalties[i].token.bytes[0] - 1];

		n += !*there;
		*there = true;
	}
	return n;
}

static void a_total_is_of_one_token_of_one_network_and_has_the_weakest_mark(void **state)
{
	struct total_row rows[TOTALS_MOST];

	(void)state;
	for (seed = 0; seed < ROUNDS; seed++) {
		uint32_t round = seed;
		size_t n;

		draw_royalties();
		n = totals_add_up(rows, &snapshot);
		assert_int_equal(n, count_kinds());
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < 5; k++)
				expect_sum(&rows[i], k);
		for (size_t i = 1; i < n; i++)
			assert_true(totals_is_claimable(&rows[i - 1]) ||
				    !totals_is_claimable(&rows[i]));
		seed = round;
	}
}

static void other_units_of_one_address_are_another_sum(void **state)
{
	struct total_row rows[TOTALS_MOST];

	(void)state;
	snapshot.n_royalties = 2;
	for (size_t i = 0; i < 2; i++)
		royalties[i] = (struct snapshot_royalty){
			.token = token_of(0),
			.decimals = (uint8_t)(i == 0 ? 6 : 18),
			.claimed = {.known = true, .value = u256_from_u64(7)}};
	assert_int_equal(totals_add_up(rows, &snapshot), 2);
	assert_int_equal(rows[0].claimed.figure.value.limb[0], 7);
}

/* A part that comes after the overflow must not be taken for the sum. */
static void a_sum_past_256_bits_is_not_known_whatever_follows(void **state)
{
	struct total_row rows[TOTALS_MOST];

	(void)state;
	snapshot.n_royalties = 3;
	for (size_t i = 0; i < 3; i++)
		royalties[i] = (struct snapshot_royalty){
			.token = token_of(0),
			.claimed = {.known = true, .value = u256_from_u64(1)}};
	memset(&royalties[0].claimed.value, 0xff, sizeof(royalties[0].claimed.value));
	assert_int_equal(totals_add_up(rows, &snapshot), 1);
	assert_false(rows[0].claimed.figure.known);
}

static struct snapshot_epoch epochs[MOST];
static struct snapshot_score scores[MOST];
static struct snapshot_received received[MOST];
static struct snapshot books = {.epochs = epochs, .scores = scores, .received = received};

/* One leaf each, in an epoch of its own, so that no two are of one row. */
static void draw_books(void)
{
	books.n_epochs = books.n_scores = draw(MOST + 1);
	books.n_received = draw(MOST + 1);
	for (size_t i = 0; i < books.n_epochs; i++) {
		const struct snapshot_owner of = {(uint16_t)draw(NETWORKS), 0,
						  (uint16_t)draw(ACCOUNTS)};

		epochs[i] = (struct snapshot_epoch){.of = of,
						    .epoch = i,
						    .settled_at = draw(100),
						    .token = token_of(draw(TOKENS)),
						    .symbol = "OPEN"};
		scores[i] = (struct snapshot_score){.of = of, .epoch = i};
		scores[i].amount.raw = u256_from_u64(draw(1000));
	}
	for (size_t i = 0; i < books.n_received; i++) {
		received[i] = (struct snapshot_received){
			.of = {(uint16_t)draw(NETWORKS), SNAPSHOT_NONE, (uint16_t)draw(ACCOUNTS)},
			.time = draw(100),
			.claim = draw(3) != 0,
			.token = token_of(draw(TOKENS)),
			.symbol = "OPEN"};
		received[i].amount.raw = u256_from_u64(draw(1000));
	}
}

static void sums_in_books_are_of_one_account_one_token_and_one_network(void **state)
{
	(void)state;
	for (seed = 0; seed < ROUNDS; seed++) {
		uint32_t round = seed;
		struct book_entry *entries;
		struct err e = {0};
		size_t n;

		draw_books();
		assert_int_equal(make_books(&entries, &n, &books, &e), STATUS_OK);
		for (size_t i = 0; i < n; i++) {
			uint64_t accrued = 0, paid = 0;

			for (size_t j = 0; j <= i; j++) {
				const struct book_entry *b = &entries[j];

				if (b->of.network != entries[i].of.network ||
				    b->of.account != entries[i].of.account ||
				    !address_equal(b->token, entries[i].token))
					continue;
				if (b->payment != NULL)
					paid += b->payment->amount.raw.limb[0];
				else
					accrued += b->score->amount.raw.limb[0];
			}
			assert_true(entries[i].summed);
			assert_int_equal(entries[i].accrued.raw.limb[0], accrued);
			assert_int_equal(entries[i].received.raw.limb[0], paid);
		}
		free(entries);
		seed = round;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_total_is_of_one_token_of_one_network_and_has_the_weakest_mark),
		cmocka_unit_test(other_units_of_one_address_are_another_sum),
		cmocka_unit_test(a_sum_past_256_bits_is_not_known_whatever_follows),
		cmocka_unit_test(sums_in_books_are_of_one_account_one_token_and_one_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

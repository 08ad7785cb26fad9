/* The pace of the background sync, on a clock of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "app/pace.h"

#define HOUR_MS (60 * 60 * 1000)

/* The cost of rounds and their length, as a sync of an account with one datanet has them. */
static const unsigned costs[] = {[EXTENT_WHOLE] = 22, [EXTENT_FIGURES] = 10, [EXTENT_DATANET] = 0};
#define ROUND_MS 300

struct day {
	struct pace pace;
	int64_t now;
	int64_t longest_ms; /* between the ends of two readings of the figures */
	unsigned rounds[3];
	unsigned most_hour, most_minute;
};

static unsigned sum_since(const struct pace *p, int64_t since)
{
	unsigned sum = 0;

	for (size_t i = 0; i < p->n; i++)
		sum += p->rounds[i].at_ms > since ? p->rounds[i].cost : 0;
	return sum;
}

/* Lives through `ms` of a network, round by round. */
static void live(struct day *d, struct pace_facts f, int64_t ms)
{
	int64_t end = d->now + ms, figures = d->now;

	while (d->now < end) {
		struct pace_next next;
		unsigned sum;

		f.now_ms = d->now;
		next = pace_choose(&d->pace, &f);
		pace_note(&d->pace, next.extent, costs[next.extent], d->now + next.in_ms);
		d->now += next.in_ms + ROUND_MS;
		d->rounds[next.extent]++;
		sum = sum_since(&d->pace, d->now - HOUR_MS);
		d->most_hour = sum > d->most_hour ? sum : d->most_hour;
		sum = sum_since(&d->pace, d->now - 60000);
		d->most_minute = sum > d->most_minute ? sum : d->most_minute;
		if (next.extent == EXTENT_DATANET)
			continue;
		if (d->now - figures > d->longest_ms)
			d->longest_ms = d->now - figures;
		figures = d->now;
	}
}

static void watched_figures_are_read_within_two_seconds_or_three_blocks(void **state)
{
	static const uint32_t block_times[] = {200, 450, 2000, 12000};

	(void)state;
	for (size_t i = 0; i < sizeof(block_times) / sizeof(block_times[0]); i++) {
		struct day d = {.now = 1000};
		int64_t late = 3 * (int64_t)block_times[i] > 2000 ? 3 * block_times[i] : 2000;
		struct pace_facts f = {
			.pace = PACE_WATCHED, .block_time_ms = block_times[i], .accounts = 1};

		live(&d, f, HOUR_MS);
		assert_in_range(d.longest_ms, 1, late);
		assert_in_range(d.most_minute, 1, PACE_MINUTE_MOST);
		/* All else is read every minute, too. */
		assert_in_range(d.rounds[EXTENT_WHOLE], 58, 61);
	}
}

/* The figures of proofs at heads are asked for and looked at in two rounds. */
static void where_proofs_wait_rounds_come_twice_as_often(void **state)
{
	struct pace_facts f = {
		.pace = PACE_WATCHED, .waits = true, .block_time_ms = 2000, .accounts = 1};
	struct day d = {.now = 1000};

	(void)state;
	live(&d, f, HOUR_MS);
	assert_in_range(d.longest_ms, 1, 3000 + ROUND_MS);
	assert_in_range(d.most_minute, 1, PACE_MINUTE_MOST);
}

static void the_ceiling_of_a_minute_holds_where_blocks_are_fast(void **state)
{
	struct pace_facts f = {
		.pace = PACE_WATCHED, .waits = true, .block_time_ms = 200, .accounts = 1};
	struct day d = {.now = 1000};

	(void)state;
	live(&d, f, HOUR_MS);
	assert_in_range(d.most_minute, PACE_MINUTE_MOST - 40, PACE_MINUTE_MOST);
}

static void an_unattended_account_costs_120_requests_an_hour(void **state)
{
	struct pace_facts f = {.pace = PACE_FRUGAL, .block_time_ms = 200, .accounts = 1};
	struct day d = {.now = 1000};

	(void)state;
	live(&d, f, 24 * (int64_t)HOUR_MS);
	assert_in_range(d.most_hour, 60, PACE_HOUR_MOST);
	/* The datanet is asked all the time. */
	assert_in_range(d.rounds[EXTENT_DATANET], 24 * 600, 24 * 720);
}

/* A datanet that settles all the time, or says so, does not make byline pass the ceiling. */
static void news_do_not_pass_the_ceiling(void **state)
{
	struct pace_facts f = {
		.pace = PACE_FRUGAL, .news = true, .block_time_ms = 2000, .accounts = 1};
	struct day d = {.now = 1000};

	(void)state;
	live(&d, f, 3 * (int64_t)HOUR_MS);
	assert_in_range(d.most_hour, 60, PACE_HOUR_MOST);
	/* Nor does it use up an hour's requests at once, or take the place of whole rounds. */
	assert_in_range(d.longest_ms, 1, HOUR_MS / 4);
	assert_in_range(d.rounds[EXTENT_WHOLE], 6, 7);
}

static void news_are_looked_at_at_once(void **state)
{
	struct pace_facts f = {.pace = PACE_FRUGAL, .block_time_ms = 2000, .accounts = 1};
	struct day d = {.now = 1000};
	struct pace_next next;

	(void)state;
	live(&d, f, 5 * 60000);
	f.now_ms = d.now;
	f.news = true;
	next = pace_choose(&d.pace, &f);
	assert_int_equal(next.extent, EXTENT_FIGURES);
	assert_int_equal(next.in_ms, 0);
}

static void where_nobody_looks_all_is_read_once_a_minute(void **state)
{
	struct pace_facts f = {
		.pace = PACE_IDLE, .live = true, .block_time_ms = 200, .accounts = 1};
	struct day d = {.now = 1000};

	(void)state;
	live(&d, f, HOUR_MS);
	assert_in_range(d.rounds[EXTENT_WHOLE], 58, 61);
	assert_int_equal(d.rounds[EXTENT_FIGURES] + d.rounds[EXTENT_DATANET], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(watched_figures_are_read_within_two_seconds_or_three_blocks),
		cmocka_unit_test(where_proofs_wait_rounds_come_twice_as_often),
		cmocka_unit_test(the_ceiling_of_a_minute_holds_where_blocks_are_fast),
		cmocka_unit_test(an_unattended_account_costs_120_requests_an_hour),
		cmocka_unit_test(news_do_not_pass_the_ceiling),
		cmocka_unit_test(news_are_looked_at_at_once),
		cmocka_unit_test(where_nobody_looks_all_is_read_once_a_minute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lists: order, filter, marks, and a selection that stays on its row. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"
#include "tui/widget_order.h"

static struct script t;

static int open_full(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	return 0;
}

static int open_many(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_MANY, 24, 80, NULL);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	script_close(&t);
	return 0;
}

static struct widget_list *list(void)
{
	return view_list(t.d, view_shown(t.d));
}

static void a_filter_narrows_and_escape_widens(void **state)
{
	(void)state;
	script_play(&t, "2 / 'HOLI'");
	assert_int_equal(list()->order.n, 1);
	assert_non_null(strstr(script_text(&t), "mails-holiday"));
	assert_null(strstr(script_text(&t), "mails-2025   "));
	script_play(&t, "Esc");
	assert_int_equal(list()->order.n, 5);
}

static void an_inverse_filter_shows_the_rest(void **state)
{
	(void)state;
	script_play(&t, "2 / '!mails' Enter");
	assert_int_equal(list()->order.n, 3);
	script_play(&t, "/ Ctrl-U 'nothing has this' Enter");
	assert_non_null(strstr(script_text(&t), "no row has"));
}

static void keys_typed_into_a_filter_are_no_commands(void **state)
{
	(void)state;
	script_play(&t, "2 / 'qXCU'");
	assert_false(t.d->quit);
	assert_int_equal(t.d->n_popups, 0);
	assert_int_equal(fake_app_started(t.app, "revoke"), 0);
}

static void n_finds_the_next_row_of_the_last_filter(void **state)
{
	(void)state;
	script_play(&t, "2 / 'notes' Esc g n");
	assert_int_equal(list()->selected, 2);
	script_play(&t, "n");
	assert_int_equal(list()->selected, 3);
	script_play(&t, "n");
	assert_int_equal(list()->selected, 2);
	script_play(&t, "N");
	assert_int_equal(list()->selected, 3);
}

static void sorting_goes_through_the_columns_and_back(void **state)
{
	(void)state;
	script_play(&t, "2 s s");
	assert_int_equal(list()->sorted, 1);
	assert_int_equal(widget_list_row(list()), 3); /* 96 records: the fewest */
	script_play(&t, "I");
	assert_int_equal(widget_list_row(list()), 4); /* 12 044: the most */
	script_play(&t, "I s s s s s");
	assert_int_equal(list()->sorted, -1);
	assert_int_equal(widget_list_row(list()), 0);
}

/* The full fixture with its first and third dataset in each other's place. */
static void publish_swapped(void)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);
	struct snapshot_dataset swap = s->datasets[2];

	s->datasets[2] = s->datasets[0];
	s->datasets[0] = swap;
	fake_app_publish(t.app, s);
	script_play(&t, "");
}

static void the_selection_follows_its_row_into_a_new_snapshot(void **state)
{
	(void)state;
	script_play(&t, "2 j j");
	publish_swapped();
	assert_int_equal(list()->selected, 0);
	assert_non_null(strstr(script_text(&t), "▸ notes-2024"));
}

/* Two networks, on each of which an epoch of the same number has settled. */
static struct snapshot *same_epochs(void)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);

	s->epochs[1].epoch = s->epochs[0].epoch;
	s->epochs[1].of = (struct snapshot_owner){1, 1, 0};
	return s;
}

static void a_selected_epoch_stays_that_of_its_network(void **state)
{
	(void)state;
	fake_app_publish(t.app, same_epochs());
	script_play(&t, "3 j");
	assert_int_equal(widget_list_row(list()), 1);
	fake_app_publish(t.app, same_epochs());
	script_play(&t, "");
	assert_int_equal(widget_list_row(list()), 1);
	/* The filter of networks moves indexes, not what the user looks at. */
	show_network_alone(t.app, "grove");
	script_play(&t, "");
	assert_int_equal(list()->rows.n, 1);
	show_network_alone(t.app, "");
	script_play(&t, "");
	assert_int_equal(widget_list_row(list()), 1);
}

static void what_comes_on_top_is_selected_until_a_row_is_chosen(void **state)
{
	(void)state;
	script_play(&t, "2");
	publish_swapped();
	assert_non_null(strstr(script_text(&t), "▸ notes-2024"));
	script_play(&t, "j k");
	fake_app_publish(t.app, fixture_snapshot(FIXTURE_FULL));
	script_play(&t, "");
	assert_int_equal(list()->selected, 2);
	script_play(&t, "g");
	publish_swapped();
	assert_int_equal(list()->selected, 0);
}

static void a_selected_row_that_goes_away_leaves_a_neighbour(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);

	(void)state;
	script_play(&t, "2 G");
	s->n_datasets = 2;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_int_equal(list()->selected, 1);
}

static void marks_belong_to_rows_not_to_places(void **state)
{
	uint64_t first, second;

	(void)state;
	script_play(&t, "4 p 'n.jsonl' Enter");
	first = list()->selected_id;
	script_play(&t, "Space");
	second = list()->selected_id;
	script_play(&t, "Space s I");
	assert_int_equal(list()->n_marks, 2);
	assert_true(widget_list_marked(list(), first));
	assert_true(widget_list_marked(list(), second));
}

static void paging_stops_at_the_ends(void **state)
{
	(void)state;
	script_play(&t, "3 PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
	assert_int_equal(list()->selected, 29);
	script_play(&t, "PgUp PgUp PgUp PgUp PgUp PgUp PgUp PgUp");
	assert_int_equal(list()->selected, 0);
	script_play(&t, "k");
	assert_int_equal(list()->selected, 0);
}

/* Waits for the index thread as the loop does. */
static void wait_for_index(void)
{
	while (widget_index_pending(t.d->index, NULL)) {
		struct pollfd p = {.fd = widget_index_fd(t.d->index), .events = POLLIN};

		assert_int_equal(poll(&p, 1, 20000), 1);
		dashboard_session_poll(t.d);
	}
}

static void press(int key)
{
	struct key_event ev = {.type = KEY_EVENT_KEY, .key = key};

	dashboard_event(t.d, &ev);
}

static void a_million_rows_are_sorted_by_the_thread_and_keys_go_on(void **state)
{
	const struct snapshot *s;
	size_t last = SIZE_MAX;

	(void)state;
	script_play(&t, "3 t t");
	assert_int_equal(list()->order.n, 1000000);
	for (int i = 0; i < 5; i++)
		press('s');
	assert_true(widget_index_pending(t.d->index, NULL));
	/* Before the order is there the rows stand as they came, and can be walked. */
	press('j');
	dashboard_draw(t.d, &t.screen);
	assert_non_null(strstr(script_text(&t), "ordering"));
	wait_for_index();
	s = list()->data;
	assert_int_equal(list()->order.n, 1000000);
	for (size_t i = 0; i < list()->order.n; i += 999) {
		size_t row = list()->order.rows[i];

		if (last != SIZE_MAX)
			assert_true(s->attributions[last].influence_e9 <=
				    s->attributions[row].influence_e9);
		last = row;
	}
}

static void a_new_request_cancels_the_one_under_way(void **state)
{
	(void)state;
	script_play(&t, "3 t t");
	for (const char *c = "holiday"; *c != '\0'; c++) {
		if (*c == 'h')
			press('/');
		press(*c);
	}
	wait_for_index();
	assert_int_equal(list()->order.n, 333333);
}

static void a_million_rows_cost_at_most_64_bytes_each(void **state)
{
	(void)state;
	/* The row itself, and its place in the order. */
	assert_true(sizeof(struct snapshot_attribution) + sizeof(*list()->order.rows) <= 64);
}

static void work_is_given_up_at_once_when_cancelled(void **state)
{
	const struct widget_list_info *info;
	struct widget_query q = {.filter = ""};
	struct widget_order order;
	atomic_bool cancel = true;

	(void)state;
	script_play(&t, "3 t t");
	info = list()->info;
	q.sort = column_find(columns_of(ROW_ATTRIBUTION), "time");
	assert_int_equal(widget_order_build(&order, &info->table, t.d->snap, &q, &cancel),
			 ERR_CANCELLED);
	assert_null(order.rows);
}

#define FULL(f) cmocka_unit_test_setup_teardown(f, open_full, close_all)
#define MANY(f) cmocka_unit_test_setup_teardown(f, open_many, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(a_filter_narrows_and_escape_widens),
		FULL(an_inverse_filter_shows_the_rest),
		FULL(keys_typed_into_a_filter_are_no_commands),
		FULL(n_finds_the_next_row_of_the_last_filter),
		FULL(sorting_goes_through_the_columns_and_back),
		FULL(the_selection_follows_its_row_into_a_new_snapshot),
		FULL(a_selected_epoch_stays_that_of_its_network),
		FULL(what_comes_on_top_is_selected_until_a_row_is_chosen),
		FULL(a_selected_row_that_goes_away_leaves_a_neighbour),
		FULL(marks_belong_to_rows_not_to_places),
		FULL(paging_stops_at_the_ends),
		MANY(a_million_rows_are_sorted_by_the_thread_and_keys_go_on),
		MANY(a_new_request_cancels_the_one_under_way),
		MANY(a_million_rows_cost_at_most_64_bytes_each),
		MANY(work_is_given_up_at_once_when_cancelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The filter of networks and accounts while something else goes on: tables, forms and proposals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

/* More rows than a table orders at once. */
#define MANY_ROWS 5000

static struct script t;

static int open_several(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_SEVERAL, 24, 80, NULL);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	script_close(&t);
	return 0;
}

/* Publishes many claims and datasets of the second network. */
static void publish_many(void)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);
	const struct snapshot_claim claim = s->claims[0];
	const struct snapshot_dataset set = s->datasets[0];

	s->claims = realloc(s->claims, MANY_ROWS * sizeof(*s->claims));
	s->datasets = realloc(s->datasets, MANY_ROWS * sizeof(*s->datasets));
	assert_non_null(s->claims);
	assert_non_null(s->datasets);
	s->n_claims = s->n_datasets = MANY_ROWS;
	for (size_t i = 0; i < MANY_ROWS; i++) {
		s->claims[i] = claim;
		s->claims[i].id = i + 1;
		s->claims[i].of.network = 1;
		s->claims[i].state = OWN_SENT;
		s->claims[i].tx = s->datasets[0].uid;
		s->datasets[i] = set;
		s->datasets[i].of = (struct snapshot_owner){1, 1, 0};
		s->datasets[i].state = DATASET_ATTESTED;
		memcpy(s->datasets[i].root.bytes, &i, sizeof(i));
	}
	fake_app_publish(t.app, s);
}

/* A large table still has the rows of before when the filter's snapshot is there already. */
static void a_row_of_a_table_that_is_still_ordered_is_of_its_own_network(void **state)
{
	static const struct {
		const char *view, *name;
		enum action action;
	} acts[] = {{"5 j", "cancel", ACTION_CANCEL_CLAIM},
		    {"2 j", "revoke", ACTION_REVOKE},
		    {"2 j", "check-intake", ACTION_UPLOAD}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		publish_many();
		script_play(&t, acts[i].view);
		show_network_alone(t.app, "grove");
		dashboard_session_poll(t.d);
		dashboard_act(t.d, acts[i].action);
		assert_int_equal(fake_app_started(t.app, acts[i].name), 1);
		assert_string_equal(fake_app_scope(t.app), "grove");
		show_network_alone(t.app, "");
		script_play(&t, "Esc");
	}
	publish_many();
	script_play(&t, "2 j");
	show_network_alone(t.app, "grove");
	dashboard_session_poll(t.d);
	dashboard_act(t.d, ACTION_OFFER);
	script_play(&t, "Enter Enter");
	assert_int_equal(fake_app_started(t.app, "offer"), 1);
	/* The first datanet of the rows that were there: of all networks, or of the one by then. */
	assert_string_not_equal(fake_app_scope(t.app), "");
}

#define SEVERAL(f) cmocka_unit_test_setup_teardown(f, open_several, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SEVERAL(a_row_of_a_table_that_is_still_ordered_is_of_its_own_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

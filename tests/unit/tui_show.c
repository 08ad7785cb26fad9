/* The filter of networks and accounts while something else goes on: tables, forms and proposals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/snapshot_models.h"
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
	} acts[] = {{"5 t j", "cancel", ACTION_CANCEL_CLAIM},
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

/* The form of a commitment begins with the datanet that its records are for. */
static void what_is_begun_for_a_datanet_goes_on_there(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);
	struct snapshot_dataset *set = &s->datasets[s->n_datasets - 2];

	(void)state;
	assert_string_equal(set->name, "herbarium");
	set->state = DATASET_LOCAL;
	set->uid = (struct hash){0};
	snprintf(set->source, sizeof(set->source), "/data/herbarium.jsonl");
	fake_app_publish(t.app, s);
	script_play(&t, "2 G k");
	assert_non_null(strstr(script_text(&t), "attest the commitment to herbarium on chain"));
	script_play(&t, "C Enter Enter Enter Enter");
	assert_int_equal(fake_app_started(t.app, "commit"), 1);
	assert_string_equal(fake_app_text(t.app), "/data/herbarium.jsonl");
	assert_string_equal(fake_app_scope(t.app), "grove");
}

static void a_file_is_committed_to_the_datanet_that_it_was_previewed_for(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);

	(void)state;
	script_play(&t, "4 p 'x.jsonl' Enter Enter");
	assert_non_null(t.d->preview);
	assert_true(s->n_models > 0);
	s->n_models = 1;
	s->models[0].of = (struct snapshot_owner){1, 2, SNAPSHOT_NONE};
	s->models[0].hash = t.d->preview->model;
	fake_app_publish(t.app, s);
	script_play(&t, "C Enter Enter 'CC0-1.0' Enter Enter");
	assert_int_equal(fake_app_started(t.app, "commit"), 1);
	assert_string_equal(fake_app_scope(t.app), "grove");
}

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

/* A datanet that a filter leaves out is followed all the same. */
static void a_refusal_tells_what_is_not_shown_from_what_is_not_followed(void **state)
{
	(void)state;
	show_network_alone(t.app, "devnet");
	script_play(&t, "2 g O");
	assert_true(shows("no other datanet is shown: 0 shows all networks"));
	script_close(&t);
	script_open(&t, FIXTURE_MODELS, 24, 80, NULL);
	script_play(&t, "4 m '/data/notes.jsonl' Tab Tab Enter");
	assert_true(shows("commit these records to topics on grove"));
	show_network_alone(t.app, "devnet");
	script_play(&t, "C");
	assert_true(shows("its network is not shown: 0 shows all"));
	assert_true(shows("grove is not shown: show all networks"));
	script_play(&t, "0");
	assert_true(shows("commit these records to topics on grove"));
}

static void a_form_names_the_only_datanet_that_is_shown(void **state)
{
	(void)state;
	show_network_alone(t.app, "devnet");
	script_play(&t, "2 C");
	assert_true(shows("mail-filter on devnet"));
	script_play(&t, "'n.jsonl' Enter Enter 'CC0-1.0' Enter Enter");
	assert_string_equal(fake_app_scope(t.app), "devnet");
	assert_int_equal(fake_app_started(t.app, "commit"), 1);
}

/* Two datanets attested an epoch with a fault: each page names the one to ask. */
static void a_fault_is_asked_about_at_the_datanet_that_attested_it(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);

	(void)state;
	s->epochs[0].audit = s->epochs[1].audit = AUDIT_FAULT;
	s->epochs[0].of = (struct snapshot_owner){1, 1, 0};
	fake_app_publish(t.app, s);
	script_play(&t, "1");
	assert_true(shows("wrong with epoch 29 of mail-filter, and"));
	script_play(&t, "3 g Enter");
	assert_true(shows("topics, which attested it"));
	script_play(&t, "Esc j Enter");
	assert_true(shows("mail-filter, which attested it"));
}

/* The verdict above the epochs of all datanets is the worst one, and says whose it is. */
static void a_verdict_of_several_datanets_is_the_worst_and_named(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);

	(void)state;
	script_play(&t, "3");
	assert_true(shows("mail-filter on devnet: "));
	sentence_add(&s->standings[1].audit[0].said, "1 of 2 epochs paid in full");
	s->standings[1].n_audit = 1;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_true(shows("topics on grove: 1 of 2"));
}

static void a_claim_that_fails_where_nobody_looks_is_told(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);

	(void)state;
	s->events[0].of.network = 1;
	s->events[0].unseen = true;
	snprintf(s->events[0].area, sizeof(s->events[0].area), "act");
	fake_app_publish(t.app, s);
	show_network_alone(t.app, "devnet");
	script_play(&t, "2");
	assert_true(shows("news of own transactions in what is not shown; 0 shows all"));
	show_network_alone(t.app, "");
	script_play(&t, "");
	assert_false(shows("in what is not shown"));
}

#define SEVERAL(f) cmocka_unit_test_setup_teardown(f, open_several, close_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SEVERAL(a_row_of_a_table_that_is_still_ordered_is_of_its_own_network),
		SEVERAL(what_is_begun_for_a_datanet_goes_on_there),
		SEVERAL(a_file_is_committed_to_the_datanet_that_it_was_previewed_for),
		SEVERAL(a_refusal_tells_what_is_not_shown_from_what_is_not_followed),
		SEVERAL(a_fault_is_asked_about_at_the_datanet_that_attested_it),
		SEVERAL(a_verdict_of_several_datanets_is_the_worst_and_named),
		SEVERAL(a_claim_that_fails_where_nobody_looks_is_told),
		SEVERAL(a_form_names_the_only_datanet_that_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Models side by side in the dashboard: from the form to the commitment to one datanet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

static struct script t;

#define FILE_KEYS "4 m '/data/notes.jsonl' Tab Tab Enter"

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

/* Opens the dashboard and compares a file with the models. */
static void compare(int rows, int cols)
{
	script_open(&t, FIXTURE_MODELS, rows, cols, NULL);
	script_play(&t, FILE_KEYS);
	assert_non_null(t.d->comparison);
}

static void every_view_that_has_files_or_models_compares_them(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	/* A dataset brings its own file. */
	script_play(&t, "2 m Tab 'en' Tab 'CC0-1.0' Enter");
	assert_string_equal(fake_app_text(t.app), "/home/ada/data/mails-2025.jsonl|en|CC0-1.0|");
	assert_int_equal(t.d->view, VIEW_PREVIEW);
	assert_true(shows("COMPARE  mails-2025.jsonl"));
	/* The form offers again what was said of the records. */
	script_play(&t, "9 m");
	assert_true(shows("WHERE IS THIS DATA WORTH MOST?"));
	assert_true(shows("CC0-1.0"));
	script_play(&t, "Ctrl-U '/data/b.csv' Tab Tab Enter");
	assert_string_equal(fake_app_text(t.app), "/data/b.csv|en|CC0-1.0|");
	/* A preview brings its file too, and shows its records until models are compared. */
	script_play(&t, "p 'x.jsonl' Enter");
	assert_true(shows("PREVIEW  notes-draft.jsonl"));
	script_play(&t, "m Enter Enter Enter");
	assert_string_equal(fake_app_text(t.app), "/home/ada/data/notes-draft.jsonl|en|CC0-1.0|");
	assert_true(shows("COMPARE  notes-draft.jsonl"));
	script_play(&t, "t");
	assert_true(shows("PREVIEW  notes-draft.jsonl"));
	script_play(&t, "t");
	assert_true(shows("COMPARE  notes-draft.jsonl"));
	script_close(&t);
}

static void models_stand_side_by_side_with_their_own_tokens(void **state)
{
	(void)state;
	compare(24, 80);
	assert_true(shows("0.524 400  LEAF"));
	assert_true(shows("1.070 175  OPEN"));
	assert_true(shows("licence"));
	assert_true(shows("no file"));
	assert_true(shows("Nothing has left this machine."));
	assert_true(shows("in the order of shares"));
	/* Sorting and filtering are the list's. */
	script_play(&t, "/ 'heath' Enter");
	assert_true(shows("leaves 4"));
	assert_false(shows("news 2 "));
	script_play(&t, "Esc s s");
	assert_true(shows("sorted by MODEL"));
	script_close(&t);
}

static void hidden_amounts_stay_hidden_in_list_pane_and_page(void **state)
{
	(void)state;
	compare(24, 80);
	script_play(&t, "b");
	assert_false(shows("0.524"));
	assert_false(shows("4.600"));
	script_play(&t, "Enter");
	assert_true(shows("Worth"));
	assert_false(shows("0.524"));
	assert_false(shows("4.600"));
	script_close(&t);
}

static void a_label_that_is_mapped_counts_when_the_records_are_scored_again(void **state)
{
	(void)state;
	compare(40, 120);
	assert_true(shows("1.9 %"));
	script_play(&t, "j M");
	assert_true(shows("LABELS FOR mail-filter 7"));
	assert_true(shows("< leave out >"));
	/* The proposal is there to be confirmed. */
	assert_true(shows("spam    proposed: is it the same?"));
	script_play(&t, "Right Right Enter");
	assert_string_equal(fake_app_text(t.app), "/data/notes.jsonl|||junk=spam Spam=spam ");
	assert_int_equal(t.d->n_popups, 0);
	assert_true(shows("4.7 %"));
	/* The same model is selected, and the file is to be mended before the commitment. */
	assert_true(shows("mail-filter 7  scores 92 of them"));
	assert_true(shows("rename labels in the file, then commit to mail-filter on devnet"));
	/* A letter goes to the next choice with it; what is left out has no rule. */
	script_play(&t, "M 'h' Down 'l' Enter");
	assert_string_equal(fake_app_text(t.app), "/data/notes.jsonl|||junk=ham ");
	/* The same file keeps its rules, another file does not get them. */
	script_play(&t, "m Enter Enter Enter");
	assert_string_equal(fake_app_text(t.app), "/data/notes.jsonl|||junk=ham ");
	script_play(&t, "m Ctrl-U '/data/other.jsonl' Enter Enter Enter");
	assert_string_equal(fake_app_text(t.app), "/data/other.jsonl|||");
	script_close(&t);
}

static void a_rule_for_another_model_stays(void **state)
{
	(void)state;
	compare(40, 120);
	script_play(&t, "j M Right Enter");
	assert_string_equal(fake_app_text(t.app), "/data/notes.jsonl|||junk=ham Spam=spam ");
	script_play(&t, "j M");
	assert_true(shows("LABELS FOR news 2"));
	/* Three labels: "ham" and "junk" are left out, "spam" is likened to "sport". */
	script_play(&t, "Right Enter");
	assert_string_equal(fake_app_text(t.app),
			    "/data/notes.jsonl|||junk=ham Spam=spam ham=business spam=sport ");
	script_close(&t);
}

static void the_commitment_goes_to_the_datanet_of_the_chosen_model(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_MODELS, 24, 80, NULL);
	script_play(&t, "4 m '/data/notes.jsonl' Tab Tab 'CC-BY-4.0' Enter C");
	assert_true(shows("COMMIT TO A DATASET"));
	assert_true(shows("/data/notes.jsonl"));
	assert_true(shows("CC-BY-4.0"));
	assert_true(shows("[topics on grove]"));
	script_play(&t, "Esc j C");
	assert_true(shows("[mail-filter on devnet]"));
	script_play(&t, "Tab Tab Tab Enter");
	assert_int_equal(fake_app_started(t.app, "commit"), 1);
	/* A model that does not take the records has no such step. */
	script_play(&t, "Esc j C");
	assert_true(shows("commit: this model does not take these records"));
	script_close(&t);
}

static void a_datanet_that_is_gone_is_no_place_to_commit_to(void **state)
{
	(void)state;
	compare(24, 80);
	/* The second network is not followed any more. */
	fake_app_publish(t.app, fixture_snapshot(FIXTURE_FULL));
	script_play(&t, "");
	assert_true(shows("its datanet is not followed any more"));
	script_play(&t, "C");
	assert_true(shows("commit: its datanet is not followed any more"));
	assert_int_equal(t.d->n_popups, 0);
	script_close(&t);
}

static void a_model_that_takes_nothing_says_why_and_what_it_knows(void **state)
{
	(void)state;
	compare(24, 80);
	script_play(&t, "j j j Enter");
	assert_true(shows("it does not take the licence CC0-1.0"));
	assert_true(shows("not known: its attestation is not on chain yet"));
	script_play(&t, "Esc k Enter");
	assert_true(shows("no record has a label that it knows"));
	assert_true(shows("business, science, sport, world"));
	script_play(&t, "G");
	assert_true(shows("spam: 34 records, left out; if it means sport, map it (M)"));
	assert_true(shows("Nothing of the records has left this machine."));
	script_play(&t, "Esc G M");
	assert_true(shows("map-labels: its labels are not known"));
	script_close(&t);
}

static void a_comparison_that_fails_or_is_stopped_loses_nothing(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_MODELS, 24, 80, NULL);
	fake_app_fail(t.app, "compare", ERR_PARSE, "notes.jsonl, line 3: no JSON");
	script_play(&t, FILE_KEYS);
	assert_true(shows("line 3: no JSON"));
	assert_true(shows("WHERE IS THIS DATA WORTH MOST?"));
	assert_null(t.d->comparison);
	fake_app_fail(t.app, "compare", STATUS_OK, "");
	script_play(&t, "Enter");
	assert_non_null(t.d->comparison);
	/* The form of labels stays open, with what was chosen. */
	fake_app_fail(t.app, "compare", ERR_UNREACHABLE, "the file is gone");
	script_play(&t, "j M Right Enter");
	assert_true(shows("the file is gone"));
	assert_true(shows("< ham >"));
	script_play(&t, "Esc");
	assert_true(shows("1.9 %"));
	/* Work that its form no longer waits for ends all the same, or is stopped. */
	fake_app_fail(t.app, "compare", STATUS_OK, "");
	fake_app_hold(t.app, true);
	script_play(&t, "M Right Enter Esc");
	assert_int_equal(t.d->n_popups, 0);
	assert_true(dashboard_busy(t.d));
	script_play(&t, "Esc");
	assert_true(shows("comparing models: stopped"));
	assert_false(dashboard_busy(t.d));
	script_close(&t);
}

static void without_a_datanet_there_is_nothing_to_compare_with(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	s->n_datanets = s->n_standings = s->n_models = 0;
	s->n_attributions = s->n_events = s->n_datasets = s->n_epochs = s->n_scores = 0;
	fake_app_publish(t.app, s);
	script_play(&t, "4 t m");
	assert_true(shows("No network that is followed has a datanet"));
	assert_true(shows("compare-models: no network that is followed has a datanet"));
	assert_int_equal(t.d->n_popups, 0);
	script_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_view_that_has_files_or_models_compares_them),
		cmocka_unit_test(models_stand_side_by_side_with_their_own_tokens),
		cmocka_unit_test(hidden_amounts_stay_hidden_in_list_pane_and_page),
		cmocka_unit_test(a_label_that_is_mapped_counts_when_the_records_are_scored_again),
		cmocka_unit_test(a_rule_for_another_model_stays),
		cmocka_unit_test(the_commitment_goes_to_the_datanet_of_the_chosen_model),
		cmocka_unit_test(a_datanet_that_is_gone_is_no_place_to_commit_to),
		cmocka_unit_test(a_model_that_takes_nothing_says_why_and_what_it_knows),
		cmocka_unit_test(a_comparison_that_fails_or_is_stopped_loses_nothing),
		cmocka_unit_test(without_a_datanet_there_is_nothing_to_compare_with),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}

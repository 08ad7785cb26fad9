/* The words and the advice of a preview. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "models/outputs_json.h"
#include "models/preview.h"
#include "models/preview_json.h"
#include "models/tell_preview.h"

static void the_ends_of_an_interval_are_told_apart_or_are_one_number(void **state)
{
	static const struct {
		double change, low, high;
		const char *words;
	} cases[] = {
		{-0.004, -0.0045, -0.0035, "lower by 0.40 % (0.35 to 0.45 %)"},
		/* Both ends were "-0.2" once, with a sign against the word. */
		{-0.00213, -0.00214, -0.00212, "lower by 0.213 % (0.212 to 0.214 %)"},
		{-0.0021, -0.0021, -0.0021, "lower by 0.21 % ()"},
		{-0.002, -0.0020000001, -0.0019999999, "lower by 0.20 % ()"},
		{-0.002, -0.00200004, -0.00199996, "lower by 0.200000 % (0.199996 to 0.200004 %)"},
		{0.003, 0.001, 0.005, "raise by 0.30 % (0.10 to 0.50 %)"},
		{-0.001, -0.003, 0.001, "lower by 0.10 % (-0.10 to 0.30 %)"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct preview_outcome o = {.known = true,
						  .change = cases[i].change,
						  .low = cases[i].low,
						  .high = cases[i].high};
		struct preview_change_text text;
		char words[160];

		preview_change_text(&text, &o);
		snprintf(words, sizeof(words), "%s by %s (%s)", text.verb, text.by, text.interval);
		assert_string_equal(words, cases[i].words);
	}
}

static void nobody_is_advised_to_commit_to_what_brings_nothing(void **state)
{
	static const struct {
		struct preview p;
		enum preview_advice advice;
	} cases[] = {
		{{.records = 30, .unlabelled = 30}, PREVIEW_NOTHING_SCORED},
		{{.records = 30, .unlabelled = 29, .harmful = 1, .suspicious = 1},
		 PREVIEW_MEND_LABELS},
		{{.records = 30, .helpful = 30, .crafted = PREVIEW_TOO_ALIKE, .suspicious = 1},
		 PREVIEW_LOOKS_CRAFTED},
		{{.records = 3, .helpful = 3, .contradictions = 2}, PREVIEW_MEND_LABELS},
		{{.records = 3, .harmful = 3, .all = {.has_share = true}}, PREVIEW_EARNS_NOTHING},
		{{.records = 3, .helpful = 3, .all = {.has_share = true, .share = 0.01}},
		 PREVIEW_COMMIT},
		/* The interval's better end is worse than today's model. */
		{{.records = 3,
		  .helpful = 3,
		  .all = {.known = true, .change = 0.02, .low = 0.01, .high = 0.03}},
		 PREVIEW_WOULD_HARM},
		{{.records = 3,
		  .helpful = 3,
		  .all = {.known = true, .change = 0.02, .low = -0.01, .high = 0.03}},
		 PREVIEW_COMMIT},
		/* A model of version 1 tells no share. */
		{{.records = 3, .harmful = 3}, PREVIEW_EARNS_NOTHING},
		/* A publisher may name no pool. */
		{{.records = 3, .helpful = 3}, PREVIEW_COMMIT},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(preview_advice_of(&cases[i].p), cases[i].advice);
}

/* Each row is shown once, also where the two ends meet. */
static void a_reply_has_as_many_rows_from_each_end_as_were_asked_for(void **state)
{
	static const struct {
		size_t rows, ends, shown;
	} cases[] = {{5, 0, 0}, {5, 1, 2}, {5, 2, 4}, {5, 3, 5}, {5, 99, 5}, {0, 2, 0}, {1, 1, 1}};
	struct preview_row rows[5] = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct preview p = {.rows = rows, .n_rows = cases[i].rows};
		struct json *reply = preview_to_json(&p, cases[i].ends);

		assert_int_equal(json_count(json_get(reply, "rows")), cases[i].shown);
		json_free(reply);
	}
}

static const char *text_in(const struct json *object, const char *name)
{
	const struct json *value = json_get(object, name);

	return json_is_string(value) ? json_text(value) : json_is_null(value) ? "null" : "other";
}

static void what_is_not_known_is_null_and_has_its_reason(void **state)
{
	const struct preview p = {.all = {.why = "the set is too large"},
				  .without_wrong = {.records = 7,
						    .known = true,
						    .change = -0.01,
						    .low = -0.02,
						    .high = -0.005,
						    .has_share = true,
						    .share = 0.25,
						    .share_mean = 0.375,
						    .share_low = 0.125,
						    .share_high = 0.5}};
	struct json *reply = preview_to_json(&p, 0);
	const struct json *without = json_get(reply, "without_wrong_labels");

	(void)state;
	assert_string_equal(text_in(reply, "held_out_loss_change"), "null");
	assert_string_equal(text_in(reply, "pool_share"), "null");
	assert_string_equal(text_in(reply, "pool_share_of_epochs"), "null");
	assert_string_equal(text_in(reply, "wrong_labels"), "null");
	assert_string_equal(text_in(reply, "no_forecast_because"), "the set is too large");
	assert_string_equal(text_in(without, "pool_share"), "0.25");
	assert_string_equal(text_in(json_get(without, "pool_share_of_epochs"), "mean"), "0.375");
	assert_string_equal(text_in(json_get(without, "pool_share_of_epochs"), "high"), "0.5");
	assert_string_equal(text_in(json_get(without, "held_out_loss_change"), "low"), "-0.02");
	json_free(reply);
}

static void outcomes_and_labels_are_told_in_words(void **state)
{
	const struct preview_outcome known = {.known = true,
					      .change = 0.02,
					      .low = 0.01,
					      .high = 0.04,
					      .has_share = true,
					      .share = 0.021,
					      .share_low = 0.01,
					      .share_high = 0.034};
	const struct preview_outcome unknown = {.why = "it is too strange"};
	struct preview p = {.records = 50};
	char text[TELL_PREVIEW_SIZE];

	(void)state;
	tell_change(text, &known);
	assert_string_equal(text, "raise by 2.00 % (1.00 to 4.00 %)");
	tell_share(text, &known);
	assert_string_equal(text, "2.1 % (1.0 to 3.4 %)");
	tell_change(text, &unknown);
	assert_string_equal(text, "unknown: it is too strange");
	tell_share(text, &unknown);
	assert_string_equal(text, "unknown");
	tell_noise(text, &p);
	assert_non_null(strstr(text, "version 1"));
	p.forecasts = true;
	p.noise = (struct preview_noise){
		.known = true, .rate = 0.1, .error = 0.02, .precision = 0.8, .least = 0.8};
	p.suspicious = 1;
	tell_noise(text, &p);
	assert_non_null(strstr(text, "About 10 % of the labels look wrong (standard error 2"));
	assert_non_null(strstr(text, "1 record is flagged, of which 80 % are expected"));
	p.noise.least = 0.55;
	tell_noise(text, &p);
	assert_non_null(strstr(text, "of which 55 to 80 % are expected"));
}

static void a_reply_about_outputs_has_as_many_rows_as_were_asked_for(void **state)
{
	struct outputs_record records[3] = {0};
	struct outputs_output matched[2] = {0};
	const struct outputs_preview p = {.matched_records = records,
					  .n_matched_records = 3,
					  .matched_outputs = matched,
					  .n_matched_outputs = 2};

	(void)state;
	for (size_t most = 0; most < 5; most++) {
		struct json *reply = outputs_preview_to_json(&p, most);

		assert_int_equal(json_count(json_get(reply, "matched_records")),
				 most < 3 ? most : 3);
		assert_int_equal(json_count(json_get(reply, "matched_outputs")),
				 most < 2 ? most : 2);
		json_free(reply);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ends_of_an_interval_are_told_apart_or_are_one_number),
		cmocka_unit_test(nobody_is_advised_to_commit_to_what_brings_nothing),
		cmocka_unit_test(a_reply_has_as_many_rows_from_each_end_as_were_asked_for),
		cmocka_unit_test(what_is_not_known_is_null_and_has_its_reason),
		cmocka_unit_test(outcomes_and_labels_are_told_in_words),
		cmocka_unit_test(a_reply_about_outputs_has_as_many_rows_as_were_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

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
		{{.records = 30, .helpful = 30, .crafted = true, .suspicious = 1},
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
		cmocka_unit_test(a_reply_about_outputs_has_as_many_rows_as_were_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

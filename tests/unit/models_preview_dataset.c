/*
 * Files against a published model of its own spool, without a network: what is flagged, counted,
 * forecast and said of them.
 */
#include "tests/unit/preview_fixture.h"

#include "cache/settings.h"
#include "models/preview_dataset.h"
#include "models/tell_preview.h"

static char told[TELL_PREVIEW_SIZE];

static void clean_records_are_told_to_help_and_are_not_accused(void **state)
{
	(void)state;
	add_records(60, 21, 0);
	preview();
	assert_int_equal(p->records, 60);
	assert_true(p->all.known);
	assert_int_equal(p->all.records, 60);
	assert_true(p->all.change < 0);
	assert_true(p->all.low <= p->all.change && p->all.change <= p->all.high);
	assert_true(p->all.has_share && p->all.share > 0);
	assert_true(p->all.share_low <= p->all.share && p->all.share <= p->all.share_high);
	assert_true(p->noise.known && p->noise.rate < 0.1);
	assert_true(p->suspicious <= 1);
	assert_int_equal(p->crafted, PREVIEW_NOT_CRAFTED);
	assert_int_equal(p->contradictions + p->broken + p->without_label, 0);
	assert_int_equal(p->foreign, PREVIEW_IS_SCORED);
	tell_noise(told, p);
	assert_non_null(strstr(told, "that the model can tell"));
}

static void copies_and_records_of_one_label_are_not_accused(void **state)
{
	char text[128];
	uint64_t seed = 31;

	(void)state;
	for (int i = 0; i < 100; i++)
		add_line("loan1 loan2 word3", "tax");
	add_records(5, 32, 0);
	preview();
	assert_int_equal(p->duplicates, 99);
	assert_false(p->noise.known || p->noise.one_label);
	assert_int_equal(p->suspicious, 0);
	tell_noise(told, p);
	assert_string_equal(told, "There are too few different records to judge the labels by.");
	forget(state);
	/* Texts of all classes under one label: accusing most of them would be a guess. */
	for (size_t i = 0; i < 60; i++) {
		write_text(text, i % 3, &seed);
		add_line(text, "tax");
	}
	preview();
	assert_true(p->noise.one_label);
	assert_int_equal(p->suspicious, 0);
	tell_noise(told, p);
	assert_non_null(strstr(told, "Nearly all records have one label"));
}

/* Every fifth label is wrong: most of these are found, and dropping them is told to help. */
static void wrong_labels_are_flagged_and_both_proposals_are_better(void **state)
{
	size_t found = 0;

	(void)state;
	add_records(100, 22, 5);
	preview();
	for (size_t i = 0; i < 100; i += 5)
		found += row(i)->suspicious;
	assert_true(p->noise.known && fabs(p->noise.rate - 0.2) < 0.1);
	assert_true(found >= 12);
	assert_true(p->suspicious - found <= found / 4);
	assert_true(p->noise.precision >= 0.7);
	assert_int_equal(p->without_wrong.records, 100 - p->suspicious);
	assert_true(p->without_harmful.records < 100);
	assert_true(p->without_harmful.change < p->all.change);
	assert_true(p->without_wrong.change < p->all.change);
	assert_true(p->without_wrong.share > p->all.share);
	assert_int_equal(preview_advice_of(p), PREVIEW_MEND_LABELS);
	tell_noise(told, p);
	assert_non_null(strstr(told, "are expected to be wrong"));
}

static void what_stays_of_harmful_records_is_counted_by_their_sign(void **state)
{
	size_t stays = 0;

	(void)state;
	add_records(80, 23, 4);
	preview();
	for (size_t i = 0; i < p->n_rows; i++)
		stays += p->rows[i].influence >= 0;
	assert_true(stays > 20 && stays < 80);
	assert_int_equal(p->without_harmful.records, stays);
}

static void the_same_words_under_two_labels_name_one_another(void **state)
{
	(void)state;
	add_records(9, 24, 0);
	add_line("tax1 tax2 tax3", "tax");
	add_line("tax1 tax2 tax3", "tax");
	add_line("tax1 tax2 tax3", "loan");
	add_line("eggs and bread", "breakfast");
	add_line("eggs and bread", "lunch");
	preview();
	assert_int_equal(p->contradictions, 5);
	assert_int_equal(row(9)->contradicts, 11);
	assert_int_equal(row(10)->contradicts, 11);
	assert_int_equal(row(11)->contradicts, 9);
	assert_int_equal(row(12)->contradicts, 13);
	assert_int_equal(row(13)->contradicts, 12);
	assert_true(row(10)->contradicted && row(11)->contradicted && row(13)->contradicted);
	assert_false(row(0)->contradicted);
	assert_int_equal(p->duplicates, 3);
}

static void broken_lines_are_counted_and_the_first_are_named(void **state)
{
	(void)state;
	add_records(3, 26, 0);
	buf_add_str(&lines, "{\"text\":\n\n[1]\n");
	add_records(3, 27, 0);
	for (int i = 0; i < 5; i++)
		buf_add_str(&lines, "{\"text\":\"a\"\n");
	preview();
	assert_int_equal(p->records, 13);
	assert_int_equal(p->broken, 7);
	assert_int_equal(p->broken_line[0], 4);
	assert_int_equal(p->broken_line[1], 6);
	assert_int_equal(p->broken_line[2], 10);
	assert_int_equal(p->without_label, 0);
	assert_int_equal(p->duplicates, 0);
	assert_int_equal(preview_finding_of(row(3)), PREVIEW_BROKEN_LINE);
	assert_int_equal(p->all.records, 6);
	tell_broken(told, p);
	assert_string_equal(told, "7 broken lines: number 4, 6, 10, 11, 12 and more. A commitment "
				  "refuses them: mend them, or take them out.");
}

static void records_without_a_label_are_predicted_and_marked(void **state)
{
	(void)state;
	add_records(3, 28, 0);
	buf_add_str(&lines, "{\"text\":\"loan1 loan2 loan3 loan4 loan5\"}\n");
	preview();
	assert_int_equal(p->without_label, 1);
	assert_int_equal(p->unlabelled, 1);
	assert_true(row(3)->no_label);
	assert_string_equal(row(3)->predicted, "loan");
	assert_int_equal(preview_finding_of(row(3)), PREVIEW_NO_LABEL);
	assert_int_equal(p->all.records, 3);
}

static void a_foreign_file_is_named_for_what_it_lacks_and_never_committed_to(void **state)
{
	static const struct {
		const char *name, *kind, *text, *said;
		enum preview_foreign foreign;
	} cases[] = {
		{"passwd", "lines", "root:x:0:0:root:/root:/bin/bash\nbin:x:2:2:bin:/bin:/bin/sh\n",
		 "none has a label. The model knows the labels card, loan, tax", PREVIEW_NO_LABELS},
		{"notext.jsonl", NULL, "{\"body\":\"a\",\"label\":\"tax\"}\n{\"body\":\"b\"}\n",
		 "none has a text", PREVIEW_NO_TEXT},
		{"empty.jsonl", NULL, "{\"text\":\"\",\"label\":\"tax\"}\n", "none has a text",
		 PREVIEW_NO_TEXT},
		{"numbers.csv", NULL, "id,subject,label\n1,a b,tax\n2,c d,loan\n",
		 "its texts are numbers and have no words. Name the column", PREVIEW_NO_WORDS},
		{"numbers.jsonl", NULL, "{\"text\":\"12.5 3\",\"label\":\"tax\"}\n",
		 "its texts are numbers", PREVIEW_NO_WORDS},
		{"nolabel.csv", NULL, "body,kind\na b,tax\nc d,loan\n",
		 "none has a label, as no column is called \"label\". The model",
		 PREVIEW_NO_LABELS},
		{"passwd.csv", NULL, "root:x:0:0:root:/root:/bin/sh\nbin:x:2:2:bin:/bin:/bin/sh\n",
		 "none has a label", PREVIEW_NO_LABELS},
		{"other.csv", NULL, "text,label\na b,breakfast\nc d,lunch\n",
		 "a label that the model knows (card, loan, tax)", PREVIEW_FOREIGN_LABELS},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		buf_add_str(&lines, cases[i].text);
		preview_as(cases[i].name, cases[i].kind);
		assert_int_equal(p->foreign, cases[i].foreign);
		tell_foreign(told, p);
		assert_non_null(strstr(told, cases[i].said));
		assert_int_equal(preview_advice_of(p), PREVIEW_NOTHING_SCORED);
		assert_false(p->all.known || p->all.has_share);
		tell_change(told, &p->all);
		assert_string_equal(told, cases[i].foreign == PREVIEW_NO_WORDS
						  ? "unknown: the records are no texts"
						  : "unknown: no record is left that the model "
						    "could learn from");
		forget(state);
	}
}

/* Proposed is what looks alike, and only a rule makes it count. */
static void other_names_of_labels_are_proposed_and_count_by_a_rule_alone(void **state)
{
	static const struct label_rule rules[] = {{"Tax", "tax"}, {"credit", "loan"}};
	struct preview_plan plan = {.rules = rules};
	struct task task = {0};
	float influence;

	(void)state;
	add_records(6, 40, 0);
	add_line("tax1 tax2 tax3", "Tax");
	add_line("tax1 tax4 word3", "Tax");
	add_line("loan1 loan2 loan3", "credit");
	preview();
	assert_int_equal(p->n_lacking, 2);
	assert_string_equal(p->lacking[0].label, "Tax");
	assert_int_equal(p->lacking[0].records, 2);
	assert_int_equal(p->lacking[0].mapping, COMPARISON_PROPOSED);
	assert_string_equal(p->lacking[0].to, "tax");
	assert_int_equal(p->lacking[1].mapping, COMPARISON_NO_LIKE);
	assert_int_equal(p->unlabelled, 3);
	assert_int_equal(p->all.records, 6);
	assert_int_equal(p->n_names, 3);
	preview_unref(p);
	plan.path = put_text("records.jsonl", buf_str(&lines));
	plan.n_rules = ARRAY_SIZE(rules);
	assert_ok(preview_dataset(app, &task, &p, &plan, &err));
	assert_int_equal(p->unlabelled, 0);
	assert_int_equal(p->all.records, 9);
	assert_int_equal(p->lacking[0].mapping, COMPARISON_MAPPED);
	assert_string_equal(row(6)->label, "tax");
	assert_int_equal(p->n_rules, 2);
	influence = row(8)->influence;
	forget(state);
	/* The score is that of the label that it counts as. */
	add_line("loan1 loan2 loan3", "loan");
	preview();
	assert_true(row(0)->influence == influence);
}

static void the_columns_of_a_csv_are_told(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{"text,label\ntax1 tax2,tax\n",
		 "Text is the column \"text\"; label is the column \"label\"."},
		{"label,subject,body\ntax,tax1 tax2,loan1\n",
		 "Text is the column \"subject\", as none is called \"text\"; label is the column "
		 "\"label\"."},
		{"date,kind\n1 May,tax\n",
		 "Text is the column \"date\", as none is called \"text\"; no column is called "
		 "\"label\"."},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		buf_add_str(&lines, cases[i].text);
		preview_as("some.csv", NULL);
		tell_columns(told, p);
		assert_string_equal(told, cases[i].said);
		forget(state);
	}
	add_records(3, 41, 0);
	preview();
	tell_columns(told, p);
	assert_string_equal(told, "");
}

/* Amounts among words are no file of numbers. */
static void a_few_words_make_a_text(void **state)
{
	(void)state;
	for (int i = 0; i < 9; i++)
		add_line("100 200", "tax");
	add_line("tax1", "tax");
	preview();
	assert_int_equal(p->foreign, PREVIEW_IS_SCORED);
	forget(state);
	for (int i = 0; i < 10; i++)
		add_line("100 200", "tax");
	add_line("\xd0\xb4\xd0\xb0", "tax");
	preview();
	assert_int_equal(p->foreign, PREVIEW_NO_WORDS);
}

static void a_set_larger_than_the_models_own_is_scored_and_not_forecast(void **state)
{
	(void)state;
	add_records(RECORDS + 1, 29, 3);
	preview();
	assert_int_equal(p->all.records, RECORDS + 1);
	assert_false(p->all.known || p->all.has_share || p->without_harmful.known);
	assert_non_null(strstr(p->all.why, "more records than the model was trained on"));
	assert_true(p->noise.known && p->suspicious > 20);
	assert_true(p->helpful > 0);
	assert_int_equal(p->without_wrong.records, RECORDS + 1 - p->suspicious);
	assert_true(p->without_harmful.records >= p->helpful);
	assert_true(p->without_harmful.records <= p->helpful + p->neutral);
}

static enum status name_now(struct cache *cache, void *arg, struct err *e)
{
	struct cache_model *m = arg;

	return cache_settings_put_number(cache, CACHE_SETTING_DESCRIBED_AT, &m->datanet, NULL,
					 1790000000, e);
}

static enum status put_listed(struct cache *cache, void *arg, struct err *e)
{
	enum status s = cache_models_put_version(cache, arg, e);

	return s == STATUS_OK ? cache_models_put(cache, arg, e) : s;
}

/* This app never touches the network: each preview of this file is one without it. */
static void a_preview_without_a_network_says_as_of_when_its_model_was_named(void **state)
{
	struct cache_model m = {.datanet = profile_datanet(app->profile)->address};

	(void)state;
	assert_true(app->shared->options.offline);
	add_records(6, 42, 0);
	preview();
	assert_int_equal(p->named_at, 0);
	forget(state);
	assert_ok(store_write(app, name_now, &m, &err));
	add_records(6, 42, 0);
	preview();
	assert_int_equal(p->named_at, 1790000000);
	assert_false(p->outdated);
}

static void an_older_model_serves_while_the_newer_one_cannot_be_fetched(void **state)
{
	struct cache_model newer, older = {.datanet = profile_datanet(app->profile)->address,
					   .name = "mail-filter 7",
					   .downloaded_at = 5,
					   .current = true,
					   .version = {.number = 7}};
	char hash[HASH_TEXT_SIZE];

	(void)state;
	keccak256(older.hash.bytes, f.file.data, f.file.len);
	hash_format(hash, &older.hash);
	snprintf(older.path, sizeof(older.path), "%.400s/%s.safetensors", app->shared->paths.spool,
		 hash);
	assert_ok(store_write(app, put_listed, &older, &err));
	newer = older;
	newer.hash.bytes[0] ^= 1;
	newer.path[0] = '\0';
	newer.downloaded_at = 0;
	newer.version.number = 8;
	assert_ok(store_write(app, put_listed, &newer, &err));
	add_records(6, 43, 0);
	preview();
	assert_true(p->outdated);
	assert_memory_equal(p->model.bytes, older.hash.bytes, sizeof(older.hash.bytes));
	assert_ok(store_write(app, put_listed, &older, &err));
}

struct stopping {
	struct task task;
	unsigned seen;
};

static void stop_second(void *user, const struct task_progress *progress)
{
	struct stopping *s = user;

	if (strcmp(progress->what, "forecasting") == 0 && s->seen++ == 1)
		s->task.cancel = true;
}

static void a_preview_ends_between_two_forecasts_when_it_is_asked_to(void **state)
{
	struct stopping s = {.task = {.on_progress = stop_second}};

	(void)state;
	s.task.user = &s;
	add_records(30, 30, 0);
	assert_int_equal(
		preview_dataset(
			app, &s.task, &p,
			&(struct preview_plan){.path = put_text("r.jsonl", buf_str(&lines))}, &err),
		ERR_CANCELLED);
	assert_null(p);
	assert_int_equal(s.seen, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(clean_records_are_told_to_help_and_are_not_accused,
					  forget),
		cmocka_unit_test_teardown(copies_and_records_of_one_label_are_not_accused, forget),
		cmocka_unit_test_teardown(wrong_labels_are_flagged_and_both_proposals_are_better,
					  forget),
		cmocka_unit_test_teardown(what_stays_of_harmful_records_is_counted_by_their_sign,
					  forget),
		cmocka_unit_test_teardown(the_same_words_under_two_labels_name_one_another, forget),
		cmocka_unit_test_teardown(broken_lines_are_counted_and_the_first_are_named, forget),
		cmocka_unit_test_teardown(records_without_a_label_are_predicted_and_marked, forget),
		cmocka_unit_test_teardown(
			a_foreign_file_is_named_for_what_it_lacks_and_never_committed_to, forget),
		cmocka_unit_test_teardown(
			other_names_of_labels_are_proposed_and_count_by_a_rule_alone, forget),
		cmocka_unit_test_teardown(the_columns_of_a_csv_are_told, forget),
		cmocka_unit_test_teardown(a_few_words_make_a_text, forget),
		cmocka_unit_test_teardown(
			a_set_larger_than_the_models_own_is_scored_and_not_forecast, forget),
		cmocka_unit_test_teardown(
			a_preview_without_a_network_says_as_of_when_its_model_was_named, forget),
		cmocka_unit_test_teardown(
			an_older_model_serves_while_the_newer_one_cannot_be_fetched, forget),
		cmocka_unit_test_teardown(a_preview_ends_between_two_forecasts_when_it_is_asked_to,
					  forget),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}

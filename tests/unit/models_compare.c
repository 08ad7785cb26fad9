/* Records against several models at once: which take them, why others do not, and what for. */
#include "tests/unit/artifact_fixture.h"

#include "base/buf.h"
#include "cache/models.h"
#include "chain/keccak.h"
#include "influence/outlook.h"
#include "models/compare_models.h"

#define RECORDS                                             \
	"{\"text\":\"win money now\",\"label\":\"spam\"}\n" \
	"{\"text\":\"see you at noon\",\"label\":\"ham\"}\n"

static struct model_sources sources;
static const struct comparison *result;

/* Writes a model to a file of the folder, and adds it to the list. */
static struct model_source *put_model(const char *name, const struct artifact *a)
{
	struct buf file;

	buf_init(&file, LIMIT_MODEL);
	assert_ok(artifact_write(&file, a, &err));
	assert_ok(file_write(in_folder(name), file.data, file.len, &err));
	assert_ok(add_model_file(&sources, in_folder(name), &err));
	buf_release(&file);
	return &sources.v[sources.n - 1];
}

static struct model_source *add_model(const char *name, const char *labels, uint64_t seed)
{
	struct model_source *source;
	struct artifact a;

	fill_model(&a, labels, seed);
	source = put_model(name, &a);
	free_model(&a);
	return source;
}

static enum status try_compare(const struct compare_plan *plan)
{
	struct task task = {0};

	return compare_models(&task, &result, &sources, plan, &err);
}

static void compare(const char *records, const struct label_rule *rules, size_t n_rules)
{
	const struct compare_plan plan = {
		.path = put_text("records.jsonl", records), .rules = rules, .n_rules = n_rules};

	assert_ok(try_compare(&plan));
}

static int forget(void **state)
{
	(void)state;
	comparison_unref(result);
	result = NULL;
	release_model_sources(&sources);
	return 0;
}

static const struct compared_model *row_of(const char *name)
{
	for (size_t i = 0; i < result->n_models; i++)
		if (strcmp(result->models[i].name, name) == 0)
			return &result->models[i];
	fail_msg("%s is not compared", name);
	return NULL;
}

/* The share by the definition: what is told of adding the two records to the model alone. */
static double share_alone(const char *labels, uint64_t seed)
{
	struct artifact_forecaster with;
	struct outlook told;
	struct corpus added;
	struct artifact filled, a;
	struct buf file;

	buf_init(&file, LIMIT_MODEL);
	fill_model(&filled, labels, seed);
	assert_ok(artifact_write(&file, &filled, &err));
	assert_ok(artifact_read(&a, file.data, file.len, &err));
	buf_release(&file);
	free_model(&filled);
	assert_ok(corpus_init(&added, &a.recipe, &a.labels, &err));
	assert_ok(corpus_add(&added, "win money now", 13, "spam", 4, 0, &err));
	assert_ok(corpus_add(&added, "see you at noon", 15, "ham", 3, 0, &err));
	assert_ok(forecaster_init(&with, &a, &err));
	assert_ok(outlook_make(&told, &with, &a, &added, &err));
	assert_true(told.has_share);
	forecaster_release(&with);
	corpus_release(&added);
	artifact_release(&a);
	return told.share.expected;
}

static void each_model_gets_the_share_that_it_has_alone(void **state)
{
	unsigned earn = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		char name[32];

		snprintf(name, sizeof(name), "m%u.safetensors", (unsigned)seed);
		add_model(name, seed % 3 == 0 ? "ham other spam" : "ham spam", seed);
	}
	compare(RECORDS, NULL, 0);
	assert_int_equal(result->records, 2);
	assert_int_equal(result->taken, 6);
	for (uint64_t seed = 1; seed <= 6; seed++) {
		char name[32];
		const struct compared_model *m;

		snprintf(name, sizeof(name), "m%u", (unsigned)seed);
		m = row_of(name);
		assert_int_equal(m->verdict, COMPARISON_TAKEN);
		assert_int_equal(m->scored, 2);
		assert_true(m->has_share);
		assert_true(m->share ==
			    share_alone(seed % 3 == 0 ? "ham other spam" : "ham spam", seed));
		assert_false(hash_is_zero(&m->hash));
		earn += m->share > 0;
	}
	/* A test of zeros alone would not fail. */
	assert_true(earn >= 2);
}

/* A share that is not known is none, and never one of nought. */
static void a_model_that_forecasts_nothing_has_no_share_and_says_why(void **state)
{
	struct artifact a;
	struct buf records;

	(void)state;
	fill_model(&a, "ham spam", 1);
	a.pool_influence = 0;
	put_model("unpaid.safetensors", &a);
	add_model("small.safetensors", "ham spam", 1);
	compare(RECORDS, NULL, 0);
	assert_true(row_of("small")->has_share);
	assert_false(row_of("unpaid")->has_share);
	assert_string_equal(row_of("unpaid")->note,
			    "no share is known: its publisher states no influence");
	comparison_unref(result);
	buf_init(&records, MIB);
	for (size_t i = 0; i <= a.records; i++)
		buf_add_str(&records, "{\"text\":\"a b\",\"label\":\"ham\"}\n");
	free_model(&a);
	compare(buf_str(&records), NULL, 0);
	assert_int_equal(result->taken, 2);
	assert_false(row_of("small")->has_share);
	assert_non_null(strstr(row_of("small")->note, "more records than the model was trained"));
	buf_release(&records);
}

static void a_model_without_the_labels_is_named_with_what_it_knows(void **state)
{
	(void)state;
	add_model("mails.safetensors", "ham spam", 1);
	add_model("topics.safetensors", "Ham news", 2);
	compare(RECORDS, NULL, 0);
	assert_int_equal(result->taken, 1);
	assert_int_equal(row_of("topics")->verdict, COMPARISON_LABELS);
	assert_int_equal(row_of("topics")->rank, 0);
	assert_string_equal(row_of("topics")->labels, "Ham, news");
	assert_int_equal(row_of("topics")->labels_to_map, 2);
	assert_int_equal(result->n_labels, 2);
	assert_string_equal(result->labels[0].model, "topics");
	assert_string_equal(result->labels[0].label, "ham");
	assert_int_equal(result->labels[0].mapping, COMPARISON_PROPOSED);
	assert_string_equal(result->labels[0].to, "Ham");
	assert_string_equal(result->labels[1].label, "spam");
	assert_int_equal(result->labels[1].mapping, COMPARISON_NO_LIKE);
	assert_string_equal(result->labels[1].to, "");
}

static void records_of_numbers_are_left_to_no_model(void **state)
{
	(void)state;
	add_model("mail", "ham spam", 1);
	compare("{\"text\":\"12.5 3\",\"label\":\"spam\"}\n"
		"{\"text\":\"7 -1\",\"label\":\"ham\"}\n",
		NULL, 0);
	assert_int_equal(result->models[0].verdict, COMPARISON_MODALITY);
	assert_false(result->models[0].has_share);
	assert_string_equal(result->models[0].note,
			    "it takes texts, and these records have no words; a csv's column "
			    "of texts is named \"text\"");
}

static void a_mapped_label_counts_as_the_models_own(void **state)
{
	static const struct label_rule rules[] = {{"junk", "spam"}, {"ham", "spam"}};

	(void)state;
	add_model("mails.safetensors", "ham spam", 4);
	compare("{\"text\":\"win money now\",\"label\":\"junk\"}\n"
		"{\"text\":\"see you at noon\",\"label\":\"ham\"}\n",
		rules, 2);
	/* The model has "ham": the rule about it changes nothing. */
	assert_true(row_of("mails")->share == share_alone("ham spam", 4));
	assert_true(row_of("mails")->share > 0);
	assert_int_equal(row_of("mails")->labels_to_map, 1);
	assert_int_equal(result->n_labels, 1);
	assert_int_equal(result->labels[0].mapping, COMPARISON_MAPPED);
	assert_string_equal(result->labels[0].to, "spam");
	assert_int_equal(result->labels[0].records, 1);
}

static void stated_terms_leave_a_model_out_and_unstated_ones_do_not(void **state)
{
	struct compare_plan plan = {.language = "en-GB", .license = "cc-by-4.0"};
	static const struct accepts accepts[] = {
		{.modality = "", .language = ""},
		{.modality = "text",
		 .language = "en",
		 .licenses = {"MIT", "CC-BY-4.0"},
		 .n_licenses = 2},
		{.modality = "image"},
		{.language = "de"},
		{.licenses = {"CC0-1.0"}, .n_licenses = 1},
	};
	static const enum comparison_verdict expected[] = {COMPARISON_TAKEN, COMPARISON_TAKEN,
							   COMPARISON_MODALITY, COMPARISON_LANGUAGE,
							   COMPARISON_LICENSE};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(accepts); i++) {
		char name[32];

		snprintf(name, sizeof(name), "m%zu.safetensors", i);
		add_model(name, "ham spam", i)->accepts = accepts[i];
	}
	plan.path = put_text("records.jsonl", RECORDS);
	assert_ok(try_compare(&plan));
	for (size_t i = 0; i < ARRAY_SIZE(accepts); i++) {
		char name[32];

		snprintf(name, sizeof(name), "m%zu", i);
		assert_int_equal(row_of(name)->verdict, expected[i]);
		assert_int_equal(row_of(name)->note[0] == '\0', expected[i] == COMPARISON_TAKEN);
	}
	assert_string_equal(row_of("m1")->licenses, "MIT, CC-BY-4.0");
	comparison_unref(result);
	plan = (struct compare_plan){.path = put_text("records.jsonl", RECORDS)};
	assert_ok(try_compare(&plan));
	assert_int_equal(result->taken, 4);
}

static void a_model_that_cannot_be_read_does_not_hide_the_others(void **state)
{
	struct model_source *changed;

	(void)state;
	add_model("good.safetensors", "ham spam", 1);
	assert_ok(add_model_file(&sources, put_text("bad.safetensors", "no model"), &err));
	changed = add_model("other.safetensors", "ham spam", 2);
	/* A downloaded file that is another than the one that the datanet named. */
	changed->hash = hash_of_byte(0x11);
	compare(RECORDS, NULL, 0);
	assert_int_equal(result->taken, 1);
	assert_string_equal(result->models[0].name, "good");
	assert_int_equal(row_of("bad")->verdict, COMPARISON_NO_FILE);
	assert_int_equal(row_of("other")->verdict, COMPARISON_NO_FILE);
	assert_non_null(strstr(row_of("other")->note, "damaged"));
	/* The user's own file stays, whatever is in it. */
	assert_int_equal(access(in_folder("bad.safetensors"), F_OK), 0);
}

static void without_a_model_at_hand_nothing_is_compared(void **state)
{
	const struct compare_plan plan = {.path = "nowhere"};

	(void)state;
	/* The list is looked at before the records are. */
	assert_int_equal(try_compare(&plan), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "no model is known"));
	assert_int_equal(add_model_file(&sources, in_folder("absent"), &err), ERR_NOT_FOUND);
	add_model("gone.safetensors", "ham spam", 1);
	sources.v[0].path[0] = '\0';
	sources.v[0].failed = ERR_UNREACHABLE;
	snprintf(sources.v[0].failure, sizeof(sources.v[0].failure), "%s",
		 "the datanet does not answer");
	assert_int_equal(try_compare(&plan), ERR_UNREACHABLE);
	assert_string_equal(err.text, "the datanet does not answer");
	assert_null(result);
}

static void records_without_a_label_or_with_too_many_are_counted(void **state)
{
	struct buf records;

	(void)state;
	buf_init(&records, MIB);
	buf_add_str(&records, "{\"text\":\"a b\",\"label\":\"ham\"}\n{\"text\":\"a b\"}\n");
	for (int i = 0; i < 300; i++) {
		char line[64];

		snprintf(line, sizeof(line), "{\"text\":\"t%d\",\"label\":\"l%d\"}\n", i, i);
		buf_add_str(&records, line);
	}
	add_model("mails.safetensors", "ham spam", 1);
	compare(buf_str(&records), NULL, 0);
	assert_int_equal(result->records, 302);
	assert_int_equal(result->unlabelled, 1);
	assert_int_equal(result->duplicates, 1);
	/* 256 labels are told apart, "ham" among them. */
	assert_int_equal(result->other_labels, 45);
	assert_int_equal(row_of("mails")->scored, 1);
	assert_int_equal(row_of("mails")->not_scored, 301);
	buf_release(&records);
}

static enum status put_version(struct cache *cache, void *arg, struct err *e)
{
	struct cache_model *m = arg;
	enum status s = cache_models_put(cache, m, e);

	return s == STATUS_OK ? cache_models_put_version(cache, m, e) : s;
}

static void the_licence_of_a_datanets_model_comes_from_its_attestation(void **state)
{
	struct app *app = open_offline("licence");
	/* The fixture's network has no datanet. */
	struct profile *p = (struct profile *)(uintptr_t)app->profile;
	struct cache_model m = {
		.datanet = address_of_byte(0xda),
		.hash = hash_of_byte(0x21),
		.name = "mail-filter 7",
		.current = true,
		.version = {.number = 7, .license = "CC-BY-4.0", .trust = TRUST_PROVEN}};
	struct task task = {0};

	(void)state;
	p->n_datanets = 1;
	p->datanets[0].address = m.datanet;
	m.version.state = MODEL_ATTESTED;
	assert_ok(store_write(app, put_version, &m, &err));
	assert_ok(add_datanet_models(&sources, app, &task, &err));
	assert_int_equal(sources.n, 1);
	assert_string_equal(sources.v[0].name, "mail-filter 7");
	assert_string_equal(sources.v[0].weights, "CC-BY-4.0");
	assert_int_equal(sources.v[0].weights_state, MODEL_ATTESTED);
	assert_int_equal(sources.v[0].weights_trust, TRUST_PROVEN);
	close_app(app);
}

static void a_comparison_keeps_what_it_was_made_with(void **state)
{
	static const struct label_rule rules[] = {{"junk", "spam"}};
	const char *names[LIMIT_CLASSES];

	(void)state;
	add_model("mails.safetensors", "ham spam", 1);
	add_model("topics.safetensors", "news sport spam", 2);
	compare(RECORDS "{\"text\":\"a\",\"label\":\"junk\"}\n", rules, 1);
	assert_string_equal(result->source, in_folder("records.jsonl"));
	assert_int_equal(result->n_rules, 1);
	assert_string_equal(result->rules[0].from, "junk");
	assert_null(result->license);
	assert_int_equal(comparison_names_of(names, result, row_of("topics")), 3);
	assert_string_equal(names[1], "sport");
	/* "ham" and "junk": the labels of a model begin where its row says. */
	assert_int_equal(row_of("topics")->labels_to_map, 2);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(result->labels[row_of("topics")->first_label + i].model,
				    "topics");
	assert_int_equal(comparison_names_of(names, result, row_of("mails")), 2);
	assert_string_equal(names[1], "spam");
}

static void records_that_cannot_be_read_end_the_comparison(void **state)
{
	struct compare_plan plan = {0};

	(void)state;
	add_model("mails.safetensors", "ham spam", 1);
	plan.path = put_text("records.jsonl", RECORDS "{\"text\":\n");
	assert_int_equal(try_compare(&plan), ERR_PARSE);
	assert_non_null(strstr(err.text, "line 3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(each_model_gets_the_share_that_it_has_alone, forget),
		cmocka_unit_test_teardown(a_model_that_forecasts_nothing_has_no_share_and_says_why,
					  forget),
		cmocka_unit_test_teardown(a_model_without_the_labels_is_named_with_what_it_knows,
					  forget),
		cmocka_unit_test_teardown(records_of_numbers_are_left_to_no_model, forget),
		cmocka_unit_test_teardown(a_mapped_label_counts_as_the_models_own, forget),
		cmocka_unit_test_teardown(stated_terms_leave_a_model_out_and_unstated_ones_do_not,
					  forget),
		cmocka_unit_test_teardown(a_model_that_cannot_be_read_does_not_hide_the_others,
					  forget),
		cmocka_unit_test_teardown(without_a_model_at_hand_nothing_is_compared, forget),
		cmocka_unit_test_teardown(records_without_a_label_or_with_too_many_are_counted,
					  forget),
		cmocka_unit_test_teardown(
			the_licence_of_a_datanets_model_comes_from_its_attestation, forget),
		cmocka_unit_test_teardown(a_comparison_keeps_what_it_was_made_with, forget),
		cmocka_unit_test_teardown(records_that_cannot_be_read_end_the_comparison, forget),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

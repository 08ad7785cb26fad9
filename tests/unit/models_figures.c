/*
 * The figures of a model's file beside those that its publisher attests: which mark they get, in
 * which words a contradiction is told, and when it becomes an event.
 */
#include "tests/unit/artifact_fixture.h"

#include "app/load.h"
#include "app/snapshot_models.h"
#include "chain/keccak.h"
#include "models/answer_model.h"
#include "models/download.h"
#include "models/file_figures.h"

static struct app *app;

/* The model in the spool folder, and the hash of its figures. */
static struct hash artifact, figures;

static void write_model(void)
{
	struct artifact a;
	struct buf file;
	char name[HASH_TEXT_SIZE], path[512];

	buf_init(&file, LIMIT_MODEL);
	fill_model(&a, "ham spam", 1);
	assert_ok(artifact_write(&file, &a, &err));
	keccak256(artifact.bytes, file.data, file.len);
	assert_ok(compute_file_figures_hash(&figures, file.data, file.len, &err));
	hash_format(name, &artifact);
	snprintf(path, sizeof(path), "%s/%s.safetensors", app->shared->paths.spool, name);
	assert_ok(file_write(path, file.data, file.len, &err));
	free_model(&a);
	buf_release(&file);
}

static enum status put_model(struct cache *cache, void *arg, struct err *e)
{
	enum status s = cache_models_put_version(cache, arg, e);

	return s == STATUS_OK ? cache_models_put(cache, arg, e) : s;
}

/* Lists the model as version 1 with these attested figures, in use and already downloaded. */
static void list_model(enum model_state state, const struct hash *attested)
{
	struct cache_model m = {
		.datanet = profile_datanet(app->profile)->address,
		.hash = artifact,
		.name = "mail-filter 1",
		.downloaded_at = 5,
		.current = true,
		.version = {
			.number = 1, .state = state, .trust = TRUST_PROVEN, .figures = *attested}};

	assert_ok(store_write(app, put_model, &m, &err));
}

static const struct snapshot *loaded(void)
{
	const struct snapshot *s = NULL;

	assert_ok(load_snapshot(app, &s, &err));
	return s;
}

/* The index of the answer whose text has `part` in it; a->n if there is none. */
static size_t find_answer(const struct model_answers *a, const char *part)
{
	const struct value_style style = {.ascii = true};
	size_t i;

	for (i = 0; i < a->n; i++) {
		char text[SENTENCE_TEXT_SIZE];

		sentence_text(text, sizeof(text), &a->v[i].text, &style);
		if (strstr(text, part) != NULL)
			break;
	}
	return i;
}

static struct model_answer answer_with(const struct model_answers *a, const char *part)
{
	size_t i = find_answer(a, part);

	if (i == a->n)
		fail_msg("no answer has '%s'", part);
	return a->v[i];
}

static int open_models(void **state)
{
	static int opened;
	char name[32];

	(void)state;
	snprintf(name, sizeof(name), "figures%d", opened++);
	app = open_offline(name);
	app->profile->n_datanets = 1;
	app->profile->datanets[0].address = address_of_byte(0xda);
	write_model();
	return 0;
}

static int close_models(void **state)
{
	(void)state;
	close_app(app);
	return 0;
}

/* Opens the model's file. Returns how many events there are then, and the answers. */
static size_t open_model(struct model_answers *answers, enum model_figures want)
{
	struct task task = {0};
	struct cache_model row;
	const struct snapshot *s;
	size_t events;

	assert_ok(fetch_model(app, &task, &row, &err));
	assert_true(hash_equal(&row.figures.hash, &figures));
	s = loaded();
	assert_int_equal(s->n_models, 1);
	assert_int_equal(s->models[0].figures, want);
	answer_model(answers, s, &s->models[0]);
	events = s->n_events;
	snapshot_unref(s);
	return events;
}

static void figures_with_the_attested_hash_have_the_mark_of_the_attestation(void **state)
{
	struct model_answers a;
	struct model_answer v;

	(void)state;
	list_model(MODEL_ATTESTED, &figures);
	assert_int_equal(open_model(&a, MODEL_FIGURES_ATTESTED), 0);
	v = answer_with(&a, "held-out loss 1.0000 over 6 records, attested by the publisher");
	assert_int_equal(v.trust, TRUST_PROVEN);
	assert_false(v.warns);
}

static void other_figures_than_the_attested_ones_are_a_fault_with_words_and_one_event(void **state)
{
	const struct hash others = hash_of_byte(9);
	struct model_answers a;
	struct model_answer v;

	(void)state;
	list_model(MODEL_ATTESTED, &others);
	assert_int_equal(open_model(&a, MODEL_FIGURES_CONTRADICTED), 1);
	v = answer_with(&a, "the publisher attested other figures than its file has");
	assert_true(v.warns);
	v = answer_with(&a, "held-out loss 1.0000 over");
	assert_int_equal(v.trust, TRUST_DISPUTED);
	/* The file is opened with each preview; the event is not told each time. */
	assert_int_equal(open_model(&a, MODEL_FIGURES_CONTRADICTED), 1);
}

static void figures_that_nobody_attests_stay_one_servers_word(void **state)
{
	const struct hash none = {{0}};
	struct model_answers a;
	struct model_answer v;

	(void)state;
	list_model(MODEL_ATTESTED, &none);
	assert_int_equal(open_model(&a, MODEL_FIGURES_NOT_STATED), 0);
	v = answer_with(&a, "the publisher attests no figures");
	assert_false(v.stated);
	v = answer_with(&a, "held-out loss 1.0000 over");
	assert_int_equal(v.trust, TRUST_REPORTED);
	assert_int_equal(find_answer(&a, "attested by the publisher"), a.n);
}

/* An attestation with a fault attests nothing, whatever hash is in it. */
static void a_contradicted_version_lends_its_figures_no_mark(void **state)
{
	struct model_answers a;
	struct model_answer v;

	(void)state;
	list_model(MODEL_FOREIGN, &figures);
	open_model(&a, MODEL_FIGURES_NOT_STATED);
	v = answer_with(&a, "held-out loss 1.0000 over");
	assert_int_equal(v.trust, TRUST_REPORTED);
}

#define models_test(name) cmocka_unit_test_setup_teardown(name, open_models, close_models)

int main(void)
{
	const struct CMUnitTest tests[] = {
		models_test(figures_with_the_attested_hash_have_the_mark_of_the_attestation),
		models_test(
			other_figures_than_the_attested_ones_are_a_fault_with_words_and_one_event),
		models_test(figures_that_nobody_attests_stay_one_servers_word),
		models_test(a_contradicted_version_lends_its_figures_no_mark),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

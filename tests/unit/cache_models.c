/* Models: which stay, what is kept of their versions, and those of a cache of before. */
#include "cache_file.h"

#include "cache/attributions.h"
#include "cache/models.h"

static const struct address datanet = {{0xda}};

static void a_model_that_nothing_names_any_more_goes(void **state)
{
	struct cache *c = *state;
	struct cache_model *models;
	struct cache_attribution_in named = {
		.seq = 1, .dataset = hash_of_byte(9), .model = hash_of_byte(1)};
	struct address me = address_of_byte(1);
	size_t n;

	for (uint8_t i = 1; i <= 3; i++) {
		struct cache_model m = {
			.datanet = datanet, .hash = hash_of_byte(i), .name = "m", .current = true};

		assert_ok(cache_models_put(c, &m, &err));
		if (i == 1)
			assert_ok(cache_attributions_put(c, &datanet, &me, &named, 1, &err));
	}
	assert_ok(cache_models_all(c, &models, &n, &datanet, &err));
	assert_int_equal(n, 2);
	assert_int_equal(models[0].hash.bytes[0], 3);
	assert_int_equal(models[1].hash.bytes[0], 1);
	free(models);
}

static void each_datanet_of_a_network_has_a_current_model(void **state)
{
	struct cache *c = *state;
	struct cache_model first = {
		.datanet = datanet, .hash = hash_of_byte(1), .name = "one", .current = true};
	struct cache_model second = {.datanet = address_of_byte(0xdb),
				     .hash = hash_of_byte(2),
				     .name = "two",
				     .current = true};
	struct cache_model back, *models;
	size_t n;

	assert_ok(cache_models_put(c, &first, &err));
	assert_ok(cache_models_put(c, &second, &err));
	assert_ok(cache_models_current(c, &back, &first.datanet, &err));
	assert_string_equal(back.name, "one");
	assert_ok(cache_models_current(c, &back, &second.datanet, &err));
	assert_string_equal(back.name, "two");
	/* Both may have published the same one. */
	second.hash = first.hash;
	assert_ok(cache_models_put(c, &second, &err));
	assert_ok(cache_models_all(c, &models, &n, &first.datanet, &err));
	assert_int_equal(n, 1);
	assert_string_equal(models[0].name, "one");
	free(models);
}

static struct cache_model version_of(uint8_t number)
{
	return (struct cache_model){
		.datanet = datanet,
		.hash = hash_of_byte(number),
		.name = "m 1",
		.version = {.number = number,
			    .created_at = 5,
			    .state = MODEL_ATTESTED,
			    .trust = TRUST_PROVEN,
			    .uid = hash_of_byte((uint8_t)(100 + number)),
			    .parent = hash_of_byte((uint8_t)(99 + number)),
			    .publisher = address_of_byte(7),
			    .figures = hash_of_byte(49),
			    .manifest = hash_of_byte(50),
			    .license = "MIT",
			    .attested_at = 6,
			    .block = 40,
			    .note = "n"},
		.data = {.training = MODEL_TRAINING_GIVEN,
			 .datasets = 9,
			 .records = 8,
			 .accounts = 7,
			 .withdrawn = 6,
			 .unknown = 5,
			 .others = 4,
			 .licenses = "MIT 9",
			 .trust = TRUST_AGREED,
			 .checked_at = 3},
	};
}

/* Compares the members one by one: the bytes between them may hold anything. */
static void expect_same(const struct cache_model *a, const struct cache_model *b)
{
#define SAME(member)	  assert_memory_equal(&a->member, &b->member, sizeof(a->member))
#define SAME_TEXT(member) assert_string_equal(a->member, b->member)
	SAME(datanet), SAME(hash), SAME(bytes), SAME(seen_at), SAME(downloaded_at), SAME(current);
	SAME_TEXT(name), SAME_TEXT(path), SAME_TEXT(summary);
	SAME(version.number), SAME(version.created_at), SAME(version.state), SAME(version.trust);
	SAME(version.uid), SAME(version.parent), SAME(version.publisher), SAME(version.figures);
	SAME(version.manifest), SAME(version.attested_at), SAME(version.block);
	SAME_TEXT(version.license), SAME_TEXT(version.note);
	SAME(data.training), SAME(data.datasets), SAME(data.records), SAME(data.accounts);
	SAME(data.withdrawn), SAME(data.unknown), SAME(data.others), SAME(data.trust);
	SAME(data.checked_at), SAME_TEXT(data.licenses);
	SAME(figures.hash), SAME(figures.loss_e9), SAME(figures.tested_on);
	SAME_TEXT(figures.labels);
#undef SAME
#undef SAME_TEXT
}

static void what_is_known_of_a_version_and_of_its_file_do_not_overwrite_each_other(void **state)
{
	struct cache *c = *state;
	struct cache_model listed = version_of(1), fetched = listed, *back;
	size_t n;

	fetched.name[0] = 'x';
	snprintf(fetched.path, sizeof(fetched.path), "/m");
	fetched.downloaded_at = 9;
	fetched.current = true;
	fetched.figures =
		(struct cache_model_figures){hash_of_byte(33), "ham, spam", 360000000, 400};
	fetched.version = (struct cache_model_version){.number = 0};
	fetched.data = (struct cache_model_data){.datasets = 0};
	assert_ok(cache_models_put_version(c, &listed, &err));
	assert_ok(cache_models_put(c, &fetched, &err));
	assert_ok(cache_models_put_version(c, &listed, &err));
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_int_equal(n, 1);
	fetched.name[0] = 'm';
	fetched.version = listed.version;
	fetched.data = listed.data;
	expect_same(&back[0], &fetched);
	free(back);
	/* Whoever hears again that it is current knows no figures. */
	fetched.figures = (struct cache_model_figures){.loss_e9 = 0};
	assert_ok(cache_models_put(c, &fetched, &err));
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_string_equal(back[0].figures.labels, "ham, spam");
	assert_int_equal(back[0].figures.loss_e9, 360000000);
	assert_int_equal(back[0].figures.hash.bytes[0], 33);
	free(back);
}

static void an_attestation_that_is_read_later_brings_its_figures(void **state)
{
	struct cache *c = *state;
	struct cache_model read = version_of(1), listed = read, *back;
	size_t n;

	listed.version = (struct cache_model_version){.number = 1, .state = MODEL_WAITING};
	assert_ok(cache_models_put_version(c, &listed, &err));
	assert_ok(cache_models_put_version(c, &read, &err));
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_int_equal(n, 1);
	assert_true(hash_equal(&back[0].version.figures, &read.version.figures));
	free(back);
}

static void versions_stay_newest_first_behind_a_current_one_that_is_not_listed(void **state)
{
	static const uint8_t order[] = {9, 3, 2, 1};
	struct cache *c = *state;
	struct cache_model current = {
		.datanet = datanet, .hash = hash_of_byte(9), .name = "m", .current = true};
	struct cache_model *back;
	size_t n;

	assert_ok(cache_models_put(c, &current, &err));
	for (uint8_t i = 1; i <= 3; i++) {
		struct cache_model m = version_of((uint8_t)(4 - i));

		assert_ok(cache_models_put_version(c, &m, &err));
	}
	assert_ok(cache_models_put(c, &current, &err));
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_int_equal(n, ARRAY_SIZE(order));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(back[i].hash.bytes[0], order[i]);
	free(back);
}

static void no_more_versions_are_kept_than_a_card_has(void **state)
{
	struct cache *c = *state;
	struct cache_model *back;
	size_t n;

	for (unsigned i = 1; i <= CACHE_MODELS_KEPT + 4; i++) {
		struct cache_model m = version_of(1);

		m.version.number = i;
		m.hash.bytes[1] = (uint8_t)(i >> 8);
		m.hash.bytes[2] = (uint8_t)i;
		assert_ok(cache_models_put_version(c, &m, &err));
	}
	assert_ok(cache_models_all(c, &back, &n, &datanet, &err));
	assert_int_equal(n, CACHE_MODELS_KEPT);
	assert_int_equal(back[0].version.number, CACHE_MODELS_KEPT + 4);
	assert_int_equal(back[n - 1].version.number, 5);
	free(back);
}

static void the_files_of_models_are_kept_for_every_network(void **state)
{
	struct cache *c = *state;
	struct cache_model current = {.datanet = datanet, .hash = hash_of_byte(1), .current = true};
	struct cache_model older = {
		.datanet = datanet, .hash = hash_of_byte(2), .downloaded_at = 5};
	struct cache_model unused = {.datanet = datanet, .hash = hash_of_byte(3)};
	struct cache_model elsewhere = {
		.datanet = datanet, .hash = hash_of_byte(4), .current = true};
	struct hash *kept;
	size_t n;
	unsigned found = 0;

	assert_ok(cache_models_put(c, &current, &err));
	assert_ok(cache_models_put(c, &older, &err));
	assert_ok(cache_models_put(c, &unused, &err));
	assert_ok(cache_networks_select(c, NULL, "island", 7, NULL, &err));
	assert_ok(cache_models_put(c, &elsewhere, &err));
	assert_ok(cache_models_kept(c, &kept, &n, &err));
	for (size_t i = 0; i < n; i++)
		found |= 1u << kept[i].bytes[0];
	assert_int_equal(n, 3);
	assert_int_equal(found, 1u << 1 | 1u << 2 | 1u << 4);
	free(kept);
}

/* Takes from the models what is known of their versions. */
#define UNDO_VERSIONS                                                                            \
	"CREATE TABLE old(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks," \
	" datanet BLOB NOT NULL, hash BLOB NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,"    \
	" bytes INTEGER NOT NULL, seen_at INTEGER NOT NULL, downloaded_at INTEGER NOT NULL,"     \
	" current INTEGER NOT NULL, summary TEXT NOT NULL, UNIQUE(network, datanet, hash))"      \
	" STRICT; INSERT INTO old SELECT id, network, datanet, hash, name, path, bytes,"         \
	" seen_at, downloaded_at, current, summary FROM models;"                                 \
	"DROP TABLE models; ALTER TABLE old RENAME TO models;"

/* The steps before the one about versions. */
#define BEFORE_VERSIONS "13"

static void a_model_of_before_is_no_version_until_the_list_names_it(void **state)
{
	struct cache_model model = {.hash = hash_of_byte(8),
				    .name = "m",
				    .path = "/m",
				    .downloaded_at = 5,
				    .current = true},
			   *back;
	struct cache *c;
	size_t n;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_models_put(c, &model, &err));
	cache_close(c);
	run_sql(UNDO_NEWEST UNDO_VERSIONS "PRAGMA user_version = " BEFORE_VERSIONS);
	c = open_on(db_path, 1);
	assert_int_equal(cache_damaged(c), 0);
	assert_ok(cache_models_all(c, &back, &n, &model.datanet, &err));
	assert_int_equal(n, 1);
	assert_string_equal(back[0].path, "/m");
	assert_int_equal(back[0].version.number, 0);
	assert_int_equal(back[0].version.state, MODEL_NOT_STATED);
	assert_string_equal(back[0].figures.labels, "");
	free(back);
	cache_close(c);
}

/* The steps before the one about figures, and what it adds. */
#define BEFORE_FIGURES "14"
#define UNDO_FIGURES                              \
	"ALTER TABLE models DROP COLUMN figures;" \
	"ALTER TABLE models DROP COLUMN file_figures;"

/* Else it would be told of each such version that its publisher attests no figures. */
static void a_version_that_was_read_without_figures_waits_to_be_read_again(void **state)
{
	struct cache_model version = version_of(1), *back;
	struct cache *c;
	size_t n;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_models_put_version(c, &version, &err));
	assert_ok(cache_models_put(c, &version, &err));
	cache_close(c);
	run_sql(UNDO_NEWEST UNDO_FIGURES "PRAGMA user_version = " BEFORE_FIGURES);
	c = open_on(db_path, 1);
	assert_int_equal(cache_damaged(c), 0);
	assert_ok(cache_models_all(c, &back, &n, &version.datanet, &err));
	assert_int_equal(n, 1);
	assert_int_equal(back[0].version.number, 1);
	assert_int_equal(back[0].version.state, MODEL_WAITING);
	assert_int_equal(back[0].version.trust, TRUST_NONE);
	assert_string_equal(back[0].version.license, "");
	assert_true(hash_equal(&back[0].version.uid, &version.version.uid));
	free(back);
	cache_close(c);
}

#define rows_test(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		rows_test(a_model_that_nothing_names_any_more_goes),
		rows_test(each_datanet_of_a_network_has_a_current_model),
		rows_test(what_is_known_of_a_version_and_of_its_file_do_not_overwrite_each_other),
		rows_test(an_attestation_that_is_read_later_brings_its_figures),
		rows_test(versions_stay_newest_first_behind_a_current_one_that_is_not_listed),
		rows_test(no_more_versions_are_kept_than_a_card_has),
		rows_test(the_files_of_models_are_kept_for_every_network),
		cmocka_unit_test(a_model_of_before_is_no_version_until_the_list_names_it),
		cmocka_unit_test(a_version_that_was_read_without_figures_waits_to_be_read_again),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

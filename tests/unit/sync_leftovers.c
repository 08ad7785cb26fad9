/* Files that killed processes left behind, and those that only look so. */
#include "tests/unit/app_fixture.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "cache/datasets.h"
#include "cache/uploads.h"
#include "sync/leftovers.h"

static struct app *app;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("data");
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* Makes a file or folder look as if it was written two hours ago. */
static const char *aged(const char *path)
{
	const struct timespec then[2] = {{.tv_sec = time(NULL) - 7200},
					 {.tv_sec = time(NULL) - 7200}};

	assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
	return path;
}

static const char *file_in(const char *dir, const char *name, size_t size)
{
	static char paths[4][512];
	static int next;
	char *path = paths[next++ % 4];
	FILE *file;

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	for (size_t i = 0; i < size; i++)
		fputc('x', file);
	fclose(file);
	return path;
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* The sealed file of the dataset with this uid. */
static const char *sealed(uint8_t uid)
{
	const struct hash h = hash_of_byte(uid);
	char text[HASH_TEXT_SIZE], name[HASH_TEXT_SIZE + 8];

	hash_format(text, &h);
	snprintf(name, sizeof(name), "%s.sealed", text + 2);
	return file_in(app_paths(app)->spool, name, 1000);
}

static void begin_upload(uint8_t uid, enum cache_dataset_state state)
{
	struct cache_upload u = {.uid = hash_of_byte(uid), .size = 1000};
	struct cache_dataset d = {
		.root = hash_of_byte(uid), .uid = hash_of_byte(uid), .state = state};

	assert_ok(cache_uploads_put(app->shared->cache, &u, &err));
	assert_ok(cache_datasets_put(app->shared->cache, &d, &err));
}

static void the_folder_of_a_killed_commit_goes_and_that_of_a_living_one_stays(void **state)
{
	const char *datasets = app_paths(app)->datasets;
	char dead[400], living[400], young[400];
	int lock;

	(void)state;
	snprintf(dead, sizeof(dead), "%s/.tmp-deadAA", datasets);
	snprintf(living, sizeof(living), "%s/.tmp-liveAA", datasets);
	snprintf(young, sizeof(young), "%s/.tmp-youngA", datasets);
	assert_int_equal(mkdir(dead, 0700) | mkdir(living, 0700) | mkdir(young, 0700), 0);
	file_in(dead, "leaves", 100);
	aged(dead);
	aged(living);
	lock = open(living, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	remove_leftovers(app);
	assert_false(is_there(dead));
	assert_true(is_there(living));
	assert_true(is_there(young));
	close(lock);
	remove_leftovers(app);
	assert_false(is_there(living));
}

static void a_sealed_file_stays_as_long_as_its_upload_needs_it(void **state)
{
	static const struct {
		enum cache_dataset_state state;
		bool stays;
	} cases[] = {{CACHE_DATASET_ATTESTED, true},  {CACHE_DATASET_UPLOADING, true},
		     {CACHE_DATASET_REJECTED, true},  {CACHE_DATASET_RECEIVED, false},
		     {CACHE_DATASET_ACCEPTED, false}, {CACHE_DATASET_IN_MODEL, false},
		     {CACHE_DATASET_REVOKED, false}};
	struct cache_upload u;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct hash uid = hash_of_byte((uint8_t)(0x40 + i));
		const char *path = aged(sealed((uint8_t)(0x40 + i)));

		begin_upload((uint8_t)(0x40 + i), cases[i].state);
		remove_leftovers(app);
		assert_int_equal(is_there(path), cases[i].stays);
		assert_int_equal(cache_uploads_get(app->shared->cache, &u, &uid, &err),
				 cases[i].stays ? STATUS_OK : ERR_NOT_FOUND);
	}
}

static void a_sealed_file_without_an_upload_goes_unless_it_is_being_made(void **state)
{
	const char *young = sealed(0x60), *living = aged(sealed(0x61)), *dead = aged(sealed(0x62));
	int lock = open(living, O_RDONLY);

	(void)state;
	assert_int_equal(flock(lock, LOCK_EX), 0);
	remove_leftovers(app);
	assert_true(is_there(young));
	assert_true(is_there(living));
	assert_false(is_there(dead));
	close(lock);
}

static void temporary_files_of_killed_writes_go_and_nothing_else_does(void **state)
{
	const struct paths *p = app_paths(app);
	const char *dead = aged(file_in(p->spool, "0xaa.safetensors.tmp-a1B2c3", 10));
	const char *young = file_in(p->networks, "net.json.tmp-a1B2c3", 10);
	const char *other = aged(file_in(p->data, "notes.tmp-a1B2c3d", 10));

	(void)state;
	aged(p->cache);
	remove_leftovers(app);
	assert_false(is_there(dead));
	assert_true(is_there(young));
	assert_true(is_there(other));
	assert_true(is_there(p->cache));
	unlink(young);
}

static void nothing_is_deleted_where_nothing_may_be_written(void **state)
{
	const char *dead = aged(sealed(0x63));

	(void)state;
	app->shared->options.read_only = true;
	remove_leftovers(app);
	app->shared->options.read_only = false;
	assert_true(is_there(dead));
	remove_leftovers(app);
	assert_false(is_there(dead));
}

static void what_goes_by_itself_is_measured(void **state)
{
	struct leftovers before, after;
	char young[400];

	(void)state;
	measure_leftovers(app, &before);
	sealed(0x64);
	file_in(app_paths(app)->spool, "0xbb.safetensors", 300);
	snprintf(young, sizeof(young), "%s/.tmp-sizeAA", app_paths(app)->datasets);
	assert_int_equal(mkdir(young, 0700), 0);
	file_in(young, "leaves", 70);
	file_in(young, "records", 7);
	measure_leftovers(app, &after);
	assert_int_equal(after.sealed - before.sealed, 1000);
	assert_int_equal(after.models - before.models, 300);
	assert_int_equal(after.temporary - before.temporary, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_folder_of_a_killed_commit_goes_and_that_of_a_living_one_stays),
		cmocka_unit_test(a_sealed_file_stays_as_long_as_its_upload_needs_it),
		cmocka_unit_test(a_sealed_file_without_an_upload_goes_unless_it_is_being_made),
		cmocka_unit_test(temporary_files_of_killed_writes_go_and_nothing_else_does),
		cmocka_unit_test(nothing_is_deleted_where_nothing_may_be_written),
		cmocka_unit_test(what_goes_by_itself_is_measured),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

/* The model of publish_fixture.h in the spool of an app without a network, and files to preview. */
#ifndef TESTS_UNIT_PREVIEW_FIXTURE_H
#define TESTS_UNIT_PREVIEW_FIXTURE_H

#define TRIALS 100

#include "tests/unit/app_fixture.h"
#include "tests/unit/publish_fixture.h"

#include "cache/models.h"
#include "chain/keccak.h"
#include "models/preview_dataset.h"

static struct app *app;
static struct preview *p;
static struct buf lines;

static inline enum status put_cached(struct cache *cache, void *arg, struct err *e)
{
	return cache_models_put(cache, arg, e);
}

/* Puts the model of the publisher's fixture where a download would have put it. */
static inline int open_all(void **state)
{
	struct cache_model m = {
		.datanet = address_of_byte(0xda), .name = "mail-filter 7", .current = true};
	char path[600], hash[HASH_TEXT_SIZE];
	struct profile *profile;

	if (publish_once(state) != 0 || folder_make(state) != 0)
		return -1;
	app = open_offline("preview");
	profile = (struct profile *)(uintptr_t)app->profile;
	profile->n_datanets = 1;
	profile->datanets[0].address = m.datanet;
	keccak256(m.hash.bytes, f.file.data, f.file.len);
	hash_format(hash, &m.hash);
	assert_ok(store_write(app, put_cached, &m, &err));
	mkdir(app->shared->paths.spool, 0700);
	snprintf(path, sizeof(path), "%s/%s.safetensors", app->shared->paths.spool, hash);
	assert_ok(file_write(path, f.file.data, f.file.len, &err));
	buf_init(&lines, MIB);
	return 0;
}

static inline int close_all(void **state)
{
	buf_release(&lines);
	close_app(app);
	release_all(state);
	return folder_remove(state);
}

static inline int forget(void **state)
{
	(void)state;
	preview_unref(p);
	p = NULL;
	buf_clear(&lines);
	return 0;
}

static inline void add_line(const char *text, const char *label)
{
	buf_addf(&lines, "{\"text\":\"%s\",\"label\":\"%s\"}\n", text, label);
}

/* Adds `n` records, of which every `wrong`th has another label than its own; 0: none. */
static inline void add_records(size_t n, uint64_t seed, size_t wrong)
{
	char text[128];

	for (size_t i = 0; i < n; i++) {
		bool other = wrong > 0 && i % wrong == 0;

		write_text(text, i % 3, &seed);
		add_line(text, classes[(i + other) % 3]);
	}
}

/* Previews `lines` in a file of that name. */
static inline void preview_as(const char *name, const char *kind)
{
	struct task task = {0};

	assert_ok(preview_dataset(
		app, &task, &p,
		&(struct preview_plan){.path = put_text(name, buf_str(&lines)), .kind = kind},
		&err));
}

static inline void preview(void)
{
	preview_as("records.jsonl", NULL);
}

static inline const struct preview_row *row(uint64_t index)
{
	size_t i = 0;

	while (i < p->n_rows && p->rows[i].index != index)
		i++;
	assert_true(i < p->n_rows);
	return &p->rows[i];
}

#endif

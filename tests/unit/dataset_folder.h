/* A folder for one test, files in it, and all records of a source at once. */
#ifndef TESTS_UNIT_DATASET_FOLDER_H
#define TESTS_UNIT_DATASET_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "chain/keccak.h"
#include "dataset/manifest.h"
#include "dataset/reader.h"

static char folder[64];

static inline int folder_make(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/byline-test-XXXXXX");
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static inline int folder_remove(void **state)
{
	char command[256];

	(void)state;
	snprintf(command, sizeof(command), "chmod -R u+rwX %s && rm -rf %s", folder, folder);
	return system(command);
}

/* A path below the folder; valid until the fourth next call. */
static inline const char *in_folder(const char *name)
{
	static char paths[4][256];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

/* Writes a file, making the folders in between. Returns its path. */
static inline const char *put(const char *name, const void *data, size_t len)
{
	const char *path = in_folder(name);
	char *dir = strdup(path);
	FILE *file;

	assert_non_null(dir);
	*strrchr(dir, '/') = '\0';
	assert_int_equal(dir_ensure(dir, NULL), STATUS_OK);
	free(dir);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	fclose(file);
	return path;
}

static inline const char *put_text(const char *name, const char *text)
{
	return put(name, text, strlen(text));
}

/* Every record, copied; n < 4096. */
struct all {
	enum status status;
	struct err e;
	size_t n;
	char *data[4096];
	size_t len[4096];
	char header[256];
};

static inline void all_release(struct all *a)
{
	for (size_t i = 0; a != NULL && i < a->n; i++)
		free(a->data[i]);
	free(a);
}

static inline struct all *all_of_reader(struct reader *r)
{
	struct all *a = calloc(1, sizeof(*a));
	struct reader_batch batch = {0};
	const uint8_t *header;
	size_t len;

	assert_non_null(a);
	header = reader_header(r, &len);
	if (header != NULL)
		memcpy(a->header, header, len < sizeof(a->header) ? len : sizeof(a->header) - 1);
	while ((a->status = reader_next(r, &batch, &a->e)) == STATUS_OK && batch.n > 0) {
		assert_int_equal(batch.first, a->n);
		for (size_t i = 0; i < batch.n && a->n < ARRAY_SIZE(a->data); i++) {
			a->data[a->n] = malloc(batch.records[i].len + 1);
			assert_non_null(a->data[a->n]);
			memcpy(a->data[a->n], batch.records[i].data, batch.records[i].len);
			a->data[a->n][batch.records[i].len] = '\0';
			a->len[a->n++] = batch.records[i].len;
		}
	}
	reader_close(r);
	return a;
}

static inline struct all *all_of(const char *path, enum reader_kind kind)
{
	struct reader *r = NULL;
	struct err e = {0};
	enum status s = reader_open(&r, path, kind, &e);
	struct all *a;

	if (s == STATUS_OK)
		return all_of_reader(r);
	a = calloc(1, sizeof(*a));
	assert_non_null(a);
	a->status = s;
	a->e = e;
	return a;
}

static inline void assert_records(const struct all *a, const char *const *expected, size_t n)
{
	if (a->status != STATUS_OK)
		fail_msg("%s: %s", status_name(a->status), a->e.text);
	assert_int_equal(a->n, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(a->data[i], expected[i]);
}

/* The document in tests/vectors/dataset/NAME; the caller frees. */
static inline struct json *vector_load(const char *name)
{
	const char *root = getenv("BYLINE_TESTS");
	char path[512];
	struct json *doc = NULL;
	struct buf text;
	struct err e = {0};

	snprintf(path, sizeof(path), "%s/vectors/dataset/%s", root != NULL ? root : "tests", name);
	buf_init(&text, 16 * MIB);
	if (file_read(&text, path, &e) != STATUS_OK ||
	    json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", path, e.text);
	buf_release(&text);
	return doc;
}

/* keccak256 of the manifest as it is written. */
static inline void hash_of_manifest(struct hash *out, const struct manifest *m)
{
	struct buf b;

	buf_init(&b, LIMIT_SMALL_FILE);
	assert_int_equal(manifest_write(&b, m), STATUS_OK);
	keccak256(out->bytes, b.data, b.len);
	buf_release(&b);
}

#endif

/* The file of a small artifact, and what is refused of it. */
#ifndef TESTS_UNIT_ARTIFACT_FILE_H
#define TESTS_UNIT_ARTIFACT_FILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "base/buf.h"
#include "base/file.h"
#include "influence/artifact_write.h"
#include "tests/lib/small_forecast.h"

#define BUCKETS 16

static struct artifact made;
static struct buf file;

static inline int make_file(void **state)
{
	static const char *const names[] = {"card", "loan", "tax"};
	struct err e = {0};
	size_t size;

	(void)state;
	made = (struct artifact){.recipe = {BUCKETS, RECIPE_SEED},
				 .slices = 1,
				 .records = 500,
				 .lambda = 1e-3,
				 .ridge = 0.5,
				 .solver = "none",
				 .validation_records = SMALL_HELD_OUT,
				 .validation_loss = 1,
				 .pool_influence = 10,
				 .manifests = "0x"};
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_int_equal(labels_add(&made.labels, names[i], strlen(names[i]), &e),
				 STATUS_OK);
	size = artifact_size(&made);
	made.slice = calloc(1, sizeof(*made.slice));
	snprintf(made.slice[0], sizeof(made.slice[0]), "mean");
	made.w = calloc(size, sizeof(*made.w));
	made.q = calloc(size, sizeof(*made.q));
	for (size_t k = 0; k < size; k++)
		made.w[k] = made.q[k] = (float)(k % 7) - 3;
	for (int i = 0; i < ARTIFACT_QUANTILES; i++)
		made.quantile[i] = (float)i;
	assert_int_equal(small_forecast(&made), STATUS_OK);
	buf_init(&file, LIMIT_MODEL);
	assert_int_equal(artifact_write(&file, &made, &e), STATUS_OK);
	return 0;
}

static inline int release_file(void **state)
{
	(void)state;
	artifact_release(&made);
	buf_release(&file);
	return 0;
}

static inline void must_read(struct artifact *a, const struct buf *b)
{
	struct err e = {0};

	if (artifact_read(a, b->data, b->len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
}

static inline void refused(const struct buf *b, enum status expected, const char *words,
			   const char *what)
{
	struct artifact a;
	struct err e = {0};
	enum status s = artifact_read(&a, b->data, b->len, &e);

	if (s != expected || strstr(e.text, words) == NULL)
		fail_msg("%s: %s (%s), not \"%s\"", what, e.text, status_name(s), words);
	artifact_release(&a);
}

/* The file with `to` in place of `from` in its header. Offsets are relative, so any length does. */
static inline struct buf with_header(const struct buf *b, const char *from, const char *to)
{
	const uint8_t *at = memmem(b->data, b->len, from, strlen(from));
	struct buf out;
	uint64_t len;

	assert_non_null(at);
	memcpy(&len, b->data, 8);
	assert_true((size_t)(at - b->data) < len + 8);
	len += strlen(to);
	len -= strlen(from);
	buf_init(&out, LIMIT_MODEL);
	buf_add(&out, &len, 8);
	buf_add(&out, b->data + 8, (size_t)(at - b->data) - 8);
	buf_add_str(&out, to);
	at += strlen(from);
	buf_add(&out, at, b->len - (size_t)(at - b->data));
	return out;
}

#endif

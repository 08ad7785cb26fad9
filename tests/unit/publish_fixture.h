/*
 * A small model of three classes and three datasets, trained and published. The dataset "0xcc" has
 * wrong labels.
 */
#ifndef TESTS_UNIT_PUBLISH_FIXTURE_H
#define TESTS_UNIT_PUBLISH_FIXTURE_H

#include <inttypes.h>
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
#include "base/parse.h"
#include "influence/artifact_write.h"
#include "influence/decimal.h"
#include "influence/publish.h"
#include "influence/train_file.h"

#define RECORDS 240
#define QUERIES 60
#define PUBLIC	80
#ifndef TRIALS
#define TRIALS 12
#endif
#define LAMBDA 1e-2

static const char *const ids[] = {"0xaa", "0xbb", "0xcc"};
static const char *const classes[] = {"tax", "loan", "card"};

/* Words of the class with words of all classes among them. */
static inline size_t write_text(char text[static 128], size_t class, uint64_t *seed)
{
	size_t len = 0;

	for (int w = 0; w < 8; w++) {
		unsigned r;

		*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
		r = (unsigned)(*seed >> 40);
		len += (size_t)snprintf(text + len, 128 - len, "%s%u ",
					r % 3 == 0 ? "word" : classes[class], r / 3 % 7);
	}
	return len;
}

/* The dataset "0xcc" has wrong labels. */
static inline void add_texts(struct corpus *c, size_t n, uint64_t seed, bool queries)
{
	struct err e = {0};

	for (size_t i = 0; i < n; i++) {
		size_t class = i % 3, group = queries ? i / 2 % 2 : i % 5 == 0 ? 2 : i % 2;
		const char *label = classes[!queries && group == 2 ? (class + 1) % 3 : class];
		char text[128] = "";
		size_t len = write_text(text, class, &seed);

		if (corpus_add(c, text, len, label, strlen(label), (uint32_t)group, &e) !=
		    STATUS_OK)
			fail_msg("%s", e.text);
	}
}

static struct {
	struct corpus records, queries, public;
	struct trained model;
	struct artifact artifact;
	struct buf file;
} f;

static const char *const slices[] = {"odd"};

/* The publication of all tests, of which some change a part. */
static inline struct publication publication(void)
{
	return (struct publication){.model = &f.model,
				    .records = &f.records,
				    .queries = &f.queries,
				    .public = &f.public,
				    .slices = slices,
				    .n_slices = 1,
				    .manifests = "0x1234",
				    .rescales = true,
				    .inferences = PUBLISH_INFERENCES,
				    .trials = TRIALS,
				    .additive_groups = 12,
				    .seed = 7};
}

static inline int publish_once(void **state)
{
	struct recipe recipe = {64, RECIPE_SEED};
	struct publication p = publication();
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&f.records, &recipe, NULL, &e), STATUS_OK);
	add_texts(&f.records, RECORDS, 1, false);
	assert_int_equal(train_model(&f.model, &f.records, ids, 3, LAMBDA, &e), STATUS_OK);
	assert_int_equal(corpus_init(&f.queries, &recipe, &f.model.head.labels, &e), STATUS_OK);
	add_texts(&f.queries, QUERIES, 2, true);
	assert_int_equal(corpus_init(&f.public, &recipe, &f.model.head.labels, &e), STATUS_OK);
	add_texts(&f.public, PUBLIC, 3, true);
	if (publish_artifact(&f.artifact, &p, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	buf_init(&f.file, LIMIT_MODEL);
	assert_int_equal(artifact_write(&f.file, &f.artifact, &e), STATUS_OK);
	return 0;
}

static inline int release_all(void **state)
{
	(void)state;
	corpus_release(&f.records);
	corpus_release(&f.queries);
	corpus_release(&f.public);
	train_release(&f.model);
	artifact_release(&f.artifact);
	buf_release(&f.file);
	return 0;
}

#endif

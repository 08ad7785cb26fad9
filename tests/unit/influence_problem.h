/* The problem of tests/vectors/influence/model.json, trained here, and readers of such vectors. */
#ifndef TESTS_UNIT_INFLUENCE_PROBLEM_H
#define TESTS_UNIT_INFLUENCE_PROBLEM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/parse.h"
#include "influence/decimal.h"
#include "influence/ihvp.h"

static inline struct json *vectors(const char *name)
{
	const char *root = getenv("BYLINE_TESTS");
	struct json *doc = NULL;
	struct buf file;
	struct err e = {0};
	char path[512];

	snprintf(path, sizeof(path), "%s/vectors/influence/%s", root != NULL ? root : "tests",
		 name);
	buf_init(&file, 16 * MIB);
	if (file_read(&file, path, &e) != STATUS_OK ||
	    json_parse(&doc, file.data, file.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	buf_release(&file);
	return doc;
}

static inline uint64_t integer(const struct json *object, const char *name)
{
	uint64_t v;

	assert_int_equal(json_get_u64(&v, object, name, NULL), STATUS_OK);
	return v;
}

static inline double real(const struct json *text)
{
	double v;

	assert_int_equal(decimal_parse(&v, json_text(text), strlen(json_text(text))), STATUS_OK);
	return v;
}

static inline struct recipe recipe_of(const struct json *v)
{
	uint8_t seed[8];

	assert_int_equal(json_get_hex(seed, 8, v, "seed", NULL), STATUS_OK);
	return (struct recipe){(uint32_t)integer(v, "buckets"), be64_load(seed)};
}

static inline void add_all(struct corpus *c, const struct json *list)
{
	struct err e = {0};

	for (const struct json *r = json_first(list); r != NULL; r = json_next(r)) {
		const char *text = json_text(json_get(r, "text"));
		const char *label = json_text(json_get(r, "label"));

		assert_int_equal(corpus_add(c, text, strlen(text), label, strlen(label), 0, &e),
				 STATUS_OK);
	}
}

/* The problem of model.json, trained here. */
struct problem {
	struct json *doc;
	struct corpus records, queries;
	struct head head;
	struct hessian hessian;
};

static inline struct problem problem(void)
{
	struct problem p = {.doc = vectors("model.json")};
	struct recipe recipe = recipe_of(p.doc);
	struct err e = {0};

	assert_int_equal(corpus_init(&p.records, &recipe, NULL, &e), STATUS_OK);
	add_all(&p.records, json_get(p.doc, "records"));
	assert_int_equal(corpus_sort_labels(&p.records), STATUS_OK);
	assert_int_equal(corpus_init(&p.queries, &recipe, &p.records.labels, &e), STATUS_OK);
	add_all(&p.queries, json_get(p.doc, "queries"));
	if (head_train(&p.head, &p.records, real(json_get(p.doc, "lambda")), &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return p;
}

static inline void problem_release(struct problem *p)
{
	json_free(p->doc);
	corpus_release(&p->records);
	corpus_release(&p->queries);
	head_release(&p->head);
	hessian_release(&p->hessian);
}

#endif

/* A copy of a JSON value, made by writing and reading it. The caller frees. */
#ifndef TESTS_LIB_JSON_COPY_H
#define TESTS_LIB_JSON_COPY_H

#include "base/buf.h"
#include "base/json.h"
#include "base/json_write.h"

static inline struct json *json_copy(const struct json *value)
{
	struct json *copy = NULL;
	struct err e = {0};
	struct buf text;

	buf_init(&text, 1 * MIB);
	if (json_write(&text, value) != STATUS_OK ||
	    json_parse(&copy, text.data, text.len, &e) != STATUS_OK)
		fail_msg("a value cannot be copied: %s", e.text);
	buf_release(&text);
	return copy;
}

#endif

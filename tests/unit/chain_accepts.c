/* The datasets that a datanet says it can use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/accepts.h"

#define TEXT "{\"language\":\"en\",\"licenses\":[\"CC-BY-4.0\",\"CC0-1.0\"],\"modality\":\"text\"}"

static enum status read_text(struct accepts *out, const char *text, struct err *e)
{
	struct json *doc = NULL;
	enum status s = json_parse(&doc, text, strlen(text), e);

	assert_int_equal(s, STATUS_OK);
	s = accepts_read(out, doc, e);
	json_free(doc);
	return s;
}

static void what_is_read_is_written_again(void **state)
{
	struct accepts a;
	struct err e = {0};
	struct buf text;

	(void)state;
	assert_int_equal(read_text(&a, TEXT, &e), STATUS_OK);
	assert_string_equal(a.language, "en");
	assert_string_equal(a.modality, "text");
	assert_int_equal(a.n_licenses, 2);
	assert_string_equal(a.licenses[1], "CC0-1.0");
	buf_init(&text, 4096);
	assert_int_equal(json_write_take(&text, accepts_object(&a)), STATUS_OK);
	assert_string_equal(buf_str(&text), TEXT);
	buf_release(&text);
}

static void words_that_are_too_long_or_not_printable_are_refused(void **state)
{
	static const char *const bad[] = {
		"[]",
		"{}",
		"{\"language\":\"en\",\"licenses\":[],\"modality\":\"\"}",
		"{\"language\":\"en\",\"licenses\":[1],\"modality\":\"text\"}",
		"{\"language\":\"en\",\"licenses\":[\"\\u001b[2J\"],\"modality\":\"text\"}",
		"{\"language\":\"en\",\"licenses\":\"MIT\",\"modality\":\"text\"}",
		"{\"language\":\"en\",\"licenses\":[],\"modality\":\"text\",\"more\":\"1\"}",
	};
	char text[128];
	struct accepts a;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		assert_int_equal(read_text(&a, bad[i], &e), ERR_PARSE);
		assert_int_equal(a.language[0], '\0');
	}
	for (int len = ACCEPTS_WORD; len <= ACCEPTS_WORD + 1; len++) {
		snprintf(text, sizeof(text),
			 "{\"language\":\"%0*d\",\"licenses\":[],\"modality\":\"text\"}", len, 0);
		assert_int_equal(read_text(&a, text, &e),
				 len <= ACCEPTS_WORD ? STATUS_OK : ERR_PARSE);
	}
}

static void as_many_licences_as_fit_are_read_and_no_more(void **state)
{
	struct accepts a;
	struct err e = {0};

	(void)state;
	for (size_t n = ACCEPTS_LICENSES; n <= ACCEPTS_LICENSES + 1; n++) {
		struct buf text;

		buf_init(&text, 4096);
		buf_add_str(&text, "{\"language\":\"en\",\"licenses\":[\"MIT\"");
		for (size_t i = 1; i < n; i++)
			buf_add_str(&text, ",\"MIT\"");
		buf_add_str(&text, "],\"modality\":\"text\"}");
		assert_int_equal(read_text(&a, buf_str(&text), &e),
				 n <= ACCEPTS_LICENSES ? STATUS_OK : ERR_LIMIT);
		assert_int_equal(a.n_licenses, n <= ACCEPTS_LICENSES ? n : 0);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_is_written_again),
		cmocka_unit_test(words_that_are_too_long_or_not_printable_are_refused),
		cmocka_unit_test(as_many_licences_as_fit_are_read_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

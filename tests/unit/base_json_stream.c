#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_stream.h"

struct heard {
	char text[1024];
	size_t len;
	size_t stop_at; /* the token that fails, from 1; 0: none */
	size_t n;
};

static enum status hear(void *user, enum json_token token, const char *text, size_t len,
			struct err *e)
{
	static const char kinds[] = "{}[]ksnw";
	struct heard *h = user;

	h->len += (size_t)snprintf(h->text + h->len, sizeof(h->text) - h->len, "%c%.*s ",
				   kinds[token], (int)len, text != NULL ? text : "");
	assert_true(h->len < sizeof(h->text));
	return ++h->n == h->stop_at ? err_set(e, ERR_REFUSED, "stopped") : STATUS_OK;
}

/* Gives `len` bytes in pieces of `step`. */
static enum status stream(struct heard *h, const char *text, size_t len, size_t step, struct err *e)
{
	struct json_stream *s;
	enum status st;

	assert_int_equal(json_stream_open(&s, hear, h), STATUS_OK);
	for (st = STATUS_OK; st == STATUS_OK && len > 0;) {
		size_t n = len < step ? len : step;

		st = json_stream_feed(s, text, n, e);
		text += n;
		len -= n;
	}
	if (st == STATUS_OK)
		st = json_stream_end(s, e);
	json_stream_close(s);
	return st;
}

static const char document[] =
	"{\"a\\u0062\": [1, -2.50e+3, 123456789012345678901234567890, \"x\\\"\\u20ac\"], "
	"\"c\":{\"d\":null,\"d\":true}}";

static void tokens_are_the_same_in_pieces_of_any_length(void **state)
{
	(void)state;
	for (size_t step = 1; step <= sizeof(document); step++) {
		struct heard h = {.len = 0};
		struct err e = {0};

		assert_int_equal(stream(&h, document, strlen(document), step, &e), STATUS_OK);
		assert_string_equal(h.text, "{ kab [ n1 n-2.50e+3 n123456789012345678901234567890 "
					    "sx\"\xe2\x82\xac ] kc { kd w kd w } } ");
	}
}

static void a_failure_of_the_reader_ends_the_reading(void **state)
{
	(void)state;
	for (size_t stop = 1; stop <= 15; stop++) {
		struct heard h = {.stop_at = stop};
		struct err e = {0};

		assert_int_equal(stream(&h, document, strlen(document), 7, &e), ERR_REFUSED);
		assert_string_equal(e.text, "stopped");
		assert_int_equal(h.n, stop);
	}
}

static void what_is_no_json_is_refused_with_its_place(void **state)
{
	static const char *const bad[] = {
		"",	    " ",       "{",    "[1,]",	"[1 2]", "{\"a\"}",   "[01]",  "[+1]",
		"[1.]",	    "nul",     "[1]]", "[1] 2", "'a'",	 "[\"a",      "{a:1}", "// c\n1",
		"[\"\t\"]", "\"\\x\"", "[.5]", "[1e]",	"[NaN]", "{\"a\":1,}"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		for (size_t step = 1; step < 8; step += 3) {
			struct heard h = {.len = 0};
			struct err e = {0};

			if (stream(&h, bad[i], strlen(bad[i]), step, &e) != ERR_PARSE)
				fail_msg("accepted: %s", bad[i]);
			assert_non_null(strstr(e.text, "byte"));
		}
}

static void depth_and_length_have_ceilings(void **state)
{
	char *text = malloc(3 * LIMIT_JSON_TOKEN);
	struct heard h = {.len = 0};
	struct err e = {0};

	(void)state;
	assert_non_null(text);
	memset(text, '[', LIMIT_JSON_DEPTH);
	memset(text + LIMIT_JSON_DEPTH, ']', LIMIT_JSON_DEPTH);
	assert_int_equal(stream(&h, text, (size_t)2 * LIMIT_JSON_DEPTH, 64, &e), STATUS_OK);
	text[LIMIT_JSON_DEPTH] = '[';
	h = (struct heard){.len = 0};
	assert_int_equal(stream(&h, text, (size_t)2 * LIMIT_JSON_DEPTH, 64, &e), ERR_TOO_DEEP);
	memset(text, 'a', 3 * LIMIT_JSON_TOKEN);
	text[0] = '"';
	h = (struct heard){.len = 0};
	assert_int_equal(stream(&h, text, 3 * LIMIT_JSON_TOKEN, 1000, &e), ERR_LIMIT);
	assert_int_equal(stream(&h, text, LIMIT_JSON_TOKEN + 1, LIMIT_JSON_TOKEN + 1, &e),
			 ERR_LIMIT);
	assert_int_equal(h.n, 0);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_are_the_same_in_pieces_of_any_length),
		cmocka_unit_test(a_failure_of_the_reader_ends_the_reading),
		cmocka_unit_test(what_is_no_json_is_refused_with_its_place),
		cmocka_unit_test(depth_and_length_have_ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/json_write.h"

static void accepts(const char *text)
{
	struct json *doc;
	struct err e = {0};

	if (json_parse(&doc, text, strlen(text), &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
	json_free(doc);
}

static void refuses_bytes(const char *text, size_t len)
{
	struct json *doc;
	struct err e = {0};

	if (json_parse(&doc, text, len, &e) == STATUS_OK)
		fail_msg("accepted: %s", text);
	assert_true(e.text[0] != '\0');
	assert_null(doc);
}

static void refuses(const char *text)
{
	refuses_bytes(text, strlen(text));
}

/* The y_ and n_ cases of JSONTestSuite that cJSON alone gets wrong, and the plain ones. */
static void only_the_grammar_of_rfc_8259_is_accepted(void **state)
{
	(void)state;
	accepts(" {\"a\":[1,-0,2.5e-3,true,false,null,\"\\u00e9\\ud83d\\ude00\\n\"]} ");
	accepts("0");
	refuses("");
	refuses("-01");
	refuses("2.e3");
	refuses("0.e1");
	refuses("1.");
	refuses("+1");
	refuses(".5");
	refuses("NaN");
	refuses("[1,]");
	refuses("{\"a\":1,}");
	refuses("{'a':1}");
	refuses("[1] x");
	refuses("\"a\tb\"");
	refuses("\"\\x41\"");
	refuses("\"\\ud800\"");
	refuses("\"\\udc00\\ud800\"");
	refuses("\"\\u0000\"");
	refuses("[1]\f");
	refuses("[\"\xff\"]");
	refuses("\xEF\xBB\xBF[]");
	refuses_bytes("[1]\0", 4);
	refuses("[1");
	refuses("truee");
}

static void two_members_of_one_name_are_refused(void **state)
{
	(void)state;
	refuses("{\"a\":1,\"b\":2,\"a\":3}");
	refuses("[{\"x\":{\"a\":1,\"\\u0061\":1}}]");
	accepts("{\"a\":1,\"A\":2}");
}

static void nesting_past_the_limit_is_refused(void **state)
{
	char text[2 * (LIMIT_JSON_DEPTH + 2) + 1];

	(void)state;
	memset(text, '[', LIMIT_JSON_DEPTH + 1);
	memset(text + LIMIT_JSON_DEPTH + 1, ']', LIMIT_JSON_DEPTH + 1);
	text[2 * (LIMIT_JSON_DEPTH + 1)] = '\0';
	refuses(text);
	memset(text, '[', LIMIT_JSON_DEPTH);
	memset(text + LIMIT_JSON_DEPTH, ']', LIMIT_JSON_DEPTH);
	text[2 * LIMIT_JSON_DEPTH] = '\0';
	accepts(text);
}

static void text_that_would_unfold_to_many_times_its_size_is_refused(void **state)
{
	char *text = malloc(MIB + 1);
	struct json *doc;

	(void)state;
	assert_non_null(text);
	/* Half a million values in a megabyte take forty megabytes of memory. */
	for (size_t i = 0; i < MIB; i += 2)
		memcpy(text + i, i == 0 ? "[0" : ",0", 2);
	memcpy(text + MIB - 1, "]", 2);
	text[MIB - 2] = ' ';
	text[MIB - 3] = '0';
	assert_int_equal(json_parse(&doc, text, MIB, NULL), ERR_LIMIT);
	assert_null(doc);
	/* A text that is as dense, but short. */
	memcpy(text + 65534, " ]", 2);
	assert_int_equal(json_parse(&doc, text, 65536, NULL), STATUS_OK);
	assert_int_equal(json_count(doc), 32767);
	json_free(doc);
	free(text);
}

static void names_match_by_case_and_large_numbers_are_not_rounded(void **state)
{
	const char *text = "{\"RESULT\":\"x\",\"n\":9007199254740993,\"m\":9007199254740991}";
	struct json *doc;
	int64_t n;

	(void)state;
	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), STATUS_OK);
	assert_null(json_get(doc, "result"));
	assert_int_equal(json_integer(&n, json_get(doc, "n")), ERR_RANGE);
	assert_int_equal(json_integer(&n, json_get(doc, "m")), STATUS_OK);
	assert_true(n == 9007199254740991);
	json_free(doc);
}

/* The sorting example of RFC 8785, section 3.2.3. */
static void canonical_form_sorts_as_rfc_8785_says(void **state)
{
	const char *text = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
			   "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
			   "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
			   "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
	static const char *const order[] = {"Carriage Return",
					    "One",
					    "Control",
					    "Latin Small Letter O With Diaeresis",
					    "Euro Sign",
					    "Emoji: Grinning Face",
					    "Hebrew Letter Dalet With Dagesh"};
	const char *at;
	struct json *doc;
	struct buf out;

	(void)state;
	buf_init(&out, 4096);
	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), STATUS_OK);
	assert_int_equal(json_write(&out, doc), STATUS_OK);
	at = buf_str(&out);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		at = strstr(at, order[i]);
		assert_non_null(at);
	}
	assert_non_null(strstr(buf_str(&out), "{\"\\r\":"));
	json_free(doc);
	buf_release(&out);
}

static void a_text_is_copied_whole_or_not_at_all(void **state)
{
	const char *text = "{\"four\":\"abcd\",\"no\":1}";
	struct json *doc;
	struct err e = {0};
	char out[5];

	(void)state;
	assert_int_equal(json_parse(&doc, text, strlen(text), NULL), STATUS_OK);
	assert_int_equal(json_get_copy(out, 5, doc, "four", &e), STATUS_OK);
	assert_string_equal(out, "abcd");
	assert_int_equal(json_get_copy(out, 4, doc, "four", &e), ERR_PARSE);
	assert_string_equal(e.text, "\"four\" is longer than 3 bytes");
	assert_int_equal(json_get_copy(out, 5, doc, "no", &e), ERR_PARSE);
	json_free(doc);
}

static void only_the_canonical_text_of_a_value_is_the_same(void **state)
{
	static const char *const others[] = {"{\"b\":[],\"a\":\"1\"}",	"{ \"a\":\"1\",\"b\":[]}",
					     "{\"a\":\"1\",\"b\":[]} ", "{\"a\":\"1\"}",
					     "{\"a\":\"2\",\"b\":[]}",	""};
	static const char canonical[] = "{\"a\":\"1\",\"b\":[]}";

	(void)state;
	for (size_t i = 0; i <= ARRAY_SIZE(others); i++) {
		const char *text = i < ARRAY_SIZE(others) ? others[i] : canonical;
		struct json *value = json_new_object();
		struct err e = {0};

		json_add(value, "b", json_new_array());
		json_add_text(value, "a", "1");
		assert_int_equal(json_write_same(value, text, strlen(text), &e),
				 text == canonical ? STATUS_OK : ERR_PARSE);
	}
	assert_int_equal(json_write_same(NULL, canonical, strlen(canonical), NULL), ERR_MEMORY);
}

/* A number that a reply has keeps its digits; a document's own number is a string. */
static void a_number_is_written_with_all_its_digits_and_never_by_its_size(void **state)
{
	struct json *doc = json_new_object();
	struct buf out;
	int64_t n;

	(void)state;
	buf_init(&out, 4096);
	json_add_number(doc, "a", 0);
	json_add_number(doc, "b", 9007199254740993); /* 2^53 + 1, which no double is */
	json_add_number(doc, "c", UINT64_MAX);
	json_add_u64(doc, "d", 7);
	assert_true(json_is_number(json_get(doc, "a")));
	assert_true(json_is_number(json_get(doc, "c")));
	assert_false(json_is_number(json_get(doc, "d")));
	assert_int_equal(json_integer(&n, json_get(doc, "a")), STATUS_OK);
	assert_int_equal(n, 0);
	assert_int_equal(json_integer(&n, json_get(doc, "c")), ERR_RANGE);
	assert_int_equal(json_write(&out, doc), STATUS_OK);
	assert_string_equal(buf_str(&out), "{\"a\":0,\"b\":9007199254740993,"
					   "\"c\":18446744073709551615,\"d\":\"7\"}");
	/* A value that could not be made is no number, and is noticed when it is written. */
	json_add(doc, "e", NULL);
	assert_false(json_is_number(json_get(doc, "e")));
	buf_clear(&out);
	assert_int_not_equal(json_write(&out, doc), STATUS_OK);
	json_free(doc);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_grammar_of_rfc_8259_is_accepted),
		cmocka_unit_test(two_members_of_one_name_are_refused),
		cmocka_unit_test(nesting_past_the_limit_is_refused),
		cmocka_unit_test(text_that_would_unfold_to_many_times_its_size_is_refused),
		cmocka_unit_test(names_match_by_case_and_large_numbers_are_not_rounded),
		cmocka_unit_test(canonical_form_sorts_as_rfc_8785_says),
		cmocka_unit_test(a_text_is_copied_whole_or_not_at_all),
		cmocka_unit_test(a_number_is_written_with_all_its_digits_and_never_by_its_size),
		cmocka_unit_test(only_the_canonical_text_of_a_value_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

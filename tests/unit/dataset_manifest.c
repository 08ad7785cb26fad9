/*
 * Manifests: they have one text, and nothing in it that contradicts the rest; and the text and
 * label of a record.
 */
#include "dataset_folder.h"

#include "base/buf.h"
#include "dataset/extractor.h"
#include "dataset/manifest_guess.h"

static void manifests_read_and_write_as_javascript_made_them(void **state)
{
	struct json *doc = vector_load("manifests.json");

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const char *text = json_text(json_get(v, "canonical"));
		struct manifest m;
		struct hash h;
		char hex[HASH_TEXT_SIZE];
		struct err e = {0};

		if (manifest_parse(&m, text, strlen(text), &e) != STATUS_OK)
			fail_msg("%s", e.text);
		assert_int_equal(m.records, 500);
		assert_int_equal(m.bytes, 123456);
		hash_of_manifest(&h, &m);
		hash_format(hex, &h);
		assert_string_equal(hex, json_text(json_get(v, "hash")));
		manifest_release(&m);
	}
	json_free(doc);
}

/* The first manifest of the vectors with `from` replaced by `to`. */
static enum status parse_edited(const char *from, const char *to)
{
	struct json *doc = vector_load("manifests.json");
	const char *text = json_text(json_get(json_first(doc), "canonical"));
	const char *at = strstr(text, from);
	struct manifest m;
	struct buf b;
	enum status s;

	assert_non_null(at);
	buf_init(&b, LIMIT_SMALL_FILE);
	buf_add(&b, text, (size_t)(at - text));
	buf_add_str(&b, to);
	buf_add_str(&b, at + strlen(from));
	s = manifest_parse(&m, b.data, b.len, NULL);
	manifest_release(&m);
	buf_release(&b);
	json_free(doc);
	return s;
}

static void manifests_that_differ_in_anything_are_refused(void **state)
{
	(void)state;
	assert_int_equal(parse_edited("\"500\"", "\"500\""), STATUS_OK);
	assert_int_equal(parse_edited("\"500\"", "500"), ERR_PARSE);
	assert_int_equal(parse_edited("\"500\"", "\"0500\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"500\"", "\"0\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"500\"", "\"99999999999\""), ERR_PARSE);
	assert_int_equal(parse_edited("{\"blind\"", "{ \"blind\""), ERR_PARSE);
	assert_int_equal(parse_edited("{\"blind\"", "{\"aa\":\"b\",\"blind\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"kind\":\"lines\"", "\"kind\":\"csv\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"kind\":\"lines\"", "\"kind\":\"line\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"kind\"", "\"header\":\"text\",\"kind\""), ERR_PARSE);
	assert_int_equal(parse_edited("\"from\":\"key\"", "\"from\":\"column\""), ERR_PARSE);
	assert_int_equal(parse_edited(",\"name\":\"text\"", ""), ERR_PARSE);
	assert_int_equal(parse_edited(",\"name\":\"label\"", ",\"name\":\"\""), ERR_PARSE);
	assert_int_equal(parse_edited("CC0-1.0", "CC0\xc3\xa9"), ERR_PARSE);
	assert_int_equal(parse_edited("dataset/1", "dataset/2"), ERR_UNSUPPORTED);
}

struct guess {
	enum reader_kind kind;
	const char *header;
	const char *record;
	const char *text_name, *label_name; /* name that the user chose */
	enum status status;
	const char *text, *label; /* "" for record, content, none, folder */
};

static void text_and_label_are_guessed_or_as_asked(void **state)
{
	static const struct guess cases[] = {
		{READER_LINES, "", "{\"text\":\"a\",\"label\":\"b\"}", NULL, NULL, STATUS_OK,
		 "text", "label"},
		{READER_LINES, "", "{\"text\":\"a\",\"label\":1}", NULL, NULL, STATUS_OK, "text",
		 ""},
		{READER_LINES, "", "{\"body\":\"a\"}", NULL, NULL, STATUS_OK, "", ""},
		{READER_LINES, "", "{\"body\":\"a\",\"label\":\"b\"}", "body", NULL, STATUS_OK,
		 "body", "label"},
		{READER_LINES, "", "{\"text\":\"a\"}", "body", NULL, ERR_NOT_FOUND, "", ""},
		{READER_LINES, "", "{\"text\":\"a\"}", NULL, "class", ERR_NOT_FOUND, "", ""},
		{READER_LINES, "", "plain text", NULL, NULL, STATUS_OK, "", ""},
		{READER_CSV, "id,text,label", "1,2,3", NULL, NULL, STATUS_OK, "text", "label"},
		{READER_CSV, "label,\"mail \"\"body\"\"\"", "1,2", NULL, NULL, STATUS_OK,
		 "mail \"body\"", "label"},
		{READER_CSV, "a,b", "1,2", "b", "a", STATUS_OK, "b", "a"},
		{READER_CSV, "a,b", "1,2", "c", NULL, ERR_NOT_FOUND, "", ""},
		{READER_CSV, "text,text", "1,2", NULL, NULL, ERR_PARSE, "", ""},
		{READER_CSV, "label", "1", NULL, NULL, ERR_NOT_FOUND, "", ""},
		{READER_FILES, "", "", NULL, NULL, STATUS_OK, "", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct guess *g = &cases[i];
		struct manifest m = {0};
		enum status s =
			manifest_guess(&m, g->kind, (const uint8_t *)g->header, strlen(g->header),
				       (const uint8_t *)g->record, strlen(g->record), g->text_name,
				       g->label_name, NULL);

		if (s != g->status)
			fail_msg("case %zu: %s", i, status_name(s));
		if (s == STATUS_OK) {
			assert_string_equal(m.text_name, g->text);
			assert_string_equal(m.label_name, g->label);
		}
		manifest_release(&m);
	}
}

static void assert_pair(struct extractor *x, const char *record, const char *text,
			const char *label)
{
	struct extractor_pair p;

	assert_int_equal(extractor_read(x, &p, record, strlen(record)), STATUS_OK);
	assert_int_equal(p.text_len, strlen(text));
	assert_memory_equal(p.text_len > 0 ? (const char *)p.text : "", text, strlen(text));
	if (label == NULL) {
		assert_null(p.label);
		return;
	}
	assert_non_null(p.label);
	assert_int_equal(p.label_len, strlen(label));
	assert_memory_equal(p.label, label, strlen(label));
}

static void json_members_are_found_wherever_they_stand(void **state)
{
	struct manifest m = {.kind = READER_LINES,
			     .text = MANIFEST_TEXT_KEY,
			     .label = MANIFEST_LABEL_KEY,
			     .text_name = "text",
			     .label_name = "label"};
	struct extractor *x;

	(void)state;
	assert_int_equal(extractor_new(&x, &m, NULL), STATUS_OK);
	assert_pair(x, "{\"text\":\"a\",\"label\":\"b\"}", "a", "b");
	assert_pair(x, " { \"label\" : \"b\" , \"o\" : {\"text\":[1,\"}\"]} , \"text\" : \"a\" } ",
		    "a", "b");
	assert_pair(x, "{\"t\\u0065xt\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}",
		    "\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80", NULL);
	assert_pair(x, "{\"text\":\"a\",\"label\":\"\"}", "a", NULL);
	assert_pair(x, "{\"text\":\"a\",\"label\":7}", "a", NULL);
	assert_pair(x, "{\"text\":7,\"label\":\"b\"}", "", NULL);
	assert_pair(x, "{}", "", NULL);
	assert_pair(x, "{\"text\":\"a\",\"text\":\"b\"}", "", NULL);
	assert_pair(x, "{\"text\":\"a\"", "", NULL);
	assert_pair(x, "[\"text\"]", "", NULL);
	extractor_free(x);
}

static void csv_columns_are_found_and_unquoted(void **state)
{
	char header[] = "id,\"label\",text";
	struct manifest m = {.kind = READER_CSV,
			     .header = header,
			     .text = MANIFEST_TEXT_COLUMN,
			     .label = MANIFEST_LABEL_COLUMN,
			     .text_name = "text",
			     .label_name = "label"};
	struct extractor *x;

	(void)state;
	assert_int_equal(extractor_new(&x, &m, NULL), STATUS_OK);
	assert_pair(x, "1,spam,hello", "hello", "spam");
	assert_pair(x, "1,\"a \"\"b\"\"\",\"c, \"\"d\"\"\nand e\",more", "c, \"d\"\nand e",
		    "a \"b\"");
	assert_pair(x, "1,,x", "x", NULL);
	assert_pair(x, "1,spam", "", NULL);
	assert_pair(x, "1,spam,", "", NULL);
	extractor_free(x);
	memcpy(m.text_name, "body", 5);
	assert_int_equal(extractor_new(&x, &m, NULL), ERR_NOT_FOUND);
}

static void a_file_has_its_content_and_its_folder(void **state)
{
	struct manifest m = {.kind = READER_FILES,
			     .text = MANIFEST_TEXT_CONTENT,
			     .label = MANIFEST_LABEL_FOLDER};
	struct extractor *x;
	struct all *a;
	struct extractor_pair p;

	(void)state;
	put_text("m/deep/spam/1", "buy");
	put_text("m/ham/2", "hello");
	put_text("m/top", "no folder");
	assert_int_equal(extractor_new(&x, &m, NULL), STATUS_OK);
	a = all_of(in_folder("m"), READER_FILES);
	assert_int_equal(a->n, 3);
	assert_int_equal(extractor_read(x, &p, a->data[0], a->len[0]), STATUS_OK);
	assert_memory_equal(p.text, "buy", p.text_len);
	assert_int_equal(p.label_len, 4);
	assert_memory_equal(p.label, "spam", 4);
	assert_int_equal(extractor_read(x, &p, a->data[1], a->len[1]), STATUS_OK);
	assert_int_equal(p.label_len, 3);
	assert_memory_equal(p.label, "ham", 3);
	assert_int_equal(extractor_read(x, &p, a->data[2], a->len[2]), STATUS_OK);
	assert_null(p.label);
	assert_int_equal(extractor_read(x, &p, a->data[2], 7), STATUS_OK);
	assert_int_equal(p.text_len, 0);
	all_release(a);
	extractor_free(x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manifests_read_and_write_as_javascript_made_them),
		cmocka_unit_test(manifests_that_differ_in_anything_are_refused),
		cmocka_unit_test(text_and_label_are_guessed_or_as_asked),
		cmocka_unit_test(json_members_are_found_wherever_they_stand),
		cmocka_unit_test(csv_columns_are_found_and_unquoted),
		cmocka_unit_test(a_file_has_its_content_and_its_folder),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

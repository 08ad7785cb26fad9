/* Records chosen out of a source: what is written is what was chosen, byte for byte. */
#include "dataset_folder.h"

#include "dataset/excerpt.h"

static struct err err;

/* All records of a file, each with its length in front: equal texts are equal records. */
static void read_all(struct buf *out, const char *path)
{
	struct reader *r;
	struct reader_batch batch;
	enum reader_kind kind;

	buf_init(out, MIB);
	assert_int_equal(reader_kind_guess(&kind, path, &err), STATUS_OK);
	assert_int_equal(reader_open(&r, path, kind, &err), STATUS_OK);
	assert_int_equal(reader_next(r, &batch, &err), STATUS_OK);
	while (batch.n > 0) {
		for (size_t i = 0; i < batch.n; i++)
			buf_addf(out, "%zu:%.*s;", batch.records[i].len, (int)batch.records[i].len,
				 (const char *)batch.records[i].data);
		assert_int_equal(reader_next(r, &batch, &err), STATUS_OK);
	}
	reader_close(r);
}

static void assert_kept(const char *source, const char *text, const uint64_t *chosen, size_t n,
			const char *records)
{
	const struct excerpt_source from = {.path = put(source, text, strlen(text)),
					    .kind = reader_kind_of_name(source)};
	char out[32];
	struct buf all;
	struct stat st;

	snprintf(out, sizeof(out), "kept-%s", source);
	if (excerpt_write(in_folder(out), &from, chosen, n, true, NULL, NULL, &err) != STATUS_OK)
		fail_msg("%s", err.text);
	read_all(&all, in_folder(out));
	assert_string_equal(buf_str(&all), records);
	buf_release(&all);
	assert_int_equal(stat(in_folder(out), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void kept_records_are_read_as_they_were(void **state)
{
	static const uint64_t some[] = {0, 2}, last[] = {3};

	(void)state;
	assert_kept("a.jsonl",
		    "\xEF\xBB\xBF{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n{ \"text\" : \"c\" }\nd",
		    some, 2, "12:{\"text\":\"a\"};16:{ \"text\" : \"c\" };");
	assert_kept("b.txt", "a\nb\nc\nd", last, 1, "1:d;");
	/* A line end that belongs to the record, and a mark that is no mark of the file. */
	assert_kept("c.txt", "a\r\r\nb\nc\r\r\n", some, 2, "2:a\r;2:c\r;");
	assert_kept("d.txt", "a\nb\nc\n\xEF\xBB\xBFx\n", last, 1, "4:\xEF\xBB\xBFx;");
	assert_kept("e.csv", "text,label\r\n\"a\nb\",ham\r\nc,spam\r\n\"d,\"\"e\"\"\",ham\r\n",
		    some, 2, "9:\"a\nb\",ham;13:\"d,\"\"e\"\"\",ham;");
}

static void a_record_is_read_whole_with_its_text(void **state)
{
	static const char lines[] = "{\"text\":\"a\\nb\\u0007\",\"label\":\"ham\"}\nnext\n";
	static const char csv[] = "label,text\nham,\"c\n\"\"d\"\"\"\n";
	struct excerpt_source from = {.path = put("a.jsonl", lines, strlen(lines))};
	struct buf record, text, label;

	(void)state;
	buf_init(&record, LIMIT_RECORD);
	buf_init(&text, LIMIT_RECORD);
	buf_init(&label, LIMIT_RECORD);
	assert_int_equal(excerpt_record(&record, &text, &label, &from, 0, NULL, NULL, &err),
			 STATUS_OK);
	assert_int_equal(record.len, strcspn(lines, "\n"));
	assert_string_equal(buf_str(&text), "a\nb\a");
	assert_string_equal(buf_str(&label), "ham");
	assert_int_equal(excerpt_record(&record, &text, &label, &from, 2, NULL, NULL, &err),
			 ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "has 2 records"));
	from = (struct excerpt_source){.path = put("a.csv", csv, strlen(csv)), .kind = READER_CSV};
	buf_clear(&record);
	buf_clear(&text);
	assert_int_equal(excerpt_record(&record, &text, &label, &from, 0, NULL, NULL, &err),
			 STATUS_OK);
	assert_string_equal(buf_str(&record), "ham,\"c\n\"\"d\"\"\"");
	assert_string_equal(buf_str(&text), "c\n\"d\"");
	assert_string_equal(buf_str(&label), "hamham");
	buf_release(&label);
	buf_release(&record);
	buf_release(&text);
}

static void nothing_is_overwritten_or_taken_from_a_file_that_changed(void **state)
{
	static const uint64_t chosen[] = {0};
	struct reader_source as;
	struct excerpt_source from = {.as = &as};
	char path[256];

	(void)state;
	snprintf(path, sizeof(path), "%s", put("a.txt", "a\n", 2));
	from.path = path;
	assert_int_equal(excerpt_look(&as, from.path, READER_LINES, &err), STATUS_OK);
	put("there.txt", "mine", 4);
	assert_int_equal(
		excerpt_write(in_folder("there.txt"), &from, chosen, 1, false, NULL, NULL, &err),
		ERR_EXISTS);
	assert_int_equal(excerpt_write(from.path, &from, chosen, 1, true, NULL, NULL, &err),
			 ERR_USAGE);
	assert_int_equal(
		excerpt_write(in_folder("b.csv"), &from, chosen, 1, false, NULL, NULL, &err),
		ERR_USAGE);
	assert_int_equal(
		excerpt_write(in_folder("b.txt"), &from, chosen, 0, false, NULL, NULL, &err),
		ERR_USAGE);
	put("a.txt", "another\n", 8);
	assert_int_equal(
		excerpt_write(in_folder("b.txt"), &from, chosen, 1, false, NULL, NULL, &err),
		ERR_CHANGED);
	assert_non_null(strstr(err.text, "preview it again"));
	from.kind = READER_FILES;
	assert_int_equal(
		excerpt_write(in_folder("b.txt"), &from, chosen, 1, false, NULL, NULL, &err),
		ERR_UNSUPPORTED);
}

#define excerpt_test(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		excerpt_test(kept_records_are_read_as_they_were),
		excerpt_test(a_record_is_read_whole_with_its_text),
		excerpt_test(nothing_is_overwritten_or_taken_from_a_file_that_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

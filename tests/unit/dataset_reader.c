/* Records are cut exactly as docs/formats.md says, however the bytes arrive. */
#include "base/buf.h"
#include "base/dir.h"
#include "dataset/reader_kind.h"
#include "dataset_folder.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

static void lines_are_split_and_nothing_else_is_trimmed(void **state)
{
	static const char *const expected[] = {"one",	 " two ",  "\tthree",
					       "fo\rur", "five\r", "six"};
	struct all *a =
		all_of(put_text("l.jsonl", "\xef\xbb\xbfone\r\n two \n\n\r\n\tthree\nfo\rur\n"
					   "five\r\r\nsix"),
		       READER_LINES);

	(void)state;
	assert_records(a, expected, ARRAY_SIZE(expected));
	all_release(a);
}

static void a_mark_inside_the_file_is_a_record_and_a_last_cr_without_lf_stays(void **state)
{
	static const char *const expected[] = {"a", "\xef\xbb\xbf", "b\r"};
	struct all *a = all_of(put_text("l.txt", "a\n\xef\xbb\xbf\nb\r"), READER_LINES);

	(void)state;
	assert_records(a, expected, ARRAY_SIZE(expected));
	all_release(a);
}

static void csv_records_keep_their_quotes_and_the_line_ends_inside(void **state)
{
	static const char *const expected[] = {
		"1,\"a \"\"quoted\"\" word\",x",
		"2,\"over\r\ntwo\nlines\",\"\"",
		",,",
		"3,\"last\"",
	};
	struct all *a = all_of(put_text("c.csv", "\xef\xbb\xbfid,text,label\r\n"
						 "1,\"a \"\"quoted\"\" word\",x\r\n"
						 "\r\n"
						 "2,\"over\r\ntwo\nlines\",\"\"\n"
						 ",,\n"
						 "3,\"last\""),
			       READER_CSV);

	(void)state;
	assert_records(a, expected, ARRAY_SIZE(expected));
	assert_string_equal(a->header, "id,text,label");
	all_release(a);
}

static void broken_csv_names_its_line(void **state)
{
	static const struct {
		const char *text;
		const char *where;
	} cases[] = {
		{"h\na\n\"b\nc\nd\n", "line 3: a quote is opened here and never closed"},
		{"h\na\nb\"c\n", "line 3: a quote inside a field without quotes"},
		{"h\n\"a\nb\"\n\"a\"b\n", "line 4: text after a closing quote"},
		{"h\n\"a\"\rb\n", "line 2: text after a closing quote"},
		{"h\n\"a\"\r", "line 2: text after a closing quote"},
		{"\"h\n", "line 1: a quote is opened here and never closed"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct all *a = all_of(put_text("c.csv", cases[i].text), READER_CSV);

		assert_int_equal(a->status, ERR_PARSE);
		if (strstr(a->e.text, cases[i].where) == NULL)
			fail_msg("case %zu: %s", i, a->e.text);
		all_release(a);
	}
}

/* Rows that follow from a rule, with quotes across every read and batch. */
static void csv_rows_survive_any_cut_of_the_stream(void **state)
{
	static char text[3000 * 900];
	static char rows[3000][800];
	size_t len = 0;
	struct all *a;

	(void)state;
	len += (size_t)snprintf(text, sizeof(text), "n,text\n");
	for (int i = 0; i < 3000; i++) {
		int n = snprintf(rows[i], sizeof(rows[i]), "%d,\"", i);

		for (int k = 0; k < (i * 37) % 700; k++)
			rows[i][n++] = "ab\n,\r "[(k * 5 + i) % 6];
		memcpy(rows[i] + n, "\"\"\"", 4);
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s", rows[i],
					i % 2 ? "\n" : "\r\n");
	}
	a = all_of(put("c.csv", text, len), READER_CSV);
	if (a->status != STATUS_OK)
		fail_msg("%s", a->e.text);
	assert_int_equal(a->n, 3000);
	for (int i = 0; i < 3000; i++)
		assert_string_equal(a->data[i], rows[i]);
	all_release(a);
}

static const char *put_gzip(const char *name, const char *text, const char *mode)
{
	const char *path = in_folder(name);
	gzFile f = gzopen(path, mode);

	assert_non_null(f);
	assert_int_equal(gzputs(f, text), strlen(text));
	gzclose(f);
	return path;
}

static void compressed_sources_read_like_plain_ones(void **state)
{
	static const char *const expected[] = {"first", "second", "third"};
	uint8_t packed[256];
	struct all *a;
	size_t n;

	(void)state;
	put_gzip("l.gz", "first\nsec", "wb");
	a = all_of(put_gzip("l.gz", "ond\nthird\n", "ab"), READER_LINES);
	assert_records(a, expected, ARRAY_SIZE(expected));
	all_release(a);
	n = ZSTD_compress(packed, sizeof(packed), "first\nsec", 9, 3);
	n += ZSTD_compress(packed + n, sizeof(packed) - n, "ond\nthird", 9, 3);
	a = all_of(put("l.zst", packed, n), READER_LINES);
	assert_records(a, expected, ARRAY_SIZE(expected));
	all_release(a);
}

static void cut_or_broken_compressed_data_is_damaged(void **state)
{
	struct buf whole;

	(void)state;
	buf_init(&whole, KIB);
	assert_int_equal(file_read(&whole, put_gzip("l.gz", "first\nsecond\n", "wb"), NULL),
			 STATUS_OK);
	for (size_t len = 2; len < whole.len; len++) {
		struct all *a = all_of(put("cut.gz", whole.data, len), READER_LINES);

		assert_int_equal(a->status, ERR_DAMAGED);
		all_release(a);
	}
	whole.data[whole.len - 6] ^= 1; /* the checksum of the frame */
	struct all *a = all_of(put("bad.gz", whole.data, whole.len), READER_LINES);

	assert_int_equal(a->status, ERR_DAMAGED);
	all_release(a);
	buf_release(&whole);
}

static void a_record_may_have_1_mib_and_not_a_byte_more(void **state)
{
	char *text = malloc(LIMIT_RECORD + 4);
	struct all *a;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', LIMIT_RECORD + 4);
	memcpy(text + LIMIT_RECORD, "\r\nb", 3);
	a = all_of(put("big", text, LIMIT_RECORD + 3), READER_LINES);
	assert_int_equal(a->status, STATUS_OK);
	assert_int_equal(a->n, 2);
	assert_int_equal(a->len[0], LIMIT_RECORD);
	all_release(a);
	memcpy(text + LIMIT_RECORD, "a\nb", 3);
	a = all_of(put("big", text, LIMIT_RECORD + 3), READER_LINES);
	assert_int_equal(a->status, ERR_LIMIT);
	assert_non_null(strstr(a->e.text, "line 1"));
	all_release(a);
	free(text);
}

static void a_line_without_end_is_refused_in_bounded_memory(void **state)
{
	const char *path = put_text("endless", "x\n");
	struct all *a;

	(void)state;
	assert_int_equal(truncate(path, 64 << 20), 0);
	a = all_of(path, READER_LINES);
	assert_int_equal(a->status, ERR_LIMIT);
	assert_non_null(strstr(a->e.text, "line 2"));
	all_release(a);
}

static void text_that_is_not_utf8_names_record_and_line(void **state)
{
	struct all *a = all_of(put_text("l", "a\n\nb\nc\xe9\n"), READER_LINES);

	(void)state;
	assert_int_equal(a->status, ERR_PARSE);
	assert_non_null(strstr(a->e.text, "line 4: record 2 is not UTF-8"));
	all_release(a);
}

static void a_source_without_records_is_refused(void **state)
{
	(void)state;
	struct all *a = all_of(put_text("empty", ""), READER_LINES);
	struct all *b = all_of(put_text("blank", "\xef\xbb\xbf\n\r\n\n"), READER_LINES);
	struct all *c = all_of(put_text("header.csv", "text,label\n"), READER_CSV);
	struct all *d;

	assert_int_equal(dir_ensure(in_folder("nothing"), NULL), STATUS_OK);
	d = all_of(in_folder("nothing"), READER_FILES);
	assert_int_equal(a->status, ERR_NOT_FOUND);
	assert_int_equal(b->status, ERR_NOT_FOUND);
	assert_int_equal(c->status, ERR_NOT_FOUND);
	assert_int_equal(d->status, ERR_NOT_FOUND);
	all_release(a);
	all_release(b);
	all_release(c);
	all_release(d);
}

static void a_pipe_or_device_is_no_source(void **state)
{
	static const enum reader_kind kinds[] = {READER_LINES, READER_CSV, READER_FILES};
	char pipe[160];

	(void)state;
	snprintf(pipe, sizeof(pipe), "%s", in_folder("pipe"));
	assert_int_equal(mkfifo(pipe, 0600), 0);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const char *const paths[] = {pipe, "/dev/zero"};

		for (size_t j = 0; j < ARRAY_SIZE(paths); j++) {
			struct reader *r;
			enum status s = reader_open(&r, paths[j], kinds[i], NULL);

			assert_null(r);
			assert_true(s != STATUS_OK);
			if (kinds[i] != READER_FILES)
				assert_int_equal(s, ERR_UNSUPPORTED);
		}
	}
}

static void a_source_that_changes_while_it_is_read_is_noticed(void **state)
{
	const char *path = put_text("l", "one\ntwo\n");
	struct reader *r;
	FILE *f;
	struct all *a;

	(void)state;
	assert_int_equal(reader_open(&r, path, READER_LINES, NULL), STATUS_OK);
	f = fopen(path, "ab");
	fputs("three\n", f);
	fclose(f);
	a = all_of_reader(r);
	assert_int_equal(a->status, ERR_CHANGED);
	assert_non_null(strstr(a->e.text, path));
	all_release(a);
}

static void a_source_rewritten_in_its_old_length_is_noticed(void **state)
{
	struct timespec later[2] = {{.tv_sec = 2000000000}, {.tv_sec = 2000000000}};
	const char *path = put_text("l", "one\ntwo\n");
	struct reader *r;
	struct all *a;

	(void)state;
	assert_int_equal(reader_open(&r, path, READER_LINES, NULL), STATUS_OK);
	put_text("l", "one\nTWO\n");
	assert_int_equal(utimensat(AT_FDCWD, path, later, 0), 0);
	a = all_of_reader(r);
	assert_int_equal(a->status, ERR_CHANGED);
	all_release(a);
}

static void files_come_in_byte_order_in_pieces_of_1_mib(void **state)
{
	uint8_t *big = calloc(1, 2 * MIB + 1);
	struct all *a;

	(void)state;
	assert_non_null(big);
	big[MIB] = 'M';
	put("d/b/x", big, 2 * MIB + 1);
	put("d/b/y", big, MIB);
	put_text("d/b-c", "dash");
	put_text("d/B", "");
	put_text("d/\xc3\xa9", "\xff is fine here");
	a = all_of(in_folder("d"), READER_FILES);
	if (a->status != STATUS_OK)
		fail_msg("%s", a->e.text);
	assert_int_equal(a->n, 7);
	assert_memory_equal(a->data[0], "\0\0\0\1B\0\0\0\0\0\0\0\0", 13);
	assert_int_equal(a->len[0], 13);
	/* '-' sorts before '/' */
	assert_memory_equal(a->data[1], "\0\0\0\3b-c\0\0\0\0\0\0\0\0dash", 19);
	assert_memory_equal(a->data[2], "\0\0\0\3b/x\0\0\0\0\0\0\0\0\0", 16);
	assert_int_equal(a->len[2], 15 + MIB);
	assert_memory_equal(a->data[3], "\0\0\0\3b/x\0\0\0\0\0\x10\0\0M", 16);
	assert_int_equal(a->len[3], 15 + MIB);
	assert_memory_equal(a->data[4], "\0\0\0\3b/x\0\0\0\0\0\x20\0\0\0", 16);
	assert_int_equal(a->len[4], 16);
	assert_int_equal(a->len[5], 15 + MIB);
	assert_memory_equal(a->data[6], "\0\0\0\2\xc3\xa9\0\0\0\0\0\0\0\0\xff", 15);
	all_release(a);
	free(big);
}

static void links_and_pipes_below_a_folder_are_refused_by_name(void **state)
{
	struct all *a;

	(void)state;
	put_text("s/file", "x");
	assert_int_equal(symlink("file", in_folder("s/link")), 0);
	a = all_of(in_folder("s"), READER_FILES);
	assert_int_equal(a->status, ERR_UNSUPPORTED);
	assert_non_null(strstr(a->e.text, "s/link"));
	all_release(a);
	assert_int_equal(unlink(in_folder("s/link")), 0);
	assert_int_equal(mkfifo(in_folder("s/pipe"), 0600), 0);
	a = all_of(in_folder("s"), READER_FILES);
	assert_int_equal(a->status, ERR_UNSUPPORTED);
	all_release(a);
	a = all_of(in_folder("s/pipe"), READER_LINES);
	assert_int_equal(a->status, ERR_UNSUPPORTED);
	all_release(a);
}

static void a_folder_that_changes_while_it_is_read_is_noticed(void **state)
{
	static const char *const touched[] = {"f/1", "f/2", "f/3"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(touched); i++) {
		struct reader *r;
		struct all *a;

		put_text("f/1", "one");
		put_text("f/2", "two");
		unlink(in_folder("f/3"));
		assert_int_equal(reader_open(&r, in_folder("f"), READER_FILES, NULL), STATUS_OK);
		put_text(touched[i], "another length");
		a = all_of_reader(r);
		assert_int_equal(a->status, ERR_CHANGED);
		assert_non_null(strstr(a->e.text, touched[i]));
		all_release(a);
	}
}

static void the_kind_is_guessed_from_the_path(void **state)
{
	static const struct {
		const char *name;
		enum reader_kind kind;
	} cases[] = {{"a.csv", READER_CSV},	 {"a.CSV.gz", READER_CSV},
		     {"a.csv.zst", READER_CSV},	 {"a.jsonl", READER_LINES},
		     {"a.txt.gz", READER_LINES}, {"csv", READER_LINES},
		     {"a.csv.old", READER_LINES}};
	enum reader_kind kind;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(reader_kind_guess(&kind, put_text(cases[i].name, "x"), NULL),
				 STATUS_OK);
		assert_int_equal(kind, cases[i].kind);
	}
	assert_int_equal(reader_kind_guess(&kind, folder, NULL), STATUS_OK);
	assert_int_equal(kind, READER_FILES);
	assert_int_equal(reader_kind_guess(&kind, in_folder("missing"), NULL), ERR_NOT_FOUND);
	assert_int_equal(reader_kind_guess(&kind, "/dev/null", NULL), ERR_UNSUPPORTED);
}

static void kept_records_are_counted_and_checked(void **state)
{
	static const char two[] = "\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\0";
	static const char *const expected[] = {"ab", ""};
	struct reader *r;
	struct all *a;

	(void)state;
	assert_int_equal(reader_open_framed(&r, put("k", two, 18), 2, NULL), STATUS_OK);
	a = all_of_reader(r);
	assert_records(a, expected, 2);
	all_release(a);
	assert_int_equal(reader_open_framed(&r, in_folder("k"), 3, NULL), STATUS_OK);
	a = all_of_reader(r);
	assert_int_equal(a->status, ERR_DAMAGED);
	all_release(a);
	assert_int_equal(reader_open_framed(&r, put("k", two, 17), 2, NULL), STATUS_OK);
	a = all_of_reader(r);
	assert_int_equal(a->status, ERR_DAMAGED);
	all_release(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_split_and_nothing_else_is_trimmed),
		cmocka_unit_test(a_mark_inside_the_file_is_a_record_and_a_last_cr_without_lf_stays),
		cmocka_unit_test(csv_records_keep_their_quotes_and_the_line_ends_inside),
		cmocka_unit_test(broken_csv_names_its_line),
		cmocka_unit_test(csv_rows_survive_any_cut_of_the_stream),
		cmocka_unit_test(compressed_sources_read_like_plain_ones),
		cmocka_unit_test(cut_or_broken_compressed_data_is_damaged),
		cmocka_unit_test(a_record_may_have_1_mib_and_not_a_byte_more),
		cmocka_unit_test(a_line_without_end_is_refused_in_bounded_memory),
		cmocka_unit_test(text_that_is_not_utf8_names_record_and_line),
		cmocka_unit_test(a_source_without_records_is_refused),
		cmocka_unit_test(a_pipe_or_device_is_no_source),
		cmocka_unit_test(a_source_that_changes_while_it_is_read_is_noticed),
		cmocka_unit_test(a_source_rewritten_in_its_old_length_is_noticed),
		cmocka_unit_test(files_come_in_byte_order_in_pieces_of_1_mib),
		cmocka_unit_test(links_and_pipes_below_a_folder_are_refused_by_name),
		cmocka_unit_test(a_folder_that_changes_while_it_is_read_is_noticed),
		cmocka_unit_test(the_kind_is_guessed_from_the_path),
		cmocka_unit_test(kept_records_are_counted_and_checked),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

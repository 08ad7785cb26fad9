/* Committed datasets on disk, and the stream that an upload seals. */
#include "dataset_folder.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "dataset/content.h"
#include "dataset/disclosure.h"
#include "dataset/labelled_records.h"
#include "dataset/store_build.h"
#include "dataset/store_folder.h"
#include "dataset/store_records.h"

static const uint8_t salt_key[32] = "salt key of thirty-two bytes...";
static const uint8_t dedupe_key[32] = "dedupe key of thirty-two bytes.";

static struct store_plan plan_of(const char *source)
{
	struct store_plan p = {
		.source = source,
		.kind = READER_LINES,
		.salt_key = salt_key,
		.dedupe_key = dedupe_key,
		.license = "CC0-1.0",
	};

	memset(p.attester.bytes, 0x11, sizeof(p.attester.bytes));
	memset(p.nonce.bytes, 0x22, sizeof(p.nonce.bytes));
	memset(p.blind.bytes, 0x33, sizeof(p.blind.bytes));
	return p;
}

static struct store *build(const struct store_plan *plan)
{
	struct store *st;
	struct err e = {0};

	if (store_build(&st, in_folder("datasets"), plan, NULL, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return st;
}

static size_t entries_of(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n > 2 ? n - 2 : 0;
}

static void count_root(void *user, const struct hash *root)
{
	assert_false(hash_is_zero(root));
	++*(int *)user;
}

static void a_dataset_is_found_again_as_it_was_committed_to(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "one\ntwo\nthree\none\n"));
	struct store *st = build(&plan), *again;
	uint8_t(*prints)[STORE_FINGERPRINT];
	uint8_t expected[KECCAK_SIZE];
	struct hash manifest;
	int roots = 0;

	(void)state;
	assert_int_equal(store_open(&again, in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	assert_int_equal(again->manifest.records, 4);
	assert_int_equal(again->manifest.bytes, 14);
	assert_string_equal(again->source, in_folder("s"));
	hash_of_manifest(&manifest, &st->manifest);
	assert_memory_equal(again->manifest_hash.bytes, manifest.bytes, 32);
	assert_memory_equal(again->attester.bytes, plan.attester.bytes, 20);
	assert_int_equal(store_load_leaves(again, NULL), STATUS_OK);
	assert_memory_equal(again->nodes, st->nodes, 7 * sizeof(*st->nodes));
	assert_int_equal(store_load_fingerprints(again, &prints, NULL), STATUS_OK);
	assert_memory_equal(prints[0], prints[3], STORE_FINGERPRINT);
	assert_memory_not_equal(prints[0], prints[1], STORE_FINGERPRINT);
	keccak256(expected, "dedupe key of thirty-two bytes.\0two", 35);
	assert_memory_equal(prints[1], expected, STORE_FINGERPRINT);
	assert_int_equal(store_list(in_folder("datasets"), count_root, &roots, NULL), STATUS_OK);
	assert_int_equal(roots, 1);
	free(prints);
	store_close(again);
	assert_int_equal(store_folder_remove(in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	assert_int_equal(store_open(&again, in_folder("datasets"), &st->manifest.root, NULL),
			 ERR_NOT_FOUND);
	assert_int_equal(entries_of(in_folder("datasets")), 0);
	store_close(st);
}

static void nobody_else_may_read_the_files(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "private\n"));
	struct store *st;
	struct stat info;
	char path[512];

	(void)state;
	plan.keep = true;
	st = build(&plan);
	assert_int_equal(stat(st->dir, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	static const char *const names[] = {"manifest.json", "leaves", "fingerprints",
					    "source.json", "records"};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", st->dir, names[i]);
		assert_int_equal(stat(path, &info), 0);
		assert_int_equal(info.st_mode & 0777, 0600);
	}
	assert_int_equal(store_folder_remove(in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	store_close(st);
}

static void a_changed_or_missing_record_is_named(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "one\ntwo\nthree\n"));
	struct store *st = build(&plan);
	struct buf record;
	uint64_t differs = 99;
	struct err e = {0};

	(void)state;
	buf_init(&record, LIMIT_RECORD);
	assert_int_equal(store_records_verify(st, &differs, salt_key, NULL, NULL, NULL), STATUS_OK);
	assert_int_equal(store_records_find(st, &record, 1, salt_key, NULL, NULL, NULL), STATUS_OK);
	assert_string_equal(buf_str(&record), "two");
	assert_int_equal(store_records_find(st, &record, 3, salt_key, NULL, NULL, NULL), ERR_RANGE);
	put_text("s", "one\nTWO\n");
	assert_int_equal(store_records_find(st, &record, 1, salt_key, NULL, NULL, &e), ERR_CHANGED);
	assert_non_null(strstr(e.text, "record 1 "));
	assert_int_equal(store_records_find(st, &record, 2, salt_key, NULL, NULL, &e),
			 ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, "record 2 is gone"));
	assert_int_equal(store_records_verify(st, &differs, salt_key, NULL, NULL, NULL),
			 ERR_CHANGED);
	assert_int_equal(differs, 1);
	put_text("s", "one\ntwo\n");
	assert_int_equal(store_records_verify(st, &differs, salt_key, NULL, NULL, NULL),
			 ERR_CHANGED);
	assert_int_equal(differs, 2);
	put_text("s", "one\ntwo\nthree\nfour\n");
	assert_int_equal(store_records_verify(st, &differs, salt_key, NULL, NULL, NULL),
			 ERR_CHANGED);
	assert_int_equal(differs, 3);
	unlink(in_folder("s"));
	assert_int_equal(store_records_find(st, &record, 0, salt_key, NULL, NULL, &e),
			 ERR_NOT_FOUND);
	assert_int_equal(store_folder_remove(in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	buf_release(&record);
	store_close(st);
}

static void kept_records_can_be_disclosed_without_the_source(void **state)
{
	struct store_plan plan = plan_of(put_text("s.csv", "text,label\na,x\n\"b\nb\",y\nc,z\n"));
	struct store *st;
	struct disclosure d;

	(void)state;
	plan.kind = READER_CSV;
	plan.keep = true;
	st = build(&plan);
	unlink(plan.source);
	disclosure_init(&d);
	assert_int_equal(store_records_find(st, &d.record, 1, salt_key, NULL, NULL, NULL),
			 STATUS_OK);
	assert_string_equal(buf_str(&d.record), "\"b\nb\",y");
	assert_int_equal(store_prove(st, d.proof, &d.n_proof, 1, NULL), STATUS_OK);
	d.index = 1;
	d.attester = st->attester;
	d.commitment.root = st->manifest.root;
	d.commitment.records = st->manifest.records;
	commitment_salt(d.salt, salt_key, 1);
	assert_int_equal(disclosure_verify(&d, NULL), STATUS_OK);
	disclosure_release(&d);
	assert_int_equal(store_folder_remove(in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	store_close(st);
}

static void damaged_files_are_noticed(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "one\ntwo\nthree\n"));
	struct store *st = build(&plan), *again;
	struct hash root = st->manifest.root;
	char path[512];
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/leaves", st->dir);
	f = fopen(path, "r+b");
	assert_non_null(f);
	fputc(0x5a ^ st->nodes[0].bytes[0], f);
	fclose(f);
	assert_int_equal(store_open(&again, in_folder("datasets"), &root, NULL), STATUS_OK);
	assert_int_equal(store_load_leaves(again, NULL), ERR_DAMAGED);
	assert_int_equal(truncate(path, 95), 0);
	assert_int_equal(store_load_leaves(again, NULL), ERR_DAMAGED);
	store_close(again);
	snprintf(path, sizeof(path), "%s/manifest.json", st->dir);
	assert_int_equal(truncate(path, 40), 0);
	assert_int_equal(store_open(&again, in_folder("datasets"), &root, NULL), ERR_DAMAGED);
	assert_int_equal(store_folder_remove(in_folder("datasets"), &root, NULL), STATUS_OK);
	store_close(st);
}

static bool never(void *user, uint64_t done, uint64_t total)
{
	(void)user;
	(void)done;
	(void)total;
	return false;
}

static void a_build_that_fails_leaves_nothing_behind(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "one\ntwo\xff\n"));
	struct rlimit limit, small = {0};
	struct store *st;
	struct buf text;

	(void)state;
	assert_int_equal(store_build(&st, in_folder("datasets"), &plan, NULL, NULL, NULL),
			 ERR_PARSE);
	put_text("s", "one\ntwo\n");
	assert_int_equal(store_build(&st, in_folder("datasets"), &plan, never, NULL, NULL),
			 ERR_CANCELLED);
	buf_init(&text, MIB);
	for (int i = 0; i < 5000; i++)
		buf_addf(&text, "record %d\n", i);
	put("s", text.data, text.len);
	/* The disk is full after 20 kB: the leaves alone are 160 kB. */
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = (struct rlimit){.rlim_cur = 20000, .rlim_max = limit.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_not_equal(store_build(&st, in_folder("datasets"), &plan, NULL, NULL, NULL),
			     STATUS_OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(entries_of(in_folder("datasets")), 0);
	buf_release(&text);
}

static enum status collect(void *user, const void *data, size_t len, struct err *e)
{
	(void)e;
	buf_add(user, data, len);
	return buf_status(user);
}

static enum status refuse(void *user, const void *data, size_t len, struct err *e)
{
	(void)user;
	(void)data;
	(void)len;
	return err_set(e, ERR_NO_SPACE, "full");
}

static void the_content_is_manifest_salt_key_and_framed_records(void **state)
{
	struct store_plan plan = plan_of(put_text("s", "one\nthree\n"));
	struct store *st = build(&plan);
	struct buf stream, expected;
	uint64_t size;

	(void)state;
	buf_init(&stream, MIB);
	buf_init(&expected, MIB);
	assert_int_equal(content_push(st, salt_key, collect, &stream, NULL, NULL, NULL), STATUS_OK);
	assert_int_equal(manifest_write(&expected, &st->manifest), STATUS_OK);
	assert_int_equal(be64_load(stream.data), expected.len);
	assert_memory_equal(stream.data + 8, expected.data, expected.len);
	assert_memory_equal(stream.data + 8 + expected.len, salt_key, 32);
	assert_int_equal(stream.len, 8 + expected.len + 32 + 8 + 3 + 8 + 5);
	assert_memory_equal(stream.data + 8 + expected.len + 32,
			    "\0\0\0\0\0\0\0\3one\0\0\0\0\0\0\0\5three", 24);
	assert_int_equal(content_size(&size, st), STATUS_OK);
	assert_int_equal(size, stream.len);
	assert_int_equal(content_push(st, salt_key, refuse, NULL, NULL, NULL, NULL), ERR_NO_SPACE);
	put_text("s", "one\nthrEe\n");
	assert_int_equal(content_push(st, salt_key, collect, &stream, NULL, NULL, NULL),
			 ERR_CHANGED);
	assert_int_equal(store_folder_remove(in_folder("datasets"), &st->manifest.root, NULL),
			 STATUS_OK);
	buf_release(&stream);
	buf_release(&expected);
	store_close(st);
}

struct counted {
	size_t all, without_text;
};

static enum status count(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct counted *c = user;

	(void)e;
	c->all++;
	c->without_text += pair->text_len == 0;
	return STATUS_OK;
}

/*
 * Commits and previews judge a line alike: `line` 0 is one that both take, with so many records
 * without text.
 */
static void broken_json_is_refused_with_its_line_and_never_an_empty_record(void **state)
{
#define GOOD "{\"text\":\"a\",\"label\":\"b\"}\n"
	static const struct {
		const char *text;
		unsigned line;
		size_t without_text;
		const char *why;
	} cases[] = {
		{GOOD GOOD, 0, 0, ""},
		{GOOD "{\"label\":\"b\"}\n{\"text\":7}\n", 0, 2, ""},
		{GOOD "{\"text\":\"a\n" GOOD, 2, 0, "byte"},
		{GOOD "\n\n{\"text\":\"a\"\r\n", 4, 0, "byte"},
		{GOOD "plain\n", 2, 0, "byte 0"},
		{GOOD "[\"text\"]\n", 2, 0, "no JSON object"},
		{GOOD "{\"text\":\"a\",\"text\":\"b\"}\n", 2, 0, "twice"},
		/* The first line shows how all are read, so that it must not mislead. */
		{"\n{\"text\":\"a\n" GOOD, 2, 0, "byte"},
		{"{plain}\n{plain}\n", 0, 0, ""},
		{"plain\n" GOOD, 0, 0, ""},
	};
	char place[32];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *path = put_text("broken.jsonl", cases[i].text);
		struct store_plan plan = plan_of(path);
		struct counted seen = {0};
		struct store *st = NULL;
		struct err e = {0};

		plan.nonce.bytes[0] = (uint8_t)(i + 1);
		snprintf(place, sizeof(place), "broken.jsonl, line %u: ", cases[i].line);
		if (cases[i].line == 0) {
			assert_int_equal(
				store_build(&st, in_folder("datasets"), &plan, NULL, NULL, &e),
				STATUS_OK);
			assert_int_equal(st->without_text, cases[i].without_text);
			assert_int_equal(
				labelled_records_read(path, READER_LINES, count, NULL, &seen, &e),
				STATUS_OK);
			assert_int_equal(seen.without_text, cases[i].without_text);
			assert_int_equal(seen.all, st->manifest.records);
			assert_int_equal(store_folder_remove(in_folder("datasets"),
							     &st->manifest.root, NULL),
					 STATUS_OK);
			store_close(st);
			continue;
		}
		assert_int_equal(store_build(&st, in_folder("datasets"), &plan, NULL, NULL, &e),
				 ERR_PARSE);
		assert_non_null(strstr(e.text, place));
		assert_non_null(strstr(e.text, cases[i].why));
		e = (struct err){0};
		assert_int_equal(labelled_records_read(path, READER_LINES, count, NULL, &seen, &e),
				 ERR_PARSE);
		assert_non_null(strstr(e.text, place));
		assert_non_null(strstr(e.text, cases[i].why));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dataset_is_found_again_as_it_was_committed_to),
		cmocka_unit_test(nobody_else_may_read_the_files),
		cmocka_unit_test(a_changed_or_missing_record_is_named),
		cmocka_unit_test(kept_records_can_be_disclosed_without_the_source),
		cmocka_unit_test(damaged_files_are_noticed),
		cmocka_unit_test(a_build_that_fails_leaves_nothing_behind),
		cmocka_unit_test(the_content_is_manifest_salt_key_and_framed_records),
		cmocka_unit_test(broken_json_is_refused_with_its_line_and_never_an_empty_record),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

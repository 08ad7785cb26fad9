/* The signer's journal: its chain, what breaks it, and the nonces that it knows. */
#include "tests/unit/wallet_journal_fixture.h"

#include <sodium.h>
#include <sys/stat.h>

/* --- what was written --- */

struct read_back {
	struct journal_entry entries[8];
	size_t n;
};

static enum status keep_entry_read(void *context, const struct journal_scan *scan,
				   const struct journal_line *line, size_t len, struct err *e)
{
	struct read_back *all = context;

	(void)scan;
	(void)len;
	(void)e;
	all->entries[all->n++] = line->entry;
	return STATUS_OK;
}

static void what_was_appended_is_read_again(void **state)
{
	struct journal_entry refusal = refused_document(), first = approved_with_nonce(7, 1);
	struct read_back all = {.n = 0};
	struct journal_scan scan;
	int fd = -1;

	(void)state;
	write_three_lines();
	assert_int_equal(journal_file_open_to_read(&fd, journal_path, NULL), STATUS_OK);
	assert_int_equal(journal_scan_init(&scan, fd, NULL), STATUS_OK);
	assert_int_equal(journal_scan_on(&scan, keep_entry_read, &all, NULL), STATUS_OK);
	assert_int_equal(all.n, 3);
	assert_memory_equal(&all.entries[0].digest, &first.digest, sizeof(first.digest));
	assert_memory_equal(&all.entries[0].account, &first.account, sizeof(first.account));
	assert_int_equal(all.entries[0].time, first.time);
	assert_int_equal(all.entries[0].chain_id, 31337);
	assert_true(all.entries[0].has_nonce);
	assert_int_equal(all.entries[0].nonce, 7);
	assert_string_equal(all.entries[0].text, "Send 1 wei");
	assert_int_equal(all.entries[1].outcome, JOURNAL_REFUSED);
	assert_string_equal(all.entries[1].reason, refusal.reason);
	assert_false(all.entries[1].has_nonce);
	assert_int_equal(all.entries[2].kind, JOURNAL_MESSAGE);
	assert_int_equal(all.entries[2].consent, JOURNAL_EXPECTED);
	journal_scan_release(&scan);
	close(fd);
}

static void the_file_is_for_its_owner_alone(void **state)
{
	struct stat st;
	int fd = -1;

	(void)state;
	write_three_lines();
	assert_int_equal(stat(journal_path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(chmod(journal_path, 0640), 0);
	assert_int_equal(journal_file_open(&fd, journal_path, NULL), ERR_PERMISSION);
	assert_int_equal(journal_file_open_to_read(&fd, journal_path, NULL), ERR_PERMISSION);
	assert_int_equal(fd, -1);
	assert_int_equal(unlink(journal_path), 0);
	assert_int_equal(journal_file_open_to_read(&fd, journal_path, NULL), ERR_NOT_FOUND);
	/* A pipe in its place neither hangs nor is written to. */
	assert_int_equal(mkfifo(journal_path, 0600), 0);
	assert_int_equal(journal_file_open(&fd, journal_path, NULL), ERR_PERMISSION);
}

/*
 * The hash of docs/formats.md, by another implementation of BLAKE2b:
 *   head -n1 FILE | tr -d '\n' | sed 's/"hash":"0x[0-9a-f]*"/"hash":"0x"/' | b2sum -l 256
 */
static void a_line_has_the_bytes_that_the_document_describes(void **state)
{
	struct journal_entry entry = approved_with_nonce(7, 1);
	struct buf file;

	(void)state;
	append_all(&entry, 1);
	read_journal(&file);
	assert_string_equal(
		buf_str(&file),
		"{\"format\":\"byline-journal/1\",\"hash\":\"0x"
		"8838d3a5dd31433337bbbf074e5d491bc82e910838b407cb67f620b03dd7d914"
		"\",\"line\":{\"account\":\"0xac01000000000000000000000000000000000000\","
		"\"before\":"
		"\"0x0000000000000000000000000000000000000000000000000000000000000000\","
		"\"chain_id\":\"31337\",\"consent\":\"typed\",\"digest\":"
		"\"0xd101000000000000000000000000000000000000000000000000000000000000\","
		"\"kind\":\"transaction\",\"nonce\":\"7\",\"outcome\":\"approved\","
		"\"text\":\"Send 1 wei\",\"time\":\"2026-09-21T14:13:20Z\"}}\n");
	buf_release(&file);
}

static void texts_are_cleaned_and_cut_so_that_a_line_stays_one(void **state)
{
	struct journal_entry entry = refused_document();
	struct journal_look look;
	struct buf file;

	(void)state;
	memset(entry.text, '"', sizeof(entry.text) - 1);
	memset(entry.reason, '\\', sizeof(entry.reason) - 1);
	append_all(&entry, 1);
	snprintf(entry.text, sizeof(entry.text), "one\ntwo\x1b[31m \xff");
	append_all(&entry, 1);
	look = look_at_journal();
	assert_int_equal(look.status, STATUS_OK);
	assert_int_equal(look.lines, 2);
	read_journal(&file);
	assert_non_null(strstr(buf_str(&file), "one two\xef\xbf\xbd[31m \xef\xbf\xbd"));
	buf_release(&file);
}

static void an_entry_that_contradicts_itself_is_not_written(void **state)
{
	struct journal_entry wrong[8];
	struct journal *j = NULL;
	int fd = open_journal(&j);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		wrong[i] = approved_with_nonce(1, 1);
	wrong[0].time = 0;
	wrong[1].time = INT64_MAX;
	wrong[2].text[0] = '\0';
	wrong[3].consent = JOURNAL_NO_CONSENT;
	snprintf(wrong[4].reason, sizeof(wrong[4].reason), "but why");
	wrong[5].account = (struct address){{0}};
	wrong[6].chain_id = 0;
	wrong[7] = refused_document();
	wrong[7].reason[0] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_int_equal(journal_append(j, &wrong[i], 0, NULL), ERR_USAGE);
	wrong[7] = refused_document();
	wrong[7].consent = JOURNAL_TYPED;
	assert_int_equal(journal_append(j, &wrong[7], 0, NULL), ERR_USAGE);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	close_journal(j, fd);
}

/* --- damage --- */

static void each_altered_byte_is_damage_of_its_line_or_a_cut_last_line(void **state)
{
	size_t cut = 0, line = 1;
	struct buf file;

	(void)state;
	write_three_lines();
	read_journal(&file);
	for (size_t i = 0; i < file.len; i++) {
		const uint8_t was = file.data[i];
		static const uint8_t changes[] = {0x01, 0x20, 0x80};

		for (size_t k = 0; k < ARRAY_SIZE(changes); k++) {
			struct journal_look look;
			char name[32];

			file.data[i] = was ^ changes[k];
			replace_journal(file.data, file.len);
			look = look_at_journal();
			if (i + 1 == file.len) {
				/* The last LF: now that line has no end. */
				assert_int_equal(look.status, STATUS_OK);
				assert_int_equal(look.lines, 2);
				assert_true(look.torn > 0);
				cut++;
				continue;
			}
			if (look.status != ERR_DAMAGED)
				fail_msg("byte %zu altered to %02x: %s", i, file.data[i],
					 status_name(look.status));
			snprintf(name, sizeof(name), "line %zu ", line);
			assert_non_null(strstr(look.err.text, name));
			assert_int_equal(look.lines, line - 1);
		}
		file.data[i] = was;
		line += was == '\n';
	}
	assert_int_equal(cut, 3);
	buf_release(&file);
}

static void a_damaged_journal_takes_no_line_and_stays_as_it_is(void **state)
{
	struct journal *j = NULL;
	struct buf file, after;
	int fd = -1;

	(void)state;
	write_three_lines();
	read_journal(&file);
	file.data[100] ^= 1;
	replace_journal(file.data, file.len);
	assert_int_equal(journal_file_open(&fd, journal_path, NULL), STATUS_OK);
	assert_int_equal(journal_new(&j, fd, NULL), ERR_DAMAGED);
	assert_null(j);
	close(fd);
	read_journal(&after);
	assert_int_equal(after.len, file.len);
	assert_memory_equal(after.data, file.data, file.len);
	buf_release(&after);
	buf_release(&file);
}

/* Somebody who computes hashes again can take lines away at the end alone. */
static void a_line_taken_out_of_the_middle_is_damage(void **state)
{
	struct journal_look look;
	const uint8_t *second, *third;
	struct buf file, less;

	(void)state;
	write_three_lines();
	read_journal(&file);
	second = (const uint8_t *)memchr(file.data, '\n', file.len) + 1;
	third = (const uint8_t *)memchr(second, '\n', file.len - (size_t)(second - file.data)) + 1;
	buf_init(&less, MIB);
	buf_add(&less, file.data, (size_t)(second - file.data));
	buf_add(&less, third, file.len - (size_t)(third - file.data));
	replace_journal(less.data, less.len);
	look = look_at_journal();
	assert_int_equal(look.status, ERR_DAMAGED);
	assert_non_null(strstr(look.err.text, "line 2 "));
	replace_journal(second, file.len - (size_t)(second - file.data));
	look = look_at_journal();
	assert_int_equal(look.status, ERR_DAMAGED);
	assert_non_null(strstr(look.err.text, "line 1 "));
	buf_release(&less);
	buf_release(&file);
}

static void a_newer_line_is_told_as_one(void **state)
{
	struct journal_look look;
	struct buf file;
	struct hash hash;
	char digits[HASH_TEXT_SIZE];
	struct journal_entry entry = approved_with_nonce(7, 1);
	const struct hash none = {{0}};
	const size_t at = strlen("{\"format\":\"byline-journal/1\",\"hash\":\"0x");
	uint8_t *covered;

	(void)state;
	buf_init(&file, MIB);
	assert_int_equal(journal_line_write(&file, &hash, &entry, &none, NULL, 0, NULL), STATUS_OK);
	file.data[at - strlen("1\",\"hash\":\"0x")] = '2';
	/* The rule that every version keeps. */
	covered = malloc(file.len);
	memcpy(covered, file.data, at);
	memcpy(covered + at, file.data + at + 64, file.len - at - 65);
	crypto_generichash(hash.bytes, 32, covered, file.len - 65, NULL, 0);
	free(covered);
	hash_format(digits, &hash);
	memcpy(file.data + at, digits + 2, 64);
	replace_journal(file.data, file.len);
	look = look_at_journal();
	assert_int_equal(look.status, ERR_VERSION);
	assert_non_null(strstr(look.err.text, "byline-journal/2;"));
	buf_release(&file);
}

/* --- cut records --- */

static void a_cut_at_any_length_leaves_whole_lines_and_the_journal_goes_on(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct buf file;

	(void)state;
	write_three_lines();
	read_journal(&file);
	for (size_t len = 0, whole = 0; len < file.len; len++) {
		struct journal_look look;
		bool torn = len > 0 && file.data[len - 1] != '\n';

		whole += len > 0 && !torn;
		replace_journal(file.data, len);
		look = look_at_journal();
		assert_int_equal(look.status, STATUS_OK);
		assert_int_equal(look.lines, whole);
		assert_int_equal(look.torn > 0, torn);
		append_all(&next, 1);
		look = look_at_journal();
		assert_int_equal(look.status, STATUS_OK);
		assert_int_equal(look.lines, whole + 1);
		assert_int_equal(look.cuts, torn);
		assert_int_equal(look.torn, 0);
	}
	buf_release(&file);
}

static void two_cut_records_and_an_altered_byte_in_them(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct journal_look look;
	struct buf file;
	size_t torn;

	(void)state;
	write_three_lines();
	read_journal(&file);
	/* The second attempt got as far as its head. */
	buf_add_str(&file, "{\"format\":\"byline-jour");
	buf_add_str(&file, "{\"format\":\"byline-journal/1\",\"hash\":\"0x12");
	replace_journal(file.data, file.len);
	torn = look_at_journal().torn;
	assert_int_equal(torn, strlen("{\"format\":\"byline-jour{\"format\":\"byline-journal/1\","
				      "\"hash\":\"0x12"));
	append_all(&next, 1);
	look = look_at_journal();
	assert_int_equal(look.status, STATUS_OK);
	assert_int_equal(look.lines, 4);
	assert_int_equal(look.cuts, 1);
	for (size_t i = 0; i < torn; i++) {
		struct buf altered;

		read_journal(&altered);
		altered.data[file.len - 1 - i] ^= 1;
		replace_journal(altered.data, altered.len);
		assert_int_equal(look_at_journal().status, ERR_DAMAGED);
		altered.data[file.len - 1 - i] ^= 1;
		replace_journal(altered.data, altered.len);
		buf_release(&altered);
	}
	buf_release(&file);
}

static void a_journal_cut_or_altered_in_use_is_noticed(void **state)
{
	const struct journal_entry next = approved_with_nonce(8, 9);
	struct journal_entry found;
	struct journal *j = NULL;
	struct buf file;
	size_t n;
	int fd;

	(void)state;
	write_three_lines();
	read_journal(&file);
	fd = open_journal(&j);
	assert_int_equal(truncate(journal_path, (off_t)file.len - 10), 0);
	assert_int_equal(journal_append(j, &next, 0, NULL), ERR_DAMAGED);
	assert_int_equal(journal_find_nonce(j, &n, &found, &next, NULL), ERR_DAMAGED);
	assert_int_equal(truncate(journal_path, 0), 0);
	assert_int_equal(journal_append(j, &next, 0, NULL), ERR_DAMAGED);
	replace_journal(file.data, file.len);
	assert_int_equal(journal_append(j, &next, 0, NULL), STATUS_OK);
	close_journal(j, fd);
	buf_release(&file);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, journal_start, journal_stop)
	const struct CMUnitTest tests[] = {
		TEST(what_was_appended_is_read_again),
		TEST(the_file_is_for_its_owner_alone),
		TEST(a_line_has_the_bytes_that_the_document_describes),
		TEST(texts_are_cleaned_and_cut_so_that_a_line_stays_one),
		TEST(an_entry_that_contradicts_itself_is_not_written),
		TEST(each_altered_byte_is_damage_of_its_line_or_a_cut_last_line),
		TEST(a_damaged_journal_takes_no_line_and_stays_as_it_is),
		TEST(a_line_taken_out_of_the_middle_is_damage),
		TEST(a_newer_line_is_told_as_one),
		TEST(a_cut_at_any_length_leaves_whole_lines_and_the_journal_goes_on),
		TEST(two_cut_records_and_an_altered_byte_in_them),
		TEST(a_journal_cut_or_altered_in_use_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

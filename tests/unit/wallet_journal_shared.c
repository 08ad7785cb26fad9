/* The signer's journal among several processes, on a full disk, and the nonces that it knows. */
#include "tests/unit/wallet_journal_fixture.h"

#include <seccomp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define LINES_EACH 200

/* --- two processes --- */

static _Noreturn void append_lines(uint8_t who)
{
	struct journal *j = NULL;
	int fd = -1;

	if (journal_file_open(&fd, journal_path, NULL) != STATUS_OK ||
	    journal_new(&j, fd, NULL) != STATUS_OK)
		_exit(1);
	for (size_t i = 0; i < LINES_EACH; i++) {
		struct journal_entry entry = approved_with_nonce(i, who);

		entry.account.bytes[1] = who;
		if (journal_append(j, &entry, 0, NULL) != STATUS_OK)
			_exit(2);
	}
	_exit(0);
}

static void two_processes_make_one_chain(void **state)
{
	struct journal_look look;
	pid_t pids[2];

	(void)state;
	for (uint8_t i = 0; i < 2; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0)
			append_lines(i);
	}
	for (size_t i = 0; i < 2; i++) {
		int state_of = 0;

		assert_int_equal(waitpid(pids[i], &state_of, 0), pids[i]);
		assert_true(WIFEXITED(state_of));
		assert_int_equal(WEXITSTATUS(state_of), 0);
	}
	look = look_at_journal();
	assert_int_equal(look.status, STATUS_OK);
	assert_int_equal(look.lines, 2 * LINES_EACH);
	assert_int_equal(look.cuts, 0);
	assert_int_equal(look.torn, 0);
}

static void two_that_take_one_nonce_at_once_do_not_both_get_it(void **state)
{
	const struct journal_entry mine = approved_with_nonce(7, 1),
				   theirs = approved_with_nonce(7, 2);
	struct journal *a = NULL, *b = NULL;
	int fd_a = open_journal(&a), fd_b = open_journal(&b);
	struct journal_entry latest;
	size_t n = 1;

	(void)state;
	assert_int_equal(journal_find_nonce(a, &n, &latest, &mine, NULL), STATUS_OK);
	assert_int_equal(n, 0);
	assert_int_equal(journal_append(b, &theirs, 0, NULL), STATUS_OK);
	assert_int_equal(journal_append(a, &mine, 0, NULL), ERR_CHANGED);
	assert_int_equal(look_at_journal().lines, 1);
	/* Once the person was told, it may be. */
	assert_int_equal(journal_find_nonce(a, &n, &latest, &mine, NULL), STATUS_OK);
	assert_int_equal(n, 1);
	assert_string_equal(latest.text, "Send 2 wei");
	assert_int_equal(journal_append(a, &mine, n, NULL), STATUS_OK);
	close_journal(a, fd_a);
	close_journal(b, fd_b);
}

/* --- a confined process --- */

/* The calls of wallet/journal.h, and those for memory and the end of the process. */
static bool confine_to_journal_calls(void)
{
	static const int calls[] = {SCMP_SYS(pread64),	 SCMP_SYS(write),     SCMP_SYS(flock),
				    SCMP_SYS(fdatasync), SCMP_SYS(brk),	      SCMP_SYS(mmap),
				    SCMP_SYS(munmap),	 SCMP_SYS(mremap),    SCMP_SYS(madvise),
				    SCMP_SYS(sysinfo),	 SCMP_SYS(exit_group)};
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool done = f != NULL;

	for (size_t i = 0; i < ARRAY_SIZE(calls) && done; i++)
		done = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0) == 0;
	return done && seccomp_load(f) == 0;
}

/* The descriptor was opened before; everything else happens behind the filter. */
static _Noreturn void work_confined(int fd)
{
	struct journal_entry entry = approved_with_nonce(7, 9), latest;
	struct journal *j = NULL;
	size_t n = 0;

	tzset();
	if (!confine_to_journal_calls())
		_exit(3);
	if (journal_new(&j, fd, NULL) != STATUS_OK ||
	    journal_find_nonce(j, &n, &latest, &entry, NULL) != STATUS_OK || n != 1)
		_exit(4);
	for (entry.nonce = 100; entry.nonce < 300; entry.nonce++)
		if (journal_append(j, &entry, 0, NULL) != STATUS_OK)
			_exit(5);
	entry.nonce = 7;
	if (journal_append(j, &entry, 0, NULL) != ERR_CHANGED ||
	    journal_append(j, &entry, n, NULL) != STATUS_OK)
		_exit(6);
	journal_free(j);
	_exit(0);
}

static void four_calls_are_all_that_a_confined_process_needs(void **state)
{
	int fd = -1, ended = 0;
	pid_t pid;

	(void)state;
#ifdef BYLINE_SANITIZED
	skip(); /* sanitizers make calls of their own */
#endif
	write_three_lines();
	assert_int_equal(journal_file_open(&fd, journal_path, NULL), STATUS_OK);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		work_confined(fd);
	close(fd);
	assert_int_equal(waitpid(pid, &ended, 0), pid);
	assert_true(WIFEXITED(ended));
	assert_int_equal(WEXITSTATUS(ended), 0);
	assert_int_equal(look_at_journal().lines, 204);
}

/* --- nonces --- */

static size_t count_of(struct journal *j, const struct journal_entry *entry,
		       struct journal_entry *latest)
{
	size_t n = SIZE_MAX;

	assert_int_equal(journal_find_nonce(j, &n, latest, entry, NULL), STATUS_OK);
	return n;
}

static void a_nonce_is_found_of_its_account_and_chain_alone(void **state)
{
	struct journal_entry asked = approved_with_nonce(7, 1), latest = {.time = 0}, other;
	struct journal *j = NULL;
	int fd;

	(void)state;
	write_three_lines();
	fd = open_journal(&j);
	/* The same bytes again are no other transaction. */
	assert_int_equal(count_of(j, &asked, &latest), 0);
	asked.digest.bytes[5] = 1;
	assert_int_equal(count_of(j, &asked, &latest), 1);
	assert_string_equal(latest.text, "Send 1 wei");
	assert_int_equal(latest.digest.bytes[1], 1);
	other = asked;
	other.nonce = 8;
	assert_int_equal(count_of(j, &other, &latest), 0);
	other = asked;
	other.chain_id = 1;
	assert_int_equal(count_of(j, &other, &latest), 0);
	other = asked;
	other.account.bytes[19] = 1;
	assert_int_equal(count_of(j, &other, &latest), 0);
	other = asked;
	other.has_nonce = false;
	assert_int_equal(count_of(j, &other, &latest), 0);
	close_journal(j, fd);
}

static void a_refusal_takes_no_nonce(void **state)
{
	struct journal_entry asked = approved_with_nonce(7, 1), latest, refused = asked;
	struct journal *j = NULL;
	int fd;

	(void)state;
	refused.outcome = JOURNAL_REFUSED;
	refused.consent = JOURNAL_NO_CONSENT;
	refused.digest.bytes[7] = 1;
	snprintf(refused.reason, sizeof(refused.reason), "the fee is above the cap");
	append_all(&refused, 1);
	fd = open_journal(&j);
	assert_int_equal(count_of(j, &asked, &latest), 0);
	close_journal(j, fd);
}

/* The index has to grow, and to come from the file as well as from appending. */
static void every_one_of_many_nonces_is_found(void **state)
{
	struct journal_entry latest;
	struct journal *j = NULL, *again = NULL;
	int fd = open_journal(&j), fd_again;

	(void)state;
	for (uint64_t nonce = 0; nonce < 300; nonce++) {
		struct journal_entry entry = approved_with_nonce(nonce, (uint8_t)nonce);

		assert_int_equal(journal_append(j, &entry, 0, NULL), STATUS_OK);
	}
	fd_again = open_journal(&again);
	for (uint64_t nonce = 0; nonce < 300; nonce++) {
		struct journal_entry asked = approved_with_nonce(nonce, 0);

		asked.digest.bytes[9] = 1;
		assert_int_equal(count_of(j, &asked, &latest), 1);
		assert_int_equal(latest.nonce, nonce);
		assert_int_equal(count_of(again, &asked, &latest), 1);
		assert_int_equal(latest.digest.bytes[1], (uint8_t)nonce);
	}
	close_journal(j, fd);
	close_journal(again, fd_again);
}

/* --- a full disk --- */

static void limit_files_to(size_t len)
{
	const struct rlimit limit = {.rlim_cur = len, .rlim_max = RLIM_INFINITY};

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* A disk that has room for `room` bytes more fails as this limit does. */
static void a_full_disk_at_any_byte_is_told_and_leaves_no_line(void **state)
{
	const struct journal_entry entry = approved_with_nonce(8, 9);
	struct buf file, record;
	struct hash hash;
	const struct hash none = {{0}};

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	write_three_lines();
	read_journal(&file);
	buf_init(&record, LIMIT_JOURNAL_RECORD);
	assert_int_equal(journal_line_write(&record, &hash, &entry, &none, NULL, 0, NULL),
			 STATUS_OK);
	for (size_t room = 0; room < record.len; room++) {
		struct journal_look look;
		struct journal *j = NULL;
		int fd;

		replace_journal(file.data, file.len);
		fd = open_journal(&j);
		limit_files_to(file.len + room);
		assert_int_not_equal(journal_append(j, &entry, 0, NULL), STATUS_OK);
		look = look_at_journal();
		assert_int_equal(look.status, STATUS_OK);
		assert_int_equal(look.lines, 3);
		assert_int_equal(look.torn, room);
		/* Full still, and then there is room. */
		assert_int_not_equal(journal_append(j, &entry, 0, NULL), STATUS_OK);
		limit_files_to(RLIM_INFINITY);
		assert_int_equal(journal_append(j, &entry, 0, NULL), STATUS_OK);
		look = look_at_journal();
		assert_int_equal(look.status, STATUS_OK);
		assert_int_equal(look.lines, 4);
		assert_int_equal(look.cuts, room > 0);
		close_journal(j, fd);
	}
	buf_release(&record);
	buf_release(&file);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, journal_start, journal_stop)
	const struct CMUnitTest tests[] = {
		TEST(two_processes_make_one_chain),
		TEST(two_that_take_one_nonce_at_once_do_not_both_get_it),
		TEST(four_calls_are_all_that_a_confined_process_needs),
		TEST(a_nonce_is_found_of_its_account_and_chain_alone),
		TEST(a_refusal_takes_no_nonce),
		TEST(every_one_of_many_nonces_is_found),
		TEST(a_full_disk_at_any_byte_is_told_and_leaves_no_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "tests/lib/full_disk.h"

static char dir[] = "/tmp/byline-file-XXXXXX";
static char path[sizeof(dir) + 8];

static int enter(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/target", dir);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	return rmdir(dir);
}

static int entries(const char *folder)
{
	DIR *d = opendir(folder);
	int n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static void holds(const char *expected)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_int_equal(file_read(&b, path, NULL), STATUS_OK);
	assert_string_equal(buf_str(&b), expected);
	buf_release(&b);
}

static void a_written_file_is_the_owners_alone_whatever_the_mask(void **state)
{
	mode_t mask = umask(0);
	struct stat st;

	(void)state;
	assert_int_equal(file_write(path, "one", 3, NULL), STATUS_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(file_write(path, "two", 3, NULL), STATUS_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	holds("two");
	assert_int_equal(entries(dir), 1);
	umask(mask);
	assert_int_equal(unlink(path), 0);
}

static void a_new_file_never_replaces_an_old_one(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(file_write_new(path, "one", 3, &e), STATUS_OK);
	assert_int_equal(file_write_new(path, "two", 3, &e), ERR_EXISTS);
	assert_non_null(strstr(e.text, path));
	holds("one");
	assert_int_equal(entries(dir), 1);
	assert_int_equal(unlink(path), 0);
}

static void a_name_that_cannot_be_written_is_known_before(void **state)
{
	struct err e = {0};
	char below[sizeof(path) + 8];

	(void)state;
	assert_int_equal(file_check_new(path, &e), STATUS_OK);
	assert_int_equal(entries(dir), 0);
	assert_int_equal(file_write_new(path, "one", 3, &e), STATUS_OK);
	assert_int_equal(file_check_new(path, &e), ERR_EXISTS);
	assert_non_null(strstr(e.text, path));
	holds("one");
	assert_int_equal(unlink(path), 0);
	/* A link that leads nowhere takes the name too. */
	assert_int_equal(symlink("/nowhere", path), 0);
	assert_int_equal(file_check_new(path, &e), ERR_EXISTS);
	assert_int_equal(unlink(path), 0);
	snprintf(below, sizeof(below), "%s/file", path);
	assert_int_equal(file_check_new(below, &e), ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, below));
}

/* Makes one system call fail from here on, as it does on a file system that does not have it. */
static void without_call(unsigned call, unsigned error)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = ARRAY_SIZE(filter), .filter = filter};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(100);
}

/* FAT has no links; NFS renames without looking whether the name is taken. */
static void a_new_file_needs_no_links_and_no_careful_rename(void **state)
{
	static const struct {
		unsigned call, error;
	} missing[] = {{SYS_link, EPERM}, {SYS_renameat2, EINVAL}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(missing); i++) {
		pid_t child = fork();
		int how;

		if (child == 0) {
			without_call(missing[i].call, missing[i].error);
			_exit(file_write_new(path, "one", 3, NULL) == STATUS_OK &&
					      file_write_new(path, "two", 3, NULL) == ERR_EXISTS
				      ? 0
				      : 1);
		}
		assert_int_equal(waitpid(child, &how, 0), child);
		assert_int_equal(how, 0);
		holds("one");
		assert_int_equal(entries(dir), 1);
		assert_int_equal(unlink(path), 0);
	}
}

static void a_symbolic_link_is_replaced_not_followed(void **state)
{
	char other[sizeof(path) + 8];
	struct stat st;
	struct buf b;

	(void)state;
	snprintf(other, sizeof(other), "%s.other", path);
	assert_int_equal(file_write(other, "kept", 4, NULL), STATUS_OK);
	assert_int_equal(symlink(other, path), 0);
	buf_init(&b, 1000);
	assert_int_equal(file_read_private(&b, path, NULL), ERR_IO);
	buf_release(&b);
	assert_int_equal(file_write(path, "new", 3, NULL), STATUS_OK);
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rename(other, path), 0);
	holds("kept");
	assert_int_equal(unlink(path), 0);
}

static void a_private_file_that_others_may_read_is_refused_with_the_remedy(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_int_equal(file_write(path, "x", 1, NULL), STATUS_OK);
	assert_int_equal(file_read_private(&b, path, &e), STATUS_OK);
	for (int bit = 0; bit < 6; bit++) {
		assert_int_equal(chmod(path, 0600 | 1 << bit), 0);
		assert_int_equal(file_read_private(&b, path, &e), ERR_PERMISSION);
		assert_non_null(strstr(e.text, "chmod 600"));
	}
	assert_int_equal(file_read_private(&b, dir, &e), ERR_PERMISSION);
	assert_non_null(strstr(e.text, "not a regular file"));
	buf_release(&b);
	assert_int_equal(unlink(path), 0);
}

/* Nobody writes into the pipe: opening it like a file would never end. */
static void a_pipe_in_place_of_a_private_file_is_refused_at_once(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	buf_init(&b, 1000);
	alarm(10);
	assert_int_equal(file_read_private(&b, path, &e), ERR_PERMISSION);
	alarm(0);
	buf_release(&b);
	assert_int_equal(unlink(path), 0);
}

static void what_the_system_says_is_passed_on(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_int_equal(file_read(&b, dir, &e), ERR_IO);
	assert_non_null(strstr(e.text, "Is a directory"));
	buf_release(&b);
}

static void reading_stops_at_the_ceiling(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	assert_int_equal(file_write(path, "12345", 5, NULL), STATUS_OK);
	buf_init(&b, 5);
	assert_int_equal(file_read(&b, path, &e), STATUS_OK);
	assert_int_equal(b.len, 5);
	buf_release(&b);
	buf_init(&b, 4);
	assert_int_equal(file_read(&b, path, &e), ERR_LIMIT);
	assert_non_null(strstr(e.text, "larger than 4 bytes"));
	buf_release(&b);
	buf_init(&b, 100 * KIB);
	assert_int_equal(file_read(&b, "/dev/zero", &e), ERR_LIMIT);
	buf_release(&b);
	assert_int_equal(unlink(path), 0);
}

static void only_what_a_killed_write_left_is_swept(void **state)
{
	static const struct {
		const char *suffix;
		bool stays;
	} files[] = {{"", true},	{".tmp-a1B2c3", false}, {".tmp-a1B2c3d", true},
		     {".backup", true}, {".signed", true},	{"2.tmp-a1B2c3", true}};
	char name[256];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(name, sizeof(name), "%s%s", path, files[i].suffix);
		assert_int_equal(file_write(name, "a", 1, NULL), STATUS_OK);
	}
	file_sweep(path);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(name, sizeof(name), "%s%s", path, files[i].suffix);
		assert_int_equal(access(name, F_OK) == 0, files[i].stays);
		unlink(name);
	}
}

static void what_is_missing_is_named(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_int_equal(file_read(&b, path, &e), ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, path));
	buf_release(&b);
	assert_int_equal(file_write("/tmp/byline-no-such-folder/x", "a", 1, &e), ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, "byline-no-such-folder"));
}

static void a_locked_file_is_busy_until_its_holder_closes_it(void **state)
{
	struct err e = {0};
	int first, second;

	(void)state;
	assert_int_equal(file_lock(&first, path, &e), STATUS_OK);
	assert_int_equal(file_lock(&second, path, &e), ERR_BUSY);
	assert_int_equal(second, -1);
	assert_non_null(strstr(e.text, "another byline"));
	close(first);
	assert_int_equal(file_lock(&second, path, &e), STATUS_OK);
	close(second);
	assert_int_equal(unlink(path), 0);
}

static void folders_join_with_one_slash(void **state)
{
	static const char *const cases[][3] = {
		{"a", "b", "a/b"}, {"a//", "b", "a/b"}, {"/", "b", "/b"}, {"/a/", "b/c", "/a/b/c"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *joined = dir_join(cases[i][0], cases[i][1]);

		assert_string_equal(joined, cases[i][2]);
		free(joined);
	}
}

static void a_device_without_space_is_reported_as_such(void **state)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(file_write_all(fd, "x", 1), ERR_NO_SPACE);
	close(fd);
}

/* Runs in a child process, whose exit code tells which step failed. */
static int fill_the_disk(void)
{
	static char large[128 * 1024];
	struct err e = {0};
	struct buf b;

	memset(large, 'x', sizeof(large));
	full_disk_begin(dir, sizeof(large) / 2);
	if (file_write(path, "old", 3, NULL) != STATUS_OK)
		return 2;
	if (file_write(path, large, sizeof(large), &e) != ERR_NO_SPACE)
		return 3;
	if (strstr(e.text, "No space left") == NULL)
		return 4;
	buf_init(&b, 10);
	if (file_read(&b, path, NULL) != STATUS_OK || strcmp(buf_str(&b), "old") != 0)
		return 5;
	if (entries(dir) != 1)
		return 6;
	if (file_write(path, "new", 3, NULL) != STATUS_OK)
		return 7;
	return unlink(path) == 0 ? 0 : 8;
}

static void a_full_disk_leaves_the_old_file_and_no_rubbish(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0)
		_exit(fill_the_disk());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(entries(dir), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_written_file_is_the_owners_alone_whatever_the_mask),
		cmocka_unit_test(a_new_file_never_replaces_an_old_one),
		cmocka_unit_test(a_name_that_cannot_be_written_is_known_before),
		cmocka_unit_test(a_new_file_needs_no_links_and_no_careful_rename),
		cmocka_unit_test(a_symbolic_link_is_replaced_not_followed),
		cmocka_unit_test(a_private_file_that_others_may_read_is_refused_with_the_remedy),
		cmocka_unit_test(a_pipe_in_place_of_a_private_file_is_refused_at_once),
		cmocka_unit_test(what_the_system_says_is_passed_on),
		cmocka_unit_test(reading_stops_at_the_ceiling),
		cmocka_unit_test(only_what_a_killed_write_left_is_swept),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(a_locked_file_is_busy_until_its_holder_closes_it),
		cmocka_unit_test(folders_join_with_one_slash),
		cmocka_unit_test(a_device_without_space_is_reported_as_such),
		cmocka_unit_test(a_full_disk_leaves_the_old_file_and_no_rubbish),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}

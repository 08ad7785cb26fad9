/*
 * The things that an ordinary user is kept from. tests/as-nobody sees to it that root does not run
 * this.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "tests/harness/mlock_works.h"

static void root_does_not_run_these_tests(void **state)
{
	(void)state;
	assert_int_not_equal(getuid(), 0);
}

static void a_folder_that_may_not_be_written_is_named_and_left_alone(void **state)
{
	char dir[] = "/tmp/byline-protected-XXXXXX", path[64];
	struct err e = {0};

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/target", dir);
	assert_int_equal(file_write(path, "old", 3, &e), STATUS_OK);
	assert_int_equal(chmod(dir, 0500), 0);
	assert_int_equal(file_write(path, "new", 3, &e), ERR_PERMISSION);
	assert_non_null(strstr(e.text, path));
	assert_int_equal(chmod(dir, 0700), 0);
	assert_int_equal(chmod(path, 0), 0);
	assert_int_equal(file_write(path, "new", 3, &e), STATUS_OK);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(dir), 0);
}

/* Starts a child, with or without the protection, that says "ready" on `fd` and then sleeps. */
static pid_t sleeper(bool with_protection, int *fd)
{
	int ends[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (with_protection && secret_start(NULL) != STATUS_OK)
			_exit(1);
		if (write(ends[1], "r", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	*fd = ends[0];
	assert_int_equal(read(ends[0], &byte, 1), 1);
	return pid;
}

static bool another_process_can_read(pid_t pid)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0)
		return true;
	return fd >= 0;
}

static void another_process_of_the_same_user_cannot_read_the_memory(void **state)
{
	int fd;
	pid_t pid = sleeper(true, &fd);
	bool readable = another_process_can_read(pid);

	(void)state;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fd);
	assert_false(readable);
	/* The same test without the protection: it shows that the test above can fail. */
	pid = sleeper(false, &fd);
	readable = another_process_can_read(pid);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(fd);
	assert_true(readable);
}

static void memory_that_cannot_be_locked_holds_no_secret(void **state)
{
	struct rlimit none = {0, 0};
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0 && !MLOCK_WORKS)
		_exit(0);
	if (pid == 0) {
		struct err e = {0};
		struct secret *s;

		if (secret_start(&e) != STATUS_OK || setrlimit(RLIMIT_MEMLOCK, &none) != 0)
			_exit(1);
		if (secret_new(&s, 32, &e) != ERR_PERMISSION || s != NULL)
			_exit(2);
		_exit(strstr(e.text, "ulimit -l") != NULL ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_does_not_run_these_tests),
		cmocka_unit_test(a_folder_that_may_not_be_written_is_named_and_left_alone),
		cmocka_unit_test(another_process_of_the_same_user_cannot_read_the_memory),
		cmocka_unit_test(memory_that_cannot_be_locked_holds_no_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A byline that is started to be killed. */
#ifndef TESTS_LONG_VICTIM_H
#define TESTS_LONG_VICTIM_H

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/*
 * Starts the tested program in a session of its own. Secrets come as `lines` on descriptor 3, and
 * what it prints goes to the file `said`. `environment`: names and values in turn, ended by NULL.
 */
static inline pid_t victim_start(const char *const *argv, const char *lines, const char *said,
				 const char *const *environment)
{
	const char *program = getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(write(ends[1], lines, strlen(lines)), strlen(lines));
	close(ends[1]);
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		int out = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		for (; *environment != NULL; environment += 2)
			setenv(environment[0], environment[1], 1);
		setsid();
		/* dup2() of a descriptor to itself would leave it to be closed by exec. */
		if (dup2(fcntl(ends[0], F_DUPFD, 10), 3) != 3 || dup2(out, 1) != 1 ||
		    dup2(out, 2) != 2)
			_exit(126);
		execv(program, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(ends[0]);
	return pid;
}

/* Waits for its end. Returns: the exit code; 137 when it was killed. */
static inline int victim_end(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif

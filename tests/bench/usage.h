/* A whole command as a person runs it: its time and the most memory it had at once. */
#ifndef TESTS_BENCH_USAGE_H
#define TESTS_BENCH_USAGE_H

#include <spawn.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

struct usage {
	double seconds;
	double processor; /* seconds of all its threads */
	double megabytes; /* resident at its peak */
};

static inline double usage_seconds(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec * 1e-6;
}

/* Runs a line of the shell, whose last command is the one that counts. Ends the benchmark when it
 * fails. */
static inline struct usage usage_of(const char *line)
{
	extern char **environ;
	char *argv[] = {(char[]){"sh"}, (char[]){"-c"}, (char *)(uintptr_t)line, NULL};
	double start = bench_now();
	struct rusage used;
	int status;
	pid_t pid;

	if (posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ) != 0 ||
	    wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_die(line);
	return (struct usage){bench_now() - start,
			      usage_seconds(&used.ru_utime) + usage_seconds(&used.ru_stime),
			      (double)used.ru_maxrss * 1024 / 1e6};
}

/* Prints the most memory of all runs as NAME, in MB. */
static inline void usage_print(const char *name, double megabytes)
{
	bench_print(name, "MB", false, NULL, (struct bench_pair){megabytes, NAN});
}

#endif

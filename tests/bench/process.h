/* A running program as the system sees it. */
#ifndef TESTS_BENCH_PROCESS_H
#define TESTS_BENCH_PROCESS_H

#include <dirent.h>
#include <unistd.h>

#include "tests/bench/bench.h"

/* Times that any thread of the program went to sleep and was woken. */
static inline size_t process_wakeups(pid_t pid)
{
	char path[64], line[128];
	struct dirent *task;
	size_t sum = 0;
	DIR *tasks;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	tasks = opendir(path);
	while (tasks != NULL && (task = readdir(tasks)) != NULL) {
		char file[400];
		FILE *f;

		snprintf(file, sizeof(file), "%s/%s/status", path, task->d_name);
		f = fopen(file, "r");
		while (f != NULL && fgets(line, sizeof(line), f) != NULL)
			if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0)
				sum += strtoul(line + 24, NULL, 10);
		if (f != NULL)
			fclose(f);
	}
	if (tasks != NULL)
		closedir(tasks);
	return sum;
}

/* A figure of /proc/PID/smaps_rollup, in bytes. */
static inline double process_memory(pid_t pid, const char *figure)
{
	char path[64], line[128];
	double bytes = NAN;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, figure, strlen(figure)) == 0)
			bytes = 1024 * strtod(line + strlen(figure), NULL);
	if (f != NULL)
		fclose(f);
	return bytes;
}

#endif

/* A folder of a benchmark's own in /tmp, which is gone when the benchmark ends. */
#ifndef TESTS_BENCH_FOLDER_H
#define TESTS_BENCH_FOLDER_H

#include <unistd.h>

#include "tests/bench/bench.h"

static char folder[] = "/tmp/byline-bench-XXXXXX";

static inline void folder_remove(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	if (system(command) != 0)
		fprintf(stderr, "bench: %s stays\n", folder);
}

/* Makes it. Ends the benchmark when it fails. */
static inline void folder_make(void)
{
	if (mkdtemp(folder) == NULL)
		bench_die("cannot make a folder in /tmp");
	atexit(folder_remove);
}

#endif

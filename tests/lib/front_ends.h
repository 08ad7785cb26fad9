/*
 * Networks in front of the local one (tests/lib/front-ends.mjs): each has a name and a chain id of
 * its own and answers with the figures of the local one, or is dead, lying or slow. Whatever goes
 * wrong here fails the running test.
 */
#ifndef TESTS_LIB_FRONT_ENDS_H
#define TESTS_LIB_FRONT_ENDS_H

#include <sys/types.h>

#include "base/json.h"
#include "tests/lib/devnet.h"

struct front_ends {
	pid_t pid;
	int stdin_fd;
	struct json *profiles; /* a list of network profiles */
};

/* Starts them. In: `hows` words of front-ends.mjs, NULL-ended, one for each network. */
void front_ends_start(struct front_ends *f, const struct devnet *d, const char *const *hows);

/* Ends them. Those that never started are allowed. */
void front_ends_stop(struct front_ends *f);

#endif

#include "tests/lib/front_ends.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "base/buf.h"

#define MOST_HOWS 16

static void run(const struct devnet *d, const char *const *hows, int in, int out)
{
	static char node[] = "node", script[] = "tests/lib/front-ends.mjs";
	char file[600], *argv[MOST_HOWS + 4] = {node, script, file};

	/* A test that dies takes them with it. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	snprintf(file, sizeof(file), "%s/devnet.json", d->dir);
	for (size_t i = 0; i < MOST_HOWS && hows[i] != NULL; i++)
		argv[3 + i] = strdup(hows[i]);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0)
		_exit(126);
	execvp(node, argv);
	_exit(127);
}

void front_ends_start(struct front_ends *f, const struct devnet *d, const char *const *hows)
{
	int in[2], out[2];
	struct err e = {0};
	struct buf line;
	char c;

	*f = (struct front_ends){0};
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	f->pid = fork();
	assert_int_not_equal(f->pid, -1);
	if (f->pid == 0) {
		close(in[1]);
		close(out[0]);
		run(d, hows, in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	f->stdin_fd = in[1];
	buf_init(&line, MIB);
	while (read(out[0], &c, 1) == 1 && c != '\n')
		buf_add(&line, &c, 1);
	close(out[0]);
	if (json_parse(&f->profiles, line.data, line.len, &e) != STATUS_OK)
		fail_msg("tests/lib/front-ends.mjs did not start: %s", e.text);
	buf_release(&line);
}

void front_ends_stop(struct front_ends *f)
{
	if (f->pid <= 0)
		return;
	close(f->stdin_fd);
	waitpid(f->pid, NULL, 0);
	json_free(f->profiles);
	*f = (struct front_ends){0};
}

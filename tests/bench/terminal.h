/* A program on a bare pseudo-terminal, timed: nothing is emulated, bytes only have times. */
#ifndef TESTS_BENCH_TERMINAL_H
#define TESTS_BENCH_TERMINAL_H

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

#define TERMINAL_ROWS 40
#define TERMINAL_COLS 120

/* Output has ended when none came for so long: several times what a busy scheduler takes. */
#define TERMINAL_QUIET_MS 60

struct terminal {
	int fd;
	pid_t pid;
	double started;
	size_t bytes; /* read so far */
};

/* Starts argv in folder `dir` (NULL: here). */
static inline struct terminal terminal_start(const char *dir, const char *const *argv)
{
	const struct winsize size = {.ws_row = TERMINAL_ROWS, .ws_col = TERMINAL_COLS};
	struct terminal t = {.started = bench_now()};

	t.pid = forkpty(&t.fd, NULL, NULL, &size);
	if (t.pid < 0)
		bench_die("no pseudo-terminal");
	if (t.pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LANG", "C.UTF-8", 1);
		unsetenv("LC_ALL");
		if (dir == NULL || chdir(dir) == 0)
			execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	return t;
}

static inline void terminal_end(struct terminal *t)
{
	kill(t->pid, SIGKILL);
	waitpid(t->pid, NULL, 0);
	close(t->fd);
}

/* Reads what comes within `ms`; the time of it, or 0 when nothing came. */
static inline double terminal_read(struct terminal *t, char *out, size_t *len, size_t cap, int ms)
{
	struct pollfd p = {.fd = t->fd, .events = POLLIN};
	ssize_t n;

	*len = 0;
	if (poll(&p, 1, ms) <= 0)
		return 0;
	n = read(t->fd, out, cap);
	if (n <= 0)
		bench_die("the program on the terminal ended");
	*len = (size_t)n;
	t->bytes += *len;
	return bench_now();
}

/* Reads until nothing comes any more. The time of the last byte, or 0 when none came. */
static inline double terminal_settle(struct terminal *t, int first_ms)
{
	char data[65536];
	double at, last = 0;
	size_t len;

	while ((at = terminal_read(t, data, &len, sizeof(data),
				   last > 0 ? TERMINAL_QUIET_MS : first_ms)) > 0)
		last = at;
	return last;
}

/*
 * Reads until `mark` has come by. Milliseconds from the start to the piece that held it, 0 when
 * none did within 20 s.
 */
static inline double terminal_until(struct terminal *t, const char *mark)
{
	static char data[1 << 20];
	size_t used = 0, len;
	double at;

	while (used + 65536 < sizeof(data)) {
		at = terminal_read(t, data + used, &len, sizeof(data) - used, 20000);
		if (at == 0)
			return 0;
		used += len;
		if (memmem(data, used, mark, strlen(mark)) != NULL)
			return (at - t->started) * 1000;
	}
	return 0;
}

/* Sends a key; milliseconds until the last byte that it brought. */
static inline double terminal_key(struct terminal *t, const char *key)
{
	double start = bench_now(), last;

	if (write(t->fd, key, strlen(key)) < 0)
		bench_die("the program on the terminal ended");
	last = terminal_settle(t, 1000);
	return last > 0 ? (last - start) * 1000 : NAN;
}

#endif

/*
 * Photographs of a film that a program shows on its terminal, each as OUT-NUMBER.png:
 * film OUT ROWSxCOLS COUNT PROGRAM [ARGUMENT…]
 *
 * Takes COUNT different frames, as they come, then types a key. Exits 0 when the program ended
 * well and left the terminal as it was.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/harness/pty.h"

/* The number of the frame on the screen; 0 when there is none, 1 for a film of one picture. */
static unsigned frame_on(struct pty *p)
{
	const char *caption = strstr(pty_text(p), "frame ");
	unsigned number;

	if (caption != NULL && sscanf(caption, "frame %u (", &number) == 1)
		return number;
	return pty_has(p, "one picture") ? 1 : 0;
}

static bool photograph(struct pty *p, const char *out, unsigned count)
{
	char path[1024];
	unsigned last = 0, silent = 0;

	for (unsigned n = 0; n < count && silent < PTY_DEADLINE_MS / 10;) {
		unsigned number;

		pty_listen(p, 10);
		number = frame_on(p);
		silent++;
		if (number == 0 || number == last)
			continue;
		snprintf(path, sizeof(path), "%s-%u.png", out, number);
		if (!pty_png(p, path))
			return false;
		last = number;
		silent = 0;
		n++;
	}
	return silent < PTY_DEADLINE_MS / 10;
}

static bool is_as_before(struct pty *p)
{
	struct termios now;
	const struct termios *first = pty_first_modes(p);

	pty_modes(p, &now);
	return now.c_lflag == first->c_lflag && now.c_iflag == first->c_iflag &&
	       !pty_alternate(p) && pty_cursor_visible(p);
}

int main(int argc, char **argv)
{
	struct pty *p;
	int rows, cols, how;
	bool good;

	if (argc < 5 || sscanf(argv[2], "%dx%d", &rows, &cols) != 2) {
		fprintf(stderr, "usage: %s OUT ROWSxCOLS COUNT PROGRAM [ARGUMENT...]\n", argv[0]);
		return 2;
	}
	p = pty_start((const char *const *)(argv + 4), NULL, rows, cols);
	good = photograph(p, argv[1], (unsigned)strtoul(argv[3], NULL, 10));
	if (!good)
		fprintf(stderr, "%s\n", pty_text(p));
	pty_send(p, " ", 1);
	how = pty_exit(p);
	good = good && how >= 0 && WIFEXITED(how) && WEXITSTATUS(how) == 0;
	if (good && !is_as_before(p)) {
		fprintf(stderr, "the terminal is not as it was\n");
		good = false;
	}
	pty_free(p);
	return good ? 0 : 1;
}

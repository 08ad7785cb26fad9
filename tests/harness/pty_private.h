/* Shared by pty.c, pty_look.c and pty_svg.c. */
#ifndef TESTS_PTY_PRIVATE_H
#define TESTS_PTY_PRIVATE_H

#include <vterm.h>

#include "tests/harness/pty.h"

struct pty {
	struct termios first_modes; /* before the program began */
	int fd;
	pid_t pid;
	bool ended;
	int status;
	int rows, cols;
	VTerm *vt;
	VTermScreen *screen;
	char title[64];
	unsigned frame; /* the title's */
	bool idle;
	unsigned seen; /* frame when something was last sent */
	bool alternate, cursor_visible;
	VTermPos cursor;
	/* A control sequence under way, see pass_faint(). */
	char sequence[1024];
	size_t sequence_len;
	char *written;
	size_t written_len, written_cap;
	char *text;
};

/* Ends the test: the system has not what a pseudo-terminal needs. */
_Noreturn void pty_fail(const char *what);

#endif

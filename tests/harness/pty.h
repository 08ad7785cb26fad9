/*
 * A program on a pseudo-terminal, seen through libvterm: keys in, screen out, in step with its
 * frames. The program must set the window title to "frame:N idle" when it has done everything
 * (byline does with BYLINE_TEST=1).
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct pty;

/* Everything that is waited for comes within this, or the test has failed. */
#define PTY_DEADLINE_MS 20000

/*
 * Starts argv[0] (NULL-ended; a path) with TERM=xterm-256color, LANG=C.UTF-8, TZ=UTC, BYLINE_TEST=1
 * and then `env` (NULL-ended "NAME=value"; "NAME" alone removes; NULL = none). Aborts on failure.
 */
struct pty *pty_start(const char *const *argv, const char *const *env, int rows, int cols);

/* Kills what still runs, and frees. */
void pty_free(struct pty *p);

/*
 * Bytes as the keyboard would send them. Reads the screen's output meanwhile, so that neither side
 * blocks.
 */
void pty_send(struct pty *p, const void *data, size_t len);

/*
 * Keys by name with blanks between, 'text' typed, <text> pasted: as in tests/screens/script.h.
 * Waits after each until the program is idle: work that does not end needs pty_send().
 */
void pty_keys(struct pty *p, const char *keys);
void pty_paste(struct pty *p, const char *text);
void pty_resize(struct pty *p, int rows, int cols);

/*
 * Waits until the program has answered everything sent so far and is idle. False: deadline or exit.
 */
bool pty_sync(struct pty *p);

/* Waits until `text` is on the screen and its frame is whole. False: deadline or exit. */
bool pty_wait(struct pty *p, const char *text);

/*
 * Waits until the program has written `text` since pty_forget(), wherever it stands by now. A
 * question that was asked before is still on the screen when the next one comes.
 */
bool pty_wait_written(struct pty *p, const char *text);

/* Reads output for `ms`; returns the bytes that came. */
size_t pty_listen(struct pty *p, int ms);

/* Closes the terminal, as a window that is closed does. Nothing is read or sent any more. */
void pty_hang_up(struct pty *p);

/* Waits for the end. Returns the wait status, or -1 at the deadline. */
int pty_exit(struct pty *p);

pid_t pty_pid(const struct pty *p);

/* The terminal's modes now, as the program left them; and as they were before it began. */
void pty_modes(const struct pty *p, struct termios *out);
const struct termios *pty_first_modes(const struct pty *p);

/* Whether the alternate screen is on; whether the cursor shows. */
bool pty_alternate(const struct pty *p);
bool pty_cursor_visible(const struct pty *p);
void pty_cursor(const struct pty *p, int *y, int *x);

/* The screen, a line a row, without trailing blanks; valid until the next call. */
const char *pty_text(struct pty *p);
bool pty_has(struct pty *p, const char *text);

/* How a cell looks. */
struct pty_cell {
	unsigned long character; /* 0 for a blank */
	bool reversed;
	bool inked; /* its character is not in the colour of the terminal's own background */
};

void pty_cell(const struct pty *p, int y, int x, struct pty_cell *out);

/* Everything the program wrote since the last call of pty_forget(), as it was. */
const char *pty_written(const struct pty *p, size_t *len);
void pty_forget(struct pty *p);

/* Writes the screen as SVG, or as PNG by rsvg-convert. False when it cannot. */
bool pty_svg(struct pty *p, const char *path);
bool pty_png(struct pty *p, const char *path);

#endif

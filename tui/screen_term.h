/*
 * The terminal: shows grids, reads keys. The only door to ncurses, which is in screen_term*.c.
 *
 * One terminal at a time (curses keeps it in globals). It is restored by screen_term_close(), and
 * also when the process exits or dies of SIGSEGV, SIGBUS, SIGABRT, SIGILL or SIGFPE.
 */
#ifndef TUI_SCREEN_TERM_H
#define TUI_SCREEN_TERM_H

#include "tui/dashboard_options.h"
#include "tui/screen.h"

struct screen_term;

/*
 * Takes over the controlling terminal: stdin for keys, stdout for the screen. An unknown TERM is
 * tried as xterm-256color, xterm and vt100, which `*note` then says (else it is "").
 * Returns: STATUS_OK, ERR_UNSUPPORTED when stdin or stdout is no terminal or none of these works.
 */
MUST_CHECK enum status screen_term_open(struct screen_term **out, const struct dashboard_options *o,
					const char **note, struct err *e);
void screen_term_close(struct screen_term *t);

/* Whether the locale can show characters beyond ASCII. */
bool screen_term_unicode(const struct screen_term *t);

/* Asks the terminal for its size and makes `s` as large. ERR_MEMORY. */
MUST_CHECK enum status screen_term_fit(struct screen_term *t, struct screen *s);

/*
 * Shows a grid: only what changed since the last one is written, between the marks of a
 * synchronized update and in one write; nothing at all when nothing changed. `again`:
 * everything anew.
 */
void screen_term_show(struct screen_term *t, const struct screen *s, bool again);

/* The descriptor to wait on. */
int screen_term_fd(const struct screen_term *t);

/* Puts cleaned text into the terminal's clipboard (OSC 52). */
void screen_term_copy(struct screen_term *t, const char *text);

/* Sets the window title; for tests. */
void screen_term_title(struct screen_term *t, const char *title);

/* Gives the terminal back to the shell and takes it again. */
void screen_term_suspend(struct screen_term *t);
void screen_term_resume(struct screen_term *t);

#endif

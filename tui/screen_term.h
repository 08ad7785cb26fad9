/*
 * The terminal: shows grids; screen_term_keys.h reads keys. Only the files screen_term*.c use
 * ncurses.
 *
 * There is one terminal at a time, since curses keeps it in globals. screen_term_close() restores
 * it; it is restored also when the process exits or dies of SIGSEGV, SIGBUS, SIGABRT, SIGILL or
 * SIGFPE.
 */
#ifndef TUI_SCREEN_TERM_H
#define TUI_SCREEN_TERM_H

#include "base/err.h"
#include "tui/dashboard_options.h"
#include "tui/screen.h"

struct screen_term;

/*
 * Takes over the controlling terminal: stdin for keys, stdout for the screen. When TERM is unknown,
 * xterm-256color, xterm and vt100 are tried, and `*note` tells which one it is (else "").
 * Returns: STATUS_OK, ERR_UNSUPPORTED when stdin or stdout is no terminal or none of these works.
 */
MUST_CHECK enum status screen_term_open(struct screen_term **out, const struct dashboard_options *o,
					const char **note, struct err *e);

/* Restores the terminal and frees everything. NULL is fine. */
void screen_term_close(struct screen_term *t);

/* Whether the locale can show characters beyond ASCII. */
bool screen_term_unicode(const struct screen_term *t);

/* Asks the terminal for its size and makes `s` as large. ERR_MEMORY. */
MUST_CHECK enum status screen_term_fit(struct screen_term *t, struct screen *s);

/*
 * Shows a grid. Only cells that changed since the last grid are written, in one write between the
 * marks of a synchronized update; without a change nothing is written. `again` writes all cells.
 */
void screen_term_show(struct screen_term *t, const struct screen *s, bool again);

/* The descriptor to wait on. */
int screen_term_fd(const struct screen_term *t);

/* Puts cleaned text into the terminal's clipboard (OSC 52). */
void screen_term_copy(struct screen_term *t, const char *text);

/* Sets the window title, which tests read. */
void screen_term_title(struct screen_term *t, const char *title);

/* Gives the terminal back to the shell. */
void screen_term_suspend(struct screen_term *t);

/*
 * Gives the terminal to the signer, which is about to ask for a passphrase. Whoever types it too
 * early does not see it: letters are shown by nobody until the signer reads them.
 */
void screen_term_lend(struct screen_term *t);

/* Takes the terminal again after screen_term_suspend() or screen_term_lend(). */
void screen_term_resume(struct screen_term *t);

#endif

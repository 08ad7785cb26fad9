/*
 * What is done to the terminal beside curses: raw sequences, and giving it back on every way out.
 * One terminal a process.
 */
#ifndef TUI_SCREEN_TTY_H
#define TUI_SCREEN_TTY_H

#include <stdio.h>

#include "base/status.h"

/*
 * Remembers the terminal's modes before anything changes them, and sees to it that they come back
 * when the process exits or dies of a fatal signal (not under a sanitizer, which reports those).
 */
void screen_tty_remember(void);

/* From now on there is something to give back. */
void screen_tty_taken(void);

/* Modes as remembered, main screen, visible cursor, no marks of pastes. Async-signal-safe. */
void screen_tty_restore(void);

/* Writes bytes past curses; allowed between two updates, when its own buffer is empty. */
void screen_tty_write(const char *text);

/*
 * A stream of its own onto stdout, for curses to write to; stdout itself when there is no
 * descriptor for one. Closed by screen_tty_close().
 */
FILE *screen_tty_open(void);
void screen_tty_close(FILE *stream);

/*
 * Around an update: what goes to the stream meanwhile reaches the terminal at once, between the
 * marks of a synchronized update. curses writes at each move of the cursor, and each write wakes
 * the terminal, which may show half of a frame.
 */
void screen_tty_begin(void);
void screen_tty_end(void);

/* Puts cleaned text into the terminal's clipboard (OSC 52). */
void screen_tty_copy(const char *text);

/*
 * Keeps messages of libraries out of the screen: stderr, when it is a terminal, goes nowhere.
 * Returns what screen_tty_unsilence() takes; -1 = nothing was done.
 */
int screen_tty_silence(void);
void screen_tty_unsilence(int saved);

#endif

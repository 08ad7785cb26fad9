/*
 * The terminal beside curses: raw sequences, and giving the terminal back on every way out. A
 * process has one terminal.
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

/* Marks the terminal as changed, so that screen_tty_restore() restores it. */
void screen_tty_taken(void);

/*
 * Restores the remembered modes, the main screen and the cursor, and switches marks of pastes off.
 * Async-signal-safe.
 */
void screen_tty_restore(void);

/* Shows no letters that are typed on the main screen. screen_tty_restore() ends it. */
void screen_tty_hide_keys(void);

/* Writes bytes past curses. Allowed between two updates, when curses' own buffer is empty. */
void screen_tty_write(const char *text);

/*
 * Opens a stream onto stdout for curses to write to. Returns: stdout itself when there is no
 * descriptor for another one.
 */
FILE *screen_tty_open(void);

/* Closes the stream of screen_tty_open(). */
void screen_tty_close(FILE *stream);

/*
 * Surround an update. All that is written to the stream in between reaches the terminal in one
 * write, between the marks of a synchronized update, so that no half of a frame is seen.
 */
void screen_tty_begin(void);
void screen_tty_end(void);

/* Puts cleaned text into the terminal's clipboard (OSC 52). */
void screen_tty_copy(const char *text);

/*
 * Keeps messages of libraries off the screen: stderr, when it is a terminal, goes nowhere.
 * Returns: the value that screen_tty_unsilence() takes; -1 when nothing was done.
 */
int screen_tty_silence(void);

/* Gives stderr back. */
void screen_tty_unsilence(int saved);

#endif

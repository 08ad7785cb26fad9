/* The terminal's description in terminfo. */
#ifndef TUI_SCREEN_TERM_INFO_H
#define TUI_SCREEN_TERM_INFO_H

#include <curses.h>
#include <stdio.h>

/*
 * Opens curses on `stream` and stdin for TERM, or for the first of three common terminals when TERM
 * is unknown; `*note` then tells so (else it is ""). Returns: NULL when the terminal cannot place a
 * character, or when none of these is known.
 */
SCREEN *screen_term_info_open(FILE *stream, const char **note);

#endif

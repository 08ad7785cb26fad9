/* The inside of the terminal, for the files screen_term*.c. */
#ifndef TUI_SCREEN_TERM_PRIVATE_H
#define TUI_SCREEN_TERM_PRIVATE_H

#include <curses.h>
#include <stdio.h>

#include "base/buf.h"
#include "tui/screen.h"

struct screen_term {
	SCREEN *curses;
	FILE *stream;	     /* curses writes to it */
	WINDOW *keys;	     /* keys are read through it, since reading from it refreshes nothing */
	struct screen shown; /* the grid that is on the terminal */
	bool color, unicode, mouse;
	attr_t attributes[STYLE_COUNT];
	short color_pairs[STYLE_COUNT];
	short reverse_pairs[STYLE_COUNT]; /* in reverse, these colour the character */
	struct buf paste;
	bool pasting, paste_cut;
	int64_t paste_ms; /* when the paste's last byte came */
	int saved_stderr; /* -1 means not redirected */
};

#endif

/*
 * A grid of cells, apart from any terminal: views draw into it, screen_term.h shows it, tests read
 * it.
 *
 * Invariants: every cell holds one character of width 1, the first half of a character of width 2,
 * or (width 0) its second half; in an ASCII grid no cell holds anything beyond ASCII, whatever is
 * drawn; nothing is ever drawn outside the grid or the area given.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* What a text means; a theme of the terminal gives it a look. State is always in words as well. */
enum screen_style {
	STYLE_TEXT,
	STYLE_DIM,    /* secondary: units, notes, stale figures */
	STYLE_BOLD,   /* headings, the figure that matters */
	STYLE_ACCENT, /* the one accent: key hints, marks, pictures */
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_INPUT, /* text being typed */
	STYLE_TITLE, /* the header line */
	STYLE_LIGHT, /* modules of a QR code: dark on light in every theme that can */
	STYLE_COUNT
};

struct screen_cell {
	char text[11]; /* UTF-8 with combining marks, zero-terminated */
	uint8_t width;
	uint8_t style; /* enum screen_style */
	bool reverse;
	uint16_t hit; /* what a mouse click here means, 0 = nothing; see SCREEN_HIT_… */
};

/* Click targets: actions as HIT_ACTION + id, rows of the list in focus as HIT_ROW + line. */
#define SCREEN_HIT_ACTION 1
#define SCREEN_HIT_ROW	  1024

/* A part of the grid; positions given to drawing functions are relative to it. */
struct screen_area {
	int y, x, h, w;
};

/*
 * Neither side of a grid exceeds this: terminals report 16 bits, and 1000 is more than anybody
 * reads.
 */
#define SCREEN_SIDE_MAX 1000

struct screen {
	int rows, cols;
	bool ascii;	 /* nothing beyond ASCII */
	bool accessible; /* also no rules, no pictures */
	struct screen_cell *cells;
	int cursor_y, cursor_x; /* of the hardware cursor: the selected row or the text field */
	bool caret;		/* the cursor is a text caret */
};

/*
 * An empty grid of at least 1x1 and at most SCREEN_SIDE_MAX each way. ERR_MEMORY leaves it as it
 * was.
 */
MUST_CHECK enum status screen_resize(struct screen *s, int rows, int cols);
void screen_release(struct screen *s);

/* Blanks everything and puts the cursor at the upper left. */
void screen_clear(struct screen *s);

/* The whole grid. */
struct screen_area screen_all(const struct screen *s);

/* A part of `a`, cut to it. */
struct screen_area screen_part(struct screen_area a, int y, int x, int h, int w);

/* Draws what fits of cleaned UTF-8 text from (y, x) to the right. Returns the cells used. */
int screen_text(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		const char *text);

/* As screen_text() within `w` cells, the cut marked by an ellipsis. */
int screen_fit(struct screen *s, struct screen_area a, int y, int x, int w, enum screen_style style,
	       const char *text);

/* As screen_fit(), flush right in the `w` cells. */
void screen_right(struct screen *s, struct screen_area a, int y, int x, int w,
		  enum screen_style style, const char *text);

/* As screen_text(), of a formatted text of at most 1023 bytes. */
int screen_printf(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		  const char *format, ...) PRINTF(6, 7);

/*
 * Breaks `text` at spaces (a longer word anywhere, so that nothing is left out) into lines of `w`
 * cells, at most `h` lines. Returns the lines used.
 */
int screen_wrap(struct screen *s, struct screen_area a, int y, int x, int h, int w,
		enum screen_style style, const char *text);

/* A horizontal line over the area's width; nothing in an accessible grid. */
void screen_rule(struct screen *s, struct screen_area a, int y);

/* Blanks an area. */
void screen_blank(struct screen *s, struct screen_area a);

/*
 * Draws a frame around the area (a blank margin when accessible) and returns its inside, blanked.
 */
struct screen_area screen_frame(struct screen *s, struct screen_area a, const char *title);

/* Puts the hardware cursor: braille displays and speech follow it. */
void screen_cursor(struct screen *s, struct screen_area a, int y, int x, bool caret);

/* The cell at a position of the grid, or NULL outside. */
const struct screen_cell *screen_cell(const struct screen *s, int y, int x);

#endif

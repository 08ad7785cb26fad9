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

#include "base/status.h"

/*
 * The meaning of a text, for which a theme has a look. A state is always written in words as well.
 */
enum screen_style {
	STYLE_TEXT,
	STYLE_DIM,    /* secondary: units, notes, stale figures */
	STYLE_BOLD,   /* headings, the figure that matters */
	STYLE_ACCENT, /* key hints, marks, pictures */
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
	/*
	 * Coloured characters in reverse are the pictures of a selected row: their colour is that
	 * of the character then, not of the cell.
	 */
	bool reverse;
	uint16_t hit; /* the target of a click here, SCREEN_HIT_…; 0 means none */
};

/*
 * Click targets: SCREEN_HIT_ACTION + action, or SCREEN_HIT_ROW + line of the list in focus.
 */
#define SCREEN_HIT_ACTION 1
#define SCREEN_HIT_ROW	  1024

/* A part of the grid. Drawing functions take positions relative to it. */
struct screen_area {
	int y, x, h, w;
};

/*
 * The most rows and columns of a grid. Terminals may report up to 65535, and nobody reads more than
 * 1000.
 */
#define SCREEN_SIDE_MAX 1000

struct screen {
	int rows, cols;
	bool ascii;	 /* the grid holds ASCII only */
	bool accessible; /* neither rules nor pictures are drawn */
	struct screen_cell *cells;
	int cursor_y, cursor_x; /* the hardware cursor, on the selected row or in a text field */
	bool caret;		/* the cursor is a text caret; tests read it */
};

/*
 * Makes the grid empty and as large as asked, from 1x1 to SCREEN_SIDE_MAX each way. ERR_MEMORY
 * leaves it as it was.
 */
MUST_CHECK enum status screen_resize(struct screen *s, int rows, int cols);

/* Frees the cells. Safe on a zeroed grid. */
void screen_release(struct screen *s);

/* Blanks everything and puts the cursor at the upper left. */
void screen_clear(struct screen *s);

/* The whole grid. */
struct screen_area screen_all(const struct screen *s);

/* The part of `a` at (y, x), cut where it would leave `a`. */
struct screen_area screen_part(struct screen_area a, int y, int x, int h, int w);

/* Cells between the two parts of a split area. */
#define SCREEN_GUTTER 3

/*
 * Splits an area into two side by side. The left one gets `left_least` cells, the right one the
 * rest, and what the right one has over `right_most` cells goes to the left one too.
 * Out:     left, right
 * Returns: false, with all of the area in `left`, when the right one would have less than
 *          `right_least` cells
 */
bool screen_split(struct screen_area *left, struct screen_area *right, struct screen_area a,
		  int left_least, int right_least, int right_most);

/* Draws cleaned UTF-8 text from (y, x) as far as it fits. Returns: the cells used. */
int screen_text(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		const char *text);

/* As screen_text() within `w` cells; an ellipsis marks a text that was cut. */
int screen_fit(struct screen *s, struct screen_area a, int y, int x, int w, enum screen_style style,
	       const char *text);

/* As screen_fit(), flush right in the `w` cells. */
void screen_right(struct screen *s, struct screen_area a, int y, int x, int w,
		  enum screen_style style, const char *text);

/* As screen_text(), for a formatted text of at most 1023 bytes. */
int screen_printf(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		  const char *format, ...) PRINTF(6, 7);

/*
 * Draws `text` in lines of `w` cells, at most `h` of them. Lines break at blanks and line ends; a
 * word longer than a line breaks anywhere. Returns: the lines used.
 */
int screen_wrap(struct screen *s, struct screen_area a, int y, int x, int h, int w,
		enum screen_style style, const char *text);

/* Draws a horizontal line over the area's width; nothing in an accessible grid. */
void screen_rule(struct screen *s, struct screen_area a, int y);

/* Draws a vertical line in the gutter right of an area; nothing in an accessible grid. */
void screen_rule_beside(struct screen *s, struct screen_area left);

/* Blanks an area. */
void screen_blank(struct screen *s, struct screen_area a);

/*
 * Draws a frame around the area, or a blank margin when accessible. Returns: its inside, blanked.
 */
struct screen_area screen_frame(struct screen *s, struct screen_area a, const char *title);

/* Puts the hardware cursor, which braille displays and speech follow. */
void screen_cursor(struct screen *s, struct screen_area a, int y, int x, bool caret);

/* The cell at a position of the grid, or NULL outside. */
const struct screen_cell *screen_cell(const struct screen *s, int y, int x);

#endif

/*
 * The grid as text. Golden screens are made of it, so that its format may change only together with
 * them.
 */
#include "tests/screens/dump.h"

#include "base/buf.h"

#include <string.h>

static const char style_letters[STYLE_COUNT] = {
	[STYLE_TEXT] = '.',  [STYLE_DIM] = 'd',	  [STYLE_BOLD] = 'b', [STYLE_ACCENT] = 'a',
	[STYLE_GOOD] = 'g',  [STYLE_WARN] = 'w',  [STYLE_BAD] = 'e',  [STYLE_INPUT] = 'i',
	[STYLE_TITLE] = 't', [STYLE_LIGHT] = 'l',
};

/* The letter of a cell's style; a capital, or R for plain text, means reversed. */
static char style_letter(const struct screen_cell *c)
{
	char letter = style_letters[c->style];

	if (!c->reverse)
		return letter;
	return letter == '.' ? 'R' : (char)(letter - 'a' + 'A');
}

/* The cells of a row up to the last one that is more than a blank in plain style. */
static int row_end(const struct screen *s, int y, bool plane)
{
	int end = s->cols;

	while (end > 0) {
		const struct screen_cell *c = screen_cell(s, y, end - 1);

		if (plane ? style_letter(c) != '.' : strcmp(c->text, " ") != 0)
			break;
		end--;
	}
	return end;
}

void screen_dump(struct buf *out, const struct screen *s, bool planes)
{
	for (int y = 0; y < s->rows; y++) {
		int end = row_end(s, y, false);

		for (int x = 0; x < end; x++)
			buf_add_str(out, screen_cell(s, y, x)->text);
		buf_add_byte(out, '\n');
	}
	if (!planes)
		return;
	buf_addf(out, "-- styles, cursor %d,%d%s\n", s->cursor_y, s->cursor_x,
		 s->caret ? " caret" : "");
	for (int y = 0; y < s->rows; y++) {
		int end = row_end(s, y, true);

		for (int x = 0; x < end; x++)
			buf_add_byte(out, (uint8_t)style_letter(screen_cell(s, y, x)));
		buf_add_byte(out, '\n');
	}
}

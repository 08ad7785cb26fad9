/*
 * Drawing text into the grid.
 *
 * put_cell() is the only function that writes a character, and keeps the invariants of screen.h: it
 * repairs the other half of a wide character that it overwrites. screen_text() splits a text into
 * characters, replaces those beyond ASCII where the grid asks for that, and cuts at the area's
 * edge; all other functions draw through it.
 */
#include "tui/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ASCII characters that replace others, one cell for one cell. All else becomes "?". */
static const char *const ascii_forms[][2] = {
	{"✓", "+"}, {"≈", "="},	       {"·", "."}, {"…", "."}, {"–", "-"}, {"—", "-"},	{"▸", ">"},
	{"•", "*"}, {"─", "-"},	       {"│", "|"}, {"┌", "+"}, {"┐", "+"}, {"└", "+"},	{"┘", "+"},
	{"├", "+"}, {"┤", "+"},	       {"▲", "^"}, {"▼", "v"}, {"→", ">"}, {"←", "<"},	{"▁", "."},
	{"▂", ":"}, {"▃", "-"},	       {"▄", "="}, {"▅", "+"}, {"▆", "*"}, {"▇", "#"},	{"█", "#"},
	{"▏", " "}, {"▎", " "},	       {"▍", "-"}, {"▌", "-"}, {"▋", "="}, {"▊", "="},	{"▉", "#"},
	{"░", "."}, {"×", "x"},	       {"≥", ">"}, {"≤", "<"}, {"±", "~"}, {"“", "\""}, {"”", "\""},
	{"’", "'"}, {"\xC2\xA0", " "},
};

/* An allocation that fails leaves the old grid in place. */
enum status screen_resize(struct screen *s, int rows, int cols)
{
	struct screen_cell *cells;

	rows = rows < 1 ? 1 : rows > SCREEN_SIDE_MAX ? SCREEN_SIDE_MAX : rows;
	cols = cols < 1 ? 1 : cols > SCREEN_SIDE_MAX ? SCREEN_SIDE_MAX : cols;
	if (s->cells == NULL || s->rows != rows || s->cols != cols) {
		cells = malloc((size_t)rows * (size_t)cols * sizeof(*cells));
		if (cells == NULL)
			return ERR_MEMORY;
		free(s->cells);
		s->cells = cells;
		s->rows = rows;
		s->cols = cols;
	}
	screen_clear(s);
	return STATUS_OK;
}

void screen_release(struct screen *s)
{
	free(s->cells);
	s->cells = NULL;
	s->rows = s->cols = 0;
}

static void blank_cell(struct screen_cell *c)
{
	static const struct screen_cell blank = {.text = " ", .width = 1};

	*c = blank;
}

/* A cleared grid has its cursor at the upper left, where a screen reader begins. */
void screen_clear(struct screen *s)
{
	for (int i = 0; i < s->rows * s->cols; i++)
		blank_cell(&s->cells[i]);
	s->cursor_y = s->cursor_x = 0;
	s->caret = false;
}

struct screen_area screen_all(const struct screen *s)
{
	return (struct screen_area){0, 0, s->rows, s->cols};
}

/* Cuts the part to the area, so that no function can draw outside. */
struct screen_area screen_part(struct screen_area a, int y, int x, int h, int w)
{
	struct screen_area p;

	y = y < 0 ? 0 : y > a.h ? a.h : y;
	x = x < 0 ? 0 : x > a.w ? a.w : x;
	p.y = a.y + y;
	p.x = a.x + x;
	p.h = h < 0 ? 0 : h > a.h - y ? a.h - y : h;
	p.w = w < 0 ? 0 : w > a.w - x ? a.w - x : w;
	return p;
}

bool screen_split(struct screen_area *left, struct screen_area *right, struct screen_area a,
		  int left_least, int right_least, int right_most)
{
	int w = a.w - left_least - SCREEN_GUTTER;
	bool fits = w >= right_least && w > 0;

	w = !fits ? 0 : w > right_most ? right_most : w;
	*left = screen_part(a, 0, 0, a.h, fits ? a.w - w - SCREEN_GUTTER : a.w);
	*right = screen_part(a, 0, a.w - w, a.h, w);
	return fits;
}

/* A cell by its position in the grid, or NULL outside. */
static struct screen_cell *cell_at(const struct screen *s, int y, int x)
{
	if (y < 0 || x < 0 || y >= s->rows || x >= s->cols)
		return NULL;
	return &s->cells[y * s->cols + x];
}

const struct screen_cell *screen_cell(const struct screen *s, int y, int x)
{
	return cell_at(s, y, x);
}

/* Copies the first UTF-8 character of `text`. Returns: its bytes. */
static size_t first_character(char out[static 5], const char *text)
{
	size_t n = 1;

	out[0] = text[0];
	while (n < 4 && ((unsigned char)text[n] & 0xC0) == 0x80) {
		out[n] = text[n];
		n++;
	}
	out[n] = '\0';
	return n;
}

static const char *ascii_form(const char *character)
{
	for (size_t i = 0; i < ARRAY_SIZE(ascii_forms); i++)
		if (strcmp(character, ascii_forms[i][0]) == 0)
			return ascii_forms[i][1];
	return "?";
}

/* Blanks the other half of a wide character, one half of which is overwritten. */
static void split_wide(struct screen *s, int y, int x)
{
	struct screen_cell *c = cell_at(s, y, x);
	struct screen_cell *other;

	if (c == NULL)
		return;
	if (c->width == 0 && (other = cell_at(s, y, x - 1)) != NULL) {
		other->text[0] = ' ';
		other->text[1] = '\0';
		other->width = 1;
	} else if (c->width == 2 && (other = cell_at(s, y, x + 1)) != NULL) {
		other->text[0] = ' ';
		other->text[1] = '\0';
		other->width = 1;
	}
}

/* Writes one character. `width` 2 also takes the cell at its right. */
static void put_cell(struct screen *s, int y, int x, enum screen_style style, const char *text,
		     int width)
{
	struct screen_cell *c = cell_at(s, y, x);

	if (c == NULL)
		return;
	split_wide(s, y, x);
	memset(c->text, 0, sizeof(c->text));
	memcpy(c->text, text, strnlen(text, sizeof(c->text) - 1));
	c->width = (uint8_t)width;
	c->style = (uint8_t)style;
	if (width == 2) {
		split_wide(s, y, x + 1);
		c[1] = *c;
		memset(c[1].text, 0, sizeof(c[1].text));
		c[1].width = 0;
	}
}

/* Adds a combining mark to the character at (y, x). A mark that does not fit is left out. */
static void put_mark(struct screen *s, int y, int x, const char *mark)
{
	struct screen_cell *c = cell_at(s, y, x);
	size_t used;

	if (c != NULL && c->width == 0)
		c = cell_at(s, y, x - 1);
	if (c == NULL || s->ascii)
		return;
	used = strlen(c->text);
	if (used + strlen(mark) < sizeof(c->text))
		memcpy(c->text + used, mark, strlen(mark) + 1);
}

int screen_text(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		const char *text)
{
	int at = x;

	if (y < 0 || y >= a.h || a.y + y >= s->rows)
		return 0;
	while (*text != '\0') {
		char c[5];
		int width;

		text += first_character(c, text);
		width = text_width(c);
		if (width == 0) {
			if (at > x)
				put_mark(s, a.y + y, a.x + at - 1, c);
			continue;
		}
		if (at + width > a.w || a.x + at + width > s->cols)
			break;
		if (at >= 0 && (unsigned char)c[0] >= 0x80 && s->ascii) {
			for (int i = 0; i < width; i++)
				put_cell(s, a.y + y, a.x + at + i, style, ascii_form(c), 1);
		} else if (at >= 0) {
			put_cell(s, a.y + y, a.x + at, style, c, width);
		}
		at += width;
	}
	return at - x;
}

int screen_fit(struct screen *s, struct screen_area a, int y, int x, int w, enum screen_style style,
	       const char *text)
{
	char cut[1024];

	if (w <= 0)
		return 0;
	text_clip(cut, sizeof(cut), text, w, s->ascii);
	return screen_text(s, a, y, x, style, cut);
}

void screen_right(struct screen *s, struct screen_area a, int y, int x, int w,
		  enum screen_style style, const char *text)
{
	char cut[1024];
	int used;

	if (w <= 0)
		return;
	used = text_clip(cut, sizeof(cut), text, w, s->ascii);
	screen_text(s, a, y, x + w - used, style, cut);
}

int screen_printf(struct screen *s, struct screen_area a, int y, int x, enum screen_style style,
		  const char *format, ...)
{
	char line[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	return screen_text(s, a, y, x, style, line);
}

/* The bytes of `text` that fit `w` cells, at least one character. */
static size_t fitting(const char *text, size_t len, int w)
{
	size_t used = 0;
	char c[5];

	while (used < len) {
		size_t n = first_character(c, text + used);

		w -= text_width(c);
		if (w < 0 && used > 0)
			break;
		used += n;
	}
	return used;
}

int screen_wrap(struct screen *s, struct screen_area a, int y, int x, int h, int w,
		enum screen_style style, const char *text)
{
	int line = 0;
	int used = 0;

	while (*text != '\0' && line < h && w > 0) {
		char word[1024];
		size_t n = strcspn(text, " \n");
		size_t fits = fitting(text, n < sizeof(word) ? n : sizeof(word) - 1, w);
		int cells;

		snprintf(word, sizeof(word), "%.*s", (int)fits, text);
		cells = text_width(word);
		if (used > 0 && used + 1 + cells > w) {
			line++;
			used = 0;
			continue;
		}
		used += used > 0;
		screen_text(s, a, y + line, x + used, style, word);
		used += cells;
		text += fits;
		/*
		 * A word wider than a line goes on in the next line, so that nothing is left out.
		 */
		if (*text == '\n' || fits < n) {
			line++;
			used = 0;
		}
		text += *text != '\0' && fits == n;
	}
	return line + (used > 0);
}

void screen_rule(struct screen *s, struct screen_area a, int y)
{
	if (s->accessible)
		return;
	for (int x = 0; x < a.w; x++)
		screen_text(s, a, y, x, STYLE_DIM, "─");
}

void screen_rule_beside(struct screen *s, struct screen_area left)
{
	if (s->accessible)
		return;
	left.w += SCREEN_GUTTER;
	for (int y = 0; y < left.h; y++)
		screen_text(s, left, y, left.w - SCREEN_GUTTER / 2 - 1, STYLE_DIM, "│");
}

void screen_blank(struct screen *s, struct screen_area a)
{
	for (int y = a.y; y < a.y + a.h && y < s->rows; y++)
		for (int x = a.x; x < a.x + a.w && x < s->cols; x++) {
			split_wide(s, y, x);
			blank_cell(&s->cells[y * s->cols + x]);
		}
}

/* An accessible grid gets the blank margin and the title, without lines around them. */
struct screen_area screen_frame(struct screen *s, struct screen_area a, const char *title)
{
	screen_blank(s, a);
	if (!s->accessible && a.h > 1 && a.w > 1) {
		screen_rule(s, a, 0);
		screen_rule(s, a, a.h - 1);
		for (int y = 1; y < a.h - 1; y++) {
			screen_text(s, a, y, 0, STYLE_DIM, "│");
			screen_text(s, a, y, a.w - 1, STYLE_DIM, "│");
		}
		screen_text(s, a, 0, 0, STYLE_DIM, "┌");
		screen_text(s, a, 0, a.w - 1, STYLE_DIM, "┐");
		screen_text(s, a, a.h - 1, 0, STYLE_DIM, "└");
		screen_text(s, a, a.h - 1, a.w - 1, STYLE_DIM, "┘");
	}
	if (title != NULL && title[0] != '\0') {
		int used = 1 + screen_fit(s, a, 0, 3, a.w - 6, STYLE_BOLD, title);

		screen_text(s, a, 0, 2, STYLE_TEXT, " ");
		screen_text(s, a, 0, 2 + used, STYLE_TEXT, " ");
	}
	return screen_part(a, 1, 2, a.h - 2, a.w - 4);
}

void screen_cursor(struct screen *s, struct screen_area a, int y, int x, bool caret)
{
	if (y >= a.h || x >= a.w || cell_at(s, a.y + y, a.x + x) == NULL)
		return;
	s->cursor_y = a.y + y;
	s->cursor_x = a.x + x;
	s->caret = caret;
}

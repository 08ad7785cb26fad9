/*
 * The screen as a picture: cells to SVG, block elements as rectangles so that they meet without
 * seams.
 */
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/harness/pty_private.h"
#include "tui/key.h"

/* DejaVu Sans Mono at 15 px is 9.03 px wide. */
#define FONT_PX	 15
#define CELL_W	 9
#define CELL_H	 18
#define BASELINE 14
#define MARGIN	 12

#define DEFAULT_BG 0x1b2028
#define DEFAULT_FG 0xd7dce4

static const unsigned palette[16] = {
	0x1b2028, 0xe06c75, 0x98c379, 0xe5c07b, 0x61afef, 0xc678dd, 0x56b6c2, 0xf2f4f8,
	0x5c6370, 0xe88388, 0xa8d58a, 0xf0d08b, 0x74bdf7, 0xd38cea, 0x69cbd6, 0xffffff,
};

/* Half way from the text's colour to the background: what faint looks like. */
static unsigned faint(unsigned c)
{
	unsigned out = 0;

	for (int shift = 0; shift < 24; shift += 8)
		out |= ((c >> shift & 255) * 55 + (DEFAULT_BG >> shift & 255) * 45) / 100 << shift;
	return out;
}

static unsigned color_of(const VTermScreen *screen, VTermColor c, unsigned otherwise)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&c) || VTERM_COLOR_IS_DEFAULT_BG(&c))
		return otherwise;
	if (VTERM_COLOR_IS_INDEXED(&c) && c.indexed.idx < 16)
		return palette[c.indexed.idx];
	vterm_screen_convert_color_to_rgb(screen, &c);
	return (unsigned)c.rgb.red << 16 | (unsigned)c.rgb.green << 8 | c.rgb.blue;
}

static void rectangle(FILE *f, double x, double y, double w, double h, unsigned color)
{
	fprintf(f, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\"/>\n",
		x, y, w, h, color);
}

/* Blocks and lines. False: a character for the font. */
static bool draw_block(FILE *f, double x, double y, uint32_t c, unsigned color)
{
	if (c >= 0x2581 && c <= 0x2588) {
		double h = CELL_H * (double)(c - 0x2580) / 8;

		rectangle(f, x, y + CELL_H - h, CELL_W, h, color);
	} else if (c >= 0x2589 && c <= 0x258f) {
		rectangle(f, x, y, CELL_W * (double)(0x2590 - c) / 8, CELL_H, color);
	} else if (c == 0x2580) {
		rectangle(f, x, y, CELL_W, CELL_H / 2.0, color);
	} else if (c == 0x2500) {
		rectangle(f, x, y + CELL_H / 2.0, CELL_W, 1, color);
	} else if (c == 0x2502) {
		rectangle(f, x + CELL_W / 2.0, y, 1, CELL_H, color);
	} else if (c == 0x250c || c == 0x2510 || c == 0x2514 || c == 0x2518) {
		bool right = c == 0x250c || c == 0x2514, down = c == 0x250c || c == 0x2510;

		rectangle(f, right ? x + CELL_W / 2.0 : x, y + CELL_H / 2.0, CELL_W / 2.0 + 1, 1,
			  color);
		rectangle(f, x + CELL_W / 2.0, down ? y + CELL_H / 2.0 : y, 1, CELL_H / 2.0, color);
	} else {
		return false;
	}
	return true;
}

static void draw_text(FILE *f, double x, double y, const VTermScreenCell *c, unsigned color)
{
	fprintf(f, "<text x=\"%.2f\" y=\"%.2f\" fill=\"#%06x\"%s%s>", x, y + BASELINE, color,
		c->attrs.bold ? " font-weight=\"bold\"" : "",
		c->attrs.underline ? " text-decoration=\"underline\"" : "");
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c->chars[i] != 0; i++) {
		char text[5];

		if (c->chars[i] == '<')
			fputs("&lt;", f);
		else if (c->chars[i] == '&')
			fputs("&amp;", f);
		else if (key_character(text, (int)c->chars[i]))
			fputs(text, f);
	}
	fputs("</text>\n", f);
}

static void draw_cell(FILE *f, const struct pty *p, int row, int col)
{
	double x = MARGIN + col * CELL_W, y = MARGIN + row * CELL_H;
	unsigned fg, bg;
	VTermScreenCell c;

	vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = col}, &c);
	if (c.chars[0] == (uint32_t)-1)
		return;
	fg = color_of(p->screen, c.fg, DEFAULT_FG);
	bg = color_of(p->screen, c.bg, DEFAULT_BG);
	if (c.attrs.blink) /* faint, see pty.c */
		fg = faint(fg);
	if (c.attrs.reverse) {
		unsigned swap = fg;

		fg = bg;
		bg = swap;
	}
	if (bg != DEFAULT_BG)
		rectangle(f, x, y, CELL_W * (c.width > 1 ? 2 : 1), CELL_H, bg);
	if (c.chars[0] == 0 || c.chars[0] == ' ')
		return;
	if (!draw_block(f, x, y, c.chars[0], fg))
		draw_text(f, x, y, &c, fg);
}

bool pty_svg(struct pty *p, const char *path)
{
	int w = p->cols * CELL_W + 2 * MARGIN, h = p->rows * CELL_H + 2 * MARGIN;
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return false;
	fprintf(f,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		"font-family=\"DejaVu Sans Mono\" font-size=\"%d\" xml:space=\"preserve\">\n"
		"<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n",
		w, h, FONT_PX, w, h, (unsigned)DEFAULT_BG);
	for (int y = 0; y < p->rows; y++)
		for (int x = 0; x < p->cols; x++)
			draw_cell(f, p, y, x);
	fputs("</svg>\n", f);
	return fclose(f) == 0;
}

bool pty_png(struct pty *p, const char *path)
{
	char svg[1024];
	const char *argv[] = {"rsvg-convert", "-o", path, svg, NULL};
	extern char **environ;
	pid_t pid;
	int status;
	bool good;

	snprintf(svg, sizeof(svg), "%s.svg", path);
	good = pty_svg(p, svg) &&
	       posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ) ==
		       0 &&
	       waitpid(pid, &status, 0) == pid && status == 0;
	unlink(svg);
	return good;
}

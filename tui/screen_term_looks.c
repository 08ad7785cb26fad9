/*
 * Colours and attributes of the styles. A terminal without colours, NO_COLOR and the theme "mono"
 * use the attributes of the column `mono`.
 */
#include "tui/screen_term_looks.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "tui/screen_term_private.h"

static const struct {
	short color; /* one of the terminal's own 16; -1 is its default */
	short blue;  /* the theme without red and green */
	attr_t mono, attributes;
} looks[STYLE_COUNT] = {
	[STYLE_TEXT] = {-1, -1, A_NORMAL, A_NORMAL},
	[STYLE_DIM] = {-1, -1, A_DIM, A_DIM},
	[STYLE_BOLD] = {-1, -1, A_BOLD, A_BOLD},
	[STYLE_ACCENT] = {COLOR_CYAN, COLOR_BLUE, A_BOLD, A_NORMAL},
	[STYLE_GOOD] = {COLOR_GREEN, COLOR_BLUE, A_NORMAL, A_NORMAL},
	[STYLE_WARN] = {COLOR_YELLOW, COLOR_YELLOW, A_BOLD, A_NORMAL},
	[STYLE_BAD] = {COLOR_RED, COLOR_YELLOW, A_BOLD, A_BOLD},
	[STYLE_INPUT] = {-1, -1, A_UNDERLINE, A_UNDERLINE},
	[STYLE_TITLE] = {-1, -1, A_NORMAL, A_NORMAL},
	[STYLE_LIGHT] = {COLOR_WHITE, COLOR_WHITE, A_NORMAL, A_NORMAL},
};

static bool wants_color(const struct dashboard_options *o)
{
	const char *no = getenv("NO_COLOR");

	if (o->color != DASHBOARD_COLOR_AUTO)
		return o->color == DASHBOARD_COLOR_ALWAYS;
	return (no == NULL || no[0] == '\0') && (o->theme == NULL || strcmp(o->theme, "mono") != 0);
}

void screen_term_looks_set(struct screen_term *t, const struct dashboard_options *o)
{
	bool blue = o->theme != NULL && strcmp(o->theme, "blue") == 0;

	t->color =
		wants_color(o) && has_colors() && start_color() == OK && use_default_colors() == OK;
	for (short i = 0; i < STYLE_COUNT; i++) {
		short color = blue ? looks[i].blue : looks[i].color;

		t->attributes[i] = t->color ? looks[i].attributes : looks[i].mono;
		if (t->color && color >= 0 &&
		    init_pair((short)(i + 1), color, i == STYLE_LIGHT ? COLOR_BLACK : -1) == OK)
			t->color_pairs[i] = (short)(i + 1);
		if (t->color && color >= 0 &&
		    init_pair((short)(STYLE_COUNT + i + 1), -1, color) == OK)
			t->reverse_pairs[i] = (short)(STYLE_COUNT + i + 1);
	}
}

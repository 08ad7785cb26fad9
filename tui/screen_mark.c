/* Changes to cells that are drawn already. Cells outside the area or the grid are left out. */
#include "tui/screen_mark.h"

/*
 * Goes through the `w` cells from (y, x) on that lie in the area and on the grid: call with `*i`
 * from 0 until NULL comes.
 */
static struct screen_cell *next_cell(struct screen *s, struct screen_area a, int y, int x, int w,
				     int *i)
{
	while (*i < w && x + *i < a.w && y >= 0 && y < a.h) {
		const struct screen_cell *c = screen_cell(s, a.y + y, a.x + x + (*i)++);

		if (c != NULL)
			return &s->cells[c - s->cells];
	}
	return NULL;
}

void screen_mark_reverse(struct screen *s, struct screen_area a, int y, int x, int w)
{
	struct screen_cell *c;
	int i = 0;

	while ((c = next_cell(s, a, y, x, w, &i)) != NULL)
		c->reverse = true;
}

void screen_mark_style(struct screen *s, struct screen_area a, int y, int x, int w,
		       enum screen_style style)
{
	struct screen_cell *c;
	int i = 0;

	while ((c = next_cell(s, a, y, x, w, &i)) != NULL)
		c->style = (uint8_t)style;
}

void screen_mark_selected(struct screen *s, struct screen_area a, int y, int x, int w)
{
	struct screen_cell *c;
	int i = 0;

	while ((c = next_cell(s, a, y, x, w, &i)) != NULL) {
		c->style = c->style == STYLE_BOLD ? STYLE_BOLD : STYLE_TEXT;
		c->reverse = true;
	}
}

void screen_mark_hit(struct screen *s, struct screen_area a, int y, int x, int w, unsigned hit)
{
	struct screen_cell *c;
	int i = 0;

	while ((c = next_cell(s, a, y, x, w, &i)) != NULL)
		c->hit = (uint16_t)hit;
}

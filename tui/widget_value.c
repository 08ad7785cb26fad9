/* Values of rows in lists, in sentences and on pages. */
#include "tui/widget_value.h"

#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "tui/widget_figure.h"

/* The longest text of a row is a sentence, an address on the web, a path or a record. */
#define TEXT_SIZE 1024

/*
 * Only `%` stands beside its number in every cell. A token has a column of its own where rows
 * differ in it, and milliseconds stand in the title.
 */
void widget_value_text(const struct dashboard *d, char *out, size_t cap, const struct column *c,
		       const struct value *v, enum widget_value_length length)
{
	const struct value_style style = {.ascii = d->options.ascii,
					  .hide = d->hide,
					  .words = length == WIDGET_VALUE_UNIT,
					  .narrow = length == WIDGET_VALUE_NARROW};
	const char *unit = value_unit(v);
	size_t len;

	column_text(out, cap, c, v, &style);
	len = strlen(out);
	if (unit[0] != '\0' && (length == WIDGET_VALUE_UNIT || unit[0] == '%') && len < cap)
		snprintf(out + len, cap - len, " %s", unit);
}

struct widget_row widget_value_row(enum row_kind kind, const struct snapshot *s, const void *row)
{
	return (struct widget_row){.table = columns_of(kind), .snapshot = s, .row = row};
}

const struct column *widget_value_get(struct value *out, const struct widget_row *r,
				      const char *name)
{
	const struct column *c = column_find(r->table, name);

	column_value(out, c, r->snapshot, r->row);
	return c;
}

void widget_value_name(const struct dashboard *d, char *out, size_t cap, const struct widget_row *r,
		       const char *name)
{
	struct value v;
	const struct column *c = widget_value_get(&v, r, name);

	widget_value_text(d, out, cap, c, &v, WIDGET_VALUE_UNIT);
}

/* Pages are for reading and copying, so that nothing on them is shortened. */
void widget_value_detail(const struct dashboard *d, struct widget_detail *p, const char *label,
			 const struct widget_row *r, const char *name)
{
	char text[TEXT_SIZE];

	widget_value_name(d, text, sizeof(text), r, name);
	widget_detail_add(p, label, "%s", text);
}

void widget_value_detail_known(const struct dashboard *d, struct widget_detail *p,
			       const char *label, const struct widget_row *r, const char *name)
{
	struct value v;

	(void)widget_value_get(&v, r, name);
	if (v.known)
		widget_value_detail(d, p, label, r, name);
}

/* Rows with figures begin with their owner, whose network says how old they may be. */
static bool is_stale(struct dashboard *d, const struct widget_row *r, int64_t as_of)
{
	const struct snapshot_network *n = owner_network(r->snapshot, r->row);

	return n != NULL && widget_figure_stale(d, n, as_of);
}

/* Digits stand flush right, so that amounts below each other are aligned on their points. */
void widget_value_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
		       int w, const struct widget_row *r, const char *name, enum screen_style style)
{
	char text[VALUE_TEXT_SIZE];
	struct value v;
	const struct column *c = widget_value_get(&v, r, name);
	bool dim = !v.known || (v.figure && is_stale(d, r, v.as_of));

	widget_value_text(d, text, sizeof(text), c, &v, WIDGET_VALUE_WHOLE);
	screen_right(s, a, y, x, w, dim ? STYLE_DIM : style, text);
	if (!v.known)
		return;
	x += w + 1;
	if (value_unit(&v)[0] != '\0')
		x += screen_text(s, a, y, x, STYLE_DIM, value_unit(&v)) + 1;
	if (!v.figure)
		return;
	/* A mark says how well something is known as of its block: when that is old, so is it. */
	x += screen_text(s, a, y, x,
			 v.trust == TRUST_DISPUTED ? STYLE_BAD
			 : dim			   ? STYLE_DIM
						   : STYLE_ACCENT,
			 s->accessible ? trust_word(v.trust) : trust_mark(v.trust, s->ascii));
	if (dim && s->accessible)
		screen_text(s, a, y, x, STYLE_DIM, ", old");
}

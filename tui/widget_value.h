/*
 * Values of rows as the dashboard writes them: by their column tables (models/columns.h), with
 * amounts hidden when the user wants them hidden.
 */
#ifndef TUI_WIDGET_VALUE_H
#define TUI_WIDGET_VALUE_H

#include "models/columns.h"
#include "tui/dashboard.h"
#include "tui/widget_detail.h"

enum widget_value_length {
	WIDGET_VALUE_NARROW, /* in a list: times, addresses and hashes are shortened */
	WIDGET_VALUE_WHOLE,  /* in a list, in full length */
	WIDGET_VALUE_UNIT,   /* in a sentence or on a page: in full length, with its unit */
};

/* Writes what stands in a column. A percentage always has its sign. */
void widget_value_text(const struct dashboard *d, char *out, size_t cap, const struct column *c,
		       const struct value *v, enum widget_value_length length);

/* A row that values are taken from. */
struct widget_row {
	const struct column_table *table;
	const struct snapshot *snapshot; /* NULL for rows that are in none */
	const void *row;
};

/* The row of a kind; `s` is NULL for rows that are in no snapshot. */
struct widget_row widget_value_row(enum row_kind kind, const struct snapshot *s, const void *row);

/* Takes the value of the column `name`, which the kind must have. Returns: the column. */
const struct column *widget_value_get(struct value *out, const struct widget_row *r,
				      const char *name);

/* Writes what the column `name` says, with its unit: "25.072 052 OPEN". */
void widget_value_name(const struct dashboard *d, char *out, size_t cap, const struct widget_row *r,
		       const char *name);

/* Adds a line to a page: what the column `name` says, with its unit, behind `label`. */
void widget_value_detail(const struct dashboard *d, struct widget_detail *p, const char *label,
			 const struct widget_row *r, const char *name);

/* As widget_value_detail(), but adds no line when the value is not known. */
void widget_value_detail_known(const struct dashboard *d, struct widget_detail *p,
			       const char *label, const struct widget_row *r, const char *name);

/*
 * Draws an amount flush right to column `x + w`, then its unit and, for a figure, its trust mark. A
 * stale figure is dim.
 */
void widget_value_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
		       int w, const struct widget_row *r, const char *name,
		       enum screen_style style);

#endif

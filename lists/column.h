/*
 * Columns as data: one table of typed columns for each kind of row. A screen, a text table, JSON
 * and CSV are made from it, so that one figure has one name and one precision wherever it is shown.
 *
 * A column says how its value is taken from a row; chain/value.h says what a value looks like.
 * Nothing here draws or prints.
 */
#ifndef LISTS_COLUMN_H
#define LISTS_COLUMN_H

#include "app/snapshot.h"
#include "base/json.h"
#include "chain/value.h"

struct buf;

/*
 * Whose row it is: columns of every kind of row where the question has an answer. People see them
 * only while rows differ in them; JSON and CSV have them always.
 */
enum column_context {
	CONTEXT_NONE, /* a column of the row itself */
	CONTEXT_NETWORK,
	CONTEXT_DATANET,
	CONTEXT_ACCOUNT,
	CONTEXT_PAYER, /* the distributor that pays */
	CONTEXT_TOKEN,
};

enum {
	COLUMN_SEARCHED = 1, /* a filter looks at it */
	COLUMN_OWNED = 2,    /* comes from the owner that the row begins with */
	COLUMN_FIGURE = 4,   /* its amounts are figures, each with a trust of its own */
	COLUMN_SOME = 8,     /* an amount of zero is none, and a command's list has a dash for it */
};

struct column {
	const char *name;  /* JSON member and CSV header */
	const char *title; /* above the column; "" where the values speak for themselves */
	enum value_type type;

	/*
	 * Fills `out`, whose type and places are set. A text lives as long as the snapshot and the
	 * row do. `s` is NULL for rows that are in no snapshot.
	 */
	void (*get)(struct value *out, const struct snapshot *s, const void *row);

	unsigned flags;
	enum column_context context;
	uint8_t places;	     /* digits of a VALUE_REAL for people; VALUE_TOTAL of an amount */
	const char *exact;   /* printf() format of a real number in JSON and CSV; NULL: by type */
	const char *missing; /* people read this when it is not known; NULL: a dash */
};

struct column_table {
	const char *name; /* the JSON array of its rows: "datasets" */
	const struct column *columns;
	size_t n;
	size_t row_size;

	/* The rows of a snapshot, side by side; NULL for rows that come from elsewhere. */
	const void *(*rows)(const struct snapshot *s, size_t *n);

	const char *since; /* the column whose time says how old a row is; NULL: rows have no age */
};

/* The column of that name, or NULL. */
const struct column *column_find(const struct column_table *t, const char *name);

/* Row `i` of the snapshot; i < the number of rows. */
const void *column_row(const struct column_table *t, const struct snapshot *s, size_t i);

/* The value of a column in a row. */
void column_value(struct value *out, const struct column *c, const struct snapshot *s,
		  const void *row);

/*
 * Writes what people read in that column, without the unit: as value_text(), but for what the
 * column says of a value that is missing.
 */
void column_text(char *out, size_t cap, const struct column *c, const struct value *v,
		 const struct value_style *style);

/* The order of two rows by a column: < 0, 0, > 0. */
int column_compare(const struct column *c, const struct snapshot *s, const void *a, const void *b);

/*
 * Whether people do without the column: it says whose row it is, and all `n` rows (side by side, or
 * those of the snapshot when `rows` is NULL) that say it say the same.
 */
bool column_hidden(const struct column_table *t, const struct column *c, const struct snapshot *s,
		   const void *rows, size_t n);

/* Whether a filter for `pattern` finds the row in one of its searched columns. */
bool column_row_matches(const struct column_table *t, const struct snapshot *s, const void *row,
			const char *pattern);

/* The rows that are wanted by their time, and how CSV writes times. All zero: all, in UTC. */
struct column_span {
	int64_t from, until; /* seconds since 1970; `until` is the first that is too late, or 0 */
	bool zoned;	     /* in the process's time zone, with its offset (base/zone.h) */
};

/*
 * Whether the row is of that time. A row whose time is not known, or of a table whose rows have no
 * time, is of all times together alone.
 */
bool column_row_is_within(const struct column_table *t, const struct snapshot *s, const void *row,
			  const struct column_span *span);

/*
 * The row as a JSON object with a member for each column: null where it is not known (a text is
 * ""). NULL when out of memory.
 */
struct json *column_row_json(const struct column_table *t, const struct snapshot *s,
			     const void *row);

/*
 * Appends the line of column names, and the line of a row (RFC 4180). Amounts are exact and without
 * their token, texts stand in quotes, and none is run as a formula by a spreadsheet. Times are in
 * UTC, or with `zoned` in the process's time zone (base/zone.h).
 */
void column_head_csv(struct buf *out, const struct column_table *t);
void column_row_csv(struct buf *out, const struct column_table *t, const struct snapshot *s,
		    const void *row, bool zoned);

/*
 * Append the line of column names, and the line of a row, for tools that cut lines at tabs: as CSV,
 * but texts stand bare on one line, numbers in sentences have no groups, times are in UTC, and what
 * is not known is "-". A COLUMN_FIGURE has a second column NAME_trust behind it.
 */
void column_head_plain(struct buf *out, const struct column_table *t);
void column_row_plain(struct buf *out, const struct column_table *t, const struct snapshot *s,
		      const void *row);

#endif

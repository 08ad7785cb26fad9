/*
 * CSV files. The columns, their names and how a value is written come from the tables of columns
 * alone; here is only which rows a file has.
 */
#include "lists/export.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "lists/books.h"
#include "lists/column_tables.h"

static const struct column_table *table_of(enum export_kind kind)
{
	switch (kind) {
	case EXPORT_EARNINGS: return &columns_entry;
	case EXPORT_SCORES: return &columns_score;
	case EXPORT_ATTRIBUTIONS: return &columns_attribution;
	case EXPORT_DUES: return &columns_due;
	case EXPORT_ASKED_DUES: return &columns_asked_due;
	case EXPORT_CLAIMS: return &columns_claim;
	case EXPORT_RECEIVED: return &columns_received;
	case EXPORT_LOG: return &columns_event;
	case EXPORT_DATASETS: return &columns_dataset;
	}
	return &columns_event;
}

/* Appends the rows side by side that are of the span's time. */
static void add_rows(struct buf *out, const struct column_table *t, const struct snapshot *s,
		     const void *rows, size_t n, const struct column_span *span)
{
	for (size_t i = 0; i < n; i++) {
		const void *row = (const uint8_t *)rows + i * t->row_size;

		if (column_row_is_within(t, s, row, span))
			column_row_csv(out, t, s, row, span->zoned);
	}
}

/* The books are in no snapshot: they are made of one. */
enum status write_csv_table(struct buf *out, const struct snapshot *s, enum export_kind kind,
			    const struct column_span *span)
{
	const struct column_table *t = table_of(kind);
	struct book_entry *books = NULL;
	const void *rows;
	size_t n;
	enum status status = STATUS_OK;

	if (kind == EXPORT_EARNINGS)
		status = make_books(&books, &n, s, NULL);
	if (status != STATUS_OK)
		return status;
	rows = books != NULL ? books : t->rows(s, &n);
	column_head_csv(out, t);
	add_rows(out, t, s, rows, n, span);
	free(books);
	return buf_status(out);
}

enum status export_table(const struct snapshot *s, enum export_kind kind, const char *path,
			 struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = write_csv_table(&text, s, kind, &(struct column_span){0});
	if (status == STATUS_OK)
		status = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	return status;
}

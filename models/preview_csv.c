#include "models/preview_csv.h"

#include "base/buf.h"
#include "base/file.h"
#include "models/columns.h"

enum status write_csv_preview(struct buf *out, const struct preview *p)
{
	const struct column_table *t = columns_of(ROW_PREVIEW);

	column_head_csv(out, t);
	for (size_t i = 0; i < p->n_rows; i++)
		column_row_csv(out, t, NULL, &p->rows[i], false);
	return buf_status(out);
}

enum status export_preview(const struct preview *p, const char *path, struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = write_csv_preview(&text, p);
	if (status == STATUS_OK)
		status = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	return status;
}

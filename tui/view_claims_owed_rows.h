/* Lines of what payers owe as rows: columns, colours, and the page of one. */
#ifndef TUI_VIEW_CLAIMS_OWED_ROWS_H
#define TUI_VIEW_CLAIMS_OWED_ROWS_H

#include "app/snapshot_dues.h"
#include "tui/widget_list.h"

#define VIEW_CLAIMS_OWED_COLUMNS 9

extern const struct widget_column view_claims_owed_rows_columns[VIEW_CLAIMS_OWED_COLUMNS];

/* As struct widget_table and struct widget_list_info have them; rows are struct snapshot_due. */
uint64_t view_claims_owed_rows_id(const struct snapshot *s, const void *row);
void view_claims_owed_rows_dress(struct dashboard *d, const void *row, size_t column,
				 struct widget_cell *out);
struct widget_detail *view_claims_owed_rows_page(const struct dashboard *d,
						 const struct snapshot *s, const void *row);

#endif

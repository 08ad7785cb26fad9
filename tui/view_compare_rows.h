/* Compared models as rows, and the page of one. */
#ifndef TUI_VIEW_COMPARE_ROWS_H
#define TUI_VIEW_COMPARE_ROWS_H

#include "tui/widget_list.h"

/* The rows are struct compared_model of a struct comparison. */
extern const struct widget_list_info view_compare_rows;

/* Says how many of the records a model scores: "scores 80 of them, leaves out 16; …". */
void view_compare_rows_verdict(const struct compared_model *m, char *out, size_t cap);

/*
 * Returns: what is to be known about a model that scores records, "" for nothing; the reason why it
 * scores none, for another. Lives as long as the row.
 */
const char *view_compare_rows_remark(const struct compared_model *m);

/* Tells the fate of a label that a model lacks: "counts as spam", "left out: none is like it". */
void view_compare_rows_fate(const struct compared_label *l, char *out, size_t cap);

#endif

/* The datasets of a snapshot as a list: for the overview with shares, else with commitments. */
#ifndef TUI_WIDGET_DATASET_ROWS_H
#define TUI_WIDGET_DATASET_ROWS_H

#include "tui/widget_list.h"

extern const struct widget_list_info widget_dataset_rows_overview, widget_dataset_rows_full;

#endif
